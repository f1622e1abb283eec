namespace ResultsBot.Engine.Counting;

/// <summary>
/// An exact fraction. Shares, turnout and swing are kept as fractions and rounded only when they are put
/// into words, so that no figure is rounded twice.
/// </summary>
public readonly record struct Fraction : IComparable<Fraction>
{
    /// <exception cref="ArgumentOutOfRangeException">The denominator is not positive.</exception>
    public Fraction(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        Numerator = numerator;
        Denominator = denominator;
    }

    public static Fraction Zero { get; } = new(0, 1);

    public long Numerator { get; }

    /// <summary>Always positive; not necessarily in lowest terms.</summary>
    public long Denominator { get; }

    public bool IsNegative => Numerator < 0;

    /// <summary>
    /// Over the lowest common denominator: with the plain product, the swing of a contest with a million votes
    /// would not fit.
    /// </summary>
    /// <exception cref="OverflowException">The difference does not fit in 64 bits.</exception>
    public static Fraction operator -(Fraction a, Fraction b)
    {
        var scaleOfA = b.Denominator / GreatestCommonDivisor(a.Denominator, b.Denominator);
        var common = a.Denominator * scaleOfA;
        return new Fraction(
            (a.Numerator * scaleOfA) - (b.Numerator * (common / b.Denominator)),
            common
        );
    }

    /// <exception cref="OverflowException">The sum does not fit in 64 bits.</exception>
    public static Fraction operator +(Fraction a, Fraction b) => a - -b;

    public static Fraction operator -(Fraction a) => new(-a.Numerator, a.Denominator);

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    public Fraction Half() => new(Numerator, Denominator * 2);

    public Fraction Abs() => IsNegative ? -this : this;

    /// <summary>
    /// This fraction times <paramref name="scale"/>, rounded to a whole number, halves away from zero: with a
    /// scale of 10,000 it is hundredths of a percent.
    /// </summary>
    public long Scaled(int scale)
    {
        var doubled = (Int128)Numerator * scale * 2;
        var sign = doubled < 0 ? -1 : 1;
        return (long)((doubled + (sign * (Int128)Denominator)) / (2 * (Int128)Denominator));
    }

    public int CompareTo(Fraction other) =>
        ((Int128)Numerator * other.Denominator).CompareTo((Int128)other.Numerator * Denominator);

    /// <summary>Equal as numbers: 1/2 equals 2/4.</summary>
    public bool Equals(Fraction other) => CompareTo(other) == 0;

    public override int GetHashCode() => Scaled(1_000_000).GetHashCode();

    public override string ToString() => $"{Numerator}/{Denominator}";

    private static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }
        return a;
    }
}

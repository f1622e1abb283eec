using System.Numerics;
using CsCheck;
using ResultsBot.Engine.Counting;

namespace ResultsBot.Engine.Tests.Counting;

public class FractionTests
{
    [Fact]
    public void Fractions_are_equal_as_numbers()
    {
        Assert.Equal(new Fraction(1, 2), new Fraction(2, 4));
        Assert.Equal(new Fraction(1, 2).GetHashCode(), new Fraction(2, 4).GetHashCode());
        Assert.NotEqual(new Fraction(1, 2), new Fraction(1, 3));
    }

    [Fact]
    public void Fractions_compare_whatever_their_denominators()
    {
        Assert.True(new Fraction(1, 3) < new Fraction(1, 2));
        Assert.True(new Fraction(-1, 2) < new Fraction(-1, 3));
        Assert.True(new Fraction(2, 4) >= new Fraction(1, 2));
        Assert.True(new Fraction(2, 4) <= new Fraction(1, 2));
        Assert.True(new Fraction(2, 3) > new Fraction(3, 5));
    }

    [Fact]
    public void A_difference_is_exact()
    {
        Assert.Equal(new Fraction(1, 6), new Fraction(1, 2) - new Fraction(1, 3));
        Assert.Equal(new Fraction(-1, 6), new Fraction(1, 3) - new Fraction(1, 2));
        Assert.Equal(Fraction.Zero, new Fraction(2, 4) - new Fraction(1, 2));
    }

    [Fact]
    public void Half_and_size_are_exact()
    {
        Assert.Equal(new Fraction(1, 6), new Fraction(1, 3).Half());
        Assert.Equal(new Fraction(1, 3), new Fraction(-1, 3).Abs());
        Assert.True(new Fraction(-1, 3).IsNegative);
    }

    [Theory]
    [InlineData(1, 8, 13)]
    [InlineData(-1, 8, -13)]
    [InlineData(1, 3, 33)]
    [InlineData(-1, 3, -33)]
    [InlineData(2, 3, 67)]
    [InlineData(1, 200, 1)]
    [InlineData(-1, 200, -1)]
    [InlineData(0, 7, 0)]
    public void Halves_are_rounded_away_from_zero(int above, int below, long hundredths) =>
        Assert.Equal(hundredths, new Fraction(above, below).Scaled(100));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_denominator_is_positive(long below) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Fraction(1, below));

    [Fact]
    public void The_swing_of_the_largest_contests_does_not_overflow() =>
        (
            from now in Gen.Int[1, 3_000_000]
            from a in Gen.Int[0, now]
            from b in Gen.Int[0, now]
            from then in Gen.Int[1, 3_000_000]
            from c in Gen.Int[0, then]
            from d in Gen.Int[0, then]
            select (now, a, b, then, c, d)
        ).Sample(s =>
        {
            var swing = (
                (new Fraction(s.a, s.now) - new Fraction(s.c, s.then))
                - (new Fraction(s.b, s.now) - new Fraction(s.d, s.then))
            ).Half();

            // (a/now − c/then − b/now + d/then) / 2 over the product of the denominators.
            var above = ((BigInteger)(s.a - s.b) * s.then) - ((BigInteger)(s.c - s.d) * s.now);
            var below = (BigInteger)2 * s.now * s.then;
            Assert.Equal(above * swing.Denominator, swing.Numerator * below);
        });

    [Fact]
    public void Rounding_is_never_off_by_more_than_a_half() =>
        Gen.Select(Gen.Int[-1_000_000, 1_000_000], Gen.Int[1, 1_000_000])
            .Sample(
                (above, below) =>
                {
                    var rounded = new Fraction(above, below).Scaled(1000);
                    var off = BigInteger.Abs(
                        ((BigInteger)above * 1000) - ((BigInteger)rounded * below)
                    );
                    Assert.True(off * 2 <= below);
                }
            );
}

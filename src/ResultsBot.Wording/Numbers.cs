using ResultsBot.Engine.Counting;

namespace ResultsBot.Wording;

/// <summary>Figures as they are printed. The only place where a fraction is rounded.</summary>
public static class Numbers
{
    /// <summary>17,591</summary>
    public static string Count(long number) => number.ToString("N0");

    /// <summary>38.4 for 0.384: percent without the sign, halves away from zero.</summary>
    public static string Percent(Fraction fraction, int decimals)
    {
        var unit = 1;
        for (var i = 0; i < decimals; i++)
        {
            unit *= 10;
        }
        var scaled = fraction.Scaled(100 * unit);
        var text = $"{Math.Abs(scaled) / unit}";
        if (decimals > 0)
        {
            text += "." + (Math.Abs(scaled) % unit).ToString("D" + decimals);
        }
        return scaled < 0 ? "-" + text : text;
    }

    /// <summary>38.4%</summary>
    public static string Percent(Fraction fraction) => Percent(fraction, 1) + "%";

    /// <summary>+14.2 or −22.0, in percentage points, with a true minus sign.</summary>
    public static string Change(Fraction change) =>
        Percent(change, 1) is ['-', .. var size] ? "−" + size : "+" + Percent(change, 1);
}

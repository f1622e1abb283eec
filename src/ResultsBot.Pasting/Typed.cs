using System.Globalization;
using System.Text.RegularExpressions;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Packs.Names;

namespace ResultsBot.Pasting;

/// <summary>Single values as people type them with a thumb: a number, a turnout, a time of the night.</summary>
public static partial class Typed
{
    /// <summary>How far back a time is still taken for the one just past rather than tomorrow's.</summary>
    private static readonly TimeSpan JustPast = TimeSpan.FromMinutes(30);

    /// <summary>
    /// “17591”, “17,591”, “17 591”, “17, 591”, “17.591”; null where it is none, or beyond a thousand million. In a box
    /// of its own a full stop can only part thousands.
    /// </summary>
    public static int? Number(string text)
    {
        var typed = text.Trim();
        return typed.Length == 0 || !char.IsAsciiDigit(typed[0]) ? null
            : WrittenNumber.EndOf(typed, 0) != typed.Length ? null
            : WrittenNumber.Value(typed.Contains(',') ? typed : typed.Replace('.', ','));
    }

    /// <summary>
    /// “68.2%”, “68”, “68,2 %”; null where it is no share, such as “41,690”: papers, that went out as 41.7%. More than
    /// 100 is left to the rules.
    /// </summary>
    public static Fraction? Percent(string text)
    {
        var match = PercentPattern().Match(text.Trim());
        if (!match.Success)
        {
            return null;
        }
        var decimals = match.Groups["decimals"].Value;
        if (
            decimals.Length == 3
            && match.Groups["whole"].Value.Any(d => d != '0')
            && (text.Contains(',', StringComparison.Ordinal) || char.IsAsciiDigit(match.Value[^1]))
        )
        {
            return null;
        }
        var below = 100L;
        foreach (var _ in decimals)
        {
            below *= 10;
        }
        return new Fraction(
            long.Parse(match.Groups["whole"].Value + decimals, CultureInfo.InvariantCulture),
            below
        );
    }

    /// <summary>
    /// “02:30”, “2.30”, “0230”, “2.30am”: the next time the clock shows it; null where it is no time.
    /// </summary>
    /// <param name="now">In the offset that clocks on the wall have.</param>
    public static DateTimeOffset? Time(string text, DateTimeOffset now)
    {
        var match = TimePattern().Match(text.Trim().ToLowerInvariant());
        if (!match.Success)
        {
            return null;
        }
        var hour = int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"] is { Success: true, Value: var m }
            ? int.Parse(m, CultureInfo.InvariantCulture)
            : 0;
        var half = match.Groups["half"].Value;
        if (half.Length > 0 && hour is < 1 or > 12)
        {
            return null;
        }
        hour = half switch
        {
            "am" => hour % 12,
            "pm" => (hour % 12) + 12,
            _ => hour,
        };
        // “7” alone is a number, not a time.
        if (hour > 23 || minute > 59 || (half.Length == 0 && !match.Groups["minute"].Success))
        {
            return null;
        }
        var today = new DateTimeOffset(now.Year, now.Month, now.Day, hour, minute, 0, now.Offset);
        var earliest = now - JustPast;
        return today < earliest ? today.AddDays(1)
            : today - earliest >= TimeSpan.FromDays(1) ? today.AddDays(-1)
            : today;
    }

    /// <summary>A stage by its name in words or in code: “recount 2”, “ready-to-declare”.</summary>
    /// <param name="names">What each stage is called.</param>
    public static (Stage Stage, int? Recount)? Stage(
        string text,
        IEnumerable<(Stage Stage, string Name)> names
    )
    {
        var words = Words.Of(text);
        int? recount = null;
        if (words is [.. var before, var last] && int.TryParse(last, out var number))
        {
            words = before;
            recount = number;
        }
        var key = string.Join(' ', words);
        foreach (var (stage, name) in names)
        {
            if (
                key == Words.Key(name)
                || string.Equals(
                    key.Replace(" ", ""),
                    stage.ToString(),
                    StringComparison.OrdinalIgnoreCase
                )
            )
            {
                return
                    recount is null || (stage == Engine.Stage.Recount && recount is >= 1 and <= 9)
                    ? (stage, recount)
                    : null;
            }
        }
        return null;
    }

    [GeneratedRegex(
        @"^(?<whole>[0-9]{1,3})([.,](?<decimals>[0-9]{1,4}))?\s*(%|per ?cent)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        Timeout.Infinite
    )]
    private static partial Regex PercentPattern();

    [GeneratedRegex(
        @"^(?<hour>[0-9]{1,2})(\s*[:.h]?\s*(?<minute>[0-9]{2}))?\s*(?<half>am|pm)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Timeout.Infinite
    )]
    private static partial Regex TimePattern();
}

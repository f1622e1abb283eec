using System.Globalization;
using System.Text.RegularExpressions;

namespace ResultsBot.Benchmarks;

/// <summary>The load generator wrk.</summary>
/// <param name="Failures">Answers of 400 and above, and broken connections; null where there were none.</param>
internal sealed partial record Wrk(long Requests, double Seconds, string? Failures)
{
    private static readonly TimeSpan LongestBeyond = TimeSpan.FromSeconds(30);

    public double ASecond => Requests / Seconds;

    /// <param name="script">A Lua file; null for one address over and over.</param>
    public static async Task<Wrk> Run(
        Uri address,
        int connections,
        TimeSpan during,
        IEnumerable<string>? headers = null,
        string? script = null
    )
    {
        List<string> arguments =
        [
            "-t2",
            $"-c{connections}",
            string.Create(CultureInfo.InvariantCulture, $"-d{during.TotalSeconds:0}s"),
            "--timeout",
            "10s",
            .. (headers ?? []).SelectMany(h => (string[])["-H", h]),
        ];
        if (script is not null)
        {
            arguments.AddRange(["-s", script]);
        }
        arguments.Add(address.AbsoluteUri);
        var printed = await Tools.Run("wrk", arguments, during + LongestBeyond);
        var total = Total().Match(printed);
        return new Wrk(
            long.Parse(total.Groups["requests"].Value, CultureInfo.InvariantCulture),
            // It may print "1.00m"; what it was asked for is near enough.
            during.TotalSeconds,
            Failed().IsMatch(printed)
                ? string.Join("; ", Failed().Matches(printed).Select(m => m.Value.Trim()))
                : null
        );
    }

    [GeneratedRegex(
        @"(?<requests>\d+) requests in",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Total();

    [GeneratedRegex(
        "(Non-2xx|Socket errors).*",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Failed();
}

using System.Globalization;
using System.Net.Http.Headers;

namespace ResultsBot.Discord.RateLimits;

/// <summary>What an answer's headers say of limits (rate-limits.mdx, "Header Format"). Nonsense reads as absent.</summary>
internal sealed record RateLimitHeaders
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>In the year 5138.</summary>
    private const double LatestMoment = 1e11;

    public string? Hash { get; private init; }
    public int? Limit { get; private init; }
    public int? Remaining { get; private init; }
    public TimeSpan? ResetAfter { get; private init; }
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>
    /// When the request was taken in, by the server's clock, since 1970: the moment of the reset less the time until
    /// it. Null where either is absent.
    /// </summary>
    public TimeSpan? Arrived { get; private init; }
    public bool IsGlobal { get; private init; }

    /// <summary>Somebody else's traffic caused this 429; it is not held against us.</summary>
    public bool IsShared { get; private init; }

    public static RateLimitHeaders Parse(HttpResponseHeaders headers)
    {
        var scope = Text(headers, "X-RateLimit-Scope");
        var resetAfter = Seconds(Text(headers, "X-RateLimit-Reset-After"));
        return new RateLimitHeaders
        {
            Hash = Text(headers, "X-RateLimit-Bucket"),
            Limit = Number(headers, "X-RateLimit-Limit"),
            Remaining = Number(headers, "X-RateLimit-Remaining"),
            ResetAfter = resetAfter,
            Arrived = Moment(Text(headers, "X-RateLimit-Reset")) - resetAfter,
            RetryAfter = Seconds(Text(headers, "Retry-After")),
            IsGlobal =
                string.Equals(
                    Text(headers, "X-RateLimit-Global"),
                    "true",
                    StringComparison.OrdinalIgnoreCase
                ) || string.Equals(scope, "global", StringComparison.OrdinalIgnoreCase),
            IsShared = string.Equals(scope, "shared", StringComparison.OrdinalIgnoreCase),
        };
    }

    /// <summary>A span of seconds as sent; null for what is negative, not a number, or beyond belief.</summary>
    public static TimeSpan? Seconds(double? seconds) =>
        seconds is >= 0 && seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds.Value)
        : seconds > Longest.TotalSeconds ? Longest
        : null;

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? Seconds(seconds)
            : null;

    /// <summary>Seconds since 1970; null for what no clock shows.</summary>
    private static TimeSpan? Moment(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < LatestMoment
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static int? Number(HttpResponseHeaders headers, string name) =>
        int.TryParse(
            Text(headers, name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    private static string? Text(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}

using Microsoft.Extensions.Logging;
using ResultsBot.Discord.RateLimits;

namespace ResultsBot.Discord.Rest;

/// <summary>What stops everything: a token that is refused, Cloudflare in Discord's place, too many refusals.</summary>
internal sealed class RestPauses(
    DiscordOptions options,
    TokenCheck token,
    TimeProvider time,
    ILogger logger
)
{
    private readonly InvalidRequestBreaker _breaker = new(options.InvalidRequestLimit, time);
    private readonly long _start = time.GetTimestamp();
    private long _cloudflareUntil;

    /// <summary>Requests that were answered with 401, 403 or 429 of late.</summary>
    public int Invalid => _breaker.Counted;

    /// <summary>Why posts are held back just now, for an operator; null where they are not.</summary>
    public string? Standstill =>
        token.Standstill
        ?? (
            CloudflareFor is var cloudflare && cloudflare > TimeSpan.Zero
                ? $"Cloudflare refused a request in Discord's place: nothing is posted for {cloudflare.TotalSeconds:F0} s more"
            : _breaker.OpenFor(isOwn: false) is var open && open > TimeSpan.Zero
                ? $"too many requests were refused: nothing but the newsroom's own is posted for {open.TotalSeconds:F0} s more"
            : null
        );

    public void CountInvalid()
    {
        if (_breaker.Count())
        {
            logger.LogError(
                "{Limit} requests were answered with 401, 403 or 429 within ten minutes; nothing is sent for ten minutes, as Discord bans an address at 10,000.",
                options.InvalidRequestLimit
            );
        }
    }

    /// <summary>From now on all requests rest.</summary>
    public void RestFor(RestRequest request, int status)
    {
        Interlocked.Exchange(
            ref _cloudflareUntil,
            (time.GetElapsedTime(_start) + DiscordOptions.CloudflarePause).Ticks
        );
        logger.LogError(
            "Cloudflare refused {Route} with {Status} in Discord's place; all requests rest for {Pause}.",
            request.Route,
            status,
            DiscordOptions.CloudflarePause
        );
    }

    private TimeSpan CloudflareFor =>
        TimeSpan.FromTicks(Interlocked.Read(ref _cloudflareUntil)) - time.GetElapsedTime(_start);

    /// <summary>Why it may not be sent just now, if so. Answers to people have limits of their own, and bear no token.</summary>
    public RestRefusal? Stopped(RestRequest request)
    {
        if (request.IsInteraction)
        {
            return null;
        }

        if (token.Refusal is { } refusal)
        {
            return refusal;
        }

        if (CloudflareFor is var cloudflare && cloudflare > TimeSpan.Zero)
        {
            return NotSent("resting, as Cloudflare refused requests", cloudflare) with
            {
                IsCloudflare = true,
            };
        }

        return _breaker.OpenFor(request.IsOwn) is var open && open > TimeSpan.Zero
            ? NotSent("resting, as too many requests were refused", open)
            : null;
    }

    public static RestRefusal NotSent(string why, TimeSpan retryAfter) =>
        new(429, 0, $"Not sent: {why}.") { RetryAfter = retryAfter, NeverSent = true };
}

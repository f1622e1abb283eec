using System.Text.Json;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord;

/// <summary>GET /gateway/bot (developers/events/gateway.mdx, "Get Gateway Bot").</summary>
/// <param name="Remaining">Sessions that may still be begun before <paramref name="ResetAfter"/> is over.</param>
/// <param name="MaxConcurrency">How many sessions may be begun per five seconds.</param>
public sealed record GatewayInfo(
    Uri Url,
    int Shards,
    int Remaining,
    TimeSpan ResetAfter,
    int MaxConcurrency
)
{
    public static GatewayInfo? Parse(JsonElement json)
    {
        if (
            !Uri.TryCreate(json.Text("url"), UriKind.Absolute, out var url)
            || url.Scheme is not ("ws" or "wss")
        )
        {
            return null;
        }

        var limit = json.Get("session_start_limit");
        return new GatewayInfo(
            url,
            Math.Clamp(json.Int("shards") ?? 1, 1, 100_000),
            limit?.Int("remaining") ?? 1,
            TimeSpan.FromMilliseconds(
                Math.Clamp(limit?.Long("reset_after") ?? 0, 0, 7L * 24 * 60 * 60 * 1000)
            ),
            Math.Clamp(limit?.Int("max_concurrency") ?? 1, 1, 10_000)
        );
    }
}

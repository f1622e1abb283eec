using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Gateway;

/// <summary>
/// A thousand Identifies a day, and of each bucket (shard % max_concurrency) one in five seconds. Called while the
/// world's gate is held.
/// </summary>
internal sealed class SessionStarts(TimeProvider time, bool enforce, int maxConcurrency)
{
    private readonly Queue<DateTimeOffset> _today = new();
    private readonly Dictionary<int, DateTimeOffset> _last = [];

    public bool TryStart(int shard)
    {
        var now = time.GetUtcNow();
        Forget(now);
        var bucket = shard % maxConcurrency;
        var isTooSoon =
            _last.TryGetValue(bucket, out var last) && now - last < DiscordLimits.IdentifiesApart;
        if (enforce && (isTooSoon || _today.Count >= DiscordLimits.IdentifiesADay))
            return false;
        _last[bucket] = now;
        _today.Enqueue(now);
        return true;
    }

    public JsonObject Describe()
    {
        var now = time.GetUtcNow();
        Forget(now);
        return Shape.Of(
            ("total", DiscordLimits.IdentifiesADay),
            ("remaining", Math.Max(0, DiscordLimits.IdentifiesADay - _today.Count)),
            (
                "reset_after",
                _today.TryPeek(out var oldest)
                    ? (long)(oldest + TimeSpan.FromDays(1) - now).TotalMilliseconds
                    : 0
            ),
            ("max_concurrency", maxConcurrency)
        );
    }

    private void Forget(DateTimeOffset now)
    {
        while (_today.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromDays(1))
            _today.Dequeue();
    }
}

using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Gateway;

/// <summary>A thousand Identifies a day, and one in five seconds. Called while the world's gate is held.</summary>
internal sealed class SessionStarts(TimeProvider time, bool enforce)
{
    private const int ADay = 1000;
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(5);
    private readonly Queue<DateTimeOffset> _today = new();
    private DateTimeOffset? _last;

    public bool TryStart()
    {
        var now = time.GetUtcNow();
        Forget(now);
        if (enforce && (now - _last < Apart || _today.Count >= ADay))
            return false;
        _last = now;
        _today.Enqueue(now);
        return true;
    }

    public JsonObject Describe()
    {
        var now = time.GetUtcNow();
        Forget(now);
        return new JsonObject
        {
            ["total"] = ADay,
            ["remaining"] = Math.Max(0, ADay - _today.Count),
            ["reset_after"] = _today.TryPeek(out var oldest)
                ? (long)(oldest + TimeSpan.FromDays(1) - now).TotalMilliseconds
                : 0,
            ["max_concurrency"] = 1,
        };
    }

    private void Forget(DateTimeOffset now)
    {
        while (_today.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromDays(1))
            _today.Dequeue();
    }
}

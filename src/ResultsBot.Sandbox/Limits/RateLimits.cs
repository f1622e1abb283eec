using System.Security.Cryptography;
using System.Text;

namespace ResultsBot.Sandbox.Limits;

/// <summary>What one kind of request may do, and how often. The figures are what others have seen; Discord names none.</summary>
internal sealed record BucketRule(string Name, int Limit, TimeSpan Window)
{
    /// <summary>The name in X-RateLimit-Bucket: the same for a route whatever its channel, as Discord's is.</summary>
    public string Hash { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)).AsSpan(0, 16));

    public static readonly BucketRule CreateMessage = Per5("create message", 5);
    public static readonly BucketRule EditMessage = Per5("edit message", 5);
    public static readonly BucketRule DeleteMessage = Per5("delete message", 5);
    public static readonly BucketRule ReadMessages = Per5("read messages", 25);
    public static readonly BucketRule Threads = Per5("threads", 5);
    public static readonly BucketRule Crosspost = new("crosspost", 10, TimeSpan.FromHours(1));
    public static readonly BucketRule GatewayBot = Per5("gateway bot", 2);
    public static readonly BucketRule Commands = Per5("commands", 10);
    public static readonly BucketRule Webhook = Per5("webhook", 10);
    public static readonly BucketRule Other = Per5("other", 50);

    private static BucketRule Per5(string name, int limit) =>
        new(name, limit, TimeSpan.FromSeconds(5));
}

internal readonly record struct BucketState(int Remaining, TimeSpan ResetAfter, bool Refused);

/// <summary>One bucket a route and major id, with a window that opens at its first request.</summary>
internal sealed class Buckets(TimeProvider time)
{
    private readonly Dictionary<(string Name, string Major), (long Opened, int Used)> _windows = [];

    /// <summary>Called while the world's gate is held.</summary>
    public BucketState Take(BucketRule rule, string major)
    {
        var now = time.GetTimestamp();
        var key = (rule.Name, major);
        var open =
            _windows.TryGetValue(key, out var window)
            && time.GetElapsedTime(window.Opened, now) < rule.Window;
        if (!open)
            window = (now, 0);
        var resetAfter = rule.Window - time.GetElapsedTime(window.Opened, now);
        if (window.Used >= rule.Limit)
            return new BucketState(0, resetAfter, Refused: true);
        _windows[key] = window with { Used = window.Used + 1 };
        return new BucketState(rule.Limit - window.Used - 1, resetAfter, Refused: false);
    }
}

/// <summary>
/// So many requests in any one second, over everything. Whether Discord's window slides is not documented; a sliding
/// one is the strictest reading, so what passes here passes there.
/// </summary>
internal sealed class GlobalLimit(int limit, GlobalWindow window, TimeProvider time)
{
    private readonly Queue<long> _arrivals = new();
    private (long Second, int Used) _fixed;

    /// <summary>Null if the request may pass, else how long to wait. Called while the world's gate is held.</summary>
    public TimeSpan? Take()
    {
        if (limit <= 0)
            return null;
        if (window is GlobalWindow.Fixed)
            return TakeFixed();
        var now = time.GetTimestamp();
        while (
            _arrivals.TryPeek(out var oldest)
            && time.GetElapsedTime(oldest, now) >= TimeSpan.FromSeconds(1)
        )
            _arrivals.Dequeue();
        if (_arrivals.Count >= limit)
            return TimeSpan.FromSeconds(1) - time.GetElapsedTime(_arrivals.Peek(), now);
        _arrivals.Enqueue(now);
        return null;
    }

    private TimeSpan? TakeFixed()
    {
        var ticks = time.GetUtcNow().UtcTicks;
        var second = ticks / TimeSpan.TicksPerSecond;
        if (second != _fixed.Second)
            _fixed = (second, 0);
        if (_fixed.Used >= limit)
            return TimeSpan.FromTicks(((second + 1) * TimeSpan.TicksPerSecond) - ticks);
        _fixed = _fixed with { Used = _fixed.Used + 1 };
        return null;
    }
}

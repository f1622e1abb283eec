using System.Security.Cryptography;
using System.Text;

namespace ResultsBot.Sandbox.Limits;

/// <summary>What one kind of request may do, and how often. The figures are what others have seen; Discord names none.</summary>
internal sealed record BucketRule(string Name, int Limit, int Seconds)
{
    public TimeSpan Window { get; } = TimeSpan.FromSeconds(Seconds);

    /// <summary>The name in X-RateLimit-Bucket: the same for a route whatever its channel, as Discord's is.</summary>
    public string Hash { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)).AsSpan(0, 16));

    public static readonly BucketRule CreateMessage = new("create message", 5, 5);
    public static readonly BucketRule EditMessage = new("edit message", 5, 5);
    public static readonly BucketRule DeleteMessage = new("delete message", 5, 5);
    public static readonly BucketRule ReadMessages = new("read messages", 25, 5);
    public static readonly BucketRule Threads = new("threads", 5, 5);
    public static readonly BucketRule ChangeChannel = new("change channel", 2, 600);
    public static readonly BucketRule Crosspost = new("crosspost", 10, 3600);
    public static readonly BucketRule GatewayBot = new("gateway bot", 2, 5);
    public static readonly BucketRule Commands = new("commands", 10, 5);
    public static readonly BucketRule Webhook = new("webhook", 10, 5);
    public static readonly BucketRule Other = new("other", 50, 5);
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

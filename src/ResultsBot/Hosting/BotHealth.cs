using ResultsBot.Health;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Hosting;

/// <summary>How the bot is doing, for the health file, for who asks over HTTP, and for systemd.</summary>
/// <param name="look">How it is doing just now. Never waits.</param>
internal sealed class BotHealth(Func<HealthReport> look, HostFailure failure, TimeProvider time)
{
    private volatile HealthReport? _last;

    /// <summary>As things stand. Where the bot has failed, as they stood before: to look may be just what has failed.</summary>
    public HealthReport Now() => failure.Reason is null ? Look() : End();

    /// <summary>As things stood when they were last looked at, and that the bot ends.</summary>
    public HealthReport End() =>
        (_last ?? HealthReport.Of(default, [], BroadcastStatus.Nothing, [], null)) with
        {
            Time = time.GetUtcNow(),
            Failed = failure.Reason,
        };

    private HealthReport Look()
    {
        var now = look();
        _last = now;
        return now;
    }
}

using System.Diagnostics.Metrics;

namespace ResultsBot.Broadcasting;

/// <summary>How the broadcaster is doing, as it was a moment ago.</summary>
/// <param name="Channels">Followed by at least one thing.</param>
/// <param name="Waiting">Bulletins times channels that are still to be posted, suspended channels apart.</param>
/// <param name="OldestWaiting">Since when the oldest of them has been known; null where nothing waits.</param>
/// <param name="Edits">Copies that are still to be changed.</param>
/// <param name="Delay">
/// From a bulletin's acknowledgement to its slowest channel, among all that was posted in the last minutes; channels
/// that gather on purpose, or catch up, apart. Null where nothing was.
/// </param>
internal sealed record BroadcastStatus(
    int Channels,
    int Waiting,
    DateTimeOffset? OldestWaiting,
    int Suspended,
    int Edits,
    TimeSpan? Delay,
    bool IsPaused
)
{
    public static BroadcastStatus Nothing { get; } = new(0, 0, null, 0, 0, null, false);
}

/// <summary>A channel that cannot be posted to.</summary>
internal sealed record Trouble(ulong Channel, ulong Guild, string Reason, DateTimeOffset Since);

/// <summary>The same in figures that a collector reads (System.Diagnostics.Metrics, meter “ResultsBot”).</summary>
internal sealed class BroadcastMeters : IDisposable
{
    public const string Name = "ResultsBot";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _posts;
    private readonly Counter<long> _edits;
    private readonly Histogram<double> _delay;

    public BroadcastMeters(Func<BroadcastStatus> status)
    {
        _posts = _meter.CreateCounter<long>(
            "resultsbot.posts",
            "{message}",
            "Messages that stand in a channel."
        );
        _edits = _meter.CreateCounter<long>(
            "resultsbot.edits",
            "{message}",
            "Messages that were changed after a correction."
        );
        _delay = _meter.CreateHistogram<double>(
            "resultsbot.delay",
            "s",
            "From a bulletin's acknowledgement to its post."
        );
        _meter.CreateObservableGauge(
            "resultsbot.queue",
            () => status().Waiting,
            "{bulletin}",
            "Bulletins times channels that are still to be posted."
        );
        _meter.CreateObservableGauge(
            "resultsbot.suspended",
            () => status().Suspended,
            "{channel}",
            "Channels that cannot be posted to."
        );
    }

    public void Posted(TimeSpan? delay)
    {
        _posts.Add(1);
        if (delay is { } late)
        {
            _delay.Record(late.TotalSeconds);
        }
    }

    public void Edited() => _edits.Add(1);

    public void Dispose() => _meter.Dispose();
}

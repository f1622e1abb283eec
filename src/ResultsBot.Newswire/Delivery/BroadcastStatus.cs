using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace ResultsBot.Newswire.Delivery;

/// <summary>How the broadcaster is doing, as it was a moment ago.</summary>
/// <param name="Channels">Followed by at least one thing.</param>
/// <param name="Waiting">Bulletins times channels that are still to be posted, suspended channels apart.</param>
/// <param name="OldestWaiting">
/// Since when the oldest of them could have gone: what gathers on purpose, or is caught up with, has not waited so long.
/// Null where nothing waits.
/// </param>
/// <param name="Edits">Copies that are still to be changed.</param>
/// <param name="Delay">
/// From a bulletin's acknowledgement to its slowest channel, among all that was posted in the last minutes; channels
/// that gather on purpose, or catch up, apart. Null where nothing was.
/// </param>
public sealed record BroadcastStatus(
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

    /// <summary>The same for each outlet that anybody is at.</summary>
    public ImmutableArray<OutletStatus> Outlets { get; init; } = [];
}

/// <param name="Waiting">As in <see cref="BroadcastStatus"/>, those in trouble included.</param>
/// <param name="Suspended">Channels that cannot be posted to, or have not been reached for a while.</param>
public sealed record OutletStatus(string Outlet, int Channels, int Waiting, int Suspended);

/// <summary>How one subscriber is doing.</summary>
/// <param name="Waiting">Bulletins that are still to be posted there.</param>
/// <param name="Trouble">Why nothing arrives there; null where it does.</param>
public sealed record SubscriberStatus(Subscriber Subscriber, int Waiting, Suspension? Trouble);

/// <summary>A subscriber that cannot be posted to, or has not been reached for a while.</summary>
public sealed record Trouble(Address Address, Group Group, string Reason, DateTimeOffset Since);

/// <summary>The same in figures that a collector reads (System.Diagnostics.Metrics, meter “ResultsBot”).</summary>
public sealed class BroadcastMeters : IDisposable
{
    public const string Name = "ResultsBot";

    private readonly Meter _meter;
    private readonly Counter<long> _posts;
    private readonly Counter<long> _edits;
    private readonly Histogram<double> _delay;
    private readonly KeyValuePair<string, object?> _rehearsal;

    /// <param name="isRehearsal">A rehearsal's posts count beside the real ones, and must not be taken for them.</param>
    /// <param name="name">Another one for what is nobody's business.</param>
    public BroadcastMeters(bool isRehearsal, string name = Name)
    {
        _meter = new Meter(name);
        Traces = new Traces(name, isRehearsal);
        _rehearsal = new("rehearsal", isRehearsal);
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
    }

    /// <summary>The instruments' meter, by which a reader tells this broadcaster's from another's.</summary>
    public Meter Meter => _meter;

    /// <summary>The same things one by one, for who follows traces.</summary>
    public Traces Traces { get; }

    /// <summary>What is read whenever somebody asks.</summary>
    public void Watch(Func<BroadcastStatus> status)
    {
        _meter.CreateObservableGauge(
            "resultsbot.queue",
            () => ByOutlet(o => o.Waiting),
            "{bulletin}",
            "Bulletins times channels that are still to be posted."
        );
        _meter.CreateObservableGauge(
            "resultsbot.suspended",
            () => ByOutlet(o => o.Suspended),
            "{channel}",
            "Channels that cannot be posted to."
        );

        IEnumerable<Measurement<int>> ByOutlet(Func<OutletStatus, int> figure) =>
            status().Outlets.Select(o => new Measurement<int>(figure(o), _rehearsal, Of(o.Outlet)));
    }

    public void Posted(string outlet, TimeSpan? delay)
    {
        _posts.Add(1, _rehearsal, Of(outlet));
        if (delay is { } late)
        {
            _delay.Record(late.TotalSeconds, _rehearsal, Of(outlet));
        }
    }

    public void Edited(string outlet) => _edits.Add(1, _rehearsal, Of(outlet));

    private static KeyValuePair<string, object?> Of(string outlet) => new("outlet", outlet);

    public void Dispose()
    {
        _meter.Dispose();
        Traces.Dispose();
    }
}

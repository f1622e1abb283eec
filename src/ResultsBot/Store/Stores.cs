using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Wire;

namespace ResultsBot.Store;

/// <summary>What came of an append.</summary>
internal abstract record Appended
{
    private Appended() { }

    /// <param name="Version">Of the last event.</param>
    /// <param name="Entries">The bulletins, in their places on the wire.</param>
    public sealed record Stored(long Version, ImmutableArray<WireEntry> Entries) : Appended;

    /// <summary>Somebody else has appended since: the decision was made on an old state.</summary>
    public sealed record Conflict(long Version) : Appended;
}

/// <summary>The events of one election and the wire that they feed.</summary>
internal interface IElectionStore
{
    /// <summary>Made up when the store was made: no two stores share one.</summary>
    string StoreId { get; }

    /// <summary>The fingerprint of each contest's roll, as it was last saved.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadRolls(CancellationToken ct);

    Task SaveRolls(IReadOnlyDictionary<string, string> rolls);

    /// <summary>All events, in order.</summary>
    Task<ImmutableArray<ElectionEvent>> ReadEvents(CancellationToken ct);

    /// <summary>The events that an interaction led to, if it was carried out before; empty otherwise.</summary>
    Task<ImmutableArray<ElectionEvent>> FindDelivery(string interaction, CancellationToken ct);

    /// <summary>
    /// Events, bulletins and the interaction that asked for them, all or none. Once the task is done they are on
    /// the disk.
    /// </summary>
    /// <param name="expectedVersion">The version of the last event that the decision knew; 0 for none.</param>
    Task<Appended> Append(
        long expectedVersion,
        string interaction,
        ImmutableArray<ElectionEvent> events,
        ImmutableArray<Bulletin> bulletins
    );

    /// <summary>The wire behind <paramref name="position"/>, in order.</summary>
    Task<ImmutableArray<WireEntry>> ReadWire(long position, CancellationToken ct);
}

/// <summary>What may be on its way to a channel.</summary>
/// <param name="First">The first of the bulletins.</param>
/// <param name="Through">The last of them.</param>
/// <param name="Since">When it was first to be sent.</param>
internal sealed record Sending(long First, long Through, string Nonce, DateTimeOffset Since);

/// <param name="Since">The wire's end when it was asked for: what stood there before is no news.</param>
internal readonly record struct Subscription(Scope Scope, long Since)
{
    public bool Wants(WireEntry entry) => entry.Position > Since && Scope.Covers(entry.Bulletin);
}

/// <summary>A channel that gets bulletins.</summary>
/// <param name="Bookmark">The last bulletin that is known to stand in it.</param>
/// <param name="Suspended">Why nothing can be posted to it for now; null while something can.</param>
internal sealed record ChannelRecord(
    ulong Channel,
    ulong Guild,
    ImmutableArray<Subscription> Subscriptions,
    long Bookmark,
    Sending? Sending,
    string? Suspended
)
{
    public bool Wants(WireEntry entry) =>
        entry.Position > Bookmark && Subscriptions.Any(s => s.Wants(entry));
}

/// <summary>The channels, what they follow and how far each has come.</summary>
internal interface IChannelStore
{
    Task<ImmutableArray<ChannelRecord>> ReadChannels(CancellationToken ct);

    /// <summary>Adds to what a channel follows, from now on; and takes up a suspended channel again.</summary>
    Task<ChannelRecord> Subscribe(ulong channel, ulong guild, Scope scope);

    /// <summary>Takes away one scope, or all; a channel that follows nothing is forgotten.</summary>
    /// <returns>The channel as it is now; null if it follows nothing.</returns>
    Task<ChannelRecord?> Unsubscribe(ulong channel, Scope? scope);

    Task Intend(ulong channel, Sending sending);

    /// <summary>
    /// What was being sent now stands in the channel. A bookmark never goes back: of a channel that has begun anew
    /// meanwhile, only the receipt is kept.
    /// </summary>
    Task Receive(ulong channel, Sending sending, ulong message);

    /// <summary>What was being sent was refused, and nothing more will be sent for now.</summary>
    Task Suspend(ulong channel, string reason);

    Task Resume(ulong channel);
}

/// <summary>What a reporter typed, kept so that it can be given back for editing.</summary>
internal sealed record Draft(string Id, string Seat, string Figures, string Rejected);

internal interface IDraftStore
{
    Task Save(Draft draft);

    Task<Draft?> Find(string id, CancellationToken ct);
}

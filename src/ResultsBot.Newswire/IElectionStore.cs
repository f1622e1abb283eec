using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;

namespace ResultsBot.Newswire;

/// <summary>What came of an append.</summary>
public abstract record Appended
{
    private Appended() { }

    /// <param name="Version">Of the last event.</param>
    /// <param name="Entries">The bulletins, in their places on the log.</param>
    public sealed record Stored(long Version, ImmutableArray<LogEntry> Entries) : Appended;

    /// <summary>Somebody else has appended since: the decision was made on an old state.</summary>
    public sealed record Conflict(long Version) : Appended;
}

/// <param name="Version">From 1, without gaps.</param>
/// <param name="Interaction">What asked for it.</param>
public sealed record StoredEvent(long Version, string Interaction, ElectionEvent Event);

/// <summary>The events of one election and the log that they feed.</summary>
public interface IElectionStore
{
    /// <summary>Made up when the store was made: no two stores share one.</summary>
    string StoreId { get; }

    /// <summary>The fingerprint of each contest by its id, and of the whole election, as they were last saved.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadRolls(CancellationToken ct);

    Task SaveRolls(IReadOnlyDictionary<string, string> rolls);

    /// <summary>All events, in order.</summary>
    IAsyncEnumerable<ElectionEvent> ReadEvents(CancellationToken ct);

    /// <summary>All events with their versions and who asked for them, in order: the record of the night.</summary>
    Task<ImmutableArray<StoredEvent>> ReadRecord(CancellationToken ct);

    /// <summary>The events that an interaction led to, if it was carried out before; empty otherwise.</summary>
    Task<ImmutableArray<ElectionEvent>> FindDelivery(string interaction, CancellationToken ct);

    /// <summary>
    /// Events, bulletins and the interaction that asked for them, all or none. Once the task is done they are on
    /// the disk.
    /// </summary>
    /// <param name="expectedVersion">The version of the last event that the decision knew; 0 for none.</param>
    /// <param name="log">
    /// All that was stored before: what a correction changes is written down beside it, and known though it should not
    /// be readable one day.
    /// </param>
    Task<Appended> Append(
        long expectedVersion,
        string interaction,
        ImmutableArray<ElectionEvent> events,
        ImmutableArray<Bulletin> bulletins,
        BulletinLog log
    );

    /// <summary>All bulletins that can be read, in order; the others are quarantined.</summary>
    IAsyncEnumerable<LogEntry> ReadBulletins(CancellationToken ct);
}

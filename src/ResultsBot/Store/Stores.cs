using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
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

/// <param name="Version">From 1, without gaps.</param>
/// <param name="Interaction">What asked for it.</param>
internal sealed record StoredEvent(long Version, string Interaction, ElectionEvent Event);

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

    /// <summary>All events with their versions and who asked for them, in order: the record of the night.</summary>
    Task<ImmutableArray<StoredEvent>> ReadRecord(CancellationToken ct);

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

/// <summary>What somebody typed into a command, kept so that it can be given back for editing.</summary>
/// <param name="Id">Of the interaction it came by.</param>
/// <param name="Command">The command's name.</param>
/// <param name="Fields">The text of each option or box, by its name.</param>
internal sealed record Draft(string Id, string Command, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The text of a field; empty where nothing was typed.</summary>
    public string this[string field] => Fields.GetValueOrDefault(field) ?? "";
}

internal interface IDraftStore
{
    Task Save(Draft draft);

    Task<Draft?> Find(string id, CancellationToken ct);
}

/// <summary>A message in the desk's channel.</summary>
/// <param name="Name">What it shows, under a name that stays the same.</param>
/// <param name="Fingerprint">Of what it showed last.</param>
internal sealed record Card(string Name, ulong Channel, ulong Message, string Fingerprint);

/// <summary>What the desk keeps beside the election.</summary>
internal interface IDeskStore
{
    Task<ImmutableArray<(ulong Person, ContestId Contest)>> ReadAssignments(CancellationToken ct);

    /// <summary>Ties a reporter to these seats and no others; to none is to all.</summary>
    Task Assign(ulong person, ImmutableArray<ContestId> contests);

    Task<ImmutableArray<Card>> ReadCards(CancellationToken ct);

    Task SaveCard(Card card);

    Task DeleteCard(string name);
}

/// <summary>A picture that bulletins name.</summary>
/// <param name="Name">Without a folder, with an ending: as it is attached.</param>
/// <param name="Type">image/png and the like.</param>
internal sealed record Photo(string Name, string Type, ImmutableArray<byte> Bytes)
{
    /// <summary>8 MiB: below what Discord takes in one file anywhere.</summary>
    public const int LongestBytes = 8 * 1024 * 1024;

    /// <summary>Letters, digits, dots and strokes: Discord leaves such a name as it is.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 100
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        && name[0] != '.';
}

internal interface IPhotoStore
{
    /// <summary>The first of a name stays.</summary>
    /// <exception cref="ArgumentException">Its name is none, it is empty, or larger than <see cref="Photo.LongestBytes"/>.</exception>
    Task Save(Photo photo);

    Task<Photo?> FindPhoto(string name, CancellationToken ct);
}

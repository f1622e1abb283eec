using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;

namespace ResultsBot.Store;

/// <summary>What came of an append.</summary>
internal abstract record Appended
{
    private Appended() { }

    /// <param name="Version">Of the last event.</param>
    /// <param name="Entries">The bulletins, in their places on the wire.</param>
    public sealed record Stored(long Version, ImmutableArray<LogEntry> Entries) : Appended;

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
    Task<Appended> Append(
        long expectedVersion,
        string interaction,
        ImmutableArray<ElectionEvent> events,
        ImmutableArray<Bulletin> bulletins
    );

    /// <summary>All bulletins that can be read, in order; the others are quarantined.</summary>
    IAsyncEnumerable<LogEntry> ReadBulletins(CancellationToken ct);
}

internal static class StoredBulletins
{
    /// <summary>The night so far, for everybody who reads it; from then on what the desk has stored is appended to it.</summary>
    public static async Task<BulletinLog> ReadLog(
        this IElectionStore store,
        CancellationToken ct
    ) => new(await store.ReadBulletins(ct).ToListAsync(ct));
}

/// <summary>What may be on its way to a channel.</summary>
/// <param name="First">The first of the bulletins.</param>
/// <param name="Through">The last of them.</param>
/// <param name="Since">When it was first to be sent.</param>
internal sealed record Sending(long First, long Through, string Nonce, DateTimeOffset Since)
{
    /// <summary>What the message shows; null where version 0.1 wrote it down.</summary>
    public Page? Page { get; init; }

    /// <summary>The seat whose thread it is for; null for the channel itself.</summary>
    public ContestId? Thread { get; init; }
}

/// <summary>Where a message came to stand, and when.</summary>
/// <param name="Place">The channel, or a thread of it.</param>
/// <param name="AsOf">How far the wire was known when it was written.</param>
/// <param name="ToPublish">It is still to be published to the channels that follow this one.</param>
internal sealed record Posted(
    ulong Place,
    ulong Message,
    long AsOf,
    DateTimeOffset At,
    bool ToPublish = false
);

/// <summary>A message of ours that stands in a channel.</summary>
/// <param name="First">The first of its bulletins: with the channel, what it is known by.</param>
internal sealed record Copy(ulong Channel, long First, ulong Place, ulong Message, Page Page);

/// <summary>A post that is still to be published.</summary>
internal sealed record Unpublished(ulong Channel, long First, ulong Message, DateTimeOffset Since);

/// <summary>A bulletin that went out, or goes out, before its turn.</summary>
/// <param name="Message">Null while it may be on its way.</param>
internal sealed record Ahead(long Position, string Nonce, DateTimeOffset Since, ulong? Message);

/// <summary>Nothing can be posted to a channel for now.</summary>
internal sealed record Suspension(string Reason, DateTimeOffset Since);

/// <summary>The one role that may be mentioned in a channel, and for what.</summary>
/// <param name="Seats">For the results of these.</param>
/// <param name="Majors">For everything that changes the story, and every flash.</param>
internal sealed record Mention(ulong Role, ImmutableArray<ContestId> Seats, bool Majors);

/// <summary>A seat's thread in a channel.</summary>
/// <param name="Thread">Null while it may be being opened.</param>
internal sealed record SeatThread(ulong? Thread, bool IsClosed);

/// <summary>A channel that gets bulletins.</summary>
/// <param name="Bookmark">All it was to get through here is known to stand in it.</param>
/// <param name="Suspended">Why nothing can be posted to it for now; null while something can.</param>
internal sealed record ChannelRecord(
    ulong Channel,
    ulong Guild,
    ImmutableArray<Subscription> Subscriptions,
    long Bookmark,
    Sending? Sending,
    Suspension? Suspended
)
{
    public Delivery Delivery { get; init; } = Delivery.AsItComes;

    public Mention? Mention { get; init; }

    /// <summary>When it last got a post; null where that is not known.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>What went out before its turn and lies behind the bookmark.</summary>
    public ImmutableArray<Ahead> Ahead { get; init; } = [];

    public bool Wants(LogEntry entry)
    {
        if (entry.Position <= Bookmark)
        {
            return false;
        }
        // Asked of every channel for every bulletin: nothing is allocated on the way.
        foreach (var subscription in Subscriptions)
        {
            if (subscription.Wants(entry))
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>The channels, what they follow and how far each has come.</summary>
internal interface IChannelStore
{
    Task<ImmutableArray<ChannelRecord>> ReadChannels(CancellationToken ct);

    /// <summary>
    /// Adds to what a channel follows, from now on; and takes up a suspended channel again. A smaller kind of news
    /// in the place of a larger one of the same goes on from where that began.
    /// </summary>
    Task<ChannelRecord> Subscribe(ulong channel, ulong guild, Topic topic, DeliveryChange delivery);

    /// <summary>Takes away some of what it follows, or all; a channel that follows nothing is forgotten.</summary>
    /// <returns>The channel as it is now; null if it follows nothing.</returns>
    Task<ChannelRecord?> Unsubscribe(ulong channel, ImmutableArray<Topic>? topics);

    Task Intend(ulong channel, Sending sending);

    /// <summary>
    /// What was being sent now stands in the channel. A bookmark never goes back: of a channel that has begun anew
    /// meanwhile, only the receipt is kept.
    /// </summary>
    /// <param name="posted">Null where there was nothing to send after all.</param>
    Task Receive(ulong channel, Sending sending, Posted? posted);

    /// <summary>One bulletin is about to go out before its turn.</summary>
    Task IntendAhead(ulong channel, Ahead ahead);

    /// <summary>It stands in the channel.</summary>
    Task ReceiveAhead(ulong channel, long position, ulong message);

    /// <summary>
    /// What was being sent was refused, and nothing more will be sent for now. It stays written down, unless it is
    /// known that nothing of it stands there: an earlier try may have arrived.
    /// </summary>
    Task Suspend(ulong channel, Suspension suspension, bool nothingArrived = false);

    Task Resume(ulong channel);

    /// <summary>
    /// The copies that show one of these bulletins and were last written before the wire stood at
    /// <paramref name="revision"/>.
    /// </summary>
    Task<ImmutableArray<Copy>> ReadCopies(
        IReadOnlyCollection<long> positions,
        long revision,
        CancellationToken ct
    );

    /// <summary>The copy says what is known through <paramref name="asOf"/>, or is no more and need not.</summary>
    Task Revise(ulong channel, long first, long asOf);

    Task<ImmutableArray<Unpublished>> ReadUnpublished(CancellationToken ct);

    /// <summary>It is published, or never will be.</summary>
    Task Publish(ulong channel, long first);

    Task<SeatThread?> FindThread(ulong channel, ContestId contest, CancellationToken ct);

    Task SaveThread(ulong channel, ContestId contest, SeatThread thread);

    /// <summary>The thread is no more: the next is a new one.</summary>
    Task ForgetThread(ulong channel, ContestId contest);

    /// <param name="mention">Null for none any more.</param>
    /// <returns>The channel as it is now; null if it follows nothing.</returns>
    Task<ChannelRecord?> SetMention(ulong channel, Mention? mention);
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

/// <summary>All that one bot keeps, in one place.</summary>
internal interface IStore : IElectionStore, IChannelStore, IPhotoStore, IDraftStore, IDeskStore
{
    /// <summary>Where it is.</summary>
    string FilePath { get; }

    /// <summary>Which bulletins cannot be read, and what else becomes known of them while the process lives.</summary>
    Quarantine Quarantine { get; }
}

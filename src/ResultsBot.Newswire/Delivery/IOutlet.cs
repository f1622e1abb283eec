using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire.Delivery;

/// <summary>
/// A platform that posts are delivered to. It sends, edits and finds one message, and says in the same few words what came
/// of it; order, retries, corrections and what happens after a crash are the broadcaster's.
/// </summary>
public interface IOutlet
{
    /// <summary>Short and for good: it is part of every address.</summary>
    string Name { get; }

    /// <summary>
    /// For how long after the first try it gives back what it has instead of making another, asked again under the same
    /// key. Zero: never.
    /// </summary>
    TimeSpan KeyWindow { get; }

    /// <summary>Whether it knows keys there at all: where it doesn't, what may stand is looked for before it is sent again.</summary>
    bool KnowsKey(Dispatch dispatch) => true;

    /// <summary>
    /// Whether what was posted can be written anew. If not, a correction is told by its own post alone.
    /// </summary>
    bool CanEdit { get; }

    /// <summary>
    /// Whether each address is a matter of its own: that one cannot be reached then says nothing of the others. It is tried
    /// again at longer and longer intervals, for days if need be, and is told of as trouble.
    /// </summary>
    bool StandsAlone => false;

    /// <summary>Whether it can be posted to there, as far as is known without asking.</summary>
    bool CanPost(Group group, Address address);

    /// <summary>As many of what waits as go into one message, from the first on.</summary>
    /// <param name="waiting">Read no further than it takes to know.</param>
    /// <param name="marks">The same delegate for as long as its answers are the same.</param>
    /// <returns>What the message shows, and the last bulletin that is dealt with by it.</returns>
    (Page Page, long Through) Compose(IEnumerable<Waited> waiting, Func<LogEntry, Mark?> marks);

    Task<OutletAnswer> Send(Dispatch dispatch, CancellationToken ct);

    /// <summary>Whether a message that was sent stands there.</summary>
    /// <param name="since">When it was first sent.</param>
    Task<OutletAnswer> Find(Dispatch dispatch, DateTimeOffset since, CancellationToken ct);

    /// <summary>
    /// Writes it anew; only asked where it <see cref="CanEdit"/>. Where it is only to be finished and needs nothing more, it is
    /// left as it is: <see cref="OutletAnswer.Nothing"/>.
    /// </summary>
    Task<OutletAnswer> Edit(string handle, Dispatch dispatch, CancellationToken ct);

    /// <summary>
    /// Passes it on to whoever follows the address on the platform itself; only asked for what it said can be published.
    /// </summary>
    Task<OutletAnswer> Publish(string handle, CancellationToken ct);
}

/// <summary>A bulletin as one subscriber waits for it.</summary>
/// <param name="AsCard">For itself; otherwise only for what it does to a standing.</param>
/// <param name="Tallies">The areas whose standing it is to bring.</param>
public sealed record Waited(LogEntry Entry, bool AsCard, ImmutableArray<AreaId> Tallies)
{
    /// <summary>The same bulletin, and not only one that says the same: quick to tell.</summary>
    public bool IsSame(Waited other) =>
        ReferenceEquals(Entry, other.Entry)
        && AsCard == other.AsCard
        && Tallies.AsSpan().SequenceEqual(other.Tallies.AsSpan());
}

/// <summary>One message, as it is to be shown now.</summary>
/// <param name="Entries">All that the page needs and that can be read.</param>
/// <param name="Marks">What has become of a bulletin; the same delegate for as long as its answers are the same.</param>
public sealed record Dispatch(
    Address Address,
    Group Group,
    Page Page,
    IReadOnlyDictionary<long, LogEntry> Entries,
    Func<LogEntry, Mark?> Marks
)
{
    /// <summary>The same each time it is sent; empty for an edit.</summary>
    public string Key { get; init; } = "";

    /// <summary>The seat whose thread it is for, where the outlet has any; null for the channel itself.</summary>
    public ContestId? Thread { get; init; }

    public Urgency Urgency { get; init; }

    /// <inheritdoc cref="DeliveryOptions.Pictures"/>
    public bool Pictures { get; init; } = true;

    /// <summary>
    /// It says all that it has to, and is written anew only for what was not ready then, such as a picture: whatever else there
    /// is to write goes first.
    /// </summary>
    public bool IsToFinish { get; init; }

    /// <summary>Not all that it shows can be read any longer.</summary>
    public bool IsPart => !Page.Needs.All(Entries.ContainsKey);
}

/// <summary>Who goes first where the outlet has a limit that all share.</summary>
public enum Urgency
{
    Normal,
    Newsroom,
    Correction,
    NewsroomCorrection,
}

/// <summary>What came of something that an outlet was asked for.</summary>
public abstract record OutletAnswer
{
    private OutletAnswer() { }

    /// <summary>It stands there.</summary>
    /// <param name="Handle">By which it is found again.</param>
    /// <param name="CanBePublished">It stands where others can follow it.</param>
    /// <param name="IsUnfinished">Something of it was not ready: it is to be written anew to finish it. After a crash it is not.</param>
    public sealed record Done(string Handle, bool CanBePublished = false, bool IsUnfinished = false)
        : OutletAnswer;

    /// <summary>It does not stand there, or there is no place left to look in.</summary>
    public sealed record NotFound : OutletAnswer;

    /// <summary>There is nothing to show.</summary>
    public sealed record Nothing : OutletAnswer;

    /// <summary>Not now; nothing of it stands there, unless by an earlier try.</summary>
    /// <param name="After">When to try again; null where nobody said.</param>
    public sealed record Later(TimeSpan? After, string Reason) : OutletAnswer;

    /// <summary>No usable answer: it may or may not stand there.</summary>
    public sealed record Unknown(string Reason) : OutletAnswer;

    /// <param name="EarlierMayStand">A try before this one had no answer: that may have worked.</param>
    public sealed record Refused(Refusal Why, string Reason, bool EarlierMayStand = false)
        : OutletAnswer;
}

public enum Refusal
{
    /// <summary>The address, or the message, is no more.</summary>
    Gone,

    /// <summary>A permission is wanting: it may come back at any moment.</summary>
    Forbidden,

    /// <summary>Nothing can be written there until somebody opens it again.</summary>
    Closed,

    /// <summary>This message it will never take.</summary>
    Rejected,
}

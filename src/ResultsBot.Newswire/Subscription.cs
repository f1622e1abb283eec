using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire;

/// <summary>How much of it a channel wants. Each takes in the ones before it, but for the tallies.</summary>
public enum Kind
{
    /// <summary>The state of the parties in an area, each time a result changes it; nothing else.</summary>
    Tallies,

    /// <summary>Results with what belongs to them, and what becomes of them.</summary>
    Results,

    /// <summary>The winner before the figures as well.</summary>
    Flashes,

    /// <summary>And what comes from the counts: stages, running counts, notes, quotes.</summary>
    Everything,
}

/// <summary>Something that can be followed.</summary>
/// <param name="Party">Only what is news of this party; null for all.</param>
/// <param name="Within">
/// Only seats with a majority under it, in votes, and seats that change hands: their results, and what becomes of those;
/// null for all.
/// </param>
public sealed record Topic(Scope Scope, PartyId? Party, Kind Kind, int? Within = null)
{
    public bool Covers(LogEntry entry) => Covers(Scope, Party, Kind, Within, entry);

    public static bool Covers(
        Scope scope,
        PartyId? party,
        Kind kind,
        int? within,
        LogEntry entry
    ) =>
        entry.Bulletin is Bulletin.Notice
        || (
            scope.Covers(entry.Bulletin)
            && (party is not { } of || entry.Parties.Contains(of))
            && (within is not { } votes || entry.Closeness.IsWithin(votes))
            && (
                kind == Kind.Tallies
                    ? Tally(scope, entry.Bulletin) is not null
                    : Least(entry.Bulletin) <= kind
            )
        );

    /// <summary>The standing that a bulletin brings of the area whose tallies are followed; null for none.</summary>
    public Standing? Tally(Bulletin bulletin) =>
        Kind == Kind.Tallies ? Tally(Scope, bulletin) : null;

    /// <summary>The standing of an area after the bulletin; null where it brings none.</summary>
    public static Standing? StandingOf(Bulletin bulletin, AreaId area) =>
        StandingsOf(bulletin).FirstOrDefault(s => s.Area == area);

    /// <summary>The standings after the bulletin that it brings, each of another area.</summary>
    public static ImmutableArray<Standing> StandingsOf(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result b => b.Standings,
            Bulletin.Corrected b => b.Standings,
            Bulletin.Retracted b => b.Standings,
            Bulletin.Reinstated b => b.Standings,
            Bulletin.PollPostponed b => b.Standings,
            Bulletin.TakenBack b => b.Standings,
            _ => [],
        };

    private static Standing? Tally(Scope scope, Bulletin bulletin) =>
        scope is Scope.Area { Id: var area } ? StandingOf(bulletin, area) : null;

    /// <summary>The smallest kind that takes it in.</summary>
    private static Kind Least(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.TakenBack b => Least(b.What),
            Bulletin.Result
            or Bulletin.FirstResult
            or Bulletin.Colour
            or Bulletin.AreaComplete
            or Bulletin.OverallMajority
            or Bulletin.NoMajority
            or Bulletin.ChamberComplete
            or Bulletin.Corrected
            or Bulletin.TurnoutCorrected
            or Bulletin.PollPostponed
            or Bulletin.Retracted
            or Bulletin.Reinstated
            or Bulletin.NoLonger => Kind.Results,
            Bulletin.Flashed or Bulletin.LotDrawn => Kind.Flashes,
            _ => Kind.Everything,
        };
}

/// <param name="Since">The log's end when it was asked for: what stood there before is no news.</param>
/// <param name="Within">As in <see cref="Newswire.Topic"/>.</param>
public readonly record struct Subscription(
    Scope Scope,
    PartyId? Party,
    Kind Kind,
    long Since,
    int? Within = null
)
{
    public Topic Topic => new(Scope, Party, Kind, Within);

    public bool Wants(LogEntry entry) =>
        entry.Position > Since && Topic.Covers(Scope, Party, Kind, Within, entry);
}

/// <summary>How what a channel follows comes to it.</summary>
/// <param name="Every">At most one post in this time, corrections apart; null for each as it comes.</param>
/// <param name="Threads">What is of one seat goes to a thread of that seat.</param>
/// <param name="Publishes">Posts are published to the channels that follow this one.</param>
/// <param name="Pictures">A result comes with its card, where the outlet has one. What somebody else took comes anyway.</param>
public sealed record DeliveryOptions(
    TimeSpan? Every,
    bool Threads,
    bool Publishes,
    bool Pictures = true
)
{
    public static DeliveryOptions AsItComes { get; } = new(null, false, false);

    /// <summary>Nearly all channels have the same: it is one object.</summary>
    public static DeliveryOptions Of(
        TimeSpan? every,
        bool threads,
        bool publishes,
        bool pictures
    ) =>
        every is null && !threads && !publishes && pictures
            ? AsItComes
            : new DeliveryOptions(every, threads, publishes, pictures);
}

/// <summary>What is to be different in a channel's delivery; null leaves it as it is.</summary>
/// <param name="Every"><see cref="TimeSpan.Zero"/> for each as it comes.</param>
public sealed record DeliveryChange(
    TimeSpan? Every = null,
    bool? Threads = null,
    bool? Publishes = null,
    bool? Pictures = null
)
{
    public static DeliveryChange None { get; } = new();

    public DeliveryOptions Of(DeliveryOptions before) =>
        DeliveryOptions.Of(
            Every is null ? before.Every
                : Every == TimeSpan.Zero ? null
                : Every,
            Threads ?? before.Threads,
            Publishes ?? before.Publishes,
            Pictures ?? before.Pictures
        );
}

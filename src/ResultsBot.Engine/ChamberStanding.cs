using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>How far the parties are from outvoting all others together.</summary>
public enum MajorityState
{
    /// <summary>Nothing has declared, or no party has a seat.</summary>
    NotAsked,
    Open,
    Reached,
    OutOfReach,
}

/// <summary>A chamber as it stands: what was elected to it so far, and what isn't up for election.</summary>
/// <param name="IsWhole">Whether everything that is elected is elected to it, so that it needs no name.</param>
/// <param name="Elected">The state of the parties in the seats that are up for election.</param>
public sealed record ChamberStanding(Chamber Chamber, bool IsWhole, Standing Elected)
{
    private readonly ImmutableDictionary<PartyId, int> _open = ImmutableDictionary<
        PartyId,
        int
    >.Empty;

    /// <param name="whole">Where everything is elected.</param>
    /// <param name="contests">Those of the chamber; not empty.</param>
    internal static ChamberStanding Empty(
        Chamber chamber,
        AreaId whole,
        IReadOnlyCollection<Contest> contests,
        bool isWhole
    ) =>
        new(
            chamber,
            isWhole,
            Standing.Empty(
                isWhole ? whole : new AreaId(AreaKind.Chamber, chamber.Name),
                contests.Sum(c => c.Seats)
            ),
            contests
                .SelectMany(OpenIn)
                .GroupBy(p => p.Party, p => p.Seats)
                .ToImmutableDictionary(g => g.Key, g => g.Sum())
        );

    /// <summary>A chamber of several, as it follows from what its contests have declared.</summary>
    /// <param name="contests">All of the chamber, each with its result and whether its poll is held another day.</param>
    public static ChamberStanding Of(
        Chamber chamber,
        AreaId whole,
        IReadOnlyCollection<(Contest Contest, Verdict? Verdict, bool IsPostponed)> contests
    ) =>
        contests.Aggregate(
            Empty(chamber, whole, [.. contests.Select(c => c.Contest)], isWhole: false),
            (standing, c) =>
                c.Verdict is { } verdict ? standing.With(c.Contest, s => s.With(verdict), -1)
                : c.IsPostponed ? standing.Postpone(c.Contest.Seats)
                : standing
        );

    private ChamberStanding(
        Chamber chamber,
        bool isWhole,
        Standing elected,
        ImmutableDictionary<PartyId, int> open
    )
        : this(chamber, isWhole, elected) => _open = open;

    /// <summary>Null where everything that is elected is elected to it.</summary>
    public string? Name => IsWhole ? null : Chamber.Name;

    /// <summary>What a party has of the whole chamber: seats won, and those not up for election.</summary>
    public int Has(PartyId party) => Elected.Of(party).Seats + Chamber.ContinuingSeats(party);

    /// <summary>How many of the seats that have not declared the party stands for, and so can win.</summary>
    public int OpenSeats(PartyId party) => _open.GetValueOrDefault(party);

    /// <summary>Independents aren’t a party, so they can’t win a majority.</summary>
    public bool HasMajority(PartyId party) =>
        party != PartyId.Independent && Has(party) >= Chamber.Majority;

    /// <summary>Whether some party could still have a majority, if it won every seat left that it stands for.</summary>
    public bool IsMajorityReachable =>
        Parties.Any(p => p != PartyId.Independent && Has(p) + OpenSeats(p) >= Chamber.Majority);

    /// <summary>Everybody with a seat in it, those not up for election included: most seats first.</summary>
    public ImmutableArray<PartySeats> Members =>
        [
            .. Parties
                .Select(p => new PartySeats(p, Has(p)))
                .Where(p => p.Seats > 0)
                .OrderByDescending(p => p.Seats)
                .ThenByDescending(p => Elected.Of(p.Party).Votes)
                .ThenBy(p => p.Party.Value, StringComparer.Ordinal),
        ];

    /// <summary>The party with most seats; null where none has any.</summary>
    public PartyId? Leading =>
        Members.FirstOrDefault(p => p.Party != PartyId.Independent) is { Seats: > 0 } first
            ? first.Party
            : null;

    public MajorityState Majority =>
        Elected.Declared == 0 || Leading is not { } leading ? MajorityState.NotAsked
        : HasMajority(leading) ? MajorityState.Reached
        : IsMajorityReachable ? MajorityState.Open
        : MajorityState.OutOfReach;

    /// <summary>Everybody who stands for it, has stood, or sits in it.</summary>
    private IEnumerable<PartyId> Parties =>
        Elected
            .Parties.Select(p => p.Party)
            .Concat(Chamber.Continuing.Select(c => c.Party))
            .Concat(_open.Keys)
            .Distinct();

    /// <param name="change">What a contest's result makes of the seats that are up for election.</param>
    /// <param name="by">−1 when the contest's seats are taken, 1 when they are open again.</param>
    internal ChamberStanding With(Contest contest, Func<Standing, Standing> change, int by) =>
        new(
            Chamber,
            IsWhole,
            change(Elected),
            _open.SetItems(
                OpenIn(contest)
                    .Select(p => KeyValuePair.Create(p.Party, _open[p.Party] + (by * p.Seats)))
            )
        );

    /// <param name="seats">Negative where their poll is held after all.</param>
    internal ChamberStanding Postpone(int seats) => this with { Elected = Elected.Postpone(seats) };

    /// <summary>How many of a contest's seats each party can win: at most as many as it has candidates.</summary>
    private static IEnumerable<PartySeats> OpenIn(Contest contest) =>
        contest
            .Candidates.CountBy(c => c.Party)
            .Select(p => new PartySeats(p.Key, Math.Min(p.Value, contest.Seats)));
}

using System.Collections.Immutable;
using ResultsBot.Engine.Counting;

namespace ResultsBot.Engine.Definition;

/// <summary>A contest by its official code, such as E14001165.</summary>
public readonly record struct ContestId(string Value)
{
    public override string ToString() => Value;
}

/// <param name="Number">The place on the contest's roll, from 1. Figures are bound to it.</param>
/// <param name="Description">What the ballot paper said, where it is not the party's name.</param>
/// <param name="Sitting">Whether the candidate was the sitting member.</param>
public sealed record Candidate(
    int Number,
    string Name,
    PartyId Party,
    string? Description = null,
    bool Sitting = false
);

public readonly record struct PartyVotes(PartyId Party, int Votes);

public readonly record struct PartySeats(PartyId Party, int Seats);

/// <summary>
/// The result that hold, gain, share change and swing are measured against. For 2024 that is the 2019
/// notional result on the new boundaries; by-elections since are not counted (as the BBC and PA do).
/// </summary>
public sealed record BaseResult
{
    private BaseResult(
        ImmutableArray<PartyVotes> votes,
        ImmutableArray<PartySeats> seats,
        int? electorate
    )
    {
        Votes = votes;
        Seats = seats;
        Electorate = electorate;
        Winner = seats.MaxBy(s => s.Seats).Party;
        ValidVotes = votes.Sum(v => v.Votes);
    }

    public ImmutableArray<PartyVotes> Votes { get; }

    /// <summary>Who held how many of the contest's seats.</summary>
    public ImmutableArray<PartySeats> Seats { get; }

    /// <summary>Registered voters then; null where it is not known.</summary>
    public int? Electorate { get; }

    /// <summary>The party that held most of the seats; of a single seat, the party that won it.</summary>
    public PartyId Winner { get; }

    public int ValidVotes { get; }

    /// <summary>Valid votes over electorate; null where it is not known.</summary>
    public Fraction? Turnout =>
        Electorate is { } electorate ? new Fraction(ValidVotes, electorate) : null;

    /// <param name="votes">For several seats, the votes of each party's best candidate.</param>
    /// <param name="seats">Null where there was one seat: who had most votes won it.</param>
    /// <exception cref="ArgumentException">Nobody has a vote or a seat, or a figure is negative.</exception>
    public static BaseResult Of(
        ImmutableArray<PartyVotes> votes,
        int? electorate = null,
        ImmutableArray<PartySeats>? seats = null
    )
    {
        if (votes.Any(v => v.Votes < 0) || votes.All(v => v.Votes == 0))
        {
            throw new ArgumentException(
                "A base result has votes, and none is negative.",
                nameof(votes)
            );
        }
        var held = seats ?? [new PartySeats(votes.MaxBy(v => v.Votes).Party, 1)];
        return held.IsEmpty || held.Any(s => s.Seats < 1) || electorate < 1
            ? throw new ArgumentException("Somebody held each seat.", nameof(seats))
            : new BaseResult(votes, held, electorate);
    }

    public int SeatsOf(PartyId party) => Seats.Where(s => s.Party == party).Sum(s => s.Seats);

    /// <summary>The party's place by votes, from 1; null if it did not stand.</summary>
    public int? PlaceOf(PartyId party)
    {
        var order = Votes.OrderByDescending(v => v.Votes).Select(v => v.Party).ToList();
        return order.IndexOf(party) is >= 0 and var at ? at + 1 : null;
    }

    /// <summary>
    /// The party's share of the valid votes; null if it did not stand, and always for independents, who are
    /// no party.
    /// </summary>
    public Fraction? Share(PartyId party)
    {
        int? votes = null;
        if (party == PartyId.Independent)
        {
            return null;
        }
        foreach (var line in Votes)
        {
            if (line.Party == party)
            {
                votes = (votes ?? 0) + line.Votes;
            }
        }
        return votes is { } sum ? new Fraction(sum, ValidVotes) : null;
    }
}

/// <summary>Whether a contest is decided by votes on the day; as it is known before.</summary>
public enum Poll
{
    Contested,

    /// <summary>No more candidates than seats: they are elected without a vote (Local Elections Rules 2006, rule 14).</summary>
    Unopposed,

    /// <summary>Countermanded, as when a candidate has died: it is held another day.</summary>
    Postponed,
}

/// <summary>One seat, or several of a ward, to be filled: who stands, who may vote, and what happened last time.</summary>
/// <param name="Electorate">Registered voters.</param>
/// <param name="Areas">The areas it counts towards, from narrow to wide; the last is the whole.</param>
/// <param name="Candidates">The roll. <see cref="Candidate.Number"/> is the index plus one.</param>
/// <param name="Base">Null where nothing was contested before.</param>
/// <param name="Seats">
/// How many are elected; each voter has as many votes. No more than candidates, but where there is no poll.
/// </param>
/// <param name="Chamber">Where the elected sit; null where nobody asks for a majority, as at a by-election.</param>
/// <param name="HeldBy">
/// The party that held a single seat just before the vote, if the pack says it: after a by-election or a defection another
/// than won the base result. It is told beside hold and gain, which are against the base all the same.
/// </param>
public sealed record Contest(
    ContestId Id,
    string Name,
    int Electorate,
    ImmutableArray<AreaId> Areas,
    ImmutableArray<Candidate> Candidates,
    BaseResult? Base,
    int Seats = 1,
    Poll Poll = Poll.Contested,
    ChamberId? Chamber = null,
    PartyId? HeldBy = null
)
{
    /// <summary>
    /// Who held the seat just before the vote, where last time's result doesn't say so: another party had won it, or there is
    /// none. Null otherwise, and where the pack doesn't say.
    /// </summary>
    public PartyId? ChangedHandsTo => HeldBy == Base?.Winner ? null : HeldBy;

    /// <summary>
    /// Whether the party did not stand here last time. Independents are no party, and where nothing was contested before
    /// nobody is new.
    /// </summary>
    public bool IsNew(PartyId party) =>
        party != PartyId.Independent
        && Base is { } last
        && last.PlaceOf(party) is null
        && last.SeatsOf(party) == 0;

    /// <summary>By how many percent an electorate changes at most where it is right: in 2024, 648 of 650 by less.</summary>
    public const int UsualElectorateChange = 15;

    /// <summary>Whether the electorate is so far from last time's that one of the two may be wrong.</summary>
    public bool IsElectorateUnusual =>
        Base?.Electorate is { } before
        && Math.Abs((long)Electorate - before) * 100 > (long)before * UsualElectorateChange;

    /// <summary>How its votes become seats.</summary>
    public ICountingRule Rule => CountingRules.Of(this);

    /// <exception cref="ArgumentOutOfRangeException">No such number on the roll.</exception>
    public Candidate Candidate(int number) =>
        number >= 1 && number <= Candidates.Length
            ? Candidates[number - 1]
            : throw new ArgumentOutOfRangeException(
                nameof(number),
                number,
                $"Not on the roll of {Name}."
            );
}

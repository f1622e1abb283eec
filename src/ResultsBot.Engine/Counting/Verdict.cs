using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <summary>The winner's party against the party that won the base result.</summary>
public abstract record Outcome
{
    private Outcome() { }

    public sealed record Hold : Outcome;

    public sealed record Gain(PartyId From) : Outcome;

    /// <summary>A win where there is no base result to hold or gain against.</summary>
    public sealed record Win : Outcome;

    /// <summary>
    /// Several seats whose holders changed in more than one way: <see cref="Verdict.Changes"/> says how.
    /// </summary>
    public sealed record Mixed : Outcome;
}

/// <summary>
/// Butler swing: the mean of one party's rise and the other's fall in share of all valid votes. A party that
/// did not stand last time rises from nothing.
/// </summary>
/// <param name="Size">Never negative: the direction is in the pair.</param>
public sealed record Swing(PartyId From, PartyId To, Fraction Size);

/// <summary>The seats of one party in a contest, before and now.</summary>
public readonly record struct SeatChange(PartyId Party, int Before, int Now)
{
    public int Gained => Math.Max(0, Now - Before);

    public int Lost => Math.Max(0, Before - Now);
}

/// <summary>One candidate's line of a result.</summary>
/// <param name="Share">Of the valid votes.</param>
/// <param name="Change">
/// This share less the same party's share of the base result; null for a party that did not stand then, and
/// for independents.
/// </param>
/// <param name="LostDeposit">Not more than 5% of the valid votes.</param>
public sealed record ResultLine(
    Candidate Candidate,
    int Votes,
    Fraction Share,
    Fraction? Change,
    bool LostDeposit
);

/// <summary>All that follows from a contest's figures.</summary>
/// <param name="Lines">
/// The candidates by votes, most first, the elected before the others; of equals the one the lot chose first.
/// </param>
/// <param name="Seats">How many of the lines are elected, from the first.</param>
/// <param name="Changes">
/// What each party held and holds now, where either is more than nothing. Without a base result, before is 0.
/// </param>
/// <param name="ByLot">Figures were level for the last seat, and the lot decided.</param>
/// <param name="ValidVotes">All candidates' votes together.</param>
/// <param name="Majority">
/// The last elected's votes less the first unelected's; all of them if nobody else stood.
/// </param>
/// <param name="MajorityShare">
/// Of the valid votes; with several seats, of the best candidates' votes of each party.
/// </param>
/// <param name="Turnout">
/// Valid papers over electorate (House of Commons Library, PA); null for several seats where the papers were
/// not said.
/// </param>
/// <param name="Swing">
/// On a hold the winner against this time's runner-up, on a gain the winner against last time's winner; null
/// without a base result or an opponent of another party, where an independent held the seat, and for several
/// seats.
/// </param>
/// <param name="IsUnopposed">No poll was held: all figures are 0, and say nothing.</param>
/// <param name="Vacant">How many seats nobody stood for.</param>
public sealed record Verdict(
    ImmutableArray<ResultLine> Lines,
    int Seats,
    ImmutableArray<SeatChange> Changes,
    Outcome Outcome,
    bool ByLot,
    int ValidVotes,
    int? Rejected,
    int Majority,
    Fraction MajorityShare,
    Fraction? Turnout,
    Swing? Swing,
    bool IsUnopposed = false,
    int Vacant = 0
)
{
    public IEnumerable<ResultLine> Elected => Lines.Take(Seats);

    /// <summary>Who has most votes.</summary>
    public ResultLine Winner => Lines[0];

    /// <summary>The first who is not elected; null if everybody is.</summary>
    public ResultLine? RunnerUp => Lines.Length > Seats ? Lines[Seats] : null;

    public int LostDeposits => Lines.Count(l => l.LostDeposit);

    /// <summary>The sitting member stood and was not elected; null otherwise.</summary>
    public Candidate? Defeated =>
        Lines.Skip(Seats).FirstOrDefault(l => l.Candidate.Sitting)?.Candidate;
}

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
}

/// <summary>
/// Butler swing: the mean of one party's rise and the other's fall in share of all valid votes. A party that
/// did not stand last time rises from nothing.
/// </summary>
/// <param name="Size">Never negative: the direction is in the pair.</param>
public sealed record Swing(PartyId From, PartyId To, Fraction Size);

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
/// <param name="Lines">The candidates by votes, most first; of equals the one the lot chose first.</param>
/// <param name="ByLot">The figures were level, and the lot decided.</param>
/// <param name="Majority">The winner's votes less the runner-up's; all of them if nobody else stood.</param>
/// <param name="Turnout">Valid votes over electorate (House of Commons Library, PA).</param>
/// <param name="Swing">
/// On a hold the winner against this time's runner-up, on a gain the winner against last time's winner; null
/// without a base result or an opponent of another party, and on a gain from an independent.
/// </param>
public sealed record Verdict(
    ImmutableArray<ResultLine> Lines,
    Outcome Outcome,
    bool ByLot,
    int ValidVotes,
    int? Rejected,
    int Majority,
    Fraction MajorityShare,
    Fraction Turnout,
    Swing? Swing
)
{
    public ResultLine Winner => Lines[0];

    public ResultLine? RunnerUp => Lines.Length > 1 ? Lines[1] : null;

    public int LostDeposits => Lines.Count(l => l.LostDeposit);

    /// <summary>The sitting member stood and was not elected; null otherwise.</summary>
    public Candidate? Defeated => Lines.Skip(1).FirstOrDefault(l => l.Candidate.Sitting)?.Candidate;
}

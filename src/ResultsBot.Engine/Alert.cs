using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Something that stays wrong until somebody sees to it.</summary>
public abstract record Alert(Contest Contest)
{
    /// <summary>
    /// Who was flashed as the winner is not who leads by the figures. A call in CA-21 stood for three weeks after
    /// the figures said otherwise (2018).
    /// </summary>
    public sealed record WinnerDoesNotLead(Contest Contest, Candidate Flashed, Candidate Leads)
        : Alert(Contest);

    /// <summary>More votes are counted than papers were verified: one of the two is wrong.</summary>
    public sealed record MoreVotesThanVerified(Contest Contest, long Votes, int Papers)
        : Alert(Contest);

    /// <summary>The turnout announced in the hall is not that of the verified papers (Putney 2024).</summary>
    public sealed record TurnoutDoesNotFit(Contest Contest, Fraction Announced, Fraction OfPapers)
        : Alert(Contest);

    /// <summary>Stays the same for as long as it is the same alert.</summary>
    public string Key => $"{GetType().Name}:{Contest.Id}";

    /// <summary>All standing alerts of an election, in the definition's order.</summary>
    public static IEnumerable<Alert> Of(Election election) =>
        election.Contests.SelectMany(c => Of(c.Contest, c.State));

    private static IEnumerable<Alert> Of(Contest contest, ContestState state)
    {
        var progress = state.Progress;
        var votes = state is ContestState.Declared declared
            ? declared.Figures.Votes
            : progress.Running;
        if (progress.Flashed is { } flashed && Leading.Ahead(contest, votes, flashed) is { } leads)
        {
            yield return new WinnerDoesNotLead(contest, contest.Candidate(flashed), leads);
        }
        if (progress.VerifiedPapers is not { } papers)
        {
            yield break;
        }
        var counted = votes.Sum(v => (long)v.Votes);
        if (counted > (long)papers * contest.Seats)
        {
            yield return new MoreVotesThanVerified(contest, counted, papers);
        }
        var turnout = new Fraction(papers, contest.Electorate);
        if (
            progress.AnnouncedTurnout is { } announced
            && (turnout - announced).Abs() > Cautions.AnnouncedTolerance
        )
        {
            yield return new TurnoutDoesNotFit(contest, announced, turnout);
        }
    }
}

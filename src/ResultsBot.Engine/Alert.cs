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

    /// <summary>All standing alerts of an election, in the definition's order.</summary>
    public static IEnumerable<Alert> Of(Election election)
    {
        foreach (var (contest, state) in election.Contests)
        {
            if (state.Progress.Flashed is not { } flashed)
            {
                continue;
            }
            var votes = state is ContestState.Declared declared
                ? declared.Figures.Votes
                : state.Progress.Running;
            // Only where the leader's figure is above: level is no contradiction.
            if (
                votes
                    .Where(v => v.Candidate == flashed)
                    .Select(v => (int?)v.Votes)
                    .FirstOrDefault() is
                { } own
            )
            {
                var leads = votes.MaxBy(v => v.Votes);
                if (leads.Votes > own && votes.Count(v => v.Votes > own) >= contest.Seats)
                {
                    yield return new WinnerDoesNotLead(
                        contest,
                        contest.Candidate(flashed),
                        contest.Candidate(leads.Candidate)
                    );
                }
            }
        }
    }
}

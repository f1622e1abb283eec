using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Bulletins;

/// <summary>What there is to tell after an event: a function of the states before and after it.</summary>
public static class News
{
    /// <summary>The bulletins of <paramref name="happened"/>, in the order they are to be read.</summary>
    public static IEnumerable<Bulletin> Of(
        Election before,
        ElectionEvent happened,
        Election after
    ) => happened is ElectionEvent.ResultDeclared declared ? OfResult(before, declared, after) : [];

    private static IEnumerable<Bulletin> OfResult(
        Election before,
        ElectionEvent.ResultDeclared declared,
        Election after
    )
    {
        var definition = after.Definition;
        var contest = definition.Contest(declared.Contest);
        var verdict = ((ContestState.Declared)after.State(contest.Id)).Verdict;
        var whole = after.Standing(definition.Whole);

        if (before.Standing(definition.Whole).Declared == 0)
        {
            yield return new Bulletin.FirstResult(contest, verdict, whole.Seats, declared.At);
        }

        yield return new Bulletin.Result(
            contest,
            verdict,
            [.. contest.Areas.Select(after.Standing)],
            declared.At
        );

        for (var i = 0; i < contest.Areas.Length; i++)
        {
            var standing = after.Standing(contest.Areas[i]);
            if (standing.IsComplete && !before.Standing(contest.Areas[i]).IsComplete)
            {
                yield return new Bulletin.AreaComplete(standing, contest.Areas[i..], declared.At);
            }
        }

        // Only the winner's seats have grown, so only the winner can have passed the line. Independents are no
        // party that could outvote others, and a single seat is no chamber.
        var winner = verdict.Winner.Candidate.Party;
        if (
            winner != PartyId.Independent
            && whole.Seats > 1
            && whole.Parties.First(p => p.Party == winner).Seats == definition.Majority
        )
        {
            yield return new Bulletin.OverallMajority(
                winner,
                definition.Majority,
                whole,
                [.. definition.Seats.Keys],
                declared.At
            );
        }
    }
}

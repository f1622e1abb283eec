using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Figures of another contest, and winners that neither the area nor last time lets one expect.</summary>
internal static partial class Cautions
{
    /// <summary>How far outside the area's range so far a change of share may be: 15 points.</summary>
    private static readonly Fraction AreaTolerance = new(15, 100);

    /// <summary>How many figures, each of the same party, make it another contest's: in 2024 no two seats shared three.</summary>
    private const int FiguresInCommon = 3;

    /// <summary>
    /// From which share last time on a party that was neither first nor second may win without a word: 8%. In 2024 it
    /// was Labour in Scotland, from third.
    /// </summary>
    private static readonly Fraction ExpectedFrom = new(8, 100);

    private static IEnumerable<Caution> OfOthers(
        ResultsAround around,
        Contest contest,
        Figures figures
    )
    {
        var votes = Sorted(figures);
        var parties = figures
            .Votes.Where(v => v.Votes > 0)
            .ToLookup(v => v.Votes, v => contest.Candidate(v.Candidate).Party);
        foreach (var (other, state) in around.Declared)
        {
            var inCommon = state.Verdict.Lines.Count(l =>
                parties[l.Votes].Contains(l.Candidate.Party)
            );
            if (
                inCommon >= FiguresInCommon
                || (
                    other.Candidates.Length == contest.Candidates.Length
                    && votes.SequenceEqual(Sorted(state.Figures))
                )
            )
            {
                yield return new Caution.SameAsAnother(other);
            }
        }

        static int[] Sorted(Figures f) => [.. f.Votes.Select(v => v.Votes).Order()];
    }

    /// <summary>
    /// The winner's change of share against its party's changes in the region (or the smallest area with enough
    /// results) so far.
    /// </summary>
    private static IEnumerable<Caution> OfArea(ResultsAround around, Verdict verdict)
    {
        var party = verdict.Winner.Candidate.Party;
        if (
            verdict.Winner.Change is { } change
            && around.In(party, (_, line) => line.Change) is var (area, changes)
        )
        {
            var (least, most) = (changes.Min(), changes.Max());
            // Moved by the tolerance and compared, not taken from one another: the difference of two changes of share
            // has four totals below the line, which do not fit.
            if (change < least - AreaTolerance || change > most + AreaTolerance)
            {
                yield return new Caution.FarFromArea(area, party, change, least, most);
            }
        }
    }

    private static IEnumerable<Caution> OfWinner(Contest contest, Verdict verdict)
    {
        var winner = verdict.Winner.Candidate;
        if (contest.Base is { } last && contest.Rule.IsOnePaperOneVote && !winner.Sitting)
        {
            var place = last.PlaceOf(winner.Party);
            if (place is null or > 2 && (last.Share(winner.Party) ?? Fraction.Zero) < ExpectedFrom)
            {
                yield return new Caution.UnexpectedWinner(winner, place);
            }
        }
    }
}

using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Figures that do not fit other contests, or last time.</summary>
internal static partial class Cautions
{
    /// <summary>How far outside the area's range so far a change of share may be: 15 points.</summary>
    private static readonly Fraction AreaTolerance = new(15, 100);

    /// <summary>How many results an area needs before its range says something.</summary>
    private const int EnoughInArea = 5;

    private static IEnumerable<Caution> OfOthers(
        Election election,
        Contest contest,
        Figures figures
    )
    {
        var votes = Sorted(figures);
        foreach (var (other, state) in election.Contests)
        {
            if (
                other.Id != contest.Id
                && other.Candidates.Length == contest.Candidates.Length
                && state is ContestState.Declared declared
                && votes.SequenceEqual(Sorted(declared.Figures))
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
    private static IEnumerable<Caution> OfArea(Election election, Contest contest, Verdict verdict)
    {
        if (verdict.Winner.Change is not { } change)
        {
            yield break;
        }
        var party = verdict.Winner.Candidate.Party;
        foreach (var area in contest.Areas)
        {
            Fraction[] changes =
            [
                .. election
                    .Contests.Where(c =>
                        c.Contest.Id != contest.Id && c.Contest.Areas.Contains(area)
                    )
                    .Select(c => c.State)
                    .OfType<ContestState.Declared>()
                    .SelectMany(d => d.Verdict.Lines)
                    .Where(l => l.Candidate.Party == party && l.Change is not null)
                    .Select(l => l.Change!.Value),
            ];
            if (changes.Length < EnoughInArea)
            {
                continue;
            }
            var (least, most) = (changes.Min(), changes.Max());
            // Moved by the tolerance and compared, not taken from one another: the difference of two changes of share
            // has four totals below the line, which do not fit.
            if (change < least - AreaTolerance || change > most + AreaTolerance)
            {
                yield return new Caution.FarFromArea(area, party, change, least, most);
            }
            yield break;
        }
    }

    private static IEnumerable<Caution> OfWinner(Contest contest, Verdict verdict)
    {
        if (contest.Base is { } last && contest.Seats == 1)
        {
            var place = last.PlaceOf(verdict.Winner.Candidate.Party);
            if (place is null or > 2)
            {
                yield return new Caution.UnexpectedWinner(verdict.Winner.Candidate, place);
            }
        }
    }
}

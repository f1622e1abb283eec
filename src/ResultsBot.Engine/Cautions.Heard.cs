using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Figures that do not fit what was heard of the same contest before.</summary>
internal static partial class Cautions
{
    /// <summary>Everybody with fewer votes than before.</summary>
    public static IEnumerable<Caution> OfFallen(
        Contest contest,
        ImmutableArray<CandidateVotes> before,
        Figures figures
    ) =>
        before
            .Where(b => figures.Of(b.Candidate) < b.Votes)
            .Select(b => new Caution.TotalFell(
                contest.Candidate(b.Candidate),
                b.Votes,
                figures.Of(b.Candidate)!.Value
            ));

    private static IEnumerable<Caution> OfBefore(
        Contest contest,
        ImmutableArray<CandidateVotes> running,
        Figures figures,
        Figures? said
    )
    {
        // After a result was taken back there may be a count from before it, or one that has gone beyond it.
        var before = (said?.Votes ?? [])
            .Concat(running)
            .GroupBy(v => v.Candidate)
            .Select(g => g.MaxBy(v => v.Votes)!);
        foreach (var fallen in OfFallen(contest, [.. before], figures))
        {
            yield return fallen;
        }
        if (Swapped(running, figures) is { } pair)
        {
            yield return new Caution.LooksSwapped(
                contest.Candidate(pair.One),
                contest.Candidate(pair.Other)
            );
        }
    }

    /// <summary>
    /// Two candidates, one of whom has fewer votes than in the running count, whose figures exchanged would leave
    /// nobody with fewer.
    /// </summary>
    private static (int One, int Other)? Swapped(
        ImmutableArray<CandidateVotes> before,
        Figures figures
    )
    {
        var fallen = before.Where(b => figures.Of(b.Candidate) < b.Votes).ToArray();
        foreach (var one in fallen)
        {
            foreach (var other in before.Where(b => b.Candidate != one.Candidate))
            {
                var fits = before.All(b =>
                    (
                        b.Candidate == one.Candidate ? figures.Of(other.Candidate)
                        : b.Candidate == other.Candidate ? figures.Of(one.Candidate)
                        : figures.Of(b.Candidate)
                    ) >= b.Votes
                );
                if (fits)
                {
                    return (one.Candidate, other.Candidate);
                }
            }
        }
        return null;
    }

    /// <summary>A lot that names somebody else than before, or that nothing was level for.</summary>
    public static IEnumerable<Caution> OfLot(Contest contest, CountProgress progress, int drawn)
    {
        if (contest.Seats == 1 && progress.Lot is [var before] && before != drawn)
        {
            yield return new Caution.AnotherLot(contest.Candidate(before));
        }
        if (Leading.Ahead(contest, progress.Running, drawn) is { } leader)
        {
            yield return new Caution.ContradictsLot(contest.Candidate(drawn), leader);
        }
    }

    private static IEnumerable<Caution> OfLot(
        Contest contest,
        CountProgress progress,
        Verdict verdict
    )
    {
        if (
            progress.Lot is [var drawn, ..]
            && (!verdict.ByLot || verdict.Elected.All(l => l.Candidate.Number != drawn))
        )
        {
            yield return new Caution.ContradictsLot(
                contest.Candidate(drawn),
                verdict.Winner.Candidate
            );
        }
    }

    private static IEnumerable<Caution> OfSaid(
        Election election,
        Contest contest,
        Verdict verdict,
        Figures? said
    )
    {
        if (
            said is not null
            && Count.Of(contest, said, election.Definition.HasDeposits)
                is Count.Complete { Verdict.Winner.Candidate: var was }
            && was.Number != verdict.Winner.Candidate.Number
        )
        {
            yield return new Caution.WinnerChanges(was, verdict.Winner.Candidate);
        }
    }

    /// <summary>A winner who does not lead in the running count, or is not the one that was flashed before.</summary>
    public static IEnumerable<Caution> OfFlash(Contest contest, CountProgress progress, int flashed)
    {
        if (Leading.Ahead(contest, progress.Running, flashed) is { } leader)
        {
            yield return new Caution.ContradictsFlash(contest.Candidate(flashed), leader);
        }
        // With several seats each winner may be flashed.
        if (contest.Seats == 1 && progress.Flashed is { } before && before != flashed)
        {
            yield return new Caution.AnotherFlash(contest.Candidate(before));
        }
    }

    private static IEnumerable<Caution> OfFlash(
        Contest contest,
        CountProgress progress,
        Verdict verdict
    )
    {
        if (
            progress.Flashed is { } flashed
            && verdict.Elected.All(l => l.Candidate.Number != flashed)
        )
        {
            yield return new Caution.ContradictsFlash(
                contest.Candidate(flashed),
                verdict.Winner.Candidate
            );
        }
    }
}

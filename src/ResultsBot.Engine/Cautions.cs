using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Every check that a person may pass over knowingly, each in one place with its formula.</summary>
internal static class Cautions
{
    /// <summary>How far ballot-box turnout may be from the announced one, which is rounded: half a point.</summary>
    public static readonly Fraction AnnouncedTolerance = new(1, 200);

    /// <summary>How far turnout may be from last time's: 20 points.</summary>
    private static readonly Fraction LastTimeTolerance = new(20, 100);

    /// <summary>How far outside the area's range so far a change of share may be: 15 points.</summary>
    private static readonly Fraction AreaTolerance = new(15, 100);

    /// <summary>How many results an area needs before its range says something.</summary>
    private const int EnoughInArea = 5;

    private const int ShortestAlikeName = 5;
    private const int MostDifferentLetters = 2;

    /// <summary>
    /// All that is odd about figures that have passed every check that stops. What was taken back is held against them
    /// as what they correct would be: to take back and declare anew is no way round a second person.
    /// </summary>
    /// <param name="corrects">The figures that these are to replace, if they are a correction.</param>
    public static ImmutableArray<Caution> Of(
        Election election,
        ContestId id,
        Figures figures,
        Figures? corrects
    )
    {
        var contest = election.Definition.Contest(id);
        var state = election.State(id);
        var progress = state.Progress;
        var said = corrects ?? (state as ContestState.Retracted)?.Was.Figures;
        var verdict = (
            (Count.Complete)Count.Of(contest, figures, election.Definition.HasDeposits)
        ).Verdict;
        return
        [
            .. OfTurnout(contest, progress, verdict, figures),
            .. OfBefore(contest, corrects is null ? progress.Running : [], figures, said),
            .. OfFlash(contest, progress, verdict),
            .. OfLot(contest, progress, verdict),
            .. OfSaid(election, contest, verdict, said),
            .. OfNames(contest),
            .. OfOthers(election, contest, figures),
            .. OfArea(election, contest, verdict),
            .. OfWinner(contest, verdict),
        ];
    }

    private static IEnumerable<Caution> OfTurnout(
        Contest contest,
        CountProgress progress,
        Verdict verdict,
        Figures figures
    )
    {
        if (progress.VerifiedPapers is null || (contest.Seats > 1 && figures.Papers is null))
        {
            yield return new Caution.NoVerifiedTotal();
        }
        if (verdict.Turnout is not { } turnout)
        {
            yield break;
        }
        var valid = contest.Seats == 1 ? verdict.ValidVotes : figures.Papers ?? 0;
        var inBox = new Fraction(valid + (figures.Rejected ?? 0), contest.Electorate);
        if (
            progress.AnnouncedTurnout is { } announced
            && (inBox - announced).Abs() > AnnouncedTolerance
        )
        {
            yield return new Caution.TurnoutOffAnnounced(announced, inBox);
        }
        if (contest.Base?.Turnout is { } last && (turnout - last).Abs() >= LastTimeTolerance)
        {
            yield return new Caution.TurnoutFarFromLastTime(last, turnout);
        }
    }

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

    /// <summary>A winner who does not lead in the running count.</summary>
    public static IEnumerable<Caution> OfFlash(Contest contest, CountProgress progress, int flashed)
    {
        if (Leading.Ahead(contest, progress.Running, flashed) is { } leader)
        {
            yield return new Caution.ContradictsFlash(contest.Candidate(flashed), leader);
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

    private static IEnumerable<Caution> OfNames(Contest contest)
    {
        for (var i = 0; i < contest.Candidates.Length; i++)
        {
            for (var j = i + 1; j < contest.Candidates.Length; j++)
            {
                if (Alike(contest.Candidates[i], contest.Candidates[j]))
                {
                    yield return new Caution.NamesAlike(
                        contest.Candidates[i],
                        contest.Candidates[j]
                    );
                }
            }
        }
    }

    /// <summary>The same surname, or one of some length with at most two letters different.</summary>
    private static bool Alike(Candidate one, Candidate other)
    {
        var (a, b) = (Surname(one), Surname(other));
        return a == b
            || (
                Math.Min(a.Length, b.Length) >= ShortestAlikeName
                && a[0] == b[0]
                && Distance(a, b) <= MostDifferentLetters
            );
    }

    private static string Surname(Candidate candidate) =>
        candidate.Name[(candidate.Name.LastIndexOf(' ') + 1)..].ToUpperInvariant();

    /// <summary>Letters to change, add or leave out to make one word of the other (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }

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

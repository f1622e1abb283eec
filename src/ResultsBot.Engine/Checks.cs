using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Every check that stops a command, each in one place with its formula.</summary>
internal static class Checks
{
    /// <summary>All that is wrong with declaring <paramref name="figures"/> now; empty if nothing is.</summary>
    public static ImmutableArray<Fault> Of(
        Election election,
        ContestId id,
        Figures figures,
        DateTimeOffset now
    )
    {
        if (election.Definition.FindContest(id) is not { } contest)
        {
            return [new Fault.UnknownContest(id)];
        }
        if (now < election.Definition.PollCloses)
        {
            return [new Fault.PollStillOpen(election.Definition.PollCloses)];
        }
        return election.State(id) switch
        {
            ContestState.Declared declared =>
            [
                new Fault.AlreadyDeclared(contest, Repeats(declared.Figures, figures)),
            ],
            ContestState.Postponed => [new Fault.PollIsPostponed(contest)],
            _ => OfCount(election, contest, figures),
        };
    }

    /// <summary>All that is wrong with the figures of a contest, whether it is declared or corrected.</summary>
    public static ImmutableArray<Fault> OfCount(Election election, Contest contest, Figures figures)
    {
        var progress = election.State(contest.Id).Progress;
        ImmutableArray<Fault> faults = [.. OfRoll(contest, figures)];
        if (faults.IsEmpty)
        {
            faults = [.. OfSigns(contest, figures)];
        }
        if (faults.IsEmpty)
        {
            faults = [.. OfPapers(contest, progress, figures)];
        }
        return faults.IsEmpty
            ? [.. OfWinners(contest, WithLot(contest, progress, figures))]
            : faults;
    }

    public static IEnumerable<Fault> OnRoll(Contest contest, int candidate) =>
        candidate >= 1 && candidate <= contest.Candidates.Length
            ? []
            : [new Fault.NotOnRoll(candidate)];

    public static IEnumerable<Fault> OfVerification(Contest contest, int papers, Fraction? turnout)
    {
        if (papers < 1 || papers > contest.Electorate)
        {
            yield return new Fault.PapersOutOfRange(papers, contest.Electorate);
        }
        if (turnout is { } t && (t.IsNegative || t > new Fraction(1, 1)))
        {
            yield return new Fault.TurnoutOutOfRange();
        }
    }

    /// <summary>A running count may lack candidates; what it has must be possible.</summary>
    public static IEnumerable<Fault> OfRunning(
        Contest contest,
        ImmutableArray<CandidateVotes> votes
    )
    {
        if (votes.IsEmpty)
        {
            return [new Fault.NoVotes()];
        }
        ImmutableArray<Fault> faults =
        [
            .. OfRoll(contest, new Figures(votes)).Where(f => f is not Fault.CandidateMissing),
        ];
        if (faults.IsEmpty)
        {
            faults = [.. OfSigns(contest, new Figures(votes))];
        }
        if (!faults.IsEmpty)
        {
            return faults;
        }
        var papers = contest.Rule.LeastValidPapers(new Figures(votes));
        return papers > contest.Electorate
            ? [new Fault.MoreThanElectorate(papers, contest.Electorate)]
            : [];
    }

    /// <summary>The lot's winner is elected where the figures are level and do not say who is.</summary>
    public static Figures WithLot(Contest contest, CountProgress progress, Figures figures) =>
        figures.Elected.IsEmpty
        && !progress.Lot.IsEmpty
        && Count.Of(contest, figures) is Count.LotRequired required
            ? figures with
            {
                Elected = [.. progress.Lot.Where(l => required.Level.Any(c => c.Number == l))],
            }
            : figures;

    /// <summary>Whether figures are those that stand, though one of the two does not say who is elected.</summary>
    public static bool Repeats(Figures stands, Figures figures) =>
        stands.Elected.IsEmpty || figures.Elected.IsEmpty
            ? stands with { Elected = [] } == figures with { Elected = [] }
            : stands == figures;

    private static IEnumerable<Fault> OfRoll(Contest contest, Figures figures)
    {
        var given = figures.Votes.CountBy(v => v.Candidate).ToDictionary();
        foreach (var number in given.Keys.Concat(figures.Elected).Distinct())
        {
            foreach (var fault in OnRoll(contest, number))
            {
                yield return fault;
            }
        }
        foreach (var candidate in contest.Candidates)
        {
            var times = given.GetValueOrDefault(candidate.Number);
            if (times != 1)
            {
                yield return times == 0
                    ? new Fault.CandidateMissing(candidate)
                    : new Fault.CandidateRepeated(candidate);
            }
        }
    }

    private static IEnumerable<Fault> OfSigns(Contest contest, Figures figures)
    {
        foreach (var v in figures.Votes.Where(v => v.Votes < 0))
        {
            yield return new Fault.NegativeVotes(contest.Candidate(v.Candidate), v.Votes);
        }
        if (figures.Rejected is { } rejected and < 0)
        {
            yield return new Fault.NegativeRejected(rejected);
        }
    }

    private static IEnumerable<Fault> OfPapers(
        Contest contest,
        CountProgress progress,
        Figures figures
    )
    {
        if (figures.Votes.All(v => v.Votes == 0))
        {
            yield return new Fault.NoVotes();
            yield break;
        }

        var papers = contest.Rule.LeastValidPapers(figures) + (figures.Rejected ?? 0);
        if (papers > contest.Electorate)
        {
            yield return new Fault.MoreThanElectorate(papers, contest.Electorate);
            yield break;
        }
        foreach (var fault in contest.Rule.Check(contest, figures, progress.VerifiedPapers))
        {
            yield return fault;
        }

        // Always: valid and rejected papers come to the verified total, exactly.
        if (
            progress.VerifiedPapers is not { } verified
            || contest.Rule.ValidPapers(figures) is not { } known
        )
        {
            yield break;
        }
        if (figures.Rejected is null && known <= verified)
        {
            yield return new Fault.RejectedMissing((int)(verified - known));
        }
        else if (known + (figures.Rejected ?? 0) != verified)
        {
            yield return new Fault.NotReconciled((int)known, figures.Rejected ?? 0, verified);
        }
    }

    private static IEnumerable<Fault> OfWinners(Contest contest, Figures figures)
    {
        var order = figures
            .Votes.OrderByDescending(v => v.Votes)
            .ThenBy(v => v.Candidate)
            .ToArray();
        var last = order[contest.Seats - 1].Votes;
        var behind = figures.Elected.Where(e => figures.Of(e) < last).ToArray();
        foreach (var said in behind)
        {
            yield return new Fault.ElectedDoesNotLead(
                contest.Candidate(said),
                contest.Candidate(order[contest.Seats - 1].Candidate)
            );
        }
        if (behind.Length == 0 && Count.Of(contest, figures) is Count.LotRequired lot)
        {
            yield return new Fault.TieWithoutLot(lot.Level, lot.Seats);
        }
    }
}

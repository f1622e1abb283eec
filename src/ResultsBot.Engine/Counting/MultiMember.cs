using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <summary>
/// A ward with several seats, as English councils elect: each voter has as many votes as there are seats, and
/// the candidates with most votes are elected. A party's share is that of its best candidate, among the best
/// candidates of all parties (Rallings and Thrasher), since a party's votes depend on how many it put up.
/// </summary>
internal sealed class MultiMember : ICountingRule
{
    public bool AppliesTo(Contest contest) => contest.Seats > 1;

    public bool IsOnePaperOneVote => false;

    /// <summary>Papers with more crosses than seats are more frequent.</summary>
    public Fraction MostRejected { get; } = new(5, 100);

    public long? ValidPapers(Figures figures) => figures.Papers;

    /// <summary>The best candidate's votes are a paper each.</summary>
    public long LeastValidPapers(Figures figures) =>
        figures.Papers ?? figures.Votes.Max(v => v.Votes);

    /// <summary>No candidate has more votes than there are papers, and all together no more than those can carry.</summary>
    public IEnumerable<Fault> Check(Contest contest, Figures figures, int? verified)
    {
        // Where they were not said, the valid papers are the verified ones without the rejected.
        if ((figures.Papers ?? verified - (figures.Rejected ?? 0)) is not { } papers)
        {
            yield break;
        }
        foreach (var v in figures.Votes.Where(v => v.Votes > papers))
        {
            yield return new Fault.MoreVotesThanPapers(
                contest.Candidate(v.Candidate),
                v.Votes,
                papers
            );
        }
        var votes = figures.Votes.Sum(v => (long)v.Votes);
        if (votes > (long)papers * contest.Seats)
        {
            yield return new Fault.MoreVotesThanPapersCarry(votes, papers, contest.Seats);
        }
    }

    public Verdict Verdict(
        Contest contest,
        Figures figures,
        CandidateVotes[] order,
        bool byLot,
        bool deposits
    )
    {
        var best = order
            .Select(v => (contest.Candidate(v.Candidate).Party, v.Votes, v.Candidate))
            // Each independent is a party of one.
            .GroupBy(v => (v.Party, v.Party == PartyId.Independent ? v.Candidate : 0))
            .Sum(g => g.Max(v => v.Votes));
        var lines = order.Select(v => Count.Line(contest, v, best, lostDeposit: false)).ToArray();
        // Last time's share is that of the party's best candidate: the others have nothing to be compared with.
        var compared = lines.DistinctBy(l => l.Candidate.Party).ToHashSet();
        ImmutableArray<ResultLine> compares =
        [
            .. lines.Select(l => compared.Contains(l) ? l : l with { Change = null }),
        ];
        var changes = ChangesOf(contest, compares);
        var majority =
            order[contest.Seats - 1].Votes
            - (order.Length > contest.Seats ? order[contest.Seats].Votes : 0);
        return new Verdict(
            compares,
            contest.Seats,
            changes,
            OutcomeOf(contest, changes),
            byLot,
            order.Sum(v => v.Votes),
            figures.Rejected,
            majority,
            new Fraction(majority, best),
            figures.Papers is { } papers ? new Fraction(papers, contest.Electorate) : null,
            null
        );
    }

    public static ImmutableArray<SeatChange> ChangesOf(
        Contest contest,
        ImmutableArray<ResultLine> lines
    )
    {
        var now = lines.Take(contest.Seats).CountBy(l => l.Candidate.Party).ToDictionary();
        var before = contest.Base?.Seats.Select(s => s.Party) ?? [];
        return
        [
            .. now
                .Keys.Concat(before)
                .Distinct()
                .Select(p => new SeatChange(
                    p,
                    contest.Base?.SeatsOf(p) ?? 0,
                    now.GetValueOrDefault(p)
                )),
        ];
    }

    /// <summary>A hold where no party's number changed, a gain where one party took from one other.</summary>
    public static Outcome OutcomeOf(Contest contest, ImmutableArray<SeatChange> changes)
    {
        if (contest.Base is null)
        {
            return new Outcome.Win();
        }
        var lost = changes.Where(c => c.Lost > 0).ToArray();
        return (changes.Count(c => c.Gained > 0), lost) switch
        {
            (0, []) => new Outcome.Hold(),
            (1, [var one]) => new Outcome.Gain(one.Party),
            _ => new Outcome.Mixed(),
        };
    }
}

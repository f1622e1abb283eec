using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <summary>One seat, most votes wins (Representation of the People Act 1983, schedule 1, rules 48 to 53).</summary>
internal sealed class FirstPastThePost : ICountingRule
{
    /// <summary>The deposit is lost by who polls not more than one twentieth of the valid votes (rule 53).</summary>
    private const int DepositThreshold = 20;

    public bool AppliesTo(Contest contest) => contest.Seats == 1;

    public bool IsOnePaperOneVote => true;

    public Fraction MostRejected { get; } = new(2, 100);

    public long? ValidPapers(Figures figures) => LeastValidPapers(figures);

    public long LeastValidPapers(Figures figures) => figures.Votes.Sum(v => (long)v.Votes);

    public IEnumerable<Fault> Check(Contest contest, Figures figures, int? verified) => [];

    public Verdict Verdict(
        Contest contest,
        Figures figures,
        CandidateVotes[] order,
        bool byLot,
        bool deposits
    )
    {
        var valid = order.Sum(v => v.Votes);
        var lines = order
            .Select(v =>
                Count.Line(contest, v, valid, deposits && (long)v.Votes * DepositThreshold <= valid)
            )
            .ToImmutableArray();
        var winner = lines[0].Candidate.Party;
        var majority = lines[0].Votes - (lines.Length > 1 ? lines[1].Votes : 0);
        Outcome outcome = contest.Base switch
        {
            null => new Outcome.Win(),
            var b when b.Winner == winner => new Outcome.Hold(),
            var b => new Outcome.Gain(b.Winner),
        };
        return new Verdict(
            lines,
            1,
            outcome is Outcome.Gain { From: var from }
                ? [new SeatChange(winner, 0, 1), new SeatChange(from, 1, 0)]
                : [new SeatChange(winner, outcome is Outcome.Hold ? 1 : 0, 1)],
            outcome,
            byLot,
            valid,
            figures.Rejected,
            majority,
            new Fraction(majority, valid),
            new Fraction(valid, contest.Electorate),
            SwingOf(contest, lines, outcome)
        );
    }

    private static Swing? SwingOf(
        Contest contest,
        ImmutableArray<ResultLine> lines,
        Outcome outcome
    )
    {
        var winner = lines[0].Candidate.Party;
        PartyId? opponent = outcome switch
        {
            // Who held it was no party, so there is no last share that anyone has risen or fallen from.
            _ when contest.Base?.Winner == PartyId.Independent => null,
            Outcome.Gain gain => gain.From,
            Outcome.Hold when lines.Length > 1 => lines[1].Candidate.Party,
            _ => null,
        };
        if (opponent is not { } other || other == winner)
        {
            return null;
        }

        // The other party may not have stood this time: then it fell from its last share to nothing.
        var size = (Rise(contest, lines, winner) - Rise(contest, lines, other)).Half();
        return size.IsNegative
            ? new Swing(winner, other, size.Abs())
            : new Swing(other, winner, size);
    }

    private static Fraction Rise(Contest contest, ImmutableArray<ResultLine> lines, PartyId party)
    {
        var now = lines.FirstOrDefault(l => l.Candidate.Party == party)?.Share ?? Fraction.Zero;
        return now - (contest.Base?.Share(party) ?? Fraction.Zero);
    }
}

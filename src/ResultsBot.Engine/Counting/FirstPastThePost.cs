using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <summary>What a count comes to: a verdict, or the question that only a lot can answer.</summary>
public abstract record Count
{
    private Count() { }

    public sealed record Complete(Verdict Verdict) : Count;

    /// <summary>Level at the top, and nothing said of who won the lot.</summary>
    public sealed record LotRequired(ImmutableArray<Candidate> Level) : Count;
}

/// <summary>One seat, most votes wins (Representation of the People Act 1983, schedule 1, rules 48 to 53).</summary>
public static class FirstPastThePost
{
    /// <summary>The deposit is lost by who polls not more than one twentieth of the valid votes (rule 53).</summary>
    private const int DepositThreshold = 20;

    /// <summary>Works out the result of figures that have been checked to cover the whole roll.</summary>
    public static Count Of(Contest contest, Figures figures)
    {
        var valid = figures.Votes.Sum(v => v.Votes);
        var most = figures.Votes.Max(v => v.Votes);
        var level = figures.Votes.Where(v => v.Votes == most).ToImmutableArray();
        var tied = level.Length > 1;
        if (tied && level.All(v => v.Candidate != figures.Elected))
        {
            return new Count.LotRequired([.. level.Select(v => contest.Candidate(v.Candidate))]);
        }

        var lines = figures
            .Votes.OrderByDescending(v => v.Votes)
            .ThenByDescending(v => tied && v.Candidate == figures.Elected)
            .ThenBy(v => v.Candidate)
            .Select(v => Line(contest, v, valid))
            .ToImmutableArray();
        var majority = lines[0].Votes - (lines.Length > 1 ? lines[1].Votes : 0);
        var outcome = OutcomeOf(contest, lines[0].Candidate.Party);
        return new Count.Complete(
            new Verdict(
                lines,
                outcome,
                tied,
                valid,
                figures.Rejected,
                majority,
                new Fraction(majority, valid),
                new Fraction(valid, contest.Electorate),
                SwingOf(contest, lines, outcome)
            )
        );
    }

    private static ResultLine Line(Contest contest, CandidateVotes votes, int valid)
    {
        var candidate = contest.Candidate(votes.Candidate);
        var share = new Fraction(votes.Votes, valid);
        var before = contest.Base?.Share(candidate.Party);
        return new ResultLine(
            candidate,
            votes.Votes,
            share,
            before is { } b ? share - b : null,
            (long)votes.Votes * DepositThreshold <= valid
        );
    }

    private static Outcome OutcomeOf(Contest contest, PartyId winner) =>
        contest.Base switch
        {
            null => new Outcome.Win(),
            var b when b.Winner == winner => new Outcome.Hold(),
            var b => new Outcome.Gain(b.Winner),
        };

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

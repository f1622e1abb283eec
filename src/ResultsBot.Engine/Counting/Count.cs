using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <summary>What a count comes to: a verdict, or the question that only a lot can answer.</summary>
public abstract record Count
{
    private Count() { }

    public sealed record Complete(Verdict Verdict) : Count;

    /// <summary>Level for the last of the seats, and not said of all who won the lot.</summary>
    /// <param name="Level">The candidates with the same votes.</param>
    /// <param name="Seats">How many of them are elected.</param>
    public sealed record LotRequired(ImmutableArray<Candidate> Level, int Seats) : Count;

    /// <summary>Works out figures that have been checked to cover the whole roll, by the contest's rule.</summary>
    public static Count Of(Contest contest, Figures figures, bool deposits = true)
    {
        if (figures.IsUnopposed)
        {
            return new Complete(Unopposed.Verdict(contest));
        }
        var most = figures.Votes.OrderByDescending(v => v.Votes).ToArray();
        var last = most[contest.Seats - 1].Votes;
        var above = most.Count(v => v.Votes > last);
        var level = most.Where(v => v.Votes == last).ToArray();
        var left = contest.Seats - above;
        var tied = level.Length > left;
        var chosen = level.Where(v => figures.Elected.Contains(v.Candidate)).ToArray();
        if (tied && chosen.Length != left)
        {
            return new LotRequired([.. level.Select(v => contest.Candidate(v.Candidate))], left);
        }

        CandidateVotes[] order =
        [
            .. most.OrderByDescending(v => v.Votes)
                .ThenByDescending(v => tied && chosen.Contains(v))
                .ThenBy(v => v.Candidate),
        ];
        return new Complete(contest.Rule.Verdict(contest, figures, order, tied, deposits));
    }

    /// <param name="of">What the share is of.</param>
    internal static ResultLine Line(Contest contest, CandidateVotes votes, int of, bool lostDeposit)
    {
        var candidate = contest.Candidate(votes.Candidate);
        var share = new Fraction(votes.Votes, of);
        return new ResultLine(
            candidate,
            votes.Votes,
            share,
            contest.Base?.Share(candidate.Party) is { } before ? share - before : null,
            lostDeposit
        );
    }
}

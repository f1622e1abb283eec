using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <summary>No more candidates than seats: all are elected, nobody votes, and a seat too many stays vacant.</summary>
internal static class Unopposed
{
    public static Verdict Verdict(Contest contest)
    {
        ImmutableArray<ResultLine> lines =
        [
            .. contest.Candidates.Select(c => new ResultLine(
                c,
                0,
                Fraction.Zero,
                Change: null,
                LostDeposit: false
            )),
        ];
        var changes = MultiMember.ChangesOf(contest, lines);
        return new Verdict(
            lines,
            lines.Length,
            changes,
            MultiMember.OutcomeOf(contest, changes),
            ByLot: false,
            ValidVotes: 0,
            Rejected: null,
            Majority: 0,
            Fraction.Zero,
            Turnout: null,
            Swing: null,
            IsUnopposed: true,
            Vacant: contest.Seats - lines.Length
        );
    }
}

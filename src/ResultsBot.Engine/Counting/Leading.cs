using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <summary>Who leads, among figures that need not be complete.</summary>
internal static class Leading
{
    /// <summary>
    /// Who leads where so many are above the candidate that he would not be elected; null where he would, where he
    /// has no figure, or where the figures are level: level is no contradiction.
    /// </summary>
    public static Candidate? Ahead(
        Contest contest,
        ImmutableArray<CandidateVotes> votes,
        int candidate
    ) =>
        votes.Where(v => v.Candidate == candidate).Select(v => (int?)v.Votes).FirstOrDefault()
            is { } own
        && votes.Count(v => v.Votes > own) >= contest.Seats
            ? contest.Candidate(votes.MaxBy(v => v.Votes).Candidate)
            : null;
}

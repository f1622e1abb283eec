using System.Collections.Immutable;

namespace ResultsBot.Engine.Counting;

/// <param name="Candidate">The candidate's number on the contest's roll.</param>
public readonly record struct CandidateVotes(int Candidate, int Votes);

/// <summary>
/// What was read out: each figure bound to a candidate. Nothing that can be worked out (a majority, a share)
/// is ever taken in.
/// </summary>
/// <param name="Rejected">Papers counted but not valid; null where it was not said.</param>
/// <param name="Elected">
/// Who was said to be elected, by number on the roll; null where it was not said. It is checked against the
/// figures, and after a tie it names who won the lot.
/// </param>
public sealed record Figures(
    ImmutableArray<CandidateVotes> Votes,
    int? Rejected = null,
    int? Elected = null
)
{
    /// <summary>The same figure for each candidate, in whatever order they were read out.</summary>
    public bool Equals(Figures? other) =>
        other is not null
        && Rejected == other.Rejected
        && Elected == other.Elected
        && InOrder(Votes).SequenceEqual(InOrder(other.Votes));

    public override int GetHashCode() => HashCode.Combine(Votes.Length, Rejected, Elected);

    private static IEnumerable<CandidateVotes> InOrder(ImmutableArray<CandidateVotes> votes) =>
        votes.OrderBy(v => v.Candidate).ThenBy(v => v.Votes);
}

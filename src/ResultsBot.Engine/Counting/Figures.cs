using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <param name="Candidate">The candidate's number on the contest's roll.</param>
public readonly record struct CandidateVotes(int Candidate, int Votes);

/// <summary>
/// What was read out: each figure bound to a candidate. Nothing that can be worked out (a majority, a share)
/// is ever taken in.
/// </summary>
/// <param name="Rejected">Papers counted but not valid; null where it was not said.</param>
/// <param name="Elected">
/// Who was said to be elected, by numbers on the roll; empty where it was not said. It is checked against the
/// figures, and after a tie it names who won the lot.
/// </param>
/// <param name="Papers">
/// Valid ballot papers, where each carries several votes (a ward with several seats); null where it was not
/// said. With one seat it is the sum of the votes.
/// </param>
public sealed record Figures(
    ImmutableArray<CandidateVotes> Votes,
    int? Rejected = null,
    ImmutableArray<int> Elected = default,
    int? Papers = null
)
{
    public ImmutableArray<int> Elected { get; init; } = Elected.IsDefault ? [] : Elected;

    /// <summary>Nobody was voted for, and all who stood are elected.</summary>
    public bool IsUnopposed => Votes.IsEmpty && !Elected.IsEmpty;

    public static Figures Unopposed(Contest contest) =>
        new([], Elected: [.. contest.Candidates.Select(c => c.Number)]);

    /// <summary>The same figure for each candidate, in whatever order they were read out.</summary>
    public bool Equals(Figures? other) =>
        other is not null
        && Rejected == other.Rejected
        && Papers == other.Papers
        && Elected.Order().SequenceEqual(other.Elected.Order())
        && InOrder(Votes).SequenceEqual(InOrder(other.Votes));

    public override int GetHashCode() => HashCode.Combine(Votes.Length, Rejected, Papers);

    /// <summary>
    /// With the valid papers, where they were not said and follow from the verified total: in a ward with several seats
    /// turnout is worked out from them.
    /// </summary>
    public Figures WithPapers(Contest contest, int? verified) =>
        !IsUnopposed
        && contest.Rule.ValidPapers(this) is null
        && verified is { } all
        && Rejected is { } rejected
        && all > rejected
            ? this with
            {
                Papers = all - rejected,
            }
            : this;

    /// <summary>The figure of a candidate; null if there is none.</summary>
    public int? Of(int candidate)
    {
        foreach (var line in Votes)
        {
            if (line.Candidate == candidate)
            {
                return line.Votes;
            }
        }
        return null;
    }

    /// <summary>
    /// These figures with whatever they do not say as it stands. Who is elected is kept only where no vote changes: after
    /// a tie it names who won the lot among those very figures.
    /// </summary>
    public Figures Over(Figures stands)
    {
        ImmutableArray<CandidateVotes> votes =
        [
            .. Votes.Concat(stands.Votes.Where(v => Of(v.Candidate) is null)),
        ];
        return new Figures(
            votes,
            Rejected ?? stands.Rejected,
            Elected.IsEmpty && InOrder(votes).SequenceEqual(InOrder(stands.Votes))
                ? stands.Elected
                : Elected,
            Papers ?? stands.Papers
        );
    }

    private static IEnumerable<CandidateVotes> InOrder(ImmutableArray<CandidateVotes> votes) =>
        votes.OrderBy(v => v.Candidate).ThenBy(v => v.Votes);
}

using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>What a correction leaves as it stands, in its read-back.</summary>
public partial class Phrasebook
{
    public virtual string RejectedKept(int rejected) =>
        $"= Rejected ballots unchanged: {Number(rejected)}.";

    public virtual string PapersKept(int papers) => $"= Valid papers unchanged: {Number(papers)}.";

    /// <summary>“Ben Flook (Con) 8,496”</summary>
    public virtual string NameAndVotes(Candidate candidate, int votes) =>
        $"{Name(candidate)} {Number(votes)}";

    /// <param name="figures">As <see cref="NameAndVotes"/> has them.</param>
    public virtual string VotesUnchanged(IReadOnlyList<string> figures) =>
        $"= Unchanged: {string.Join(" · ", figures)}.";
}

namespace ResultsBot.Packs.Import;

/// <summary>A contest as it comes together from the rows of a source.</summary>
/// <param name="facts">As most of them say.</param>
/// <param name="line">The line of the first of those.</param>
internal sealed class DraftContest(SourceContest facts, int line)
{
    public SourceContest Facts { get; } = facts;

    public int Line { get; } = line;

    public List<SourceCandidate> Candidates { get; set; } = [];

    /// <summary>What other rows say of the contest of this code.</summary>
    public List<SourceContest> Others { get; } = [];

    /// <summary>Whether those rows agree among themselves, as they do where they are of another contest of the same name.</summary>
    public bool AreTwo => Others.Count > 1 && Others.Distinct().Count() == 1;

    public int Seats { get; set; } = 1;

    public int? Electorate { get; set; } = facts.Electorate;

    public int? Rejected { get; set; } = facts.Rejected;

    /// <summary>As in contests.csv: empty, unopposed or postponed.</summary>
    public string Poll { get; set; } = facts.Poll;

    public bool HasVotes => Poll.Length == 0 && Candidates.Any(c => c.Votes is not null);

    /// <summary>Why its votes make no result; null where they make one.</summary>
    public string? WhyNoResult()
    {
        var unknown = Candidates.Count(c => c.Votes is null);
        return unknown > 0
                ? $"the votes of {unknown} of {Candidates.Count} candidates are not known"
            : Candidates.Count(c => c.Elected) > Seats
                ? $"more are elected than it has seats ({Seats})"
            : Candidates.Sum(c => (long)c.Votes!.Value) > int.MaxValue
                ? "there are more votes than can be counted"
            : null;
    }
}

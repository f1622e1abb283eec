namespace ResultsBot.Packs.Import;

/// <summary>What a row says about its contest: the same on all rows of the contest.</summary>
/// <param name="Electorate">Null where it is not known.</param>
/// <param name="RecordedAt">ISO 8601 with its offset, or empty.</param>
/// <param name="Poll">As in contests.csv.</param>
/// <param name="Council">Where the table says whose ward it is: tells apart those of one name.</param>
/// <param name="IsCancelled">Whether the source says that nobody votes, and not why.</param>
internal sealed record SourceContest(
    string Code,
    string Name,
    int? Seats = null,
    int? Electorate = null,
    string County = "",
    string Region = "",
    string Nation = "",
    int? Rejected = null,
    string RecordedAt = "",
    string Poll = "",
    bool IsCancelled = false,
    string Council = ""
)
{
    /// <summary>What the two disagree about; null where they agree.</summary>
    public string? DifferenceTo(SourceContest other) =>
        Name != other.Name ? $"{Code} is {Name}"
        : Seats != other.Seats ? "the number of seats"
        : Electorate != other.Electorate ? "the electorate"
        : (County, Region, Nation) != (other.County, other.Region, other.Nation)
            ? $"the county, region or nation of {Name}"
        : Rejected != other.Rejected ? "the number of rejected ballots"
        : (Poll, IsCancelled) != (other.Poll, other.IsCancelled) ? $"the poll in {Name}"
        : RecordedAt != other.RecordedAt ? "the time of the result"
        : null;
}

/// <summary>A row as a candidate.</summary>
/// <param name="Description">What the ballot paper said; empty where only the party's name is known.</param>
/// <param name="Votes">Null where they are not known.</param>
internal sealed record SourceCandidate(
    SourceRow Row,
    SourceContest Contest,
    string Name,
    string Surname,
    string Forenames,
    PartyLabel Party,
    string Description = "",
    bool Sitting = false,
    int? Votes = null,
    bool Elected = false
);

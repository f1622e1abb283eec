using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>results.csv, which may be left out: what was recorded on the night, a line for each candidate.</summary>
internal static class ResultsFile
{
    public const string FileName = "results.csv";

    /// <summary>May be left out.</summary>
    private const string Papers = "papers";

    private static readonly string[] Columns =
    [
        "contest",
        "recorded_at",
        "rejected",
        "candidate",
        "party",
        "votes",
        "elected",
    ];

    /// <returns>In order of time.</returns>
    public static ImmutableArray<RecordedResult> Read(
        PackFolder folder,
        ImmutableArray<Contest> contests,
        PackParties parties
    )
    {
        if (!folder.Has(FileName))
        {
            return [];
        }
        var byId = contests.ToDictionary(c => c.Id.Value);
        var recorded = new List<RecordedResult>();
        foreach (var rows in folder.Rows(FileName, Columns).GroupBy(r => r["contest"]))
        {
            if (!byId.TryGetValue(rows.Key, out var contest))
            {
                rows.First().Refuse($"{rows.Key} is not in {ContestsFile.FileName}");
            }
            else if (contest.Poll != Poll.Contested)
            {
                rows.First().Refuse($"there is no poll in {rows.Key}");
            }
            else if (Result(contest, [.. rows], parties) is { } result)
            {
                recorded.Add(result);
            }
        }
        return [.. recorded.OrderBy(r => r.At)];
    }

    public static void Write(string folder, IEnumerable<IReadOnlyList<string>> lines) =>
        CsvTable.Write(folder, FileName, Columns, lines);

    private static RecordedResult? Result(Contest contest, PackRow[] rows, PackParties parties)
    {
        var first = rows[0];
        if (IsoTime.Parse(first["recorded_at"]) is not { } at)
        {
            first.Refuse($"“{first["recorded_at"]}” is no ISO 8601 time with its offset");
            return null;
        }
        var rejected = first.NumberIfAny("rejected", least: 0);
        var papers = first.NumberIfAny(Papers, least: 1);

        var elected = ImmutableArray.CreateBuilder<int>();
        var votes = new List<CandidateVotes>();
        foreach (var row in rows)
        {
            if (
                !IsOfOneResult(row, first)
                || CandidateOf(row, contest, parties) is not { Number: var candidate }
                || row.Number("votes", least: 0) is not { } number
            )
            {
                return null;
            }
            votes.Add(new CandidateVotes(candidate, number));
            if (row.Yes("elected"))
            {
                elected.Add(candidate);
            }
        }
        if (elected.Count > contest.Seats)
        {
            var seats = contest.Seats == 1 ? "one seat" : $"{contest.Seats} seats";
            first.Refuse($"{elected.Count} are elected in {contest.Name}, which has {seats}");
            return null;
        }
        var figures = new Figures(
            [.. votes.OrderBy(v => v.Candidate)],
            rejected,
            elected.ToImmutable(),
            papers
        );
        return new RecordedResult(contest.Id, figures, at);
    }

    private static bool IsOfOneResult(PackRow row, PackRow first)
    {
        string[] same = ["recorded_at", "rejected", Papers];
        if (same.All(column => row[column] == first[column]))
        {
            return true;
        }
        row.Refuse($"time, papers or rejected ballots differ from line {first.Line}");
        return false;
    }

    private static Candidate? CandidateOf(PackRow row, Contest contest, PackParties parties)
    {
        var written = new PartyId(row["party"]);
        var party = parties.Counted(written);
        var candidate = contest.Candidates.FirstOrDefault(c =>
            c.Name == row["candidate"] && c.Party == party
        );
        if (candidate is null)
        {
            row.Refuse($"{row["candidate"]} ({written}) is no candidate in {contest.Name}");
        }
        return candidate;
    }
}

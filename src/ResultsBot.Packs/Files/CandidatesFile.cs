using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>The candidates of one contest, in the order of the ballot paper.</summary>
/// <param name="First">The line of the first of them.</param>
internal sealed record Roll(PackRow First, List<Candidate> Candidates);

/// <summary>candidates.csv: a line for each candidate.</summary>
internal static class CandidatesFile
{
    public const string FileName = "candidates.csv";

    private static readonly string[] Columns =
    [
        "contest",
        "candidate",
        "party",
        "description",
        "sitting",
    ];

    /// <returns>The candidates by the code of their contest.</returns>
    public static Dictionary<string, Roll> Read(PackFolder folder, PackParties parties)
    {
        var rolls = new Dictionary<string, Roll>();
        foreach (var row in folder.Rows(FileName, Columns))
        {
            if (row.Party(parties) is not { } party)
            {
                continue;
            }
            var (contest, name) = (row["contest"], row["candidate"]);
            if (name.Length == 0)
            {
                row.Refuse("a candidate has a name");
                continue;
            }
            if (!rolls.TryGetValue(contest, out var roll))
            {
                rolls.Add(contest, roll = new Roll(row, []));
            }
            if (roll.Candidates.Any(c => c.Name == name && c.Party == party))
            {
                row.Refuse($"{name} ({party}) is twice in {contest}: nothing tells them apart");
            }
            roll.Candidates.Add(
                new Candidate(
                    roll.Candidates.Count + 1,
                    name,
                    party,
                    row.TextIfAny("description"),
                    row.Yes("sitting")
                )
            );
        }
        return rolls;
    }

    public static void Write(string folder, IEnumerable<IReadOnlyList<string>> lines) =>
        CsvTable.Write(folder, FileName, Columns, lines);
}

using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>
/// chambers.csv, which may be left out: the parliaments and councils in which a majority is asked for. Which contests
/// fill one says the column “chamber” of contests.csv.
/// </summary>
internal static class ChambersFile
{
    public const string FileName = "chambers.csv";

    private static readonly string[] Columns = ["chamber", "name", "seats", "majority"];

    /// <summary>A line of the file, before it is known which contests fill it.</summary>
    public sealed record Listed(PackRow Row, ChamberId Id, string Name, int Seats, int Majority);

    /// <returns>The chambers by their code.</returns>
    public static Dictionary<string, Listed> Read(PackFolder folder)
    {
        var chambers = new Dictionary<string, Listed>(StringComparer.Ordinal);
        if (!folder.Has(FileName))
        {
            return chambers;
        }
        foreach (var row in folder.Rows(FileName, Columns))
        {
            var id = row["chamber"];
            if (id.Length == 0 || row["name"].Length == 0)
            {
                row.Refuse("a chamber has a code and a name");
            }
            else if (
                row.Number("seats", least: 1) is { } seats
                && MajorityOf(row, seats) is { } majority
                && !chambers.TryAdd(
                    id,
                    new Listed(row, new ChamberId(id), row["name"], seats, majority)
                )
            )
            {
                row.Refuse($"the chamber {id} is there twice");
            }
        }
        return chambers;
    }

    public static void Write(string folder, IEnumerable<IReadOnlyList<string>> lines) =>
        CsvTable.Write(folder, FileName, Columns, lines);

    /// <summary>Each with what isn't up for election; a seat that nobody accounts for is a fault.</summary>
    public static ImmutableArray<Chamber> Filled(
        IEnumerable<Listed> listed,
        ImmutableArray<Contest> contests,
        ILookup<string, ContinuingLine> continuing
    )
    {
        var chambers = ImmutableArray.CreateBuilder<Chamber>();
        foreach (var chamber in listed)
        {
            var elected = contests.Where(c => c.Chamber == chamber.Id).Sum(c => c.Seats);
            var others = continuing[chamber.Id.Value].ToArray();
            var sum = elected + others.Sum(l => l.Seats);
            if (elected == 0)
            {
                chamber.Row.Refuse(
                    $"no contest in {ContestsFile.FileName} has {chamber.Id} in its column “chamber”"
                );
            }
            else if (sum != chamber.Seats)
            {
                chamber.Row.Refuse(
                    $"{chamber.Name} has {chamber.Seats} seats, but {elected} are up for election and {sum - elected} are in {ContinuingFile.FileName}; a seat that is vacant is a line there without a party"
                );
            }
            chambers.Add(
                new Chamber(
                    chamber.Id,
                    chamber.Name,
                    chamber.Seats,
                    chamber.Majority,
                    [
                        .. others
                            .Where(l => l.Party is not null)
                            .Select(l => new PartySeats(l.Party!.Value, l.Seats)),
                    ]
                )
            );
        }
        return chambers.ToImmutable();
    }

    /// <summary>More than half where the cell is empty.</summary>
    private static int? MajorityOf(PackRow row, int seats)
    {
        var least = (seats / 2) + 1;
        if (row["majority"].Length == 0)
        {
            return least;
        }
        var majority = row.Number("majority", least);
        if (majority > seats)
        {
            row.Refuse($"a majority of {majority} is more than all {seats} seats");
            return null;
        }
        return majority;
    }
}

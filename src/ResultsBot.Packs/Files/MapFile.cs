using System.Collections.Frozen;
using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>map.csv, which may be left out: a hexagon for each contest.</summary>
internal static class MapFile
{
    public const string FileName = "map.csv";

    private static readonly string[] Columns = ["contest", "column", "row"];

    /// <returns>All contests, or none: a map with holes in it would show seats as missing.</returns>
    public static FrozenDictionary<ContestId, HexCell> Read(
        PackFolder folder,
        ImmutableArray<Contest> contests
    )
    {
        if (!folder.Has(FileName))
        {
            return FrozenDictionary<ContestId, HexCell>.Empty;
        }
        var missing = contests.Select(c => c.Id).ToHashSet();
        var cells = new Dictionary<HexCell, ContestId>();
        foreach (var row in folder.Rows(FileName, Columns))
        {
            var contest = new ContestId(row["contest"]);
            if (
                row.Number("column", least: 0) is not { } x
                || row.Number("row", least: 0) is not { } y
            )
            {
                continue;
            }
            if (!missing.Remove(contest))
            {
                row.Refuse($"{contest} is there twice, or is not in {ContestsFile.FileName}");
            }
            else if (!cells.TryAdd(new HexCell(x, y), contest))
            {
                row.Refuse($"{contest} lies where {cells[new HexCell(x, y)]} does");
            }
        }
        if (missing.Count > 0 && folder.IsSound)
        {
            folder.Refuse(FileName, 0, $"{missing.First()} has no place on the map");
        }
        return cells.ToFrozenDictionary(c => c.Value, c => c.Key);
    }

    public static void Write(string folder, IEnumerable<IReadOnlyList<string>> lines) =>
        CsvTable.Write(folder, FileName, Columns, lines);
}

using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>
/// The notional results of Rallings and Thrasher as they are published (“results_spreadsheet”, sheet “2. results”): a row
/// for each constituency, and a column for each party's votes, “Conv”, “Labv” … “IND6v”.
/// </summary>
internal static class NotionalTable
{
    /// <summary>Those whose abbreviation isn't one that the register knows.</summary>
    private static readonly Dictionary<string, PartyLabel> Labels = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["Brx"] = new("Brexit Party"),
        ["YRKS"] = new("Yorkshire Party"),
    };

    /// <summary>Sums of the smaller parties' columns, which are there as well.</summary>
    private static readonly string[] Sums = ["TotOthv", "MaxOthv"];

    public static bool Is(SourceTable table) =>
        table.Fields.IsSupersetOf(["code", "total"])
        && Parties(table.Header).Any(p => p.Key is "Conv")
        && Parties(table.Header).Any(p => p.Key is "Labv");

    /// <summary>The lines of a row: all parties with a vote.</summary>
    /// <remarks>A row whose columns don't come to its total is refused: one without a party has another winner.</remarks>
    public static IEnumerable<(
        SourceRow Row,
        IReadOnlyList<(PartyLabel Party, int Votes)> Votes
    )> Rows(SourceTable table)
    {
        KeyValuePair<string, int>[] parties = [.. Parties(table.Header)];
        foreach (var row in table.With(parties).Rows)
        {
            var votes = new List<(PartyLabel Party, int Votes)>();
            foreach (var (column, _) in parties)
            {
                if (row.Number(column, least: 0) is { } number and > 0)
                {
                    votes.Add((Label(column[..^1]), number));
                }
            }
            var total = row.Number("total", least: 0) ?? 0;
            var sum = votes.Sum(v => (long)v.Votes);
            // The Speaker has no column of his own, and is the largest of the others where he stood.
            if (
                row.Text("winner") is "Spkr"
                && row.Number("largest other", least: 0) == total - sum
            )
            {
                votes.Add((new PartyLabel("Speaker"), (int)(total - sum)));
            }
            else if (sum != total)
            {
                row.Refuse($"the parties' votes come to {sum}, and the total is {total}");
            }
            yield return (row, votes);
        }
    }

    private static PartyLabel Label(string party) =>
        Labels.TryGetValue(party, out var label) ? label
        : party.StartsWith("IND", StringComparison.OrdinalIgnoreCase)
        && party[3..].All(char.IsAsciiDigit)
            ? new PartyLabel("Independent")
        : new PartyLabel("", party, IsLibrarys: true);

    private static IEnumerable<KeyValuePair<string, int>> Parties(IReadOnlyList<string> header) =>
        header
            .Select((name, at) => KeyValuePair.Create(name.Trim(), at))
            .Where(c =>
                c.Key.Length > 1
                && c.Key.EndsWith('v')
                && c.Key[..^1].All(char.IsAsciiLetterOrDigit)
                && !Sums.Contains(c.Key)
            )
            .DistinctBy(c => c.Key);
}

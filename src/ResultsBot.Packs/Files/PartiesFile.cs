using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>parties.csv: a line for each party.</summary>
internal static class PartiesFile
{
    public const string FileName = "parties.csv";

    /// <summary>May be left out.</summary>
    private const string Collective = "collective";

    private static readonly string[] Columns = ["party", "name", "colour", "counts_as", "aliases"];

    /// <param name="notes">By abbreviation, from <see cref="ElectionFile"/>.</param>
    public static PackParties Read(PackFolder folder, IReadOnlyDictionary<string, string> notes)
    {
        var parties = new Dictionary<PartyId, Party>();
        var countsAs = new Dictionary<PartyId, (PartyId As, PackRow Row)>();
        foreach (var row in folder.Rows(FileName, Columns))
        {
            var id = new PartyId(row["party"]);
            if (id.Value.Length == 0 || row["name"].Length == 0)
            {
                row.Refuse("a party has an abbreviation and a name");
            }
            else if (parties.ContainsKey(id) || countsAs.ContainsKey(id))
            {
                row.Refuse($"the party {id} is there twice");
            }
            else if (row.TextIfAny("counts_as") is { } other)
            {
                countsAs.Add(id, (new PartyId(other), row));
            }
            else
            {
                parties.Add(
                    id,
                    new Party(
                        id,
                        row["name"],
                        Colour(row),
                        [.. Aliases(row)],
                        row.TextIfAny(Collective),
                        notes.GetValueOrDefault(id.Value)
                    )
                );
            }
        }
        foreach (var (id, (other, row)) in countsAs.Where(c => !parties.ContainsKey(c.Value.As)))
        {
            row.Refuse($"{id} counts as {other}, which is not listed");
        }
        CheckNotes(folder, parties, notes);
        return new PackParties(
            [.. parties.Values],
            countsAs.ToDictionary(c => c.Key, c => c.Value.As)
        );
    }

    public static void Write(string folder, IEnumerable<IReadOnlyList<string>> lines) =>
        CsvTable.Write(folder, FileName, [.. Columns, Collective], lines);

    private static void CheckNotes(
        PackFolder folder,
        Dictionary<PartyId, Party> parties,
        IReadOnlyDictionary<string, string> notes
    )
    {
        foreach (var (party, note) in notes)
        {
            if (!parties.ContainsKey(new PartyId(party)))
            {
                folder.Refuse(
                    ElectionFile.FileName,
                    0,
                    $"there is a note on {party}, which is not listed"
                );
            }
            else if (string.IsNullOrWhiteSpace(note))
            {
                folder.Refuse(ElectionFile.FileName, 0, $"the note on {party} is empty");
            }
        }
    }

    private static int? Colour(PackRow row)
    {
        var text = row["colour"];
        if (text.Length == 0)
        {
            return null;
        }
        if (
            text.Length == 7
            && text[0] == '#'
            && int.TryParse(
                text.AsSpan(1),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture,
                out var colour
            )
        )
        {
            return colour;
        }
        row.Refuse($"a colour is written #rrggbb, not “{text}”");
        return null;
    }

    private static string[] Aliases(PackRow row) =>
        row["aliases"]
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

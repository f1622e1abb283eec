using System.Globalization;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;
using ResultsBot.Packs.Files;

namespace ResultsBot.Packs.Import;

/// <summary>
/// What somebody changed in a pack since it was last imported. What each import has written stands in a folder of its
/// own beside it, so that a cell which differs from that was changed by hand, and stays so.
/// </summary>
internal sealed class HandEdits
{
    private const string Written = ".import";

    /// <summary>What tells the lines of a file apart.</summary>
    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        [PartiesFile.FileName] = ["party"],
        [ContestsFile.FileName] = ["contest"],
        [CandidatesFile.FileName] = ["contest", "candidate"],
        [ResultsFile.FileName] = ["contest", "candidate", "party"],
    };

    private readonly string _folder;
    private readonly Dictionary<string, string> _current = [];
    private readonly Dictionary<string, string> _before = [];

    private HandEdits(string folder) => _folder = folder;

    /// <summary>The pack as it is before it is imported again.</summary>
    public static HandEdits Of(string folder)
    {
        var edits = new HandEdits(folder);
        foreach (var file in Keys.Keys.Append(ElectionFile.FileName))
        {
            Take(Path.Combine(folder, file), edits._current, file);
            Take(Path.Combine(folder, Written, file), edits._before, file);
        }
        return edits;

        static void Take(string path, Dictionary<string, string> into, string file)
        {
            if (File.Exists(path))
            {
                into[file] = File.ReadAllText(path);
            }
        }
    }

    /// <summary>Brings them into what has been imported since.</summary>
    public void Keep(ImportReport report)
    {
        Directory.CreateDirectory(Path.Combine(_folder, Written));
        foreach (var file in Keys.Keys.Append(ElectionFile.FileName))
        {
            var path = Path.Combine(_folder, file);
            if (!File.Exists(path))
            {
                continue;
            }
            var imported = File.ReadAllText(path);
            File.WriteAllText(Path.Combine(_folder, Written, file), imported);
            if (
                _current.GetValueOrDefault(file) is not { } current
                || _before.GetValueOrDefault(file) is not { } before
                || current == before
            )
            {
                continue;
            }
            File.WriteAllText(
                path,
                Keys.TryGetValue(file, out var keys)
                    ? Merged(
                        Table.Parse(current, keys),
                        Table.Parse(before, keys),
                        Table.Parse(imported, keys)
                    )
                    : Merged(current, before, imported)
            );
            report.Note($"{file}: what was changed by hand since the last import is kept");
        }
    }

    private static string Merged(string current, string before, string imported)
    {
        var (now, was, fresh) = (Object(current), Object(before), Object(imported));
        foreach (var (key, value) in now)
        {
            if (!JsonNode.DeepEquals(value, was[key]))
            {
                fresh[key] = value?.DeepClone();
            }
        }
        foreach (var (key, _) in was)
        {
            if (!now.ContainsKey(key))
            {
                fresh.Remove(key);
            }
        }
        return ElectionFile.Print(fresh);

        static JsonObject Object(string text) => JsonNode.Parse(text)?.AsObject() ?? [];
    }

    private static string Merged(Table current, Table before, Table imported)
    {
        string[] columns = [.. imported.Columns.Union(current.Columns)];
        var rows = new List<IReadOnlyList<string>>();
        // In the order of the hand, where that was changed.
        var order = current.Rows.Keys.SequenceEqual(before.Rows.Keys)
            ? imported.Rows.Keys.Union(current.Rows.Keys)
            : current.Rows.Keys.Union(imported.Rows.Keys);
        foreach (var key in order)
        {
            var isKnown = before.Rows.ContainsKey(key);
            var isThere = current.Rows.ContainsKey(key);
            // Taken out by hand, or no longer in the source.
            if (isKnown && !(isThere && imported.Rows.ContainsKey(key)))
            {
                continue;
            }
            rows.Add([
                .. columns.Select(c =>
                    isThere
                    && (!imported.Rows.ContainsKey(key) || current[key, c] != before[key, c])
                        ? current[key, c]
                        : imported[key, c]
                ),
            ]);
        }
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        CsvTable.Write(text, columns, rows);
        return text.ToString();
    }

    /// <param name="Rows">By what tells them apart; a second row of the same has a number behind it.</param>
    private sealed record Table(
        string[] Columns,
        Dictionary<string, Dictionary<string, string>> Rows
    )
    {
        public string this[string row, string column] =>
            Rows.GetValueOrDefault(row)?.GetValueOrDefault(column) ?? "";

        public static Table Parse(string text, string[] keys)
        {
            using var reader = new StringReader(text);
            using var parser = new CsvParser(
                reader,
                new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null }
            );
            string[] columns = parser.Read()
                ? [.. parser.Record!.Select(c => c.Trim().TrimStart('\uFEFF'))]
                : [];
            var rows = new Dictionary<string, Dictionary<string, string>>();
            while (parser.Read())
            {
                var cells = columns
                    .Zip(parser.Record!)
                    .DistinctBy(c => c.First)
                    .ToDictionary(c => c.First, c => c.Second.Trim());
                var key = string.Join('\n', keys.Select(k => cells.GetValueOrDefault(k)));
                for (var n = 2; !rows.TryAdd(key, cells); n++)
                {
                    key = $"{key}\n{n}";
                }
            }
            return new Table(columns, rows);
        }
    }
}

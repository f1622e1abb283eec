using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ResultsBot.Packs;

/// <summary>A line of a CSV file, its cells by column name.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
internal sealed record CsvLine(int Line, IReadOnlyDictionary<string, int> Columns, string[] Cells)
{
    /// <summary>The cell, trimmed; empty where the line is short or the file has no such column.</summary>
    public string this[string column] =>
        Columns.TryGetValue(column, out var at) && at < Cells.Length ? Cells[at].Trim() : "";
}

/// <summary>
/// A CSV file (RFC 4180, UTF-8; the first line names the columns). Every fault is reported with its line. Extra
/// columns are ignored, so that a pack can carry notes of its own.
/// </summary>
internal static class CsvTable
{
    /// <summary>Far above any real election; a larger file is a mistake or an attack.</summary>
    private const long LargestFile = 64 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static IReadOnlyList<CsvLine> Read(
        string folder,
        string file,
        IReadOnlyCollection<string> wanted,
        Action<PackFault> refuse
    )
    {
        var path = new FileInfo(Path.Combine(folder, file));
        if (!path.Exists)
        {
            refuse(new PackFault(file, 0, "the file is missing"));
            return [];
        }
        if (path.Length > LargestFile)
        {
            refuse(new PackFault(file, 0, "the file is larger than 64 MiB"));
            return [];
        }

        using var reader = new StreamReader(path.FullName, Utf8);
        using var parser = new CsvParser(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null }
        );
        try
        {
            return Read(parser, file, wanted, refuse);
        }
        catch (DecoderFallbackException)
        {
            // Read as UTF-8 all the same, a name would go out misspelt.
            refuse(new PackFault(file, parser.RawRow + 1, "this is not UTF-8"));
            return [];
        }
    }

    private static IReadOnlyList<CsvLine> Read(
        CsvParser parser,
        string file,
        IReadOnlyCollection<string> wanted,
        Action<PackFault> refuse
    )
    {
        if (!parser.Read())
        {
            refuse(new PackFault(file, 0, "the file is empty"));
            return [];
        }
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (at, name) in parser.Record!.Index())
        {
            if (!columns.TryAdd(name.Trim().TrimStart('\uFEFF'), at))
            {
                refuse(new PackFault(file, 1, $"the column “{name}” is there twice"));
            }
        }
        var missing = wanted.Where(w => !columns.ContainsKey(w)).ToArray();
        if (missing.Length > 0)
        {
            refuse(new PackFault(file, 1, $"no column {string.Join(", ", missing)}"));
            return [];
        }

        var lines = new List<CsvLine>();
        while (true)
        {
            var starts = parser.RawRow + 1;
            if (!parser.Read())
            {
                return lines;
            }
            var line = new CsvLine(starts, columns, parser.Record!);
            if (FaultOf(line, wanted) is { } reason)
            {
                refuse(new PackFault(file, starts, reason));
            }
            lines.Add(line);
        }
    }

    /// <summary>Signs of a missing quote: cells that have slipped into other columns, or lines into a cell.</summary>
    private static string? FaultOf(CsvLine line, IReadOnlyCollection<string> wanted)
    {
        if (line.Cells.Length > line.Columns.Count)
        {
            return $"{line.Cells.Length} cells in {line.Columns.Count} columns: a cell with a comma stands in quotes";
        }
        return wanted.FirstOrDefault(w => line[w].AsSpan().ContainsAny('\r', '\n')) is { } column
            ? $"{column} goes on over the end of the line: is a quote not closed?"
            : null;
    }

    public static void Write(
        string folder,
        string file,
        IReadOnlyCollection<string> columns,
        IEnumerable<IReadOnlyList<string>> lines
    )
    {
        using var writer = new StreamWriter(Path.Combine(folder, file)) { NewLine = "\n" };
        Write(writer, columns, lines);
    }

    public static void Write(
        TextWriter to,
        IReadOnlyCollection<string> columns,
        IEnumerable<IReadOnlyList<string>> lines
    )
    {
        using var csv = new CsvWriter(
            to,
            new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" },
            leaveOpen: true
        );
        foreach (var line in lines.Prepend([.. columns]))
        {
            foreach (var cell in line)
            {
                csv.WriteField(cell);
            }
            csv.NextRecord();
        }
    }
}

using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace ResultsBot.Packs;

/// <summary>A line of a CSV file, its cells by column name.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
internal sealed record CsvLine(int Line, IReadOnlyDictionary<string, int> Columns, string[] Cells)
{
    /// <summary>The cell, trimmed; empty where the line is short.</summary>
    public string this[string column] =>
        Columns[column] is var at && at < Cells.Length ? Cells[at].Trim() : "";
}

/// <summary>
/// A CSV file (RFC 4180, UTF-8, first line names the columns), read with every fault named by its line.
/// Further columns than the wanted ones are let pass, so that a pack may carry notes of its own.
/// </summary>
internal static class CsvTable
{
    /// <summary>Far above any real election; a larger file is a mistake or an attack.</summary>
    private const long LargestFile = 64 * 1024 * 1024;

    public static IReadOnlyList<CsvLine> Read(
        string folder,
        string file,
        IReadOnlyCollection<string> wanted,
        List<PackFault> faults
    )
    {
        var path = new FileInfo(Path.Combine(folder, file));
        if (!path.Exists)
        {
            faults.Add(new PackFault(file, 0, "the file is missing"));
            return [];
        }
        if (path.Length > LargestFile)
        {
            faults.Add(new PackFault(file, 0, "the file is larger than 64 MiB"));
            return [];
        }

        using var reader = path.OpenText();
        using var parser = new CsvParser(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null }
        );
        if (!parser.Read())
        {
            faults.Add(new PackFault(file, 0, "the file is empty"));
            return [];
        }
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (at, name) in parser.Record!.Index())
        {
            if (!columns.TryAdd(name.Trim().TrimStart('\uFEFF'), at))
            {
                faults.Add(new PackFault(file, 1, $"the column “{name}” is there twice"));
            }
        }
        var missing = wanted.Where(w => !columns.ContainsKey(w)).ToArray();
        if (missing.Length > 0)
        {
            faults.Add(new PackFault(file, 1, $"no column {string.Join(", ", missing)}"));
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
            lines.Add(new CsvLine(starts, columns, parser.Record!));
        }
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

using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>Something a table may say, and the names its column goes by; the first one found counts.</summary>
internal sealed record SourceColumn(string Field, params string[] Names);

/// <summary>
/// Somebody else's CSV file, its cells by field. Columns are found by name, whatever the case and punctuation, and
/// titles above them are skipped. Cells are separated as in CSV, by semicolons or tabs, or as in SQLite's list mode.
/// </summary>
/// <param name="Header">The names of all columns, as they are written.</param>
/// <param name="Unmatched">The columns that no field was found for.</param>
/// <param name="TooWide">What to do about a row with more cells than there are columns.</param>
internal sealed record SourceTable(
    IReadOnlyList<CsvLine> Lines,
    IReadOnlyList<string> Header,
    IReadOnlyList<SourceColumn> Wanted,
    IReadOnlySet<string> Fields,
    IReadOnlyList<string> Unmatched,
    string TooWide
)
{
    /// <summary>Far above any real election; a larger file is a mistake or an attack.</summary>
    private const int MostBytes = 64 * 1024 * 1024;
    private const int MostRows = 200_000;
    private const int MostColumns = 1_000;

    /// <summary>How far down the names of the columns are looked for.</summary>
    private const int MostTitles = 10;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public IEnumerable<SourceRow> Rows =>
        Lines.Select(l => new SourceRow(l, Header.Count, TooWide));

    /// <summary>The table with these columns as well, of which no names were known before it was read.</summary>
    public SourceTable With(IEnumerable<KeyValuePair<string, int>> columns)
    {
        if (Lines is not [var first, ..])
        {
            return this;
        }
        var all = new Dictionary<string, int>(first.Columns);
        foreach (var (field, at) in columns)
        {
            all.Add(field, at);
        }
        return this with { Lines = [.. Lines.Select(l => l with { Columns = all })] };
    }

    /// <returns>Null where the file cannot be read; the report says why.</returns>
    public static SourceTable? Read(
        string path,
        IReadOnlyList<SourceColumn> wanted,
        ImportReport report
    )
    {
        var file = Path.GetFileName(path);
        var faults = report.Faults.Count;
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
            {
                return Refuse(
                    Directory.Exists(path)
                        ? "this is a folder, and a CSV file is wanted"
                        : "the file is missing"
                );
            }
            if (info.Length > MostBytes)
            {
                return Refuse("the file is larger than 64 MiB");
            }
            string[] above = [.. File.ReadLines(info.FullName, Utf8).Take(MostTitles)];
            var isList = ListMode.HasNames(above, NamesColumns);
            var separator = Separator.Of(above, NamesColumns);
            using var reader = new StreamReader(info.FullName, Utf8);
            using var parser = isList
                ? ListMode.Parser(reader)
                : new CsvParser(
                    reader,
                    new CsvConfiguration(CultureInfo.InvariantCulture)
                    {
                        Delimiter = $"{separator}",
                        BadDataFound = null,
                    }
                );
            return Read(
                    parser,
                    wanted,
                    isList ? ListMode.HasMoreCells : Separator.HasMoreCells(separator),
                    reason => Refuse(reason)
                )
                ?? (
                    report.Faults.Count > faults
                        ? null
                        : Refuse(
                            ListMode.IsLike(above)
                                ? ListMode.WithoutNames
                                : $"no line names the columns; known are {string.Join(", ", wanted.Take(6).Select(w => w.Names[0]))} and others"
                        )
                );
        }
        catch (DecoderFallbackException)
        {
            return Refuse("this is not UTF-8: save it as “CSV UTF-8”");
        }
        catch (CsvHelperException)
        {
            return Refuse("this cannot be read as CSV");
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or NotSupportedException
            )
        {
            return Refuse(e.Message);
        }

        bool NamesColumns(string[] cells) => Columns(Keys(cells), wanted).Count > 1;

        SourceTable? Refuse(string reason)
        {
            report.Refuse(new PackFault(file, 0, reason));
            return null;
        }
    }

    /// <summary>Refuses a table that lacks one of these, with the names the column may have.</summary>
    public void Need(ImportReport report, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (!Fields.Contains(field))
            {
                var names = Wanted.First(w => w.Field == field).Names;
                report.Refuse(
                    $"no column for the {field}; it may be called {string.Join(", ", names)}"
                );
            }
        }
    }

    /// <returns>Null where it is refused, or where no line names the columns.</returns>
    private static SourceTable? Read(
        CsvParser parser,
        IReadOnlyList<SourceColumn> wanted,
        string tooWide,
        Func<string, SourceTable?> refuse
    )
    {
        for (var above = 0; above < MostTitles && parser.Read(); above++)
        {
            var names = Keys(parser.Record!);
            var columns = Columns(names, wanted);
            if (columns.Count < 2)
            {
                continue;
            }
            if (names.Length > MostColumns)
            {
                return refuse($"there are more than {MostColumns} columns");
            }
            if (
                columns.Values.FirstOrDefault(at => names.Count(n => n == names[at]) > 1, -1)
                is >= 0
                    and var twice
            )
            {
                return refuse($"the column “{Shown(parser.Record![twice])}” is there twice");
            }
            string[] unmatched =
            [
                .. parser
                    .Record!.Where(
                        (n, at) =>
                            names[at].Length > 0
                            && names[at] is not "index"
                            && !names[at].StartsWith("unnamed", StringComparison.Ordinal)
                            && !columns.ContainsValue(at)
                    )
                    .Select(Shown),
            ];
            string[] header = [.. parser.Record!];
            return RowsOf(parser, columns, names.Length) is { } lines
                ? new SourceTable(
                    lines,
                    header,
                    wanted,
                    columns.Keys.ToHashSet(),
                    unmatched,
                    tooWide
                )
                : refuse($"there are more than {MostRows} rows");
        }
        return null;
    }

    private static string[] Keys(string[] cells) => [.. cells.Select(Words.Key)];

    private static Dictionary<string, int> Columns(
        string[] names,
        IReadOnlyList<SourceColumn> wanted
    )
    {
        var columns = new Dictionary<string, int>();
        foreach (var column in wanted)
        {
            foreach (var name in column.Names)
            {
                var at = Array.IndexOf(names, Words.Key(name));
                if (at >= 0 && !columns.ContainsValue(at))
                {
                    columns.Add(column.Field, at);
                    break;
                }
            }
        }
        return columns;
    }

    private static List<CsvLine>? RowsOf(
        CsvParser parser,
        Dictionary<string, int> columns,
        int width
    )
    {
        var lines = new List<CsvLine>();
        while (parser.Read())
        {
            var cells = parser.Record!;
            // Spreadsheets leave empty rows at the end.
            if (cells.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }
            if (lines.Count == MostRows)
            {
                return null;
            }
            var starts = parser.RawRow - cells.Sum(c => c.Count(l => l == '\n'));
            // A last column without a name is allowed, and so are empty cells beyond it.
            var used = Array.FindLastIndex(cells, c => !string.IsNullOrWhiteSpace(c)) + 1;
            lines.Add(
                new CsvLine(starts, columns, used > width ? cells : cells[..Math.Min(used, width)])
            );
        }
        return lines;
    }

    public static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;
}

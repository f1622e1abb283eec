using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace ResultsBot.Packs.Import;

/// <summary>
/// What SQLite's shell writes unless it is told otherwise (https://sqlite.org/cli.html, “list”): | between the cells,
/// nothing in quotes, and the names of the columns only after <c>.headers on</c>.
/// </summary>
internal static class ListMode
{
    private const char Separator = '|';

    public const string WithoutNames =
        "this looks like SQLite's list mode without the names of the columns, so which is which isn't known: type “.headers on” before the query, and export it again";

    public const string HasMoreCells =
        "in SQLite's list mode a cell can't hold “|”: export it again with “.mode csv”";

    /// <param name="above">The first lines of the file.</param>
    /// <param name="namesColumns">Whether these cells are names of columns.</param>
    public static bool HasNames(IReadOnlyList<string> above, Func<string[], bool> namesColumns) =>
        above.Any(l => l.Contains(Separator, StringComparison.Ordinal) && namesColumns(Cells(l)));

    public static bool IsLike(IReadOnlyList<string> above)
    {
        int[] cells =
        [
            .. above.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => Cells(l).Length),
        ];
        return cells.Length > 0 && cells[0] > 2 && cells.All(c => c == cells[0]);
    }

    public static CsvParser Parser(TextReader reader) =>
        new(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = $"{Separator}",
                Mode = CsvMode.NoEscape,
                BadDataFound = null,
            }
        );

    private static string[] Cells(string line) => line.Split(Separator);
}

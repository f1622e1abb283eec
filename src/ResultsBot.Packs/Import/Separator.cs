namespace ResultsBot.Packs.Import;

/// <summary>
/// What stands between the cells: a comma, or a semicolon or tab, as spreadsheets write them where the comma is for
/// decimals. The line that names the columns tells: split by another character it names none.
/// </summary>
internal static class Separator
{
    private const char Usual = ',';

    private static readonly char[] Others = [';', '\t'];

    /// <param name="above">The first lines of the file.</param>
    /// <param name="namesColumns">Whether these cells are names of columns.</param>
    public static char Of(IReadOnlyList<string> above, Func<string[], bool> namesColumns)
    {
        return Names(Usual) ? Usual : Others.FirstOrDefault(Names, Usual);

        bool Names(char separator) =>
            above.Any(l => namesColumns([.. l.Split(separator).Select(c => c.Trim().Trim('"'))]));
    }

    public static string HasMoreCells(char separator) =>
        separator switch
        {
            ';' => "a cell with a semicolon stands in quotes",
            '\t' => "a cell with a tab stands in quotes",
            _ => "a cell with a comma stands in quotes",
        };
}

using System.Globalization;
using System.Net;

namespace ResultsBot.Packs.Import;

/// <summary>Reads a row's cells, and keeps the first reason why it cannot be used.</summary>
/// <param name="tooWide">What to do about a row with more cells than that.</param>
internal sealed class SourceRow(CsvLine line, int width, string tooWide)
{
    /// <summary>Longer names do not fit where results are shown.</summary>
    private const int LongestText = 200;
    private const int LargestNumber = 10_000_000;

    public CsvLine Line { get; } = line;

    public string? Problem { get; private set; } =
        line.Cells.Length > width
            ? $"{line.Cells.Length} cells in {width} columns: {tooWide}"
            : null;

    /// <summary>Why it is of no contest of the pack; null where it is of one.</summary>
    public string? Skipped { get; private set; }

    public void Refuse(string reason) => Problem ??= reason;

    /// <summary>It is right, and of something else.</summary>
    public void Skip(string reason) => Skipped ??= reason;

    public string Text(string field) => Checked(field, Cell(field));

    /// <summary>What pandas writes for an empty cell is nobody's name.</summary>
    private string Cell(string field) => Line[field] is "NaN" or "nan" or "<NA>" ? "" : Line[field];

    /// <summary>
    /// The text, repaired where it was encoded twice or written for a page (“O&amp;#39;Hara”), which the report then says.
    /// </summary>
    public string Name(string field, ImportReport report)
    {
        var text = Cell(field);
        var repaired =
            text.Length > LongestText ? text : WebUtility.HtmlDecode(Mojibake.Repair(text));
        if (repaired != text)
        {
            report.Note($"{report.File}, line {Line.Line}: “{text}” was read as “{repaired}”");
        }
        return Checked(field, repaired);
    }

    private string Checked(string field, string text)
    {
        if (text.Length > LongestText)
        {
            Refuse($"{field} is longer than {LongestText} characters");
            return text[..LongestText];
        }
        if (text.Any(char.IsControl))
        {
            Refuse(
                text.AsSpan().ContainsAny('\r', '\n')
                    ? $"{field} goes on over the end of the line: is a quote not closed?"
                    : $"{field} has a control character in it"
            );
        }
        return text;
    }

    /// <returns>Null where the cell is empty, or is no such number.</returns>
    public int? Number(string field, int least)
    {
        var text = Text(field);
        if (IsNothing(text))
        {
            return null;
        }
        // As pandas and SQLite write a whole number that was a real one; 3.000 is as likely three thousand.
        if (
            text.IndexOf('.', StringComparison.Ordinal) is > 0 and var point
            && text[(point + 1)..] is { Length: not 3 } decimals
            && decimals.Trim('0').Length == 0
        )
        {
            text = text[..point];
        }
        // 12,345 and 12345, and not 1,2,3.
        var groups = text.Split(',');
        var wellGrouped =
            groups.Length == 1
            || (groups[0].Length is > 0 and <= 3 && groups[1..].All(g => g.Length == 3));
        if (
            wellGrouped
            && int.TryParse(
                string.Concat(groups),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number >= least
            && number <= LargestNumber
        )
        {
            return number;
        }
        Refuse(
            $"{field} is a whole number from {least} to {LargestNumber}, not “{SourceTable.Shown(text)}”"
        );
        return null;
    }

    /// <summary>An empty cell, or what pandas and SQLite write for one.</summary>
    private static bool IsNothing(string text) =>
        text.ToLowerInvariant() is "" or "nan" or "null" or "none" or "<na>";

    public bool Yes(string field)
    {
        var text = Text(field);
        switch (text.ToLowerInvariant())
        {
            case "yes" or "y" or "true" or "t" or "1" or "1.0":
                return true;
            case var none when IsNothing(none):
            case "no" or "n" or "false" or "f" or "0" or "0.0":
                return false;
            default:
                Refuse($"{field} is yes or no, not “{SourceTable.Shown(text)}”");
                return false;
        }
    }
}

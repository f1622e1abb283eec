using System.Globalization;
using System.Text;
using ResultsBot.Engine.Counting;

namespace ResultsBot.Outlets.Discord;

/// <summary>
/// Tables and bars in a code block, where each letter is as wide as another. Discord formats nothing inside and
/// knows no mention there; only three backticks would end it.
/// </summary>
internal static class Block
{
    /// <summary>Letters in a line on a phone.</summary>
    public const int Width = 35;

    /// <summary>
    /// What one shown letter may come to in UTF-16 units: a family of four emoji fits, a tower of accents does
    /// not.
    /// </summary>
    private const int LongestLetter = 11;

    /// <summary>Keeps the digits beside right-to-left letters on their side. It has no width.</summary>
    private const char LeftToRight = '\u200E';

    private const char Cut = '…';

    private const char Full = '█';

    /// <summary>Parts of a letter from an eighth to seven.</summary>
    private const string Eighths = "▏▎▍▌▋▊▉";

    private static readonly int FenceLength = Of([""]).Length;

    /// <summary>The lines in a block of their own. They are cells already: see <see cref="Plain"/>.</summary>
    public static string Of(IEnumerable<string> lines) => $"```\n{string.Join('\n', lines)}\n```";

    /// <summary>The same, with as many whole lines as fit; the last then says how many are left out.</summary>
    /// <param name="more">The words for how many are left out.</param>
    public static string Of(IReadOnlyList<string> lines, int limit, Func<int, string> more)
    {
        var left = limit - FenceLength;
        var length = lines.Sum(l => l.Length + 1);
        if (length <= left)
        {
            return Of(lines);
        }
        var kept = lines.Count;
        while (kept > 0 && length + more(lines.Count - kept).Length > left)
        {
            kept--;
            length -= lines[kept].Length + 1;
        }
        return Of([.. lines.Take(kept), more(lines.Count - kept)]);
    }

    /// <summary>
    /// Text as it may stand in a block: on one line, without letters that cannot be seen or would turn the line,
    /// and without the mark that would end it.
    /// </summary>
    public static string Plain(string text) => string.Concat(Letters(text).Select(l => l.Text));

    /// <summary>How many letters wide it is shown: emoji and wide letters count double, accents nothing.</summary>
    public static int WidthOf(string text) => Letters(text).Sum(l => l.Width);

    /// <summary>No wider than that, with an ellipsis where something is missing.</summary>
    public static string Fit(string text, int width)
    {
        var letters = Letters(text).ToArray();
        if (letters.Sum(l => l.Width) <= width)
        {
            return string.Concat(letters.Select(l => l.Text));
        }
        var shown = new StringBuilder();
        var left = width - 1;
        foreach (var letter in letters.TakeWhile(l => (left -= l.Width) >= 0))
        {
            shown.Append(letter.Text);
        }
        return shown.ToString().TrimEnd() + Cut;
    }

    /// <summary>
    /// Rows with their columns lined up; the last one takes what is left of the line, and an empty one no room.
    /// </summary>
    /// <param name="columns">A letter a column: r to the right, l to the left.</param>
    /// <param name="last">The cells of the last column for the room there is; if it is not said, they are cut.</param>
    public static IReadOnlyList<string> Table(
        string columns,
        IReadOnlyList<IReadOnlyList<string>> rows,
        Func<int, IReadOnlyList<string>>? last = null
    )
    {
        var end = columns.Length - 1;
        var widths = Enumerable
            .Range(0, end)
            .Select(c => rows.Select(r => WidthOf(r[c])).DefaultIfEmpty().Max())
            .ToArray();
        var left = Math.Max(1, Width - widths.Where(w => w > 0).Sum(w => w + 1));
        var cells = last?.Invoke(left) ?? [.. rows.Select(r => Fit(r[end], left))];
        return
        [
            .. rows.Select(
                (row, i) =>
                    string.Join(
                            ' ',
                            row.Index()
                                .Where(c => c.Index == end || widths[c.Index] > 0)
                                .Select(c =>
                                    c.Index == end
                                        ? Turned(cells[i])
                                        : Padded(c.Item, widths[c.Index], columns[c.Index])
                                )
                        )
                        .TrimEnd(' ')
            ),
        ];
    }

    /// <summary>The share of a whole line of that width, to an eighth of a letter; never nothing for something.</summary>
    public static string Bar(Fraction share, int width)
    {
        var eighths = (int)share.Scaled(8 * width);
        if (eighths == 0)
        {
            return share > Fraction.Zero ? Eighths[..1] : "";
        }
        var bar = new string(Full, eighths / 8);
        return eighths % 8 == 0 ? bar : bar + Eighths[(eighths % 8) - 1];
    }

    private static string Padded(string cell, int width, char side)
    {
        var space = new string(' ', Math.Max(0, width - WidthOf(cell)));
        return side == 'r' ? space + Turned(Plain(cell)) : Turned(Plain(cell)) + space;
    }

    private static string Turned(string cell)
    {
        foreach (var rune in cell.EnumerateRunes())
        {
            if (IsRightToLeft(rune))
            {
                return $"{LeftToRight}{cell}{LeftToRight}";
            }
        }
        return cell;
    }

    /// <summary>Half of a pair comes as U+FFFD, as it does in <see cref="string.EnumerateRunes"/>.</summary>
    private static Rune First(string letter)
    {
        Rune.DecodeFromUtf16(letter, out var first, out _);
        return first;
    }

    private static IEnumerable<(string Text, int Width)> Letters(string text)
    {
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
        {
            var letter = letters.GetTextElement();
            var first = First(letter);
            if (IsSpace(first))
            {
                yield return (" ", 1);
            }
            else if (IsUnseen(first))
            {
                // What hangs on a letter that is not there is not there either.
            }
            else
            {
                yield return (
                    first.Value == '`' ? "ˋ"
                    : letter.Length <= LongestLetter ? letter
                    : first.ToString(),
                    IsWide(letter) ? 2 : 1
                );
            }
        }
    }

    private static bool IsSpace(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control;

    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Format
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.Surrogate
        // Letters of Hangul that fill a place and show nothing.
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0;

    /// <summary>Hebrew, Arabic and their kin.</summary>
    private static bool IsRightToLeft(Rune rune) =>
        rune.Value
            is (>= 0x0590 and <= 0x08FF)
                or (>= 0xFB1D and <= 0xFDFF)
                or (>= 0xFE70 and <= 0xFEFF)
                or (>= 0x10800 and <= 0x10FFF)
                or (>= 0x1E800 and <= 0x1EFFF);

    /// <summary>Emoji, and the letters of East Asia that Unicode calls wide.</summary>
    private static bool IsWide(string letter) =>
        letter.Contains('\uFE0F', StringComparison.Ordinal)
        || First(letter).Value
            is (>= 0x1100 and <= 0x115F)
                or 0x231A
                or 0x231B
                or (>= 0x23E9 and <= 0x23F3)
                or (>= 0x2614 and <= 0x2615)
                or (>= 0x2648 and <= 0x2653)
                or (>= 0x2E80 and <= 0x303E)
                or (>= 0x3041 and <= 0xA4CF)
                or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFE30 and <= 0xFE6F)
                or (>= 0xFF01 and <= 0xFF60)
                or (>= 0xFFE0 and <= 0xFFE6)
                or (>= 0x1F000 and <= 0x1FAFF)
                or (>= 0x20000 and <= 0x3FFFD);
}

using System.Globalization;
using System.Text;

namespace ResultsBot.Wording;

/// <summary>Text of others, made safe to stand in a message.</summary>
internal static class Text
{
    private const string Bold = "**";

    /// <summary>On one letter: Vietnamese has two, Hebrew three.</summary>
    private const int MostMarks = 3;

    private const string Marks = "\\*_~`|>#[]<@";

    /// <summary>
    /// Shown by Discord exactly as it is: no formatting, no mention, no link, nothing that turns the direction of
    /// the line. Control characters become spaces. For contents, descriptions and fields, and for an embed’s title
    /// and its fields’ names, which Discord formats as well.
    /// </summary>
    public static string Escape(string text)
    {
        var plain = Plain(text);
        var mark = ListMark(plain);
        var escaped = new StringBuilder(plain.Length + 8);
        foreach (var (at, c) in plain.Index())
        {
            if (at == mark || IsMark(plain, at))
            {
                escaped.Append('\\');
            }
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>What <see cref="Escape"/> was given, but for what nobody sees: for files, where nothing is formatted.</summary>
    public static string Unescape(string escaped)
    {
        var plain = new StringBuilder(escaped.Length);
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] == '\\' && at + 1 < escaped.Length)
            {
                at++;
            }
            plain.Append(escaped[at]);
        }
        return plain.ToString();
    }

    /// <summary>For labels and footers, which Discord does not format: without control and direction marks, or piles of accents.</summary>
    public static string Plain(string text)
    {
        var seen = text.Any(IsUnseen)
            ? string.Concat(text.Select(c => IsUnseen(c) ? ' ' : c)).Trim()
            : text;
        return seen.Any(IsCombining) ? WithoutPiledMarks(seen) : seen;
    }

    /// <summary>Text of a reporter, in a block that shows it as it was typed.</summary>
    public static string Quote(string text, int limit)
    {
        // A fence inside would end the block: a zero-width space keeps the backticks apart.
        var safe = text.ReplaceLineEndings("\n").Replace("`", "`\u200B", StringComparison.Ordinal);
        return $"```\n{Shorten(safe, limit - 8)}\n```";
    }

    /// <param name="limit">In UTF-16 units, as Discord's limits are kept.</param>
    public static string Shorten(string text, int limit) =>
        text.Length <= limit ? text : Head(text, limit - 1) + "…";

    /// <summary>The beginning, so far as it fits; never half an emoji.</summary>
    public static string Head(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }
        var end = limit > 0 && char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return text[..Math.Max(end, 0)];
    }

    /// <summary>Text that was escaped and has marks of the bot's own: what is cut off leaves no bold open.</summary>
    public static string Cut(string marked, int limit)
    {
        if (marked.Length <= limit)
        {
            return marked;
        }
        var kept = Shorten(marked, limit - Bold.Length)[..^1];
        var isBold = false;
        for (var i = 0; i < kept.Length; i++)
        {
            if (kept[i] == '\\')
            {
                // It escapes what comes behind, and that is cut off.
                kept = i + 1 < kept.Length ? kept : kept[..i];
                i++;
            }
            else if (string.CompareOrdinal(kept, i, Bold, 0, Bold.Length) == 0)
            {
                isBold = !isBold;
                i++;
            }
            else if (kept[i] == '*')
            {
                // Half a mark, at the end.
                kept = kept[..i];
            }
        }
        return isBold ? $"{kept}…{Bold}" : $"{kept}…";
    }

    /// <summary>“a”, “a and b”, “a, b and c”</summary>
    public static string Join(IReadOnlyList<string> parts, string last) =>
        parts.Count <= 1
            ? string.Concat(parts)
            : $"{string.Join(", ", parts.SkipLast(1))} {last} {parts[^1]}";

    /// <summary>Whole lines, as many as fit.</summary>
    public static string Lines(IEnumerable<string> lines, int limit)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (text.Length + line.Length + "\n\n…".Length > limit)
            {
                text.Append('…');
                break;
            }
            text.Append(line).Append('\n');
        }
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>A colon makes links (https://…) and emoji (:boom:), but not before a space.</summary>
    private static bool IsMark(string text, int at) =>
        text[at] == ':'
            ? at + 1 == text.Length || !char.IsWhiteSpace(text[at + 1])
            : Marks.Contains(text[at], StringComparison.Ordinal);

    /// <summary>Where a mark stands that would make a list at the beginning of a line: “- ”, “-# ”, “1. ”.</summary>
    private static int ListMark(string text)
    {
        var first = 0;
        while (first < text.Length && char.IsWhiteSpace(text[first]))
        {
            first++;
        }
        var behind = first;
        while (behind < text.Length && char.IsAsciiDigit(text[behind]))
        {
            behind++;
        }
        return
            behind < text.Length
            && text[behind] is var c
            && (behind == first ? c is '-' or '+' : c is '.')
            ? behind
            : -1;
    }

    /// <summary>Marks piled upon a letter without end cover the lines above and below.</summary>
    private static string WithoutPiledMarks(string text)
    {
        var kept = new StringBuilder(text.Length);
        var inARow = 0;
        foreach (var c in text)
        {
            inARow = IsCombining(c) ? inARow + 1 : 0;
            if (inARow <= MostMarks)
            {
                kept.Append(c);
            }
        }
        return kept.ToString();
    }

    private static bool IsCombining(char c) =>
        c >= '\u0300'
        && char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark;

    private static bool IsUnseen(char c) =>
        char.IsControl(c)
        || c
            is (>= '\u202A' and <= '\u202E')
                or (>= '\u2066' and <= '\u2069')
                or '\u200E'
                or '\u200F'
                or '\u061C'
                or '\u2028'
                or '\u2029';
}

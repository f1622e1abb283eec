using System.Text;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Outlets.Discord;

/// <summary>
/// Rich text in Discord's markdown. What is text is shown exactly as it is: no formatting, no mention, no link comes of
/// it, whoever typed it.
/// </summary>
internal static class DiscordText
{
    private const string SmallLine = "-# ";

    private const string Marks = "\\*_~`|>#[]<@";

    private static readonly (TextStyles Style, string Mark)[] StyleMarks =
    [
        (TextStyles.Strong, "**"),
        (TextStyles.Struck, "~~"),
        (TextStyles.Fixed, "`"),
    ];

    public static string Of(RichText text) => Written(text, int.MaxValue);

    /// <summary>Cut where it is longer, with an ellipsis, and no mark left open.</summary>
    /// <param name="limit">Of what is sent, in UTF-16 units.</param>
    public static string Of(RichText text, int limit)
    {
        var whole = Of(text);
        return whole.Length <= limit ? whole : Written(text, limit);
    }

    /// <summary>As many whole lines as fit, and an ellipsis where some do not.</summary>
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

    /// <summary>What a reporter typed, in a block that shows it as it was typed.</summary>
    public static string Quote(string text, int limit)
    {
        // A fence inside would end the block: a zero-width space keeps the backticks apart.
        var safe = text.ReplaceLineEndings("\n").Replace("`", "`\u200B", StringComparison.Ordinal);
        return $"```\n{PlainText.Shorten(safe, limit - 8)}\n```";
    }

    /// <summary>What <see cref="Of(RichText)"/> wrote, but for the backslashes that a reader does not see.</summary>
    public static string Unescape(string written)
    {
        var plain = new StringBuilder(written.Length);
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] == '\\' && at + 1 < written.Length)
            {
                at++;
            }
            plain.Append(written[at]);
        }
        return plain.ToString();
    }

    private static string Written(RichText text, int limit)
    {
        var written = new StringBuilder();
        var open = TextStyles.None;
        foreach (var span in text.Spans)
        {
            Switch(written, ref open, span.Style);
            foreach (var piece in Pieces(span))
            {
                if (written.Length + piece.Length + Closing(open) + SmallLine.Length + 1 > limit)
                {
                    written.Append('…');
                    Switch(written, ref open, TextStyles.None);
                    return written.ToString();
                }
                if (
                    span.Style.HasFlag(TextStyles.Small)
                    && (written.Length == 0 || written[^1] == '\n')
                )
                {
                    written.Append(SmallLine);
                }
                written.Append(piece);
            }
        }
        Switch(written, ref open, TextStyles.None);
        return written.ToString();
    }

    /// <summary>Closes what ends and opens what begins, the innermost first.</summary>
    private static void Switch(StringBuilder written, ref TextStyles open, TextStyles wanted)
    {
        foreach (var (style, mark) in StyleMarks.Reverse())
        {
            if (open.HasFlag(style) && !wanted.HasFlag(style))
            {
                written.Append(mark);
            }
        }
        foreach (var (style, mark) in StyleMarks)
        {
            if (!open.HasFlag(style) && wanted.HasFlag(style))
            {
                written.Append(mark);
            }
        }
        open = wanted;
    }

    private static int Closing(TextStyles open) =>
        StyleMarks.Where(s => open.HasFlag(s.Style)).Sum(s => s.Mark.Length);

    /// <summary>What is written whole or not at all: a letter with its backslash, or a reference.</summary>
    private static IEnumerable<string> Pieces(RichSpan span)
    {
        if (span.Reference is { } reference)
        {
            return [Of(reference, span.Text)];
        }
        // A backtick would end it.
        return span.Style.HasFlag(TextStyles.Fixed)
            ? [span.Text.Replace('`', '\'')]
            : Escaped(span.Text);
    }

    private static string Of(Reference reference, string text) =>
        reference switch
        {
            Reference.Link r => $"[{string.Concat(Escaped(text))}]({r.Address.AbsoluteUri})",
            Reference.Bullet => "- ",
            Reference.Command r => $"`/{r.Name}`",
            Reference.Channel r when IsId(r.Id) => $"<#{r.Id}>",
            Reference.Role r when IsId(r.Id) => $"<@&{r.Id}>",
            Reference.Person r when IsId(r.Id) => $"<@{r.Id}>",
            // Another platform's.
            Reference.Channel or Reference.Role or Reference.Person => string.Concat(Escaped(text)),
            Reference.Moment r => $"<t:{r.At.ToUnixTimeSeconds()}:{Form(r.Form)}>",
            _ => throw new ArgumentOutOfRangeException(nameof(reference), reference, "No mark."),
        };

    private static bool IsId(string id) => id.Length > 0 && id.All(char.IsAsciiDigit);

    private static char Form(MomentForm form) =>
        form switch
        {
            MomentForm.Clock => 't',
            MomentForm.DateAndClock => 'f',
            MomentForm.Ago => 'R',
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "No mark."),
        };

    private static IEnumerable<string> Escaped(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (IsMark(text, at) || IsListMark(text, at))
            {
                yield return $"\\{text[at]}";
            }
            else if (at + 1 < text.Length && char.IsSurrogatePair(text, at))
            {
                yield return text.Substring(at, 2);
                at++;
            }
            else
            {
                yield return text[at].ToString();
            }
        }
    }

    /// <summary>A colon makes links (https://…) and emoji (:boom:), but neither before a space nor in a time of day.</summary>
    private static bool IsMark(string text, int at) =>
        text[at] == ':'
            ? !IsTime(text, at) && (at + 1 == text.Length || !char.IsWhiteSpace(text[at + 1]))
            : Marks.Contains(text[at], StringComparison.Ordinal);

    /// <summary>04:30, with nothing beside it that could make an emoji of it.</summary>
    private static bool IsTime(string text, int colon) =>
        Digits(text, colon - 2) == 2
        && Digits(text, colon + 1) == 2
        && !IsPartOfNumber(text, colon - 3)
        && !IsPartOfNumber(text, colon + 3);

    private static int Digits(string text, int from)
    {
        var count = 0;
        while (
            from >= 0
            && from + count < text.Length
            && count < 2
            && char.IsAsciiDigit(text[from + count])
        )
        {
            count++;
        }
        return count;
    }

    /// <summary>A digit, or a colon that does not end the words before it.</summary>
    private static bool IsPartOfNumber(string text, int at) =>
        at >= 0
        && at < text.Length
        && (
            char.IsAsciiDigit(text[at])
            || (text[at] == ':' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]))
        );

    /// <summary>What would make a list at the beginning of a line: “- ”, “-# ”, “1. ”.</summary>
    private static bool IsListMark(string text, int at)
    {
        if (
            text[at] is not ('-' or '+' or '.')
            || (at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] != '#')
        )
        {
            return false;
        }
        var first = at;
        while (first > 0 && char.IsAsciiDigit(text[first - 1]))
        {
            first--;
        }
        if (text[at] == '.' ? first == at : first < at)
        {
            return false;
        }
        while (first > 0 && text[first - 1] != '\n' && char.IsWhiteSpace(text[first - 1]))
        {
            first--;
        }
        return first == 0 || text[first - 1] == '\n';
    }
}

using System.Globalization;
using System.Text;

namespace ResultsBot.Newswire.Posts;

/// <summary>Other people's text, made safe to stand on a line of ours.</summary>
public static class PlainText
{
    /// <summary>On one letter: Vietnamese has two, Hebrew three.</summary>
    private const int MostMarks = 3;

    /// <summary>One line, without control or direction marks, or piles of accents.</summary>
    public static string Clean(string text)
    {
        var seen = text.Any(IsUnseen)
            ? string.Concat(text.Select(c => IsUnseen(c) ? ' ' : c)).Trim()
            : text;
        return seen.Any(IsCombining) ? WithoutPiledMarks(seen) : seen;
    }

    /// <summary>No longer than that, with an ellipsis where something is missing.</summary>
    /// <param name="limit">In UTF-16 units, as platforms count.</param>
    public static string Shorten(string text, int limit) =>
        text.Length <= limit ? text : Head(text, limit - 1) + "…";

    /// <summary>No longer than that, in whole words: half a figure would be another one.</summary>
    /// <param name="limit">In UTF-16 units, as platforms count.</param>
    public static string ShortenWords(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }
        var head = Head(text, limit - 1);
        var end = text[head.Length] == ' ' ? head.Length : head.LastIndexOf(' ');
        return end <= 0 ? head + "…" : head[..end].TrimEnd(' ', ',', '·', '–') + "…";
    }

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

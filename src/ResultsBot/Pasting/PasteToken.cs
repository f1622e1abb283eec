using System.Globalization;

namespace ResultsBot.Pasting;

internal enum PasteTokenKind
{
    Word,
    Number,

    /// <summary>A share or its change: 38.4%, or 38.4 behind a figure.</summary>
    Share,

    Negative,

    /// <summary>Begins like a number, and is none: 19,3l6 or 17,59.</summary>
    NotANumber,
    Colon,
    LineBreak,
}

/// <param name="Start">Where it stands in the text.</param>
/// <param name="Value">Of a number; 0 for everything else.</param>
internal readonly record struct PasteToken(PasteTokenKind Kind, int Start, int End, int Value = 0)
{
    private const int LongestNumber = 9;

    /// <summary>Thousands are kept apart by spaces.</summary>
    public bool IsSpaced { get; init; }

    /// <summary>Splits a text into words and numbers. Marks between words only separate.</summary>
    public static IEnumerable<PasteToken> Read(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (c is '\n' or '\r' or '\u2028' or '\u2029')
            {
                yield return new PasteToken(PasteTokenKind.LineBreak, at, ++at);
            }
            else if (c == ':')
            {
                yield return new PasteToken(PasteTokenKind.Colon, at, ++at);
            }
            else if (char.IsAsciiDigit(c))
            {
                var token = ReadNumber(text, at);
                at = token.End;
                yield return token;
            }
            else if (char.IsLetterOrDigit(c))
            {
                var start = at;
                while (at < text.Length && IsOfWord(text[at]))
                {
                    at++;
                }
                yield return new PasteToken(PasteTokenKind.Word, start, at);
            }
            else
            {
                at++;
            }
        }
    }

    private static bool IsOfWord(char c) =>
        char.IsLetterOrDigit(c)
        || c is '\'' or '’' or '‘' or '`' or 'ʼ' or (>= '\u0300' and <= '\u036F');

    private static PasteToken ReadNumber(string text, int start)
    {
        var end = start;
        while (
            end < text.Length
            && (IsOfWord(text[end]) || text[end] is ',' or '.' || IsGap(text, start, end))
        )
        {
            end++;
        }
        // A comma or a full stop behind it belongs to the sentence.
        while (!char.IsLetterOrDigit(text[end - 1]))
        {
            end--;
        }

        var written = text[start..end];
        var value = ValueOf(written);
        var percent = end < text.Length && text.AsSpan(end).TrimStart(' ') is ['%', ..];
        var kind =
            percent ? (IsDecimal(written) ? PasteTokenKind.Share : PasteTokenKind.NotANumber)
            : value is null
                ? (
                    IsDecimal(written) && IsBehindFigure(text, start)
                        ? PasteTokenKind.Share
                        : PasteTokenKind.NotANumber
                )
            : IsNegated(text, start) ? PasteTokenKind.Negative
            : IsDoubtful(text, start, end) ? PasteTokenKind.NotANumber
            : PasteTokenKind.Number;
        return new PasteToken(kind, start, end, value ?? 0)
        {
            IsSpaced = written.Any(char.IsWhiteSpace),
        };
    }

    /// <summary>A space between groups of three, as in 17 591: exactly three digits follow, then none.</summary>
    private static bool IsGap(string text, int start, int at) =>
        text[at] is ' ' or '\u00A0' or '\u202F' or '\u2009'
        && at > start
        && char.IsAsciiDigit(text[at - 1])
        && at + 3 < text.Length
        && text.AsSpan(at + 1, 3).IndexOfAnyExceptInRange('0', '9') < 0
        && (at + 4 >= text.Length || !IsOfWord(text[at + 4]));

    /// <summary>Digits, in groups of three if there are marks, all marks the same; null for anything else.</summary>
    private static int? ValueOf(string written)
    {
        var mark = written.FirstOrDefault(c => !char.IsAsciiDigit(c));
        if (
            mark is '.'
            || written.Any(c => !char.IsAsciiDigit(c) && c != mark)
            || char.IsLetter(mark)
        )
        {
            return null;
        }
        var groups = mark == default ? [written] : written.Split(mark);
        var grouped =
            groups.Length == 1
            || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3));
        var digits = string.Concat(groups);
        var padded = digits is ['0', _, ..];
        return grouped && !padded && digits.Length <= LongestNumber
            ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>38, 38.4 or 38.41</summary>
    private static bool IsDecimal(string written) =>
        written.Split('.') is [{ Length: >= 1 and <= 3 } whole, .. var rest]
        && whole.All(char.IsAsciiDigit)
        && rest is [] or [{ Length: 1 or 2 }]
        && rest.All(r => r.All(char.IsAsciiDigit));

    /// <summary>
    /// A minus sign, and not the dash between name and figure: a mark that separates stands before it already.
    /// </summary>
    private static bool IsNegated(string text, int start)
    {
        if (start == 0 || text[start - 1] is not ('-' or '−' or '–'))
        {
            return false;
        }
        var before = text.AsSpan(0, start - 1);
        var trimmed = before.TrimEnd(" \t");
        return trimmed.Length > 0
            && (
                trimmed[^1] is ':' or ',' or '=' or '(' or '['
                || (trimmed.Length < before.Length && IsDash(trimmed[^1]))
            );
    }

    /// <summary>Beside a mark that says “about”, “less than”, “not sure”, or a change.</summary>
    private static bool IsDoubtful(string text, int start, int end) =>
        (start > 0 && "~<>≈±+?#".Contains(text[start - 1], StringComparison.Ordinal))
        || (end < text.Length && "~<>?+#".Contains(text[end], StringComparison.Ordinal));

    /// <summary>Whether only marks stand between this and the figure before it.</summary>
    private static bool IsBehindFigure(string text, int start)
    {
        var before = text.AsSpan(0, start).TrimEnd(" \t(|[+-−–±,/");
        return before.Length > 0 && (char.IsAsciiDigit(before[^1]) || before[^1] == '%');
    }

    private static bool IsDash(char c) => c is '-' or '−' or '–' or '—' or '‒' or '―';
}

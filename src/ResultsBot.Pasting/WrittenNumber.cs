using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ResultsBot.Pasting;

/// <summary>
/// How people write numbers. A figure is never shortened: whatever may belong to a number is taken into it, and what
/// is then no number beyond doubt is none. A council's page had “3, 013”, which was once read as 3.
/// </summary>
internal static partial class WrittenNumber
{
    private const int LongestNumber = 9;

    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );

    /// <summary>Digits, in groups of three if there are marks, all marks the same; null for anything else.</summary>
    public static int? Value(string written)
    {
        var groups = new Groups(written);
        groups.TakeTo(written.Length);
        if (
            !groups.IsGrouped
            || !(groups.IsPlain || IsSpace(groups.Mark) || ",'’‘`ʼ".Contains(groups.Mark))
        )
        {
            return null;
        }
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        return digits is ['0', _, ..] || digits.Length > LongestNumber
            ? null
            : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>38, 38.4 or 38.41; null for anything else.</summary>
    public static (decimal Percent, int Decimals)? Share(string written)
    {
        var parts = written.Split('.');
        return
            parts is [{ Length: >= 1 and <= 3 }] or [{ Length: >= 1 and <= 3 }, { Length: 1 or 2 }]
            && parts.All(p => p.All(char.IsAsciiDigit))
            ? (
                decimal.Parse(
                    written,
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture
                ),
                parts.Length == 1 ? 0 : parts[1].Length
            )
            : null;
    }

    /// <summary>Where the number ends that begins at a digit, with all that could belong to it.</summary>
    public static int EndOf(string text, int start)
    {
        var end = start;
        var groups = new Groups(text.AsSpan(start));
        while (true)
        {
            while (end < text.Length && (IsOfWord(text[end]) || PasteText.IsUnseen(text[end])))
            {
                end++;
            }
            groups.TakeTo(end - start);
            var joint = Joint(text, start, end, groups);
            if (joint == 0)
            {
                break;
            }
            end += joint;
        }
        // An apostrophe behind it belongs to the sentence.
        while (!char.IsLetterOrDigit(text[end - 1]))
        {
            end--;
        }
        return end;
    }

    public static bool IsOfWord(char c) =>
        char.IsLetterOrDigit(c)
        || c is '\'' or '’' or '‘' or '`' or 'ʼ' or (>= '\u0300' and <= '\u036F');

    /// <summary>“1st” is 1 and “st”.</summary>
    public static (string Digits, string Suffix) WithoutSuffix(string written)
    {
        var at = written.Length;
        while (at > 0 && char.IsAsciiLetter(written[at - 1]))
        {
            at--;
        }
        return (written[..at], written[at..].ToLowerInvariant());
    }

    /// <summary>
    /// “3am” or “2.31am”, beyond doubt: with a number beside it, it could be a part of a figure in which somebody
    /// mistyped. “2pm 401” was 2,401.
    /// </summary>
    public static bool IsTime(string text, int start, int end, string digits) =>
        Share(digits) is { Percent: < 13, Decimals: 0 or 2 }
        && digits is [_] or [not '0', _] or [_, '.', ..] or [_, _, '.', ..]
        && !EndsWithFigure(text.AsSpan(0, start), text.AsSpan(end))
        && !BeginsWithGroup(text.AsSpan(end));

    /// <summary>
    /// Where a time of the night ends that is written with a colon; null where it is none beyond doubt: “3:41am”,
    /// “updated 03:41”, or alone in its line.
    /// </summary>
    public static int? EndOfClock(string text, int start)
    {
        var match = Clock().Match(text, start);
        if (!match.Success)
        {
            return null;
        }
        var end = start + match.Length;
        var before = text.AsSpan(0, start).TrimEnd(" \u00A0(");
        var said = before.TrimEnd(": ");
        var word = said[(said.LastIndexOfAnyExcept(Letters) + 1)..];
        var isAlone =
            (before.IsEmpty || before[^1] == '\n')
            && (end == text.Length || text.AsSpan(end).TrimStart(" \t\r") is ['\n', ..]);
        return match.Groups["mark"].Success || isAlone || IsBeforeClock(word) ? end : null;
    }

    private static bool IsBeforeClock(ReadOnlySpan<char> word)
    {
        foreach (var before in (string[])["at", "updated", "published", "posted", "since"])
        {
            if (word.Equals(before, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a number stands before, in the same line or above a line that has no words. A year may.</summary>
    private static bool EndsWithFigure(ReadOnlySpan<char> before, ReadOnlySpan<char> behind)
    {
        var at = before.Length - 1;
        var hasLine = false;
        while (at >= 0 && !IsOfWord(before[at]))
        {
            hasLine |= before[at--] == '\n';
        }
        if (at < 0 || !char.IsAsciiDigit(before[at]) || (hasLine && !IsEndOfLine(behind)))
        {
            return false;
        }
        var digits = before[(before[..at].LastIndexOfAnyExceptInRange('0', '9') + 1)..(at + 1)];
        var isYear = digits is ['1', '9', _, _] or ['2', '0', _, _];
        return !isYear;
    }

    private static bool IsEndOfLine(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c == '\n' || IsOfWord(c))
            {
                return c == '\n';
            }
        }
        return true;
    }

    /// <summary>Whether the next thing in the line is three digits, as a group of a figure is.</summary>
    private static bool BeginsWithGroup(ReadOnlySpan<char> behind)
    {
        var at = 0;
        while (at < behind.Length && behind[at] != '\n' && !IsOfWord(behind[at]))
        {
            at++;
        }
        var group = behind[at..];
        var digits = group.IndexOfAnyExceptInRange('0', '9');
        return (digits < 0 ? group.Length : digits) == 3;
    }

    /// <summary>
    /// Where a per cent sign behind a number ends; null where there is none. “16,442 PC” is a count and Plaid Cymru.
    /// </summary>
    public static int? PercentMark(string text, int end, string digits)
    {
        var isShare = Share(digits) is { Percent: <= 100 };
        var behind = text.AsSpan(end);
        var at = end + behind.Length - behind.TrimStart(" \u00A0").Length;
        foreach (var mark in (string[])["%", "per cent", "percent", "pc", "pct"])
        {
            var stop = at + mark.Length;
            if (
                string.Compare(text, at, mark, 0, mark.Length, StringComparison.OrdinalIgnoreCase)
                    == 0
                && (mark == "%" || (isShare && (stop == text.Length || !IsOfWord(text[stop]))))
            )
            {
                return stop;
            }
        }
        return null;
    }

    /// <summary>A plus or a minus that belongs to the number, as in “(+6.3)”.</summary>
    public static bool IsSigned(string text, int start) =>
        start > 0
        && (text[start - 1] is '+' or '±' || IsDash(text[start - 1]))
        && (start == 1 || !IsOfWord(text[start - 2]));

    /// <summary>
    /// A minus sign, and not the dash between name and figure: a mark that separates stands before it already.
    /// </summary>
    public static bool IsNegative(string text, int start)
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
    public static bool IsDoubtful(string text, int start, int end) =>
        (start > 0 && "~<>≈±+?".Contains(text[start - 1], StringComparison.Ordinal))
        // “2 .553”, but not the dots that lead to a figure.
        || (
            start > 0
            && text[start - 1] == '.'
            && (start == 1 || char.IsWhiteSpace(text[start - 2]))
        )
        || (end < text.Length && "~<>?+#".Contains(text[end], StringComparison.Ordinal));

    /// <summary>
    /// How many characters behind a number's digits only keep its groups apart; 0 where the number ends. A phone puts
    /// a space behind a comma. Two spaces may part two columns, but no figure begins with a 0.
    /// </summary>
    private static int Joint(string text, int start, int end, Groups before)
    {
        var at = end;
        while (
            at < text.Length
            && at - end < 4
            && (text[at] is ',' or '.' or '\t' || IsSpace(text[at]))
        )
        {
            at++;
        }
        var marks = text.AsSpan(end, at - end);
        if (marks.IsEmpty || at == text.Length || !char.IsAsciiDigit(text[at]))
        {
            return 0;
        }
        if (marks is "," or ".")
        {
            return marks is "," && IsComma(text, start, end) ? 0 : 1;
        }
        if (!IsGroup(text, at) || !before.IsGrouped || (before.IsPlain && before.Length > 3))
        {
            return 0;
        }
        var close =
            marks is [var one] && IsSpace(one) || marks.Count(',') == 1 && marks.Length == 2;
        return close || text[at] == '0' ? marks.Length : 0;
    }

    /// <summary>Three digits, and no more.</summary>
    private static bool IsGroup(string text, int at) =>
        at + 3 <= text.Length
        && text.AsSpan(at, 3).IndexOfAnyExceptInRange('0', '9') < 0
        && (at + 3 == text.Length || !IsOfWord(text[at + 3]))
        && !(at + 4 < text.Length && text[at + 3] is ',' or '.' && char.IsAsciiDigit(text[at + 4]));

    /// <summary>A comma that parts two cells: behind more digits than a group has, or before a share.</summary>
    private static bool IsComma(string text, int start, int end)
    {
        var behind = text.AsSpan(end + 1);
        var digits = behind.IndexOfAnyExceptInRange('0', '9');
        var isShare =
            digits is 1 or 2
            && behind[digits] == '.'
            && digits + 1 < behind.Length
            && char.IsAsciiDigit(behind[digits + 1]);
        return isShare
            || (
                end - start > 3
                && text.AsSpan(start, end - start).IndexOfAnyExceptInRange('0', '9') < 0
            );
    }

    [GeneratedRegex(
        @"\G([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?(?![\d:]|[.,]\d)( ?(?<mark>am|pm|bst|gmt|hrs)\b)?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        Timeout.Infinite
    )]
    private static partial Regex Clock();

    private static bool IsSpace(char c) => c is ' ' or '\u00A0' or '\u202F' or '\u2009';

    private static bool IsDash(char c) => c is '-' or '−' or '–' or '—' or '‒' or '―';

    /// <summary>
    /// The groups of a number as it is taken in, mark by mark: digits alone, or one to three of them and then groups of
    /// three with the same mark between. A space beside a comma is none.
    /// </summary>
    private ref struct Groups(ReadOnlySpan<char> written)
    {
        private readonly ReadOnlySpan<char> _written = written;
        private int _taken;
        private int _digits;
        private bool _isBroken;

        /// <summary>What parts the groups; null character where nothing does.</summary>
        public char Mark { get; private set; }

        /// <summary>Of all groups with the marks between, without the spaces beside commas.</summary>
        public int Length { get; private set; }

        /// <summary>Nothing but digits.</summary>
        public readonly bool IsPlain => Mark == default;

        public readonly bool IsGrouped => IsPlain || (!_isBroken && _digits == 3);

        /// <summary>Takes in what is written up to a place, at which no space stands.</summary>
        public void TakeTo(int end)
        {
            for (; _taken < end; _taken++)
            {
                var c = _written[_taken];
                var isTight =
                    IsSpace(c)
                    && (
                        (_taken > 0 && _written[_taken - 1] == ',')
                        || (_taken + 1 < end && _written[_taken + 1] == ',')
                    );
                if (!isTight)
                {
                    Take(c);
                }
            }
        }

        private void Take(char c)
        {
            Length++;
            if (char.IsAsciiDigit(c))
            {
                _digits++;
                return;
            }
            _isBroken |= IsPlain ? _digits is < 1 or > 3 : c != Mark || _digits != 3;
            Mark = IsPlain ? c : Mark;
            _digits = 0;
        }
    }
}

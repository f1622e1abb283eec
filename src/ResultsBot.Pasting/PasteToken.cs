using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Engine.Counting;
using ResultsBot.Packs.Names;

namespace ResultsBot.Pasting;

internal enum PasteTokenKind
{
    Word,

    /// <summary>A whole number, 0 or more: a figure, a rank or a year.</summary>
    Number,

    /// <summary>A share or its change: 38.4%, 38.4, +6.3.</summary>
    Share,

    /// <summary>A minus sign stands before it.</summary>
    Negative,

    /// <summary>Has digits and is no number that is beyond doubt: 19,3l6, 17,59, ~400, 013.</summary>
    Unreadable,
    Colon,
    LineBreak,
}

/// <summary>A word or a number of a paste. Every digit of the text is in one of them.</summary>
/// <param name="Start">Where it stands in the text.</param>
internal readonly record struct PasteToken(PasteTokenKind Kind, int Start, int End)
{
    /// <summary>Of a word: in lower case, without accents and apostrophes. Otherwise empty.</summary>
    public string Folded { get; init; } = "";

    /// <summary>Of a word: written with a capital letter, as names are.</summary>
    public bool IsCapital { get; init; }

    /// <summary>Of a number.</summary>
    public int Value { get; init; }

    /// <summary>Of a share, without its sign.</summary>
    public decimal Percent { get; init; }

    /// <summary>How many digits of a share stand behind the point.</summary>
    public int Decimals { get; init; }

    /// <summary>A share with a plus or a minus before it: a change.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Thousands are kept apart by spaces.</summary>
    public bool IsSpaced { get; init; }

    /// <summary>Written as a place in an order: 1st, 2., 3).</summary>
    public bool IsOrdinal { get; init; }

    /// <summary>Of an ordinal: written with letters, so that it can be nothing else.</summary>
    public bool IsSpelled { get; init; }

    public bool HasDigits =>
        Kind
            is PasteTokenKind.Number
                or PasteTokenKind.Share
                or PasteTokenKind.Negative
                or PasteTokenKind.Unreadable;

    /// <summary>
    /// As a percentage, and to how much it is rounded: a share, or a whole number up to 100; null for anything else.
    /// </summary>
    public (Fraction Said, Fraction Step)? Percentage =>
        this switch
        {
            { Kind: PasteTokenKind.Share } => (
                new Fraction((long)(Percent * 100), 10_000),
                Decimals == 0 ? new Fraction(1, 100) : new Fraction(11, 10_000)
            ),
            { Kind: PasteTokenKind.Number, Value: <= 100 and var whole } => (
                new Fraction(whole, 100),
                new Fraction(1, 100)
            ),
            _ => null,
        };

    /// <summary>Splits a text into words and numbers. Marks between them only separate.</summary>
    public static ImmutableArray<PasteToken> Read(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<PasteToken>();
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (c is '\n' or '\r' or '\u2028' or '\u2029')
            {
                tokens.Add(new PasteToken(PasteTokenKind.LineBreak, at, ++at));
            }
            else if (c == ':')
            {
                tokens.Add(new PasteToken(PasteTokenKind.Colon, at, ++at));
            }
            else if (char.IsAsciiDigit(c))
            {
                var token = ReadNumber(text, at);
                at = token.End;
                tokens.Add(token);
            }
            else if (WrittenNumber.IsOfWord(c) || char.IsNumber(c))
            {
                var token = ReadWord(text, at);
                at = token.End;
                tokens.Add(token);
            }
            else
            {
                at++;
            }
        }
        return tokens.ToImmutable();
    }

    private static PasteToken ReadWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && (WrittenNumber.IsOfWord(text[end]) || char.IsNumber(text[end])))
        {
            end++;
        }
        return new PasteToken(PasteTokenKind.Word, start, end)
        {
            Folded = Words.Fold(text[start..end]),
            IsCapital = char.IsUpper(text[start]),
        };
    }

    private static PasteToken ReadNumber(string text, int start)
    {
        var end = WrittenNumber.EndOf(text, start);
        var (digits, suffix) = WrittenNumber.WithoutSuffix(text[start..end]);
        var mark = WrittenNumber.PercentMark(text, start + digits.Length, digits);
        if (mark is { } marked)
        {
            return WrittenNumber.Share(digits) is { } said
                ? AsShare(said, start, marked) with
                {
                    IsSigned = WrittenNumber.IsSigned(text, start),
                }
                : new PasteToken(PasteTokenKind.Unreadable, start, marked);
        }
        if (WrittenNumber.EndOfClock(text, start) is { } clock)
        {
            return new PasteToken(PasteTokenKind.Word, start, clock) { Folded = "at" };
        }
        if (suffix is "am" or "pm" && WrittenNumber.IsTime(text, start, end, digits))
        {
            // A time of the night says nothing about votes.
            return new PasteToken(PasteTokenKind.Word, start, end) { Folded = suffix };
        }
        var hash = start > 0 && text[start - 1] == '#';
        var ordinal = hash || suffix is "st" or "nd" or "rd" or "th";
        if (
            (suffix.Length > 0 && !ordinal && suffix is not ("votes" or "vote"))
            || (hash && digits.Length > 2)
        )
        {
            return new PasteToken(PasteTokenKind.Unreadable, start, end);
        }
        if (WrittenNumber.Value(digits) is { } value)
        {
            return new PasteToken(KindOf(text, start, end), start, end)
            {
                Value = value,
                IsSpaced = digits.Any(char.IsWhiteSpace),
                IsSpelled = ordinal,
                IsOrdinal = ordinal || (end < text.Length && text[end] is '.' or ')'),
            };
        }
        return WrittenNumber.Share(digits) is { Decimals: > 0 } share && suffix.Length == 0
            ? AsShare(share, start, end) with
            {
                IsSigned = WrittenNumber.IsSigned(text, start),
            }
            : new PasteToken(PasteTokenKind.Unreadable, start, end);
    }

    private static PasteToken AsShare((decimal Percent, int Decimals) share, int start, int end) =>
        new(PasteTokenKind.Share, start, end)
        {
            Percent = share.Percent,
            Decimals = share.Decimals,
        };

    private static PasteTokenKind KindOf(string text, int start, int end) =>
        WrittenNumber.IsNegative(text, start) ? PasteTokenKind.Negative
        : WrittenNumber.IsDoubtful(text, start, end) ? PasteTokenKind.Unreadable
        : PasteTokenKind.Number;
}

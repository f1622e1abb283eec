using System.Collections.Immutable;

namespace ResultsBot.Pasting;

/// <summary>Numbers of a paste that are nobody's figures: dates, the year of an election, places in an order.</summary>
internal static class PasteRoles
{
    private const int ShortestOrder = 2;

    private static readonly HashSet<string> Months =
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];

    private static readonly HashSet<string> BesideYear =
    [
        "election",
        "elections",
        "general",
        "parliamentary",
        "local",
        "result",
        "results",
    ];

    /// <summary>The tokens without dates and ranks, and how many ranks there were.</summary>
    /// <param name="isName">Whether a word may be a candidate's: May is a month and a name.</param>
    /// <param name="candidates">How many stand.</param>
    public static (ImmutableArray<PasteToken> Tokens, int Ranks) WithoutDatesAndRanks(
        string text,
        ImmutableArray<PasteToken> tokens,
        Func<string, bool> isName,
        int candidates
    )
    {
        var rest = Without(tokens, [.. Dates(text, tokens, isName)]);
        HashSet<int> ranks = [.. Ranks(rest, candidates)];
        return (Without(rest, ranks), ranks.Count);
    }

    /// <summary>
    /// For each figure that a space parts, the tokens with it as two, and how it is written: “164 175 rejected”.
    /// </summary>
    public static IEnumerable<(ImmutableArray<PasteToken> Tokens, string Written)> Divided(
        string text,
        ImmutableArray<PasteToken> tokens
    )
    {
        for (var at = 0; at + 1 < tokens.Length; at++)
        {
            var token = tokens[at];
            if (!token.IsSpaced)
            {
                continue;
            }
            var divided = PasteToken.Read(
                text[..token.Start]
                    + text[token.Start..token.End].Replace(' ', '\n')
                    + text[token.End..]
            );
            // “1 234 567” could be parted in two places.
            if (divided.Length == tokens.Length + 2)
            {
                yield return (divided, text[token.Start..tokens[at + 1].End]);
            }
        }
    }

    private static ImmutableArray<PasteToken> Without(
        ImmutableArray<PasteToken> tokens,
        HashSet<int> dropped
    ) => [.. tokens.Where((_, i) => !dropped.Contains(i))];

    private static IEnumerable<int> Dates(
        string text,
        ImmutableArray<PasteToken> tokens,
        Func<string, bool> isName
    )
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            if (IsYear(text, tokens, i))
            {
                // 4 July 2024, July 4, 2024, 04/07/2024, or the 2024 of “2024 general election”
                if (IsDay(text, tokens, i - 2) && IsMonth(tokens, i - 1, isName))
                {
                    yield return i - 2;
                    yield return i;
                }
                else if (IsDay(text, tokens, i - 1) && IsMonth(tokens, i - 2, isName))
                {
                    yield return i - 1;
                    yield return i;
                }
                else if (IsBeforeSlash(text, tokens, i - 1) && IsBeforeSlash(text, tokens, i - 2))
                {
                    yield return i - 2;
                    yield return i - 1;
                    yield return i;
                }
                else if (IsBesideYear(tokens, i - 1) || IsBesideYear(tokens, i + 1))
                {
                    yield return i;
                }
            }
        }
    }

    private static bool IsYear(string text, ImmutableArray<PasteToken> tokens, int at) =>
        tokens[at] is { Kind: PasteTokenKind.Number, Value: >= 1900 and < 2100 } token
        && token.End - token.Start == 4
        && char.IsAsciiDigit(text[token.End - 1]);

    private static bool IsDay(string text, ImmutableArray<PasteToken> tokens, int at) =>
        at >= 0
        && (
            tokens[at] is { Kind: PasteTokenKind.Number, Value: >= 1 and <= 31 }
            || (
                tokens[at] is { Kind: PasteTokenKind.Unreadable } token
                && text.AsSpan()[token.Start..token.End] is ['0', >= '1' and <= '9']
            )
        );

    private static bool IsMonth(
        ImmutableArray<PasteToken> tokens,
        int at,
        Func<string, bool> isName
    ) => at >= 0 && Months.Contains(tokens[at].Folded) && !isName(tokens[at].Folded);

    private static bool IsBesideYear(ImmutableArray<PasteToken> tokens, int at) =>
        at >= 0 && at < tokens.Length && BesideYear.Contains(tokens[at].Folded);

    /// <summary>Whether a slash and nothing else stands between a token and the next one.</summary>
    private static bool IsBeforeSlash(string text, ImmutableArray<PasteToken> tokens, int at) =>
        at >= 0 && text.AsSpan()[tokens[at].End..tokens[at + 1].Start] is "/";

    /// <summary>
    /// Places are a whole order or none: 1, 2, 3 … as often as there are entries, each at the beginning of a line, or
    /// each written as a place (“1.”, “2nd”), or each beside a figure for every candidate.
    /// </summary>
    private static IEnumerable<int> Ranks(ImmutableArray<PasteToken> tokens, int candidates)
    {
        var numbers = Enumerable
            .Range(0, tokens.Length)
            .Where(i => tokens[i].Kind == PasteTokenKind.Number)
            .ToArray();
        var spelled = numbers.Where(i => tokens[i].IsSpelled).ToArray();
        if (
            spelled.Length >= ShortestOrder
            && IsOrder(spelled.Select(i => tokens[i].Value).Order())
        )
        {
            return spelled;
        }
        int[][] ways =
        [
            numbers.Where(i => tokens[i].IsOrdinal && IsBeforeWord(tokens, i)).ToArray(),
            numbers.Where(i => IsFirstInLine(tokens, i)).ToArray(),
            EveryOther(tokens, numbers, first: 0, candidates),
            EveryOther(tokens, numbers, first: 1, candidates),
        ];
        return ways.FirstOrDefault(w =>
                w.Length >= ShortestOrder && IsOrder(w.Select(i => tokens[i].Value))
            ) ?? [];
    }

    /// <summary>
    /// Every other number, for each candidate one: a place, the name, the figure and its share, and the next place; or
    /// the place behind the figure. Empty where they are not beside one another so.
    /// </summary>
    private static int[] EveryOther(
        ImmutableArray<PasteToken> tokens,
        int[] numbers,
        int first,
        int candidates
    )
    {
        if (numbers.Length < 2 * candidates)
        {
            return [];
        }
        var places = Enumerable
            .Range(0, candidates)
            .Select(i => numbers[(2 * i) + first])
            .ToArray();
        return places.All(p =>
            (p == numbers[0] || tokens[..p].LastOrDefault(IsNoBreak).HasDigits)
            && !tokens[(p + 1)..].FirstOrDefault(IsNoBreak).HasDigits
        )
            ? places
            : [];
    }

    private static bool IsNoBreak(PasteToken token) => token.Kind != PasteTokenKind.LineBreak;

    private static bool IsOrder(IEnumerable<int> places) =>
        places.Select((place, i) => place == i + 1).All(fits => fits);

    private static bool IsBeforeWord(ImmutableArray<PasteToken> tokens, int at) =>
        at + 1 < tokens.Length && tokens[at + 1].Kind == PasteTokenKind.Word;

    /// <summary>The first of its line, with a word behind it and another number in the line.</summary>
    private static bool IsFirstInLine(ImmutableArray<PasteToken> tokens, int at) =>
        (at == 0 || tokens[at - 1].Kind == PasteTokenKind.LineBreak)
        && IsBeforeWord(tokens, at)
        && tokens
            .Skip(at + 1)
            .TakeWhile(t => t.Kind != PasteTokenKind.LineBreak)
            .Any(t => t.HasDigits);
}

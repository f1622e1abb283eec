using System.Collections.Immutable;

namespace ResultsBot.Pasting;

/// <summary>A word between figures.</summary>
/// <param name="Line">The line of the text that it stands in, from 0.</param>
/// <param name="IsNoise">A heading's, a label's or a column's word that tells no candidate from another.</param>
internal readonly record struct PasteWord(
    PasteToken Token,
    int Line,
    PasteSense Sense,
    bool IsNoise,
    bool IsBeforeColon
)
{
    public bool IsElected => Sense.IsElected;

    /// <summary>Whether a label needs it.</summary>
    public bool IsOfLabel => PasteVocabulary.IsNeeded(Sense.Label);

    public string Folded => Token.Folded;
}

/// <summary>A figure with the shares and changes that stand behind it, or with its share before it.</summary>
internal sealed record PasteFigure(PasteToken First, int Line, ImmutableArray<PasteToken> Behind)
{
    /// <summary>The share before the count, as in “38.4% (19,316)”; null where there is none.</summary>
    public PasteToken? Before { get; init; }

    /// <summary>Where it begins in the text.</summary>
    public int Start => Before?.Start ?? First.Start;

    /// <summary>The count; null where there is only a share, as in “58.2% turnout”.</summary>
    public int? Count => First.Kind == PasteTokenKind.Number ? First.Value : null;

    /// <summary>The share that is said beside it.</summary>
    public PasteToken? Share =>
        First.Kind == PasteTokenKind.Share ? First
        : Before is not null ? Before
        : Behind.IsEmpty ? null
        : Behind[0];

    /// <summary>
    /// A count, its share, and then changes: each digit is accounted for. A change alone could be a part of the count.
    /// </summary>
    public bool IsCount =>
        First.Kind == PasteTokenKind.Number
        && (
            Behind.IsEmpty
            || (
                Before is not null
                && Behind.All(b => b is { Kind: PasteTokenKind.Share, IsSigned: true })
            )
            || (
                Behind[0] is { Kind: PasteTokenKind.Share, IsSigned: false }
                && Behind.Skip(1).All(b => b.Kind == PasteTokenKind.Share)
            )
        );

    public int End => Behind.IsEmpty ? First.End : Behind[^1].End;
}

/// <summary>
/// A paste as figures and the words between them: <c>Words[i]</c> stand before figure <c>i</c>, the last behind the
/// last figure.
/// </summary>
internal sealed class PasteLayout
{
    private readonly List<PasteFigure> _figures = [];
    private readonly List<ImmutableArray<PasteWord>> _words = [];

    private PasteLayout() { }

    public IReadOnlyList<PasteFigure> Figures => _figures;

    public IReadOnlyList<ImmutableArray<PasteWord>> Words => _words;

    public bool HasLines { get; private init; }

    public static PasteLayout Of(ImmutableArray<PasteToken> tokens, RollMatcher roll)
    {
        var layout = new PasteLayout
        {
            HasLines = tokens.Any(t => t.Kind == PasteTokenKind.LineBreak),
        };
        var words = new List<PasteWord>();
        var leading = SharesBeforeNames(tokens, roll);
        PasteToken? share = null;
        var line = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            switch (token.Kind)
            {
                case PasteTokenKind.LineBreak:
                    line++;
                    break;
                case PasteTokenKind.Word:
                    words.Add(Word(tokens, i, line, roll.SenseOf(token.Folded)));
                    break;
                case PasteTokenKind.Share when leading.Contains(i):
                    share = token;
                    break;
                case PasteTokenKind.Number or PasteTokenKind.Share:
                    var before = IsShareOfNext(tokens, i) ? token : share;
                    i += IsShareOfNext(tokens, i) ? 1 : 0;
                    share = null;
                    var (behind, next) = Behind(tokens, i, leading);
                    layout._words.Add([.. words]);
                    layout._figures.Add(
                        new PasteFigure(tokens[i], line, behind) { Before = before }
                    );
                    words.Clear();
                    for (; i < next - 1; i++)
                    {
                        line += tokens[i + 1].Kind == PasteTokenKind.LineBreak ? 1 : 0;
                    }
                    break;
                default:
                    break;
            }
        }
        layout._words.Add([.. words]);
        return layout;
    }

    private static PasteWord Word(
        ImmutableArray<PasteToken> tokens,
        int at,
        int line,
        PasteSense sense
    ) =>
        new(
            tokens[at],
            line,
            sense,
            IsNoise: (sense.IsOfHeading || IsNot(tokens, at)) && !sense.Tells,
            IsBeforeColon: at + 1 < tokens.Length && tokens[at + 1].Kind == PasteTokenKind.Colon
        );

    /// <summary>“Not elected”</summary>
    private static bool IsNot(ImmutableArray<PasteToken> tokens, int at) =>
        tokens[at].Folded == "not" && at + 1 < tokens.Length && tokens[at + 1].Folded == "elected";

    /// <summary>Words that stand between a figure and its share, and between a share and its change.</summary>
    private static readonly HashSet<string> BeforeShare =
    [
        "votes",
        "vote",
        "share",
        "up",
        "down",
        "percentage",
        "change",
        "pct",
        "increase",
        "decrease",
        "steady",
    ];

    /// <summary>
    /// The numbers that go with one: behind it without words of their own, or in a cell of their own that is a share.
    /// </summary>
    private static (ImmutableArray<PasteToken> Behind, int Next) Behind(
        ImmutableArray<PasteToken> tokens,
        int at,
        HashSet<int> leading
    )
    {
        var behind = ImmutableArray.CreateBuilder<PasteToken>();
        var next = at + 1;
        var ahead = next;
        while (ahead < tokens.Length)
        {
            var token = tokens[ahead];
            if (
                (
                    token.Kind is PasteTokenKind.Share
                    && !leading.Contains(ahead)
                    && !IsLabelledBehind(tokens, ahead)
                )
                || (
                    token.Kind == PasteTokenKind.Number
                    && ahead == next
                    && tokens[at].Kind == PasteTokenKind.Number
                )
            )
            {
                behind.Add(token);
                next = ++ahead;
            }
            else if (token.Kind is PasteTokenKind.Colon || BeforeShare.Contains(token.Folded))
            {
                ahead++;
            }
            else if (
                token.Kind is PasteTokenKind.LineBreak
                && LineOfShares(tokens, ahead) is { } shares
            )
            {
                ahead = shares;
            }
            else
            {
                break;
            }
        }
        return (behind.ToImmutable(), next);
    }

    /// <summary>
    /// “38.4% (19,316)”: a share, and in the same line with no words between its count. “2% 878” may be 2,878.
    /// </summary>
    private static bool IsShareOfNext(ImmutableArray<PasteToken> tokens, int at) =>
        tokens[at] is { Kind: PasteTokenKind.Share, IsSigned: false, Decimals: > 0 } share
        && at + 1 < tokens.Length
        && tokens[at + 1] is { Kind: PasteTokenKind.Number } number
        && number.Start > share.End;

    /// <summary>
    /// “Lab 46.5% Toby Perkins 19,316”: for every candidate a share, words and a count, one after the other, and no label
    /// among them. Empty where a text isn't written so throughout.
    /// </summary>
    private static HashSet<int> SharesBeforeNames(
        ImmutableArray<PasteToken> tokens,
        RollMatcher roll
    )
    {
        int[] numbers =
        [
            .. Enumerable
                .Range(0, tokens.Length)
                .Where(i => tokens[i].HasDigits)
                .Take(2 * roll.Names.Candidates.Length),
        ];
        if (
            numbers.Length < 2 * roll.Names.Candidates.Length
            || tokens[..numbers.LastOrDefault()]
                .Any(t =>
                    t.Kind == PasteTokenKind.Word
                    && PasteVocabulary.IsNeeded(roll.SenseOf(t.Folded).Label)
                )
        )
        {
            return [];
        }
        foreach (var pair in numbers.Chunk(2))
        {
            var (share, count) = (pair[0], pair[1]);
            if (
                tokens[share] is not { Kind: PasteTokenKind.Share, IsSigned: false }
                || tokens[count].Kind != PasteTokenKind.Number
                || !tokens[(share + 1)..count].Any(t => t.Kind == PasteTokenKind.Word)
            )
            {
                return [];
            }
        }
        return [.. numbers.Where((_, i) => i % 2 == 0)];
    }

    /// <summary>“58.2% turnout”, but not “26.0 Turnout 41,555”.</summary>
    private static bool IsLabelledBehind(ImmutableArray<PasteToken> tokens, int at) =>
        !tokens[at].IsSigned
        && at + 1 < tokens.Length
        && tokens[at + 1].Folded == "turnout"
        && !tokens
            .Skip(at + 2)
            .SkipWhile(t => t.Kind == PasteTokenKind.Colon || t.Folded is "was" or "of" or "is")
            .Take(1)
            .Any(t => t.HasDigits);

    /// <summary>
    /// Where the next line begins, if it begins with a share and there is nothing else in it; null otherwise. A line with
    /// its column's name may stand above: “Vote share %”.
    /// </summary>
    private static int? LineOfShares(ImmutableArray<PasteToken> tokens, int from)
    {
        while (
            from < tokens.Length
            && (
                tokens[from].Kind is PasteTokenKind.LineBreak or PasteTokenKind.Colon
                || BeforeShare.Contains(tokens[from].Folded)
            )
        )
        {
            from++;
        }
        for (var at = from; at < tokens.Length && tokens[at].Kind != PasteTokenKind.LineBreak; at++)
        {
            if (
                tokens[at].Kind is not (PasteTokenKind.Share or PasteTokenKind.Colon)
                && !BeforeShare.Contains(tokens[at].Folded)
            )
            {
                return null;
            }
        }
        return from;
    }
}

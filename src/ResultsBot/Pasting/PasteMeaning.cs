using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>What a figure is of: a candidate's votes, or something that a label names.</summary>
internal abstract record PasteTarget
{
    private PasteTarget() { }

    /// <param name="IsNear">The words only nearly name the candidate.</param>
    public sealed record Votes(Candidate Candidate, bool IsNear = false) : PasteTarget;

    public sealed record Labelled(LabelKind Kind) : PasteTarget;
}

/// <summary>What the words between figures mean: a candidate, a label, a heading, or nothing that is known.</summary>
internal sealed class PasteMeaning(
    PasteLayout layout,
    RollMatcher roll,
    PartyNames parties,
    ImmutableArray<string> contestWords
)
{
    private const int UnknownLineCost = 10;

    /// <summary>So many words are a sentence, and not somebody's name.</summary>
    private const int Sentence = 6;

    // The same words are looked at again and again while ways to divide them are tried.
    private readonly Dictionary<(int Figure, int From, int To), PasteTarget?> _found = [];
    private readonly Dictionary<(int Gap, int From, int To), int?> _noise = [];
    private ImmutableHashSet<int> _near = [];

    /// <summary>The same, allowing for typing errors beside some of the figures.</summary>
    public PasteMeaning Near(ImmutableHashSet<int> figures) =>
        new(layout, roll, parties, contestWords) { _near = figures };

    /// <summary>What the words around a figure say it is of; null where they say nothing, or more than one thing.</summary>
    public PasteTarget? Target(int figure, int from, int to)
    {
        var key = (figure, from, to);
        if (!_found.TryGetValue(key, out var target))
        {
            _found.Add(key, target = FindTarget(figure, from, to));
        }
        return target;
    }

    private PasteTarget? FindTarget(int at, int from, int to)
    {
        if (
            !_near.Contains(at)
            && !MayBeTarget(layout.Words[at].AsSpan()[from..], layout.Words[at + 1].AsSpan()[..to])
        )
        {
            return null;
        }
        var figure = layout.Figures[at];
        ImmutableArray<PasteWord> words =
        [
            .. layout.Words[at][from..].Concat(layout.Words[at + 1][..to]).Where(w => !w.IsElected),
        ];
        if (words.IsEmpty)
        {
            return null;
        }
        ImmutableArray<string> said = [.. words.Select(w => w.Folded)];
        if (
            PasteVocabulary.Label(WithoutContest(said), parties.Has) is { } label
            && MayLabel(figure, label)
        )
        {
            return new PasteTarget.Labelled(label);
        }
        if (!figure.IsCount)
        {
            return null;
        }
        ImmutableArray<string> telling = [.. words.Where(w => !w.IsNoise).Select(w => w.Folded)];
        if ((One(said) ?? One(telling)) is { } candidate)
        {
            return
                Names(layout.Words[at][from..], candidate)
                && Names(layout.Words[at + 1][..to], candidate)
                ? new PasteTarget.Votes(candidate)
                : null;
        }
        return
            _near.Contains(at)
            && roll.Find(telling) is RollMatcher.Match.Nobody
            && roll.Near(telling) is { } near
            ? new PasteTarget.Votes(near, IsNear: true)
            : null;
    }

    private Candidate? One(ImmutableArray<string> words) =>
        (roll.Find(words) as RollMatcher.Match.One)?.Candidate;

    /// <summary>Nobody's name begins before a figure and ends behind it: each side names the candidate or the party.</summary>
    private bool Names(ImmutableArray<PasteWord> side, Candidate candidate)
    {
        var words = side.Where(w => !w.IsElected).ToArray();
        return words.All(w => w.IsNoise)
            || May([.. words.Select(w => w.Folded)])
            || May([.. words.Where(w => !w.IsNoise).Select(w => w.Folded)]);

        bool May(ImmutableArray<string> said) =>
            roll.Find(said) switch
            {
                RollMatcher.Match.One one => one.Candidate == candidate,
                RollMatcher.Match.Several several => several.Candidates.Contains(candidate),
                _ => false,
            };
    }

    /// <summary>Whether the words may be a label or name somebody; false is certain, and comes without comparing anything.</summary>
    private static bool MayBeTarget(ReadOnlySpan<PasteWord> before, ReadOnlySpan<PasteWord> behind)
    {
        var (possible, meant) = (ulong.MaxValue, 0UL);
        foreach (var part in (ReadOnlySpan<int>)[0, 1])
        {
            foreach (ref readonly var word in part == 0 ? before : behind)
            {
                if (word.IsOfLabel)
                {
                    return true;
                }
                meant |= word.Hint.Means;
                possible &= word.Hint.Decides ? word.Hint.Means : ulong.MaxValue;
            }
        }
        return (possible & meant) != 0;
    }

    /// <summary>
    /// A label's number stands alone; only a turnout and a majority have a share, which is compared. A share could be a
    /// part of the number.
    /// </summary>
    private static bool MayLabel(PasteFigure figure, LabelKind label) =>
        label switch
        {
            LabelKind.Turnout => figure.Behind.All(b => b.Kind == PasteTokenKind.Share),
            LabelKind.Majority => figure.IsCount,
            LabelKind.Swing => true,
            LabelKind.Total or LabelKind.VotesCast or LabelKind.ValidVotes => figure.IsCount
                && figure.Behind is [] or [{ Percent: 100 }],
            _ => figure is { Count: not null, Behind: [] },
        };

    /// <summary>What it costs to take words for a heading or an aside; null if they cannot be one.</summary>
    public int? NoiseCost(int gap, int from, int to)
    {
        var key = (gap, from, to);
        if (!_noise.TryGetValue(key, out var cost))
        {
            _noise.Add(key, cost = FindNoiseCost(gap, from, to));
        }
        return cost;
    }

    private int? FindNoiseCost(int gap, int from, int to)
    {
        var (isNoise, isSaid, hasOutcome, hasElected) = (true, true, false, false);
        foreach (ref readonly var word in layout.Words[gap].AsSpan()[from..to])
        {
            isNoise &= word.IsNoise;
            isSaid &=
                word.IsNoise
                || PasteVocabulary.IsNoise(word.Folded)
                || contestWords.Contains(word.Folded);
            hasOutcome |= PasteVocabulary.IsOfOutcome(word.Folded);
            hasElected |= word.IsElected;
        }
        if (isNoise)
        {
            return 0;
        }
        var words = layout.Words[gap][from..to];
        if (
            (hasOutcome && PasteVocabulary.IsOutcome([.. words.Select(w => w.Folded)], parties.Has))
            || (isSaid && IsHeading(words))
            || (hasElected && Elects(words) is not null)
        )
        {
            return 1;
        }
        var isEdge =
            (gap == 0 && from == 0)
            || (gap == layout.Figures.Count && to == layout.Words[gap].Length);
        return isEdge && layout.HasLines && IsAside(gap, from, to, words) ? UnknownLineCost : null;
    }

    /// <summary>Whom a sentence says to be elected: “Toby Perkins is duly elected”; null if it is no such sentence.</summary>
    public Candidate? Elects(ImmutableArray<PasteWord> words) =>
        words.Any(w => w.IsElected)
            ? One(
                WithoutContest([
                    .. words.Where(w => !w.IsElected && !w.IsNoise).Select(w => w.Folded),
                ])
            )
            : null;

    /// <summary>
    /// A heading's words and the whole name of the seat; some of them may be in the name of a party as well, as UK is,
    /// and Ashfield.
    /// </summary>
    private bool IsHeading(ImmutableArray<PasteWord> words) =>
        WithoutContest([
            .. words
                .Select(w => w.Folded)
                .Where(w =>
                    !PasteVocabulary.IsNoise(w) || roll.IsInName(w) || contestWords.Contains(w)
                ),
        ]).IsEmpty;

    private ImmutableArray<string> WithoutContest(ImmutableArray<string> words)
    {
        for (var at = 0; at + contestWords.Length <= words.Length; at++)
        {
            if (words.AsSpan(at, contestWords.Length).SequenceEqual(contestWords.AsSpan()))
            {
                return words.RemoveRange(at, contestWords.Length);
            }
        }
        return words;
    }

    /// <summary>
    /// Whole lines above or below the result that name nobody who stands. The figure beside them has words in its own
    /// line: otherwise the line could be the name that is looked for.
    /// </summary>
    private bool IsAside(int gap, int from, int to, ImmutableArray<PasteWord> words)
    {
        var all = layout.Words[gap];
        var figure = layout.Figures[gap == 0 ? 0 : gap - 1];
        var isWhole =
            gap == 0
                ? to < all.Length
                    ? all[to].Line != all[to - 1].Line
                    : figure.Line != all[to - 1].Line
                : from > 0
                    ? all[from].Line != all[from - 1].Line
                    : figure.Line != all[from].Line;
        var hasOwnWords = layout
            .Words[gap == 0 ? 0 : gap - 1]
            .Concat(layout.Words[gap == 0 ? 1 : gap])
            .Any(w => w.Line == figure.Line);
        return isWhole
            && hasOwnWords
            && words.GroupBy(w => w.Line).All(l => l.Count() >= Sentence || NamesNobody(l));
    }

    private bool NamesNobody(IEnumerable<PasteWord> line)
    {
        ImmutableArray<string> telling = [.. line.Where(w => !w.IsNoise).Select(w => w.Folded)];
        return telling.IsEmpty
            || (
                roll.Find(telling) is RollMatcher.Match.Nobody
                && roll.Nearest(telling) is null
                && roll.Near(telling) is null
            );
    }
}

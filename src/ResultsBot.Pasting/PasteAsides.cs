using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>
/// Words between figures that belong to none: headings, columns, who won what, who is said to be elected, and whole
/// lines above and below the result.
/// </summary>
internal sealed class PasteAsides(PasteLayout layout, RollMatcher roll)
{
    private const int UnknownLineCost = 10;

    /// <summary>So many words are a sentence, and not somebody's name.</summary>
    private const int Sentence = 6;

    private readonly Counts[]?[] _counts = new Counts[layout.Words.Count][];
    private readonly List<PasteSense> _words = [];
    private int? _asideUpTo;
    private int? _asideFrom;

    /// <summary>How many words are what.</summary>
    /// <param name="Loud">No noise.</param>
    /// <param name="Names">In some name, the contest's too.</param>
    private readonly record struct Counts(int Loud, int Names, int Outcomes, int BesideOutcomes)
    {
        public Counts With(in PasteWord word) =>
            new(
                Loud + One(!word.IsNoise),
                Names + One(word.Sense.IsName),
                Outcomes + One(word.Sense.IsOfOutcome),
                BesideOutcomes + One(word.Sense.IsBesideOutcome)
            );

        public static Counts operator -(Counts one, Counts other) =>
            new(
                one.Loud - other.Loud,
                one.Names - other.Names,
                one.Outcomes - other.Outcomes,
                one.BesideOutcomes - other.BesideOutcomes
            );

        private static int One(bool counts) => counts ? 1 : 0;
    }

    /// <summary>
    /// What it costs to take words for a heading or an aside; null if they cannot be one. Those above the first figure are
    /// from the beginning, and those below the last one up to the end.
    /// </summary>
    public int? Cost(int gap, int from, int to)
    {
        var upTo = _counts[gap] ??= CountUp(layout.Words[gap]);
        var counts = upTo[to] - upTo[from];
        if (counts.Loud == 0)
        {
            return 0;
        }
        if (
            (counts.Outcomes > 0 && counts.BesideOutcomes == to - from)
            || IsHeading(gap, from, to, counts.Names)
            || Elects(layout.Words[gap].AsSpan()[from..to]) is not null
        )
        {
            return 1;
        }
        return IsPreamble(gap, to) || (layout.HasLines && IsAside(gap, from, to))
            ? UnknownLineCost
            : null;
    }

    private static Counts[] CountUp(ImmutableArray<PasteWord> words)
    {
        var counts = new Counts[words.Length + 1];
        for (var i = 0; i < words.Length; i++)
        {
            counts[i + 1] = counts[i].With(words[i]);
        }
        return counts;
    }

    /// <summary>Whom a sentence says to be elected: “Toby Perkins is duly elected”; null if it is no such sentence.</summary>
    public Candidate? Elects(ReadOnlySpan<PasteWord> words)
    {
        var isElected = false;
        _words.Clear();
        foreach (ref readonly var word in words)
        {
            isElected |= word.IsElected;
            if (!word.IsElected && !word.IsNoise)
            {
                _words.Add(word.Sense);
            }
        }
        if (!isElected)
        {
            return null;
        }
        return (roll.Find(WithoutPlace()) as RollMatch.One)?.Candidate;
    }

    /// <summary>Whether everybody whom the words between figures name, or call elected, has a figure.</summary>
    public bool NamesOnly(ReadOnlySpan<PasteWord> words, ReadOnlySpan<Candidate> voted)
    {
        if (Elects(words) is { } elected && !voted.Contains(elected))
        {
            return false;
        }
        var known = 0UL;
        foreach (var candidate in voted)
        {
            known |= ContestNames.Bit(roll.Names.Candidates.IndexOf(candidate));
        }
        foreach (ref readonly var word in words)
        {
            if (
                word.Sense is { IsOfPlace: false, Hint: { Decides: true, Means: var means } }
                && (means & known) == 0
            )
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The party that words say wins, holds or gains the seat; null where they say none.</summary>
    public PartyId? Winner(ReadOnlySpan<PasteWord> words)
    {
        _words.Clear();
        foreach (ref readonly var word in words)
        {
            if (PasteVocabulary.IsOfWinning(word.Folded))
            {
                return roll.PartyOf(WithoutPlace());
            }
            if (!word.IsNoise && !word.IsElected)
            {
                _words.Add(word.Sense);
            }
        }
        return null;
    }

    /// <summary>The words in hand without the contest's own name: “Chesterfield: Labour hold”.</summary>
    private ReadOnlySpan<PasteSense> WithoutPlace()
    {
        if (roll.Names.PlaceIn(CollectionsMarshal.AsSpan(_words)) is { } place)
        {
            _words.RemoveRange(place, roll.Names.Place.Length);
        }
        return CollectionsMarshal.AsSpan(_words);
    }

    /// <summary>
    /// A heading's words and the whole name of the seat; some of them may be in the name of a party as well, as UK is,
    /// and Ashfield.
    /// </summary>
    private bool IsHeading(int gap, int from, int to, int names)
    {
        var place = roll.Names.Place;
        if (names != 0 && names != place.Length)
        {
            return false;
        }
        var at = 0;
        foreach (ref readonly var word in layout.Words[gap].AsSpan()[from..to])
        {
            if (word.Sense.IsName && word.Folded != place[at++])
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// Whole lines above or below the result that name nobody who stands. The figure beside them has words in its own
    /// line: otherwise the line could be the name that is looked for.
    /// </summary>
    private bool IsAside(int gap, int from, int to)
    {
        var words = layout.Words[gap];
        if (gap == 0)
        {
            var next = to < words.Length ? words[to].Line : layout.Figures[0].Line;
            return words[to - 1].Line != next && to <= (_asideUpTo ??= AsideUpTo());
        }
        if (gap == layout.Figures.Count)
        {
            var last = from > 0 ? words[from - 1].Line : layout.Figures[^1].Line;
            return words[from].Line != last && from >= (_asideFrom ??= AsideFrom());
        }
        return IsSentences(gap, from, to);
    }

    /// <summary>
    /// Whole lines between two figures, each as long as a sentence and without a word of anybody's name, a party's or a
    /// label's.
    /// </summary>
    private bool IsSentences(int gap, int from, int to)
    {
        var words = layout.Words[gap].AsSpan();
        var above = from > 0 ? words[from - 1].Line : layout.Figures[gap - 1].Line;
        var below = to < words.Length ? words[to].Line : layout.Figures[gap].Line;
        if (words[from].Line == above || words[to - 1].Line == below)
        {
            return false;
        }
        var start = from;
        for (var at = from; at < to; at++)
        {
            if (words[at].Sense.Tells || words[at].IsOfLabel)
            {
                return false;
            }
            var isEnd = at + 1 == to || words[at + 1].Line != words[at].Line;
            if (isEnd && at + 1 - start < Sentence)
            {
                return false;
            }
            start = isEnd ? at + 1 : start;
        }
        return true;
    }

    /// <summary>
    /// A sentence above the result that ends in a colon and names nobody who stands, as the returning officer's: its
    /// lines may have been run together.
    /// </summary>
    private bool IsPreamble(int gap, int to) =>
        gap == 0
        && to >= Sentence
        && layout.Words[0][to - 1] is { IsBeforeColon: true, IsNoise: true }
        && layout.Words[0].Take(to).All(w => !roll.IsInName(w.Folded) || w.Sense.IsOfPlace);

    /// <summary>How many words above the result are in whole lines that name nobody.</summary>
    private int AsideUpTo()
    {
        if (!HasOwnWords(0))
        {
            return 0;
        }
        var words = layout.Words[0];
        var end = 0;
        while (end < words.Length)
        {
            var start = end;
            while (end < words.Length && words[end].Line == words[start].Line)
            {
                end++;
            }
            if (!NamesNobody(words.AsSpan()[start..end]))
            {
                return start;
            }
        }
        return end;
    }

    /// <summary>From which word on those below the result are in whole lines that name nobody.</summary>
    private int AsideFrom()
    {
        var words = layout.Words[^1];
        if (!HasOwnWords(layout.Figures.Count - 1))
        {
            return words.Length;
        }
        var start = words.Length;
        while (start > 0)
        {
            var end = start;
            while (start > 0 && words[start - 1].Line == words[end - 1].Line)
            {
                start--;
            }
            if (!NamesNobody(words.AsSpan()[start..end]))
            {
                return end;
            }
        }
        return start;
    }

    private bool HasOwnWords(int figure) =>
        layout
            .Words[figure]
            .Concat(layout.Words[figure + 1])
            .Any(w => w.Line == layout.Figures[figure].Line);

    private bool NamesNobody(ReadOnlySpan<PasteWord> line)
    {
        if (line.Length >= Sentence)
        {
            return true;
        }
        _words.Clear();
        var label = LabelHint.None;
        foreach (ref readonly var word in line)
        {
            label += word.Sense.Label;
            if (!word.IsNoise)
            {
                _words.Add(word.Sense);
            }
        }
        var telling = CollectionsMarshal.AsSpan(_words);
        // A line of a form that was left empty: “Valid ballot papers:”
        return PasteVocabulary.Label(label) is not null
            || (
                roll.Find(telling) is RollMatch.Nobody
                && roll.Nearest(telling) is null
                && roll.Near(telling) is null
            );
    }
}

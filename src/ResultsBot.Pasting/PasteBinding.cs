using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>Which words belong to a figure: from a place in the words before it, up to a place in those behind it.</summary>
internal readonly record struct PasteSlice(int From, int To);

/// <summary>One way to read a paste: a target for each figure.</summary>
internal sealed record PasteWay(
    int Cost,
    ImmutableArray<PasteTarget> Targets,
    ImmutableArray<PasteSlice> Slices
);

/// <summary>
/// Finds out whose each figure is. A name may stand before its figure or behind it, a party on the other side of it,
/// a cell on a line of its own. So no layout is presumed: all ways to divide the words between the figures are tried,
/// and one holds only if every word names the candidate or the label of its figure. If two ways would give a figure to
/// different people, none is taken.
/// </summary>
internal sealed class PasteBinding
{
    private const int NearCost = 100;

    /// <summary>Words behind a figure may be the next one's label: where all have theirs before them, they are.</summary>
    private const int LabelBehindCost = 1;

    /// <summary>And with words before it too it has a label already.</summary>
    private const int LabelAroundCost = 3;

    /// <summary>
    /// Ways that differ by no more are both told: a line that says who won costs so much, and “Lab hold” below a list
    /// could be the last figure's name where a heading above has taken the first.
    /// </summary>
    private const int Close = 1;

    /// <summary>With more names that are nearly right, it is another seat's result.</summary>
    private const int MostNear = 4;

    /// <summary>How many ways are kept for each place: two that differ are enough to ask.</summary>
    private const int MostWays = 3;

    /// <summary>So many words, or lines, from both figures no name begins or ends.</summary>
    private const int Far = 20;

    private readonly PasteLayout _layout;
    private readonly PasteMeaning _meaning;
    private readonly PasteAsides _asides;
    private readonly bool _isAnywhere;
    private readonly HashSet<int> _near;

    /// <param name="isAnywhere">Whether words may be divided within a line as well: it may have been wrapped.</param>
    /// <param name="near">The figures beside which typing errors are allowed for.</param>
    private PasteBinding(
        PasteLayout layout,
        PasteMeaning meaning,
        PasteAsides asides,
        bool isAnywhere,
        params HashSet<int> near
    )
    {
        _layout = layout;
        _meaning = meaning;
        _asides = asides;
        _isAnywhere = isAnywhere;
        _near = near;
    }

    /// <summary>
    /// The best ways to read the paste, the best first: none if there is none, and the second only if it costs hardly
    /// more and gives a figure to somebody else.
    /// </summary>
    public static ImmutableArray<PasteWay> Find(
        PasteLayout layout,
        PasteMeaning meaning,
        PasteAsides asides
    )
    {
        var lines = new PasteBinding(layout, meaning, asides, isAnywhere: false);
        var ways = lines.Search();
        if (ways.IsEmpty && layout.HasLines)
        {
            ways = new PasteBinding(layout, meaning, asides, isAnywhere: true).Search();
        }
        if (ways.IsEmpty)
        {
            // Typing errors are allowed for at the few figures that nothing can be found for.
            ways = lines
                .Unexplained()
                .Select(near => new PasteBinding(layout, meaning, asides, false, near).Search())
                .FirstOrDefault(w => !w.IsEmpty, []);
        }
        return [.. ways.TakeWhile(w => w.Cost <= ways[0].Cost + Close)];
    }

    private bool IsExplained(int figure)
    {
        var places = Places(figure + 1);
        return Places(figure).Any(from => places.Any(to => Target(figure, from, to) is not null));
    }

    /// <summary>
    /// The few figures that nothing can be found for. Within a line a party alone would do, though the name beside it is
    /// spoilt: so all words on the one side of each figure have to. The fewest first.
    /// </summary>
    private IEnumerable<HashSet<int>> Unexplained() =>
        new[]
        {
            Without(IsExplained),
            Without(f => Target(f, 0, 0) is not null),
            Without(f =>
                Target(f, _layout.Words[f].Length, _layout.Words[f + 1].Length) is not null
            ),
        }
            .Where(s => s.Count is > 0 and <= MostNear)
            .OrderBy(s => s.Count);

    private HashSet<int> Without(Func<int, bool> isExplained) =>
        [
            .. Enumerable
                .Range(0, _layout.Figures.Count)
                .Where(f => !isExplained(f))
                .Take(MostNear + 1),
        ];

    private PasteTarget? Target(int figure, int from, int to) =>
        HasOwnLine(figure, from, to)
            ? _meaning.Target(figure, from, to, _near.Contains(figure))
            : null;

    /// <summary>What stands in a line before its figure is not left to a heading above, and the line below taken for it.</summary>
    private bool HasOwnLine(int figure, int from, int to)
    {
        var before = _layout.Words[figure];
        var line = _layout.Figures[figure].Line;
        return from < before.Length
            || !before.Any(w => w.Line == line && (w.Sense.Tells || w.IsOfLabel))
            || (to > 0 && _layout.Words[figure + 1][0].Line == line);
    }

    /// <summary>
    /// Names stand before their figures or behind them, and not now here, now there: a name that is left out would hand
    /// its figure to a neighbour. And whom an aside names has a figure: “Labour hold Toby Perkins (Labour) 19,316” could
    /// leave Toby Perkins to the heading, and his figure to the next name.
    /// </summary>
    private bool IsOneWay(PasteWay way)
    {
        var (before, behind) = (false, false);
        for (var i = 0; i < way.Targets.Length; i++)
        {
            if (way.Targets[i] is PasteTarget.Votes)
            {
                var hasBefore = _layout
                    .Words[i][way.Slices[i].From..]
                    .Any(w => !w.IsNoise && !w.IsElected);
                var hasBehind = _layout
                    .Words[i + 1][..way.Slices[i].To]
                    .Any(w => !w.IsNoise && !w.IsElected);
                before |= hasBefore && !hasBehind;
                behind |= hasBehind && !hasBefore;
            }
        }
        if (before && behind)
        {
            return false;
        }
        Candidate[] voted =
        [
            .. way.Targets.OfType<PasteTarget.Votes>().Select(t => t.Candidate).Distinct(),
        ];
        return Enumerable
            .Range(0, _layout.Words.Count)
            .All(gap => _asides.NamesOnly(Between(_layout, way, gap).AsSpan(), voted));
    }

    /// <summary>The words of a gap that belong to neither figure.</summary>
    public static ImmutableArray<PasteWord> Between(PasteLayout layout, PasteWay way, int gap)
    {
        var to = gap == 0 ? 0 : way.Slices[gap - 1].To;
        var from = gap == way.Slices.Length ? layout.Words[gap].Length : way.Slices[gap].From;
        return layout.Words[gap][to..from];
    }

    private ImmutableArray<PasteWay> Search()
    {
        var ways = new Dictionary<int, List<Way>>();
        var none = new PasteBound();
        foreach (var from in Places(0))
        {
            if (_asides.Cost(0, 0, from) is { } cost)
            {
                ways[from] = [new Way(cost, none, default, null)];
            }
        }
        for (var figure = 0; figure < _layout.Figures.Count && ways.Count > 0; figure++)
        {
            ways = Extend(ways, figure);
        }
        return
        [
            .. ways
                .Values.SelectMany(w => w)
                .Select(w => w.Whole())
                .Where(IsOneWay)
                .OrderBy(w => w.Cost),
        ];
    }

    private Dictionary<int, List<Way>> Extend(Dictionary<int, List<Way>> ways, int figure)
    {
        var next = new Dictionary<int, List<Way>>();
        var places = Places(figure + 1);
        var isLast = figure + 1 == _layout.Figures.Count;
        int[] begins = isLast ? [_layout.Words[figure + 1].Length] : places;
        foreach (var to in places)
        {
            var asides = new List<(int Begin, int Cost)>();
            foreach (var begin in begins)
            {
                if (begin >= to && _asides.Cost(figure + 1, to, begin) is { } cost)
                {
                    asides.Add((begin, cost));
                }
            }
            foreach (var (from, before) in ways)
            {
                if (asides.Count == 0 || Target(figure, from, to) is not { } target)
                {
                    continue;
                }
                var longer = Longer(before, target, figure, new PasteSlice(from, to));
                foreach (var (begin, cost) in asides)
                {
                    if (!next.TryGetValue(begin, out var kept))
                    {
                        next.Add(begin, kept = []);
                    }
                    Keep(kept, longer, cost);
                }
            }
        }
        return next;
    }

    /// <summary>Ways as they are with one more figure.</summary>
    private List<Way> Longer(List<Way> before, PasteTarget target, int figure, PasteSlice slice)
    {
        var odd =
            target is PasteTarget.Votes { IsNear: true } ? NearCost
            : target is PasteTarget.Labelled ? LabelCost(figure, slice)
            : 0;
        var longer = new List<Way>(before.Count);
        foreach (var way in before)
        {
            if (way.Bound.With(target, _layout.Figures[figure].Count) is { } bound)
            {
                longer.Add(new Way(way.Cost + odd, bound, slice, way));
            }
        }
        return longer;
    }

    private int LabelCost(int figure, PasteSlice slice) =>
        !HasLabel(_layout.Words[figure + 1].AsSpan()[..slice.To]) ? 0
        : HasLabel(_layout.Words[figure].AsSpan()[slice.From..]) ? LabelAroundCost
        : LabelBehindCost;

    private static bool HasLabel(ReadOnlySpan<PasteWord> words)
    {
        foreach (ref readonly var word in words)
        {
            if (word.IsOfLabel)
            {
                return true;
            }
        }
        return false;
    }

    private static void Keep(List<Way> kept, List<Way> longer, int cost)
    {
        // Most ways are no better than what is kept already.
        if (!IsBetter(kept, longer, cost))
        {
            return;
        }
        foreach (var way in longer)
        {
            var same = kept.FindIndex(k => k.Bound == way.Bound);
            if (same < 0)
            {
                kept.Add(way with { Cost = way.Cost + cost });
            }
            else if (way.Cost + cost < kept[same].Cost)
            {
                kept[same] = way with { Cost = way.Cost + cost };
            }
        }
        kept.Sort((one, other) => one.Cost.CompareTo(other.Cost));
        if (kept.Count > MostWays)
        {
            kept.RemoveRange(MostWays, kept.Count - MostWays);
        }
    }

    private static bool IsBetter(List<Way> kept, List<Way> longer, int cost)
    {
        foreach (var way in longer)
        {
            var most = kept.Count < MostWays ? int.MaxValue : kept[^1].Cost;
            foreach (var other in kept)
            {
                most = other.Bound == way.Bound ? other.Cost : most;
            }
            if (way.Cost + cost < most)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>A way to read the paste up to some figure.</summary>
    /// <param name="Slice">Of that figure.</param>
    /// <param name="Before">The way up to the figure before; null where there is none.</param>
    private sealed record Way(int Cost, PasteBound Bound, PasteSlice Slice, Way? Before)
    {
        public PasteWay Whole()
        {
            var slices = new Stack<PasteSlice>();
            for (var way = this; way.Before is not null; way = way.Before)
            {
                slices.Push(way.Slice);
            }
            return new PasteWay(Cost, Bound.Targets(), [.. slices]);
        }
    }

    /// <summary>
    /// Where words may be divided: between lines, or, where a text has none there, anywhere; and near the one or the
    /// other figure.
    /// </summary>
    private int[] Places(int gap)
    {
        var words = _layout.Words[gap];
        var hasLines = IsDivided(gap);
        var places = Enumerable
            .Range(0, words.Length + 1)
            .Where(at =>
                at == 0
                || at == words.Length
                || !hasLines
                || _isAnywhere
                || words[at].Line != words[at - 1].Line
            )
            .ToArray();
        return places.Length <= 2 * Far + 2
            ? places
            : [.. places[..(Far + 1)], .. places[^(Far + 1)..]];
    }

    private bool IsDivided(int gap) =>
        gap > 0
            && gap < _layout.Figures.Count
            && _layout.Figures[gap - 1].Line != _layout.Figures[gap].Line
        || (_layout.Words[gap] is [var first, .., var last] && first.Line != last.Line);
}

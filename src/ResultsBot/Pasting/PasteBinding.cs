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

    /// <summary>With more names that are nearly right, it is another seat's result.</summary>
    private const int MostNear = 4;

    /// <summary>How many ways are kept for each place: two that differ are enough to ask.</summary>
    private const int MostWays = 3;

    /// <summary>Further from both figures no name begins or ends.</summary>
    private const int FarWords = 20;

    private readonly PasteLayout _layout;
    private readonly PasteMeaning _meaning;
    private readonly bool _isAnywhere;

    /// <param name="isAnywhere">Whether words may be divided within a line as well: it may have been wrapped.</param>
    private PasteBinding(PasteLayout layout, PasteMeaning meaning, bool isAnywhere)
    {
        _layout = layout;
        _meaning = meaning;
        _isAnywhere = isAnywhere;
    }

    /// <summary>
    /// The best ways to read the paste, the best first: none if there is none, and the second only if it costs as
    /// little and gives a figure to somebody else.
    /// </summary>
    public static ImmutableArray<PasteWay> Find(PasteLayout layout, PasteMeaning meaning)
    {
        var lines = new PasteBinding(layout, meaning, isAnywhere: false);
        var ways = lines.Search();
        if (ways.IsEmpty && layout.HasLines)
        {
            ways = new PasteBinding(layout, meaning, isAnywhere: true).Search();
        }
        if (ways.IsEmpty)
        {
            // Typing errors are allowed for at the few figures that nothing can be found for.
            ImmutableHashSet<int> unexplained =
            [
                .. Enumerable.Range(0, layout.Figures.Count).Where(f => !lines.IsExplained(f)),
            ];
            ways = unexplained.Count is > 0 and <= MostNear
                ? new PasteBinding(layout, meaning.Near(unexplained), isAnywhere: false).Search()
                : [];
        }
        return [.. ways.TakeWhile(w => w.Cost == ways[0].Cost)];
    }

    private bool IsExplained(int figure) =>
        Places(figure)
            .Any(from =>
                Places(figure + 1).Any(to => _meaning.Target(figure, from, to) is not null)
            );

    /// <summary>
    /// Names stand before their figures or behind them, and not now here, now there: a name that is left out would hand
    /// its figure to a neighbour. And who is said to be elected has a figure.
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
        return !(before && behind)
            && Enumerable
                .Range(0, _layout.Words.Count)
                .Select(gap => _meaning.Elects(Between(_layout, way, gap)))
                .OfType<Candidate>()
                .All(c =>
                    way.Targets.Any(t =>
                        t is PasteTarget.Votes { Candidate: var voted } && voted == c
                    )
                );
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
        var ways = new Dictionary<int, List<PasteWay>>();
        foreach (var from in Places(0))
        {
            if (_meaning.NoiseCost(0, 0, from) is { } cost)
            {
                ways[from] = [new PasteWay(cost, [], [])];
            }
        }
        for (var figure = 0; figure < _layout.Figures.Count; figure++)
        {
            ways = Extend(ways, figure);
        }
        return [.. ways.Values.SelectMany(w => w).Where(IsOneWay).OrderBy(w => w.Cost)];
    }

    private Dictionary<int, List<PasteWay>> Extend(Dictionary<int, List<PasteWay>> ways, int figure)
    {
        var next = new Dictionary<int, List<PasteWay>>();
        var places = Places(figure + 1);
        var isLast = figure + 1 == _layout.Figures.Count;
        foreach (var to in places)
        {
            foreach (var (from, before) in ways)
            {
                if (_meaning.Target(figure, from, to) is not { } target)
                {
                    continue;
                }
                foreach (var begin in isLast ? [_layout.Words[figure + 1].Length] : places)
                {
                    if (begin >= to && _meaning.NoiseCost(figure + 1, to, begin) is { } cost)
                    {
                        Keep(next, begin, before, target, new PasteSlice(from, to), cost);
                    }
                }
            }
        }
        return next;
    }

    private void Keep(
        Dictionary<int, List<PasteWay>> next,
        int begin,
        List<PasteWay> before,
        PasteTarget target,
        PasteSlice slice,
        int cost
    )
    {
        if (!next.TryGetValue(begin, out var kept))
        {
            next.Add(begin, kept = []);
        }
        foreach (var way in before.Where(w => MayHold(w, target)))
        {
            var longer = new PasteWay(
                way.Cost + cost + (target is PasteTarget.Votes { IsNear: true } ? NearCost : 0),
                way.Targets.Add(target),
                way.Slices.Add(slice)
            );
            var same = kept.FindIndex(k => k.Targets.SequenceEqual(longer.Targets));
            if (same >= 0)
            {
                kept[same] = kept[same].Cost <= longer.Cost ? kept[same] : longer;
            }
            else
            {
                kept.Add(longer);
            }
        }
        kept.Sort((one, other) => one.Cost.CompareTo(other.Cost));
        if (kept.Count > MostWays)
        {
            kept.RemoveRange(MostWays, kept.Count - MostWays);
        }
    }

    /// <summary>The same list twice is one list; two figures for one candidate are none.</summary>
    private bool MayHold(PasteWay way, PasteTarget target)
    {
        if (target is not PasteTarget.Votes { Candidate: var candidate })
        {
            return true;
        }
        var count = _layout.Figures[way.Targets.Length].Count;
        for (var i = 0; i < way.Targets.Length; i++)
        {
            if (
                way.Targets[i] is PasteTarget.Votes { Candidate: var other }
                && other == candidate
                && _layout.Figures[i].Count != count
            )
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Where words may be divided: between lines, or, where a text has none there, anywhere.</summary>
    private IEnumerable<int> Places(int gap)
    {
        var words = _layout.Words[gap];
        var hasLines = IsDivided(gap);
        for (var at = 0; at <= words.Length; at++)
        {
            if (
                at == 0
                || at == words.Length
                || (
                    hasLines && !_isAnywhere
                        ? words[at].Line != words[at - 1].Line
                        : at <= FarWords || at >= words.Length - FarWords
                )
            )
            {
                yield return at;
            }
        }
    }

    private bool IsDivided(int gap) =>
        gap > 0
            && gap < _layout.Figures.Count
            && _layout.Figures[gap - 1].Line != _layout.Figures[gap].Line
        || (_layout.Words[gap] is [var first, .., var last] && first.Line != last.Line);
}

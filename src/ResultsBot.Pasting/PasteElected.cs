using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>
/// Whom “Elected” marks. Between two entries it belongs to the one whom the figures put among the first; only where
/// both are level does it matter which, and then it is asked.
/// </summary>
internal static class PasteElected
{
    public static ImmutableArray<Candidate> Of(
        PasteLayout layout,
        PasteAsides asides,
        PasteWay way,
        int seats,
        IReadOnlyDictionary<Candidate, PasteFigure> votes,
        List<PasteProblem> problems
    )
    {
        var order = votes.Values.Select(f => f.Count ?? 0).OrderDescending().ToArray();
        var least = order.Length >= seats ? order[seats - 1] : 0;
        var elected = new List<Candidate>();
        for (var gap = 0; gap < layout.Words.Count; gap++)
        {
            foreach (var mark in Marks(layout.Words[gap]))
            {
                var (behind, before) = Whose(layout, asides, way, gap, mark);
                if (behind is not null && before is not null && behind != before)
                {
                    var (one, other) = (votes[behind].Count, votes[before].Count);
                    if (one == other && one == least)
                    {
                        problems.Add(new PasteProblem.ElectedUnclear(behind, before));
                        continue;
                    }
                    behind = one < least && other >= least ? before : behind;
                }
                if ((behind ?? before) is { } marked && !elected.Contains(marked))
                {
                    elected.Add(marked);
                }
            }
        }
        return [.. elected];
    }

    /// <summary>Where the mark stands among the words of a gap; “Not elected” is none.</summary>
    private static IEnumerable<int> Marks(ImmutableArray<PasteWord> words) =>
        Enumerable
            .Range(0, words.Length)
            .Where(i => words[i].IsElected && (i == 0 || words[i - 1].Folded != "not"));

    /// <summary>The one candidate it marks; or the two of whom it could mark either.</summary>
    private static (Candidate? Behind, Candidate? Before) Whose(
        PasteLayout layout,
        PasteAsides asides,
        PasteWay way,
        int gap,
        int mark
    )
    {
        var words = layout.Words[gap];
        var to = gap == 0 ? 0 : way.Slices[gap - 1].To;
        var from = gap == way.Slices.Length ? words.Length : way.Slices[gap].From;
        var behind = gap == 0 ? null : Candidate(way.Targets[gap - 1]);
        var before = gap == way.Targets.Length ? null : Candidate(way.Targets[gap]);
        if (
            mark >= to
            && mark < from
            && asides.Elects(PasteBinding.Between(layout, way, gap).AsSpan()) is { } named
        )
        {
            return (named, null);
        }
        if (before is null && IsOfNobody(layout, gap, mark))
        {
            return (null, null);
        }
        if (before is null || words[mark..to.Clamp(mark, words.Length)].Any(Names))
        {
            return (behind, null);
        }
        if (
            behind is null
            || words[mark].IsBeforeColon
            || words[from.Clamp(0, mark)..mark].Any(Names)
        )
        {
            return (null, before);
        }
        var line = words[mark].Line;
        var isBesideLast = layout.Figures[gap - 1].Line == line;
        var isBesideNext =
            layout.Figures[gap].Line == line || words[(mark + 1)..].Any(w => w.Line == line);
        return (isBesideLast, isBesideNext) switch
        {
            (true, false) => (behind, null),
            (false, true) => (null, before),
            _ => (behind, before),
        };
    }

    /// <summary>
    /// A line of a form below the result that was left empty (“Elected:”), or a sentence of its own that names nobody who
    /// stands here.
    /// </summary>
    private static bool IsOfNobody(PasteLayout layout, int gap, int mark)
    {
        var words = layout.Words[gap];
        return words[mark].IsBeforeColon
            || (
                gap > 0
                && layout.Figures[gap - 1].Line != words[mark].Line
                && words.Any(w => w.Line == words[mark].Line && Names(w))
            );
    }

    private static bool Names(PasteWord word) => !word.IsElected && !word.IsNoise;

    private static Candidate? Candidate(PasteTarget target) =>
        (target as PasteTarget.Votes)?.Candidate;

    private static int Clamp(this int value, int least, int most) => Math.Clamp(value, least, most);
}

using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>
/// What the figures of a paste up to one are of. Each is reached from the one before, and those that are alike are one
/// and the same object: to compare them costs nothing, however many figures there are.
/// </summary>
internal sealed class PasteBound
{
    private readonly PasteBound? _before;
    private readonly PasteTarget? _target;
    private readonly ImmutableDictionary<Candidate, int?> _counts;
    private readonly List<(PasteTarget Target, PasteBound? Bound)> _next = [];

    /// <summary>Of no figures.</summary>
    public PasteBound() => _counts = ImmutableDictionary<Candidate, int?>.Empty;

    private PasteBound(
        PasteBound before,
        PasteTarget target,
        ImmutableDictionary<Candidate, int?> counts
    )
    {
        _before = before;
        _target = target;
        _counts = counts;
    }

    /// <summary>With one more figure. The same list twice is one list; two figures for one candidate are none: null.</summary>
    public PasteBound? With(PasteTarget target, int? count)
    {
        foreach (var (known, bound) in _next)
        {
            if (known == target)
            {
                return bound;
            }
        }
        var next = Find(target, count);
        _next.Add((target, next));
        return next;
    }

    private PasteBound? Find(PasteTarget target, int? count) =>
        target is not PasteTarget.Votes { Candidate: var candidate }
            ? new PasteBound(this, target, _counts)
        : !_counts.TryGetValue(candidate, out var other)
            ? new PasteBound(this, target, _counts.Add(candidate, count))
        : other == count ? new PasteBound(this, target, _counts)
        : null;

    public ImmutableArray<PasteTarget> Targets()
    {
        var targets = new Stack<PasteTarget>();
        for (var bound = this; bound?._target is { } target; bound = bound._before)
        {
            targets.Push(target);
        }
        return [.. targets];
    }
}

using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Store;
using ResultsBot.Wire;

namespace ResultsBot.Broadcasting;

/// <summary>
/// What later bulletins have made of earlier ones, as far as the wire is known. It remembers what was said where
/// something was revised, and of a night without revisions nothing.
/// </summary>
internal sealed class RevisedWire
{
    private readonly ImmutableDictionary<ContestId, ImmutableArray<WireEntry>> _contests;
    private readonly ImmutableArray<WireEntry> _areas;

    /// <param name="contests">All bulletins of each contest in which something was revised.</param>
    /// <param name="areas">What tells of an area as a whole, and the revisions; none where there is no revision.</param>
    private RevisedWire(
        ImmutableArray<WireEntry> entries,
        ImmutableDictionary<ContestId, ImmutableArray<WireEntry>> contests,
        ImmutableArray<WireEntry> areas
    )
    {
        Entries = entries;
        _contests = contests;
        _areas = areas;
    }

    public static RevisedWire Nothing { get; } =
        new([], ImmutableDictionary<ContestId, ImmutableArray<WireEntry>>.Empty, []);

    /// <summary>All revisions, in order.</summary>
    public ImmutableArray<WireEntry> Entries { get; }

    /// <summary>The position of the last revision; 0 where there is none.</summary>
    public long Last => Entries.IsEmpty ? 0 : Entries[^1].Position;

    public static async Task<RevisedWire> Read(IWireArchive archive, CancellationToken ct)
    {
        var revisions = await archive.ReadRevisions(ct);
        if (revisions.IsEmpty)
        {
            return Nothing;
        }
        var contests = Nothing._contests.ToBuilder();
        foreach (var revision in revisions)
        {
            if (
                Revisions.Contest(revision.Bulletin) is { } contest
                && !contests.ContainsKey(contest)
            )
            {
                contests.Add(contest, await archive.ReadContest(contest, ct));
            }
        }
        return new RevisedWire(revisions, contests.ToImmutable(), await archive.ReadAreas(ct));
    }

    /// <summary>With one more bulletin, the next on the wire.</summary>
    public async Task<RevisedWire> With(WireEntry entry, IWireArchive archive, CancellationToken ct)
    {
        var contest = Revisions.Contest(entry.Bulletin);
        if (Revisions.IsRevision(entry.Bulletin))
        {
            return entry.Position <= Last
                ? this
                : new RevisedWire(
                    Entries.Add(entry),
                    contest is { } revised
                        ? _contests.SetItem(
                            revised,
                            _contests.TryGetValue(revised, out var known)
                                ? Append(known, entry)
                                : await archive.ReadContest(revised, ct)
                        )
                        : _contests,
                    _areas.IsEmpty ? await archive.ReadAreas(ct) : Append(_areas, entry)
                );
        }
        var areas =
            Revisions.IsOfArea(entry.Bulletin) && !_areas.IsEmpty ? Append(_areas, entry) : _areas;
        var contests =
            contest is { } of && _contests.TryGetValue(of, out var history)
                ? _contests.SetItem(of, Append(history, entry))
                : _contests;
        return areas == _areas && contests == _contests
            ? this
            : new RevisedWire(Entries, contests, areas);
    }

    /// <summary>What has become of a bulletin; null where it holds as it was sent.</summary>
    public Mark? MarkOf(WireEntry entry)
    {
        var history = History(entry);
        if (Revisions.IsOfArea(entry.Bulletin) && !_areas.IsEmpty)
        {
            history = [.. history.UnionBy(_areas, e => e.Position).OrderBy(e => e.Position)];
        }
        return history.IsEmpty ? null : Revisions.Of(entry, history);
    }

    /// <summary>The positions of what the revision may show otherwise.</summary>
    public IReadOnlySet<long> Touched(WireEntry revision) =>
        History(revision)
            .Concat(_areas)
            .Where(e => Revisions.Touches(revision, e))
            .Select(e => e.Position)
            .ToHashSet();

    /// <summary>With the parties of all whom what it revises was news of: they are told as well.</summary>
    public WireEntry ToWhomItConcerns(WireEntry revision) =>
        revision with
        {
            Parties =
            [
                .. History(revision)
                    .Where(e => Revisions.Touches(revision, e))
                    .SelectMany(e => e.Bulletin.Parties)
                    .Union(revision.Bulletin.Parties),
            ],
        };

    /// <summary>Whether something in a message has been revised since it was written.</summary>
    /// <param name="asOf">How far the wire was known then.</param>
    public bool IsOutdated(Page page, long asOf) =>
        Last > asOf && Entries.Any(r => r.Position > asOf && Touched(r).Overlaps(page.Positions));

    private ImmutableArray<WireEntry> History(WireEntry entry) =>
        Revisions.Contest(entry.Bulletin) is { } contest
            ? _contests.GetValueOrDefault(contest, [])
            : [];

    /// <summary>What was read from the store may lie ahead of what has been heard.</summary>
    private static ImmutableArray<WireEntry> Append(
        ImmutableArray<WireEntry> history,
        WireEntry entry
    ) => history[^1].Position < entry.Position ? history.Add(entry) : history;
}

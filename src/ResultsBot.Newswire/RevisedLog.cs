using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Newswire;

/// <summary>
/// What later bulletins have made of earlier ones, as far as the log is known. It remembers what was said where
/// something was revised, and of a night without revisions nothing.
/// </summary>
public sealed class RevisedLog
{
    private readonly ImmutableDictionary<ContestId, ImmutableArray<LogEntry>> _contests;
    private readonly ImmutableArray<LogEntry> _areas;

    /// <param name="contests">All bulletins of each contest in which something was revised.</param>
    /// <param name="areas">What tells of an area as a whole, and the revisions; none where there is no revision.</param>
    private RevisedLog(
        ImmutableArray<LogEntry> entries,
        ImmutableDictionary<ContestId, ImmutableArray<LogEntry>> contests,
        ImmutableArray<LogEntry> areas
    )
    {
        Entries = entries;
        _contests = contests;
        _areas = areas;
    }

    public static RevisedLog Nothing { get; } =
        new([], ImmutableDictionary<ContestId, ImmutableArray<LogEntry>>.Empty, []);

    /// <summary>All revisions, in order.</summary>
    public ImmutableArray<LogEntry> Entries { get; }

    /// <summary>The position of the last revision; 0 where there is none.</summary>
    public long Last => Entries.IsEmpty ? 0 : Entries[^1].Position;

    public static RevisedLog Of(IReadOnlyCollection<LogEntry> entries)
    {
        ImmutableArray<LogEntry> revisions =
        [
            .. entries.Where(e => Revisions.IsRevision(e.Bulletin)),
        ];
        if (revisions.IsEmpty)
        {
            return Nothing;
        }
        var revised = revisions.Select(r => Revisions.Contest(r.Bulletin)).ToHashSet();
        return new RevisedLog(
            revisions,
            entries
                .Select(e => (Entry: e, Contest: Revisions.Contest(e.Bulletin)))
                .Where(e => e.Contest is not null && revised.Contains(e.Contest))
                .GroupBy(e => e.Contest!.Value, e => e.Entry)
                .ToImmutableDictionary(g => g.Key, g => g.ToImmutableArray()),
            [.. entries.Where(e => IsOfAreas(e.Bulletin))]
        );
    }

    /// <summary>With one more bulletin, the next in the log.</summary>
    /// <returns>The same where that changes nothing for what was sent.</returns>
    public RevisedLog With(LogEntry entry, BulletinLog log)
    {
        var contest = Revisions.Contest(entry.Bulletin);
        if (Revisions.IsRevision(entry.Bulletin))
        {
            return new RevisedLog(
                Entries.Add(entry),
                contest is { } revised
                    ? _contests.SetItem(
                        revised,
                        _contests.TryGetValue(revised, out var known)
                            ? known.Add(entry)
                            : Through(entry, log.ReadContest(revised))
                    )
                    : _contests,
                _areas.IsEmpty
                    ? Through(entry, log.Entries.Where(e => IsOfAreas(e.Bulletin)))
                    : _areas.Add(entry)
            );
        }
        var areas =
            Revisions.IsOfArea(entry.Bulletin) && !_areas.IsEmpty ? _areas.Add(entry) : _areas;
        var contests =
            contest is { } of && _contests.TryGetValue(of, out var history)
                ? _contests.SetItem(of, history.Add(entry))
                : _contests;
        return areas == _areas && contests == _contests
            ? this
            : new RevisedLog(Entries, contests, areas);
    }

    /// <summary>What has become of a bulletin; null where it holds as it was sent.</summary>
    public Mark? MarkOf(LogEntry entry)
    {
        var history = History(entry);
        if (Revisions.IsOfArea(entry.Bulletin) && !_areas.IsEmpty)
        {
            history = [.. history.UnionBy(_areas, e => e.Position).OrderBy(e => e.Position)];
        }
        return history.IsEmpty ? null : Revisions.Of(entry, history);
    }

    /// <summary>The positions of what the revision may show otherwise.</summary>
    public IReadOnlySet<long> Touched(LogEntry revision) =>
        History(revision)
            .Concat(_areas)
            .Where(e => Revisions.Touches(revision, e))
            .Select(e => e.Position)
            .ToHashSet();

    /// <summary>Whether something in a message has been revised since it was written.</summary>
    /// <param name="asOf">How far the log was known then.</param>
    public bool IsOutdated(Page page, long asOf) =>
        Last > asOf && Entries.Any(r => r.Position > asOf && Touched(r).Overlaps(page.Needs));

    private ImmutableArray<LogEntry> History(LogEntry entry) =>
        Revisions.Contest(entry.Bulletin) is { } contest
            ? _contests.GetValueOrDefault(contest, [])
            : [];

    private static bool IsOfAreas(Bulletin bulletin) =>
        Revisions.IsOfArea(bulletin) || Revisions.IsRevision(bulletin);

    /// <summary>The log may lie ahead of what its reader has heard.</summary>
    private static ImmutableArray<LogEntry> Through(LogEntry last, IEnumerable<LogEntry> entries) =>
        [.. entries.TakeWhile(e => e.Position <= last.Position)];
}

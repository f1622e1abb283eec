using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;

namespace ResultsBot.Newswire.Delivery;

/// <summary>What one bulletin has made of earlier ones.</summary>
/// <param name="Changed">The positions of those.</param>
internal sealed record Change(long Position, Func<IReadOnlyCollection<long>> Changed);

/// <summary>
/// How far the log has been heard, and what later bulletins have made of earlier ones through there. Owned by the
/// broadcaster's loop.
/// </summary>
internal sealed class HeardLog(BulletinLog log, Quarantine quarantine)
{
    private static readonly Mark Unknown = new Mark.Unknown();

    private RevisedLog _revised = RevisedLog.Nothing;
    private Func<LogEntry, Mark?> _marks = _ => null;

    /// <summary>The position of the last bulletin; 0 where there was none.</summary>
    public long Through { get; private set; }

    /// <summary>For a message that is written now.</summary>
    public Knowledge Known => new(_marks, quarantine.KnownThrough(Through));

    /// <summary>All revisions there are, also those that cannot be read.</summary>
    public ImmutableArray<Change> Changes =>
        [
            .. ChangesBy(_revised.Entries),
            .. quarantine.Items.Select(q => new Change(q.Position, () => q.Revises)),
        ];

    /// <summary>The whole log, once it is open.</summary>
    public ImmutableArray<LogEntry> HearAll()
    {
        var all = log.Entries;
        Know(RevisedLog.Of(all));
        Through = all.IsEmpty ? 0 : all[^1].Position;
        return all;
    }

    /// <param name="news">The next in the log.</param>
    /// <returns>What they have made of earlier ones.</returns>
    public ImmutableArray<Change> Hear(ImmutableArray<LogEntry> news)
    {
        var revised = news.Aggregate(_revised, (known, entry) => known.With(entry, log));
        if (revised != _revised)
        {
            Know(revised);
        }
        Through = news[^1].Position;
        return [.. ChangesBy(news.Where(e => Revisions.IsRevision(e.Bulletin)))];
    }

    /// <inheritdoc cref="RevisedLog.IsOutdated"/>
    public bool IsOutdated(Page page, long asOf) => _revised.IsOutdated(page, asOf);

    /// <summary>The marks are the same delegate for as long as nothing that was sent has changed: what was put together holds.</summary>
    private void Know(RevisedLog revised)
    {
        _revised = revised;
        var unreadable = quarantine.Revised;
        _marks = unreadable.IsEmpty
            ? revised.MarkOf
            : entry => unreadable.Contains(entry.Position) ? Unknown : revised.MarkOf(entry);
    }

    private IEnumerable<Change> ChangesBy(IEnumerable<LogEntry> revisions)
    {
        var revised = _revised;
        return revisions.Select(r => new Change(r.Position, () => revised.Touched(r)));
    }
}

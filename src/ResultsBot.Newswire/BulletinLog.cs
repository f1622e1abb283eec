using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire;

/// <summary>
/// All bulletins of the night, in order, in memory: appended by the desk once they are stored, and read by any number of
/// readers, each with a bookmark of its own. A reader that falls behind misses nothing: it reads on from where it was.
/// </summary>
/// <remarks>One writer. Readers never wait for it, and never for each other.</remarks>
public sealed class BulletinLog
{
    private readonly ConcurrentDictionary<ContestId, ImmutableArray<LogEntry>> _contests = new();
    private volatile Snapshot _stored = new([], 0, 0);
    private readonly ConcurrentDictionary<Channel<bool>, byte> _followers = new();

    /// <param name="stored">
    /// What the store holds, in order. A bulletin that cannot be read is missing from it, and leaves a gap.
    /// </param>
    public BulletinLog(IEnumerable<LogEntry> stored) => Take([.. stored]);

    /// <summary>
    /// The night so far, which is still being read when this returns: a start has something else to do meanwhile. From
    /// here on what the desk has stored is appended to it.
    /// </summary>
    public static BulletinLog Open(IElectionStore store, CancellationToken ct)
    {
        var log = new BulletinLog([]);
        log.Opened = log.Load(store, ct);
        return log;
    }

    /// <summary>
    /// Done when all that was stored is in it; nobody reads it or appends to it before. It fails where the store does.
    /// </summary>
    public Task Opened { get; private set; } = Task.CompletedTask;

    /// <exception cref="InvalidOperationException">It is still being read: <see cref="Opened"/> was not waited for.</exception>
    private Snapshot Now =>
        Opened.IsCompletedSuccessfully
            ? _stored
            : throw new InvalidOperationException("The log is still being read.");

    private sealed record Snapshot(LogEntry[] Entries, int Count, long End)
    {
        public ReadOnlySpan<LogEntry> Read => Entries.AsSpan(0, Count);
    }

    /// <summary>The position of the last bulletin; 0 where there is none.</summary>
    public long End => Now.End;

    /// <summary>All that can be read, in order.</summary>
    public ImmutableArray<LogEntry> Entries => [.. Now.Read];

    /// <returns>Null where there is no such bulletin, or it could not be read from the store.</returns>
    public LogEntry? Find(long position)
    {
        var now = Now;
        // Without gaps, which is nearly always, it lies where its number says.
        if (
            position > 0
            && position <= now.Count
            && now.Entries[position - 1] is var one
            && one.Position == position
        )
        {
            return one;
        }
        var at = IndexAfter(now, position - 1);
        return at < now.Count && now.Entries[at].Position == position ? now.Entries[at] : null;
    }

    /// <summary>Those of these that can be read, by their positions.</summary>
    public IReadOnlyDictionary<long, LogEntry> Find(IEnumerable<long> positions) =>
        positions.Select(Find).OfType<LogEntry>().ToDictionary(e => e.Position);

    /// <summary>All that was said of one contest, in order.</summary>
    public ImmutableArray<LogEntry> ReadContest(ContestId contest) =>
        _contests.GetValueOrDefault(contest, []);

    /// <summary>The positions of what a bulletin may show otherwise, in order; none where it is no revision.</summary>
    /// <param name="between">What comes before it and is not in the log yet.</param>
    public ImmutableArray<long> Revised(LogEntry by, IEnumerable<LogEntry> between) =>
        Revisions.IsRevision(by.Bulletin)
            ?
            [
                .. Entries
                    .Concat(between)
                    .Where(e => Revisions.Touches(by, e))
                    .Select(e => e.Position),
            ]
            : [];

    /// <summary>A bulletin as it would stand on the log if it came next.</summary>
    public LogEntry Foresee(Bulletin bulletin) => Connected(new LogEntry(End + 1, bulletin));

    /// <summary>All behind a position, in order.</summary>
    public ImmutableArray<LogEntry> ReadAfter(long position)
    {
        var now = Now;
        return [.. now.Read[IndexAfter(now, position)..]];
    }

    /// <summary>What was decided then or later, in order.</summary>
    public ImmutableArray<LogEntry> ReadSince(DateTimeOffset time)
    {
        var now = Now;
        var at = now.Count;
        // A bulletin is never older than the one before it.
        while (at > 0 && now.Entries[at - 1].Bulletin.At >= time)
        {
            at--;
        }
        return [.. now.Read[at..]];
    }

    /// <summary>All behind a position, and then whatever is appended, as long as somebody reads; what came together, together.</summary>
    public async IAsyncEnumerable<ImmutableArray<LogEntry>> Follow(
        long position,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        // Holds one item while something may have been appended since the last look.
        var appended = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
        );
        _followers.TryAdd(appended, 0);
        try
        {
            while (true)
            {
                var news = ReadAfter(position);
                if (news.IsEmpty)
                {
                    await appended.Reader.ReadAsync(ct);
                    continue;
                }
                position = news[^1].Position;
                yield return news;
            }
        }
        finally
        {
            _followers.TryRemove(appended, out _);
        }
    }

    /// <summary>By the one writer, once they are stored.</summary>
    /// <exception cref="ArgumentException">They do not follow what is there.</exception>
    public void Append(ImmutableArray<LogEntry> entries)
    {
        if (entries.IsEmpty)
        {
            return;
        }
        _ = Now;
        Take(entries);
        foreach (var (follower, _) in _followers)
        {
            follower.Writer.TryWrite(true);
        }
    }

    private async Task Load(IElectionStore store, CancellationToken ct)
    {
        var stored = ImmutableArray.CreateBuilder<LogEntry>();
        await foreach (var entry in store.ReadBulletins(ct))
        {
            stored.Add(entry);
        }
        Take(stored.DrainToImmutable());
    }

    private void Take(ImmutableArray<LogEntry> entries)
    {
        var (known, count, end) = _stored;
        if (known.Length < count + entries.Length)
        {
            Array.Resize(ref known, Math.Max(count + entries.Length, count * 2));
        }
        foreach (var entry in entries.Select(Connected))
        {
            if (entry.Position <= end)
            {
                throw new ArgumentException(
                    $"Bulletin {entry.Position} comes after {end}.",
                    nameof(entries)
                );
            }
            // Behind the count of every snapshot that somebody reads.
            known[count++] = entry;
            end = entry.Position;
            if (Revisions.Contest(entry.Bulletin) is { } contest)
            {
                _contests.AddOrUpdate(contest, [entry], (_, before) => before.Add(entry));
            }
        }
        _stored = new Snapshot(known, count, end);
    }

    /// <summary>
    /// With what was said before of what it is about: whoever was told of that is told of the revision, and of the result
    /// that comes in the place of one that was taken back.
    /// </summary>
    private LogEntry Connected(LogEntry entry)
    {
        if (Revisions.Contest(entry.Bulletin) is not { } contest)
        {
            return entry;
        }
        var said = ReadContest(contest);
        if (Revisions.IsRevision(entry.Bulletin))
        {
            LogEntry[] revised = [.. said.Where(e => Revisions.Touches(entry, e))];
            return entry with
            {
                Parties =
                [
                    .. revised.SelectMany(e => e.Bulletin.Parties).Union(entry.Bulletin.Parties),
                ],
                Closeness = revised.Aggregate(entry.Closeness, (all, e) => all.With(e.Closeness)),
            };
        }
        return entry.Bulletin switch
        {
            Bulletin.Colour when LastOf(b => b is Bulletin.Result) is { } result => entry with
            {
                Closeness = result.Closeness,
            },
            Bulletin.Result
            or Bulletin.FirstResult
                when LastOf(b => b is Bulletin.Result or Bulletin.Retracted)
                    is { Bulletin: Bulletin.Retracted } retracted => entry with
            {
                Closeness = entry.Closeness.With(retracted.Closeness),
            },
            _ => entry,
        };

        LogEntry? LastOf(Func<Bulletin, bool> isIt) => said.LastOrDefault(e => isIt(e.Bulletin));
    }

    /// <summary>The index of the first entry behind a position.</summary>
    private static int IndexAfter(Snapshot log, long position)
    {
        var (low, high) = (0, log.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (log.Entries[middle].Position <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}

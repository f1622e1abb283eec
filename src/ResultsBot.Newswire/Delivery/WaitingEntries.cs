using System.Collections;

namespace ResultsBot.Newswire.Delivery;

/// <summary>
/// What one channel waits for, in order. Kept as stretches of the log: after an outage ten thousand channels may wait
/// for all of the night, and a node for each would be half a gigabyte.
/// </summary>
internal sealed class WaitingEntries(BulletinLog log) : IReadOnlyCollection<LogEntry>
{
    private readonly List<Stretch> _stretches = [];

    /// <summary>Both ends are in it.</summary>
    private readonly record struct Stretch(long From, long To);

    public int Count { get; private set; }

    private LogEntry this[long position] =>
        log.Find(position) ?? throw new InvalidOperationException($"{position} isn't in the log.");

    public LogEntry? First => _stretches.Count == 0 ? null : this[_stretches[0].From];

    /// <summary>0 where nothing waits.</summary>
    public long LastPosition => _stretches.Count == 0 ? 0 : _stretches[^1].To;

    /// <summary>The entry stands behind all that are there, and in the log.</summary>
    public void Add(LogEntry entry)
    {
        Count++;
        if (_stretches.Count > 0 && _stretches[^1] is var last && last.To == entry.Position - 1)
        {
            _stretches[^1] = last with { To = entry.Position };
        }
        else
        {
            _stretches.Add(new Stretch(entry.Position, entry.Position));
        }
    }

    public bool Contains(long position) => At(position) >= 0;

    public void Remove(long position)
    {
        var at = At(position);
        if (at < 0)
        {
            return;
        }
        Count--;
        var (from, to) = _stretches[at];
        if (position < to)
        {
            _stretches[at] = new Stretch(position + 1, to);
            if (position > from)
            {
                _stretches.Insert(at, new Stretch(from, position - 1));
            }
        }
        else if (position > from)
        {
            _stretches[at] = new Stretch(from, position - 1);
        }
        else
        {
            _stretches.RemoveAt(at);
            if (_stretches.Count == 0)
            {
                _stretches.TrimExcess();
            }
        }
    }

    public IEnumerator<LogEntry> GetEnumerator()
    {
        foreach (var (from, to) in _stretches)
        {
            for (var position = from; position <= to; position++)
            {
                yield return this[position];
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int At(long position)
    {
        for (var i = 0; i < _stretches.Count; i++)
        {
            if (_stretches[i].From <= position && position <= _stretches[i].To)
            {
                return i;
            }
        }
        return -1;
    }
}

using System.Collections;
using ResultsBot.Wire;

namespace ResultsBot.Broadcasting;

/// <summary>What some channel still waits for, once for all of them. Owned by the broadcaster's loop.</summary>
internal sealed class WireTail
{
    private readonly Dictionary<long, WireEntry> _entries = [];
    private long _from;

    public WireEntry this[long position] => _entries[position];

    public int Count => _entries.Count;

    public void Add(WireEntry entry) => _entries.TryAdd(entry.Position, entry);

    /// <summary>Nothing before it is waited for any more.</summary>
    public void ForgetBefore(long position)
    {
        for (; _from < position; _from++)
        {
            _entries.Remove(_from);
        }
    }
}

/// <summary>
/// What one channel waits for, in order. Kept as stretches of the wire: after an outage ten thousand channels may wait
/// for all of the night, and a node for each would be half a gigabyte.
/// </summary>
internal sealed class WaitingEntries(WireTail tail) : IReadOnlyCollection<WireEntry>
{
    private readonly List<Stretch> _stretches = [];

    /// <summary>Both ends are in it.</summary>
    private readonly record struct Stretch(long From, long To);

    public int Count { get; private set; }

    public WireEntry? First => _stretches.Count == 0 ? null : tail[_stretches[0].From];

    /// <summary>0 where nothing waits.</summary>
    public long LastPosition => _stretches.Count == 0 ? 0 : _stretches[^1].To;

    /// <summary>The entry stands behind all that are there, and in the tail.</summary>
    public void Add(WireEntry entry)
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

    /// <summary>Those of them that wait.</summary>
    public Dictionary<long, WireEntry> Those(IReadOnlyCollection<long> positions)
    {
        var those = new Dictionary<long, WireEntry>(positions.Count);
        foreach (var position in positions)
        {
            if (Contains(position))
            {
                those[position] = tail[position];
            }
        }
        return those;
    }

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

    public IEnumerator<WireEntry> GetEnumerator()
    {
        foreach (var (from, to) in _stretches)
        {
            for (var position = from; position <= to; position++)
            {
                yield return tail[position];
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

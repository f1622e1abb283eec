using System.Collections.Immutable;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Wording;

/// <summary>
/// What one channel waits for, taken up one by one: behind the end of a message may stand all of a night, for each of
/// thousands of channels.
/// </summary>
internal sealed class WaitingRun(IEnumerable<Waited> waiting) : IDisposable
{
    private readonly IEnumerator<Waited> _waiting = waiting.GetEnumerator();
    private readonly List<Waited> _read = [];

    /// <summary>What was looked at so far.</summary>
    public ImmutableArray<Waited> Read => [.. _read];

    /// <summary>Whether it was looked at, and found, that nothing stands behind <see cref="Read"/>.</summary>
    public bool IsAtEnd { get; private set; }

    /// <exception cref="ArgumentOutOfRangeException">It was not asked whether there are so many.</exception>
    public Waited this[int index] => _read[index];

    public bool Has(int index)
    {
        while (!IsAtEnd && _read.Count <= index)
        {
            if (_waiting.MoveNext())
            {
                _read.Add(_waiting.Current);
            }
            else
            {
                IsAtEnd = true;
            }
        }
        return index < _read.Count;
    }

    /// <summary>So many from the first on, or as many as there are.</summary>
    public ImmutableArray<Waited> UpTo(int count)
    {
        Has(count - 1);
        return [.. _read.Take(count)];
    }

    /// <summary>Whether another run, of which this was read, would have been read just so.</summary>
    /// <param name="isAll">Nothing stood behind it.</param>
    public bool IsAsRead(ImmutableArray<Waited> read, bool isAll)
    {
        for (var i = 0; i < read.Length; i++)
        {
            if (!Has(i) || !_read[i].IsSame(read[i]))
            {
                return false;
            }
        }
        return !isAll || !Has(read.Length);
    }

    public void Dispose() => _waiting.Dispose();
}

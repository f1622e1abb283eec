namespace ResultsBot.Discord.RateLimits;

/// <summary>The last so many round trips, and what they tell of how short one can be.</summary>
internal sealed class RoundTrips(int capacity)
{
    private const int Compared = 8;

    private readonly TimeSpan[] _last = new TimeSpan[capacity];
    private TimeSpan _shortestPossible;
    private int _next;

    public int Count { get; private set; }

    /// <summary>
    /// Zero where they tell nothing of it. Between the shortest seen and the eighth shortest lies more than between the
    /// shortest possible and the shortest seen: both ways have to be short at once, so that the number of trips below a
    /// time grows with the square of what it is above the least. On a calm network all three are the same; on a wild
    /// one, the shortest of two hundred may still be half as long again as one to come.
    /// </summary>
    public TimeSpan ShortestPossible => Count < Compared ? TimeSpan.Zero : _shortestPossible;

    public void Add(TimeSpan trip)
    {
        _last[_next] = trip;
        _next = (_next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
        if (Count >= Compared)
        {
            _shortestPossible = Estimate();
        }
    }

    private TimeSpan Estimate()
    {
        Span<TimeSpan> shortest = stackalloc TimeSpan[Compared];
        shortest.Fill(TimeSpan.MaxValue);
        foreach (var trip in _last.AsSpan(0, Count))
        {
            Shortest.Keep(trip, shortest);
        }
        var estimate = shortest[0] - (shortest[Compared - 1] - shortest[0]);
        return estimate > TimeSpan.Zero ? estimate : TimeSpan.Zero;
    }
}

namespace ResultsBot.Discord.RateLimits;

/// <summary>
/// When requests arrived, by the clock in Discord's own answers, and how quickly one can arrive at best. That clock is
/// set otherwise than ours, by an unknown difference; so are perhaps those of its several machines. Neither matters:
/// what is compared is always an arrival with the earliest of arrivals, each counted from its own sending.
/// </summary>
internal sealed class ServerClock(int capacity)
{
    private const int Compared = 8;

    /// <summary>Both headers are cut to milliseconds.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(5);

    private readonly (TimeSpan Delay, TimeSpan Trip)[] _last = new (TimeSpan, TimeSpan)[capacity];
    private int _next;

    public int Count { get; private set; }

    /// <summary>
    /// The shortest that can be expected between our clock at a sending and theirs at the arrival. Null where the
    /// answers contradict each other: no request can have taken longer to arrive than to be answered, so that a clock
    /// that was set in between is noticed.
    /// </summary>
    public TimeSpan? Quickest { get; private set; }

    /// <param name="delay">From the sending by our clock to the arrival by theirs.</param>
    /// <param name="trip">From the sending to the answer.</param>
    public void Add(TimeSpan delay, TimeSpan trip)
    {
        _last[_next] = (delay, trip);
        _next = (_next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
        Quickest = Estimate();
    }

    private TimeSpan? Estimate()
    {
        Span<TimeSpan> shortest = stackalloc TimeSpan[Compared];
        shortest.Fill(TimeSpan.MaxValue);
        var latestSending = TimeSpan.MinValue;
        foreach (var (delay, trip) in _last.AsSpan(0, Count))
        {
            latestSending = delay - trip > latestSending ? delay - trip : latestSending;
            Shortest.Keep(delay, shortest);
        }
        if (Count < Compared || latestSending > shortest[0] + Slack)
        {
            return null;
        }
        // What lies between the quickest seen and the eighth quickest, may lie before the quickest as well.
        return shortest[0] - (shortest[Compared - 1] - shortest[0]);
    }
}

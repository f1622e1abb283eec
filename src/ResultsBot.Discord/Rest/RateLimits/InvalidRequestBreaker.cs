namespace ResultsBot.Discord.RateLimits;

/// <summary>
/// Counts answers of 401, 403 and 429 over ten minutes and stops all traffic well before Discord would ban the
/// address for them (rate-limits.mdx, "Invalid Request Limit"; a feed bot for 400 servers was: DSharpPlus #1763).
/// </summary>
public sealed class InvalidRequestBreaker(int limit, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Queue<TimeSpan> _invalid = new();
    private TimeSpan _openUntil;

    /// <summary>How long nothing may be sent; zero while all is well.</summary>
    public TimeSpan OpenFor
    {
        get
        {
            lock (_gate)
            {
                var left = _openUntil - time.GetElapsedTime(_start);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>How many there were within the window.</summary>
    public int Counted
    {
        get
        {
            lock (_gate)
            {
                Forget(time.GetElapsedTime(_start));
                return _invalid.Count;
            }
        }
    }

    /// <summary>Counts one. True when this is the one that stops all traffic.</summary>
    public bool Count()
    {
        lock (_gate)
        {
            var now = time.GetElapsedTime(_start);
            Forget(now);
            _invalid.Enqueue(now);
            if (_invalid.Count < limit || now < _openUntil)
            {
                return false;
            }

            // Until the whole window is past, so that the count starts again from nothing.
            _openUntil = now + Window;
            _invalid.Clear();
            return true;
        }
    }

    private void Forget(TimeSpan now)
    {
        while (_invalid.TryPeek(out var first) && first <= now - Window)
        {
            _invalid.Dequeue();
        }
    }
}

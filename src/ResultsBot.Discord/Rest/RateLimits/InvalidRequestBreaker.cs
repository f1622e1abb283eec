namespace ResultsBot.Discord.RateLimits;

/// <summary>
/// Counts answers of 401, 403 and 429 over ten minutes and stops traffic well before Discord would ban the
/// address for them (rate-limits.mdx, "Invalid Request Limit"; a feed bot for 400 servers was: DSharpPlus #1763).
/// What is the bot's owner's own goes on for longer: it is not to pay for what others' servers refuse.
/// </summary>
public sealed class InvalidRequestBreaker(int limit, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Of the limit: with 5,000, a thousand before Discord's own.</summary>
    private const double OwnShare = 1.8;

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Queue<TimeSpan> _invalid = new();
    private TimeSpan _openUntil;

    /// <summary>How long it may not be sent; zero while all is well.</summary>
    /// <param name="isOwn">The owner's own: stopped by far more.</param>
    public TimeSpan OpenFor(bool isOwn)
    {
        lock (_gate)
        {
            var now = time.GetElapsedTime(_start);
            if (now >= _openUntil)
            {
                return TimeSpan.Zero;
            }

            Forget(now);
            return isOwn && _invalid.Count < limit * OwnShare ? TimeSpan.Zero : _openUntil - now;
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

    /// <summary>Counts one. True when this is the one that stops what is not the owner's own.</summary>
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

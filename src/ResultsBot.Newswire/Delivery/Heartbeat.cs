namespace ResultsBot.Newswire.Delivery;

/// <summary>The sign of life of a loop: it beats each time round, also where there is nothing to do.</summary>
public sealed class Heartbeat(TimeProvider time)
{
    /// <summary>How often a loop beats that waits for something to do.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private long _at = time.GetTimestamp();

    /// <summary>How long ago the last beat was, by the monotonic clock.</summary>
    public TimeSpan Age => time.GetElapsedTime(Interlocked.Read(ref _at));

    public void Beat() => Interlocked.Exchange(ref _at, time.GetTimestamp());
}

namespace ResultsBot.Discord.Gateway;

/// <summary>The beats of a connection, and whether the last one was answered.</summary>
internal sealed class Heartbeat(ShardContext shard)
{
    private bool _ackPending;
    private long _beatAt;

    public void Answered()
    {
        if (Interlocked.Exchange(ref _beatAt, 0) is var beatAt and not 0)
        {
            shard.Meters.HeartbeatAnswered(shard.Time.GetElapsedTime(beatAt));
        }
        Volatile.Write(ref _ackPending, false);
    }

    /// <summary>Ends when a beat has gone unanswered.</summary>
    public async Task Beat(TimeSpan every, Func<Task> send, CancellationToken ct)
    {
        await Task.Delay(every * shard.Random(), shard.Time, ct);
        while (!Volatile.Read(ref _ackPending))
        {
            Volatile.Write(ref _ackPending, true);
            Volatile.Write(ref _beatAt, shard.Time.GetTimestamp());
            await send();
            await Task.Delay(every, shard.Time, ct);
        }
    }
}

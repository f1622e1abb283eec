namespace ResultsBot.Discord.Gateway;

/// <summary>
/// Keeps a connection under 120 sends in 60 seconds, beyond which Discord closes it with 4008 (gateway.mdx, "Rate
/// Limiting"). A few are kept back for the heartbeats that are due. Used from one place at a time.
/// </summary>
internal sealed class SendBudget(TimeProvider time)
{
    private const int KeptForHeartbeats = 5;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private readonly long _start = time.GetTimestamp();
    private readonly Queue<TimeSpan> _sent = new();

    public bool TrySpend(bool isDueHeartbeat)
    {
        var now = time.GetElapsedTime(_start);
        while (_sent.TryPeek(out var first) && first <= now - Window)
        {
            _sent.Dequeue();
        }

        if (_sent.Count >= Limits.GatewaySendsPerMinute - (isDueHeartbeat ? 0 : KeptForHeartbeats))
        {
            return false;
        }

        _sent.Enqueue(now);
        return true;
    }
}

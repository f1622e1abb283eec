using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord.Gateway;

namespace ResultsBot.Discord;

/// <summary>Discord's gateway: runs its shards until cancelled, or until Discord says it is of no use.</summary>
/// <param name="random">Numbers in [0, 1), from any thread at once.</param>
/// <param name="open">Makes a socket for one connection; null: a real one.</param>
public sealed class DiscordGateway(
    DiscordRest rest,
    DiscordOptions options,
    TimeProvider time,
    Func<double> random,
    ILogger<DiscordGateway> logger,
    Func<IGatewaySocket>? open = null
)
{
    private const int InteractionsRemembered = 1000;
    private readonly Func<IGatewaySocket> _open =
        open ?? (() => new WebSocketConnection(options.UserAgent));
    private int _running;
    private Ahead? _ahead;
    private ShardStatus[] _shards = [];
    private long _handlingSince;

    /// <summary>How each shard stands; none before it is known how many there are. Reading it never waits.</summary>
    public ImmutableArray<ShardStatus> Shards => [.. Volatile.Read(ref _shards)];

    /// <summary>For how long the event in hand has been handled; zero where none is. Reading it never waits.</summary>
    public TimeSpan HandlingFor =>
        Interlocked.Read(ref _handlingSince) is var since and not 0
            ? time.GetElapsedTime(since)
            : TimeSpan.Zero;

    /// <summary>
    /// Begins to ask where to connect, which opens the first connection to the API as well: a start has something else
    /// to do meanwhile. No session is begun before <see cref="Run"/>.
    /// </summary>
    /// <param name="ct">Gives it up; <see cref="Run"/> asks again.</param>
    /// <exception cref="InvalidOperationException">It was asked ahead before.</exception>
    public void AskAhead(CancellationToken ct)
    {
        if (_ahead is not null)
        {
            // The first question would be forgotten, and its answer never looked at.
            throw new InvalidOperationException("Discord is being asked already.");
        }

        var starts = new SessionStarts(rest, time, random, logger);
        var giveUp = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _ahead = new Ahead(starts, giveUp, starts.Allowed(giveUp.Token));
    }

    /// <summary>
    /// Connects, and keeps connected. Events are handed over in order, one at a time, away from the connection: a slow
    /// handler delays the events behind it, never a heartbeat. An exception of the handler is logged and passed over.
    /// An interaction that is delivered twice is handed over once.
    /// </summary>
    public async Task<GatewayEnd> Run(
        Func<GatewayEvent, CancellationToken, ValueTask> onEvent,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(onEvent);
        if (Interlocked.Exchange(ref _running, 1) != 0)
        {
            // Two would answer each interaction twice, and throw each other out with 4005.
            throw new InvalidOperationException("The gateway is running already.");
        }

        try
        {
            return await RunShards(onEvent, ct);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>The question that was asked before anybody ran.</summary>
    private sealed record Ahead(SessionStarts Starts, CancellationTokenSource GiveUp, Task Asking)
    {
        /// <summary>Whatever came of it: who runs finds the answer, or asks again.</summary>
        public async Task End(CancellationToken ct)
        {
            using var giveUp = GiveUp;
            await using var _ = ct.UnsafeRegister(
                static giveUp => ((CancellationTokenSource)giveUp!).Cancel(),
                giveUp
            );
            await Asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<GatewayEnd> RunShards(
        Func<GatewayEvent, CancellationToken, ValueTask> onEvent,
        CancellationToken ct
    )
    {
        var ahead = Interlocked.Exchange(ref _ahead, null);
        using var starts = ahead?.Starts ?? new SessionStarts(rest, time, random, logger);
        if (ahead is not null)
        {
            await ahead.End(ct);
        }

        int count;
        try
        {
            if (await starts.Allowed(ct) is not { } info)
            {
                return new GatewayEnd.Fatal(
                    401,
                    "Discord does not accept the bot's token: check Discord:Token."
                );
            }

            count = options.ShardCount ?? info.Shards;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new GatewayEnd.Stopped();
        }

        var events = System.Threading.Channels.Channel.CreateUnbounded<GatewayEvent>(
            new UnboundedChannelOptions { SingleReader = true }
        );
        var handling = HandOver(events.Reader, onEvent, ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var began = time.GetUtcNow();
        ShardStatus[] statuses =
        [
            .. Enumerable.Range(0, count).Select(number => new ShardStatus(number, false, began)),
        ];
        Volatile.Write(ref _shards, statuses);
        var running = Enumerable
            .Range(0, count)
            .Select(number =>
                new Shard(
                    new ShardContext(
                        number,
                        count,
                        options.Token,
                        starts,
                        one => events.Writer.TryWrite(one),
                        up => statuses[number] = statuses[number].Now(up, time.GetUtcNow()),
                        rest.Meters,
                        time,
                        random,
                        logger
                    ),
                    _open
                ).Run(stop.Token)
            )
            .ToList();
        try
        {
            // One shard that is turned away for good means that all will be.
            var ended = Task.WhenAny(running);
            if (await Task.WhenAny(ended, handling) == handling && !ct.IsCancellationRequested)
            {
                // Connected, and deaf.
                await handling;
                throw new InvalidOperationException("Nobody handles the gateway's events.");
            }

            return await await ended;
        }
        finally
        {
            stop.Cancel();
            await Task.WhenAll(running);
            events.Writer.Complete();
            await handling;
        }
    }

    private async Task HandOver(
        ChannelReader<GatewayEvent> events,
        Func<GatewayEvent, CancellationToken, ValueTask> onEvent,
        CancellationToken ct
    )
    {
        var seen = new RecentInteractions(InteractionsRemembered);
        await Task.Yield();
        try
        {
            while (await events.WaitToReadAsync(ct))
            {
                while (!ct.IsCancellationRequested && events.TryRead(out var one))
                {
                    if (
                        one is GatewayEvent.InteractionCreated { Interaction.Id: var id }
                        && !seen.Add(id)
                    )
                    {
                        continue;
                    }

                    try
                    {
                        Interlocked.Exchange(ref _handlingSince, time.GetTimestamp());
                        await onEvent(one, ct);
                    }
                    catch (Exception e)
                        when (e is not OperationCanceledException || !ct.IsCancellationRequested)
                    {
                        logger.LogError(e, "Handling {Event} failed.", one.GetType().Name);
                    }
                    finally
                    {
                        Interlocked.Exchange(ref _handlingSince, 0);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;

namespace ResultsBot.Hosting;

/// <summary>
/// The connection to Discord's gateway. The standby is connected too, so that it knows the servers and needn't start a
/// session when it takes over. Discord allows several sessions on a shard and sends each interaction to all of them; only the
/// leader answers.
/// </summary>
internal sealed class GatewaySession(
    DiscordClient discord,
    GuildDirectory guilds,
    ILogger<GatewaySession> log
) : IAsyncDisposable
{
    /// <summary>Held while an event is handled, and while the handler changes.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<int, GatewayEvent.Ready> _ready = [];
    private readonly CancellationTokenSource _end = new();
    private Func<GatewayEvent, CancellationToken, ValueTask>? _handle;
    private Task<GatewayEnd>? _running;

    public DiscordClient Discord => discord;

    /// <summary>The servers as the gateway has described them. While standing by this class keeps it; afterwards the handler does.</summary>
    public GuildDirectory Guilds => guilds;

    /// <summary>Connects, unless it has already, and answers nothing.</summary>
    public void StandBy() => _running ??= Run();

    /// <summary>Passes every event to the handler until stopped; before the first, the sessions and servers known so far.</summary>
    public async Task<GatewayEnd> Listen(
        Func<GatewayEvent, CancellationToken, ValueTask> handle,
        CancellationToken stop
    )
    {
        await using var stopping = stop.UnsafeRegister(
            static end => ((CancellationTokenSource)end!).Cancel(),
            _end
        );
        await _turn.WaitAsync(stop);
        try
        {
            foreach (
                var told in _ready.Values.Concat<GatewayEvent>(
                    guilds.All.Select(g => new GatewayEvent.GuildAvailable(g))
                )
            )
            {
                await HandOver(told, handle, stop);
            }
            _handle = handle;
        }
        finally
        {
            _turn.Release();
        }
        return await (_running ??= Run());
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_running is not null)
        {
            await _running;
        }
        _end.Dispose();
        _turn.Dispose();
    }

    private async Task<GatewayEnd> Run()
    {
        var ended = await discord.Gateway.Run(Take, _end.Token);
        if (_handle is null && ended is GatewayEnd.Fatal { Sentence: var sentence })
        {
            log.LogError("This process can't take over: {Reason}", sentence);
        }
        return ended;
    }

    /// <summary>Logs a failure and goes on, as the gateway does: one server must not hide the others.</summary>
    private async Task HandOver(
        GatewayEvent told,
        Func<GatewayEvent, CancellationToken, ValueTask> handle,
        CancellationToken stop
    )
    {
        try
        {
            await handle(told, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Handling {Event} failed.", told.GetType().Name);
        }
    }

    private async ValueTask Take(GatewayEvent told, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_handle is { } handle)
            {
                await handle(told, ct);
            }
            else
            {
                Keep(told);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Keeps what the handler will need. It needn't hear of channels deleted in the meantime: the leader has.</summary>
    private void Keep(GatewayEvent told)
    {
        switch (told)
        {
            case GatewayEvent.Ready ready:
                _ready[ready.Shard] = ready;
                break;
            case GatewayEvent.GuildAvailable { Guild.Id: var id }:
                // The bot has just been invited, and the leader says hello.
                Change(id, ids => ids.Contains(id) ? ids : ids.Add(id));
                break;
            case GatewayEvent.GuildRemoved { GuildId: var id }:
                Change(id, ids => ids.Remove(id));
                break;
            default:
                break;
        }
        guilds.Take(told);
    }

    private void Change(
        Snowflake guild,
        Func<ImmutableArray<Snowflake>, ImmutableArray<Snowflake>> change
    )
    {
        if (_ready.Values.FirstOrDefault(r => r.Covers(guild)) is { } ready)
        {
            _ready[ready.Shard] = ready with { GuildIds = change(ready.GuildIds) };
        }
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;

namespace ResultsBot.Hosting;

/// <summary>
/// The connection to Discord's gateway, which outlives the change of who leads: a process that stands by is connected as
/// well, so that it knows the servers and has no session to begin when it takes over. Discord sends each interaction to both
/// (it allows several sessions for a shard), and only who leads answers.
/// </summary>
internal sealed class GatewaySession(
    DiscordClient discord,
    GuildDirectory guilds,
    ILogger<GatewaySession> log
) : IAsyncDisposable
{
    /// <summary>Of each event, and of the change of who handles them.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<int, GatewayEvent.Ready> _ready = [];
    private readonly CancellationTokenSource _end = new();
    private Func<GatewayEvent, CancellationToken, ValueTask>? _handle;
    private Task<GatewayEnd>? _running;

    public DiscordClient Discord => discord;

    /// <summary>What is known of the servers; whoever handles the events goes on with it.</summary>
    public GuildDirectory Guilds => guilds;

    /// <summary>Connects, if it has not yet, and answers nothing.</summary>
    public void StandBy() => _running ??= Run();

    /// <summary>Hands over what happens until stopped, and first what has: the sessions that have begun, and their servers.</summary>
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

    /// <summary>Where it fails it is logged and passed over, as the gateway does: one server must not keep the rest from being told.</summary>
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

    /// <summary>What who takes over has to know. What has gone meanwhile is known to who leads.</summary>
    private void Keep(GatewayEvent told)
    {
        switch (told)
        {
            case GatewayEvent.Ready ready:
                _ready[ready.Shard] = ready;
                break;
            case GatewayEvent.GuildAvailable { Guild.Id: var id }:
                // Invited meanwhile, and welcomed by who leads.
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

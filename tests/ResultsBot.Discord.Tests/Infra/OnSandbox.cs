using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Sandbox;

namespace ResultsBot.Discord.Tests.Infra;

/// <summary>The client as it is put together for real, logged in to a sandbox; it answers whoever types /ping.</summary>
internal sealed class OnSandbox : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<GatewayEvent> _events = new();
    private readonly SemaphoreSlim _came = new(0);
    private readonly Lock _gate = new();
    private Task<GatewayEnd> _running = null!;

    private OnSandbox(SandboxServer server, DiscordClient client) =>
        (Server, Client) = (server, client);

    public SandboxServer Server { get; }
    public DiscordClient Client { get; }
    public DiscordRest Rest => Client.Rest;
    public SandboxControl Control => Server.Control;
    public ulong Newsroom => Server.Channels["newsroom"];
    public IReadOnlyCollection<GatewayEvent> Events => _events;

    /// <summary>How often a handler was given an interaction.</summary>
    public int Pings
    {
        get
        {
            lock (_gate)
            {
                return field;
            }
        }
        private set;
    }

    public static async Task<OnSandbox> Start(
        DiscordOptions? options = null,
        int heartbeat = 45_000
    )
    {
        var server = await SandboxServer.Start(
            new SandboxOptions
            {
                EnforceLimits = false,
                HeartbeatInterval = TimeSpan.FromMilliseconds(heartbeat),
            },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        var client = DiscordClient.Create(
            (options ?? new DiscordOptions { Token = "" }) with
            {
                Token = server.BotToken,
                BaseAddress = server.ApiAddress,
            },
            TimeProvider.System,
            () => 0,
            NullLoggerFactory.Instance
        );
        var bot = new OnSandbox(server, client);
        await client.Rest.RegisterCommands(
            new Snowflake(server.ApplicationId),
            [new ApplicationCommand { Name = "ping", Description = "Answers" }],
            CancellationToken.None
        );
        bot._running = client.Gateway.Run(bot.Hear, bot._stop.Token);
        await bot.Until<GatewayEvent.GuildAvailable>(2);
        return bot;
    }

    /// <summary>Waits until so many of these events have come since the start.</summary>
    public async Task Until<T>(int count = 1)
        where T : GatewayEvent
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (_events.OfType<T>().Count() < count)
        {
            await _came.WaitAsync(patience.Token);
        }
    }

    /// <summary>What somebody sees who types /ping: "message", or "failed".</summary>
    public async Task<string> Ping() => (await Control.Type("rita", "newsroom", "/ping")).State;

    public Task<RestResult<Snowflake>> Post(string nonce, ulong? channel = null) =>
        Rest.CreateMessage(
            new Snowflake(channel ?? Newsroom),
            new OutgoingMessage { Content = nonce, Nonce = nonce },
            SendPriority.Normal,
            CancellationToken.None
        );

    private async ValueTask Hear(GatewayEvent one, CancellationToken ct)
    {
        _events.Enqueue(one);
        _came.Release();
        if (one is GatewayEvent.InteractionCreated { Interaction: var interaction })
        {
            lock (_gate)
            {
                Pings++;
            }

            await Rest.Respond(
                interaction,
                new InteractionResponse.Reply(new OutgoingMessage { Content = "pong" }),
                ct
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        Client.Dispose();
        await Server.DisposeAsync();
        _stop.Dispose();
        _came.Dispose();
    }
}

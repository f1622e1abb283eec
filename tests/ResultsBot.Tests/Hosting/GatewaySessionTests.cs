using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Discord;
using ResultsBot.Hosting;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Hosting;

/// <summary>The gateway's session of a process that stands by, and takes over.</summary>
public sealed class GatewaySessionTests : IAsyncLifetime, IDisposable
{
    private readonly ConcurrentQueue<GatewayEvent> _told = [];
    private SandboxServer _sandbox = null!;
    private DiscordClient _client = null!;
    private GatewaySession _session = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.Start(
            LocalNewsroom.QuickRestarts,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        _client = BotHost.Client(
            new DiscordOptions { Token = _sandbox.BotToken, BaseAddress = _sandbox.ApiAddress },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        _session = new GatewaySession(
            _client,
            new GuildDirectory(),
            NullLogger<GatewaySession>.Instance
        );
    }

    public async Task DisposeAsync()
    {
        await _session.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Who_takes_over_is_told_what_there_is_in_the_session_that_stood_by()
    {
        _session.StandBy();
        await Knows(_sandbox.GuildId);
        await Knows(_sandbox.OtherGuildId);
        _sandbox.Control.LoseGuild(_sandbox.OtherGuildId, outage: false);
        var made = _sandbox.Control.CreateChannel("made-while-standing-by");
        await LocalNewsroom.Until(() => !_session.Guilds.IsKnown(_sandbox.OtherGuildId));
        await LocalNewsroom.Until(() => _session.Guilds.CanPost(_sandbox.GuildId, made));

        using var stop = new CancellationTokenSource();
        var listening = _session.Listen(Take, stop.Token);
        await LocalNewsroom.Until(() => _told.OfType<GatewayEvent.GuildAvailable>().Any());

        var ready = Assert.Single(_told.OfType<GatewayEvent.Ready>());
        Assert.Equal([new Snowflake(_sandbox.GuildId)], ready.GuildIds.AsEnumerable());
        var guild = Assert.Single(_told.OfType<GatewayEvent.GuildAvailable>()).Guild;
        Assert.Contains(guild.Channels, c => c.Id.Value == made);
        // One session, from beginning to end.
        Assert.Equal(1, _sandbox.Control.Statistics().Identifies);

        var later = _sandbox.Control.CreateChannel("made-afterwards");
        await LocalNewsroom.Until(() =>
            _told.OfType<GatewayEvent.ChannelCreated>().Any(c => c.Channel.Id.Value == later)
        );
        await stop.CancelAsync();
        Assert.IsType<GatewayEnd.Stopped>(await listening);
    }

    [Fact]
    public async Task A_server_that_was_joined_meanwhile_is_none_that_has_just_been_joined()
    {
        _sandbox.Control.LoseGuild(_sandbox.OtherGuildId, outage: false);
        _session.StandBy();
        await Knows(_sandbox.GuildId);
        _sandbox.Control.BringBackGuild(_sandbox.OtherGuildId);
        await Knows(_sandbox.OtherGuildId);

        using var stop = new CancellationTokenSource();
        var listening = _session.Listen(Take, stop.Token);
        await LocalNewsroom.Until(() => _told.OfType<GatewayEvent.GuildAvailable>().Count() == 2);

        Assert.Contains(
            new Snowflake(_sandbox.OtherGuildId),
            Assert.Single(_told.OfType<GatewayEvent.Ready>()).GuildIds
        );
        await stop.CancelAsync();
        await listening;
    }

    [Fact]
    public async Task What_people_do_while_it_stands_by_is_answered_by_who_leads()
    {
        _session.StandBy();
        await Knows(_sandbox.GuildId);
        await _client.Rest.RegisterCommands(
            new Snowflake(_sandbox.ApplicationId),
            [new ApplicationCommand { Name = "help", Description = "Help" }],
            CancellationToken.None
        );
        var typed = await _sandbox.Control.Type("rita", "newsroom", "/help");
        Assert.Equal("failed", typed.State);

        using var stop = new CancellationTokenSource();
        var listening = _session.Listen(Take, stop.Token);
        await LocalNewsroom.Until(() => _told.OfType<GatewayEvent.GuildAvailable>().Any());

        Assert.Empty(_told.OfType<GatewayEvent.InteractionCreated>());
        await stop.CancelAsync();
        await listening;
    }

    private Task Knows(ulong guild) => LocalNewsroom.Until(() => _session.Guilds.IsKnown(guild));

    private ValueTask Take(GatewayEvent told, CancellationToken ct)
    {
        _told.Enqueue(told);
        return ValueTask.CompletedTask;
    }
}

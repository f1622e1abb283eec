using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResultsBot.Board;
using ResultsBot.Broadcasting;
using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Health;
using ResultsBot.Pasting;
using ResultsBot.Rehearsing;
using ResultsBot.Store;
using ResultsBot.Wire;
using ResultsBot.Wording;

namespace ResultsBot.Hosting;

/// <summary>The bot put together, against whatever speaks Discord's protocol at the given address.</summary>
internal static class BotHost
{
    public static async Task<IHost> Build(
        HostApplicationBuilder builder,
        Phrasebook phrases,
        bool isRehearsal,
        SqliteStore store,
        DiscordOptions options,
        Newsroom newsroom,
        DeskSettings settings,
        CancellationToken ct
    )
    {
        var time = TimeProvider.System;
        var definition = phrases.Definition;
        var feed = new WireFeed();
        var desk = await ResultsDesk.Open(definition, settings.Rules, store, feed, time, ct);

        var assignments = await Assignments.Open(store, ct);

        // Listed by name: what the bot can do is read here.
        builder.Services.AddSingleton<ISlashCommand, DeclareCommand>();
        builder.Services.AddSingleton<ISlashCommand, CorrectCommand>();
        builder.Services.AddSingleton<ISlashCommand, RetractCommand>();
        builder.Services.AddSingleton<ISlashCommand, ReinstateCommand>();
        builder.Services.AddSingleton<ISlashCommand, StatusCommand>();
        builder.Services.AddSingleton<ISlashCommand, VerifiedCommand>();
        builder.Services.AddSingleton<ISlashCommand, CountCommand>();
        builder.Services.AddSingleton<ISlashCommand, FlashCommand>();
        builder.Services.AddSingleton<ISlashCommand, LotCommand>();
        builder.Services.AddSingleton<ISlashCommand, NoteCommand>();
        builder.Services.AddSingleton<ISlashCommand, QuoteCommand>();
        builder.Services.AddSingleton<ISlashCommand, UndoCommand>();
        builder.Services.AddSingleton<ISlashCommand, MineCommand>();
        builder.Services.AddSingleton<ISlashCommand, ProposalsCommand>();
        builder.Services.AddSingleton<ISlashCommand, HoldCommand>();
        builder.Services.AddSingleton<ISlashCommand, ReleaseCommand>();
        builder.Services.AddSingleton<ISlashCommand, PauseCommand>();
        builder.Services.AddSingleton<ISlashCommand, ResumeCommand>();
        builder.Services.AddSingleton<ISlashCommand, AssignCommand>();
        builder.Services.AddSingleton<ISlashCommand, AuditCommand>();
        builder.Services.AddSingleton<ISlashCommand, ExportCommand>();
        builder.Services.AddSingleton<ISlashCommand, SubscribeCommand>();
        builder.Services.AddSingleton<ISlashCommand, UnsubscribeCommand>();
        builder.Services.AddSingleton<ISlashCommand, SubscriptionsCommand>();
        builder.Services.AddSingleton<ISlashCommand, MentionCommand>();
        builder.Services.AddSingleton<ISlashCommand, SeatCommand>();
        builder.Services.AddSingleton<ISlashCommand, TallyCommand>();
        builder.Services.AddSingleton<ISlashCommand, OutstandingCommand>();
        builder.Services.AddSingleton<ISlashCommand, ClosestCommand>();
        builder.Services.AddSingleton<ISlashCommand, GainsCommand>();
        builder.Services.AddSingleton<ISlashCommand, StoryCommand>();
        builder.Services.AddSingleton<ISlashCommand, RehearseCommand>();

        builder
            .Services.AddSingleton(time)
            .AddSingleton(definition)
            .AddSingleton(new PartyNames(definition.Parties))
            .AddSingleton(new Places(phrases))
            .AddSingleton(phrases)
            .AddSingleton(new BulletinEmbeds(phrases, isRehearsal))
            .AddSingleton(desk)
            .AddSingleton(feed)
            .AddSingleton(newsroom)
            .AddSingleton<IElectionStore>(store)
            .AddSingleton<IChannelStore>(store)
            .AddSingleton<IWireArchive>(store)
            .AddSingleton<IPhotoStore>(store)
            .AddSingleton<IDraftStore>(store)
            .AddSingleton<IDeskStore>(store)
            .AddSingleton(
                new BoardSettings(settings.Channel, settings.SilentAfter, settings.RemindAfter)
            )
            .AddSingleton<NightBoard>()
            .AddSingleton<DeskChannel>()
            .AddSingleton(settings.Roles)
            .AddSingleton(assignments)
            .AddSingleton<Staff>()
            .AddSingleton<NearSeats>()
            .AddSingleton<WaitingReporters>()
            .AddSingleton<ReadBacks>()
            .AddSingleton<ProposalCards>()
            .AddSingleton<FiguresReader>()
            .AddSingleton<ReportTools>()
            .AddSingleton(new Photos(store, Downloads(), options.BaseAddress, phrases))
            .AddSingleton(services =>
                DiscordClient.Create(
                    options,
                    time,
                    Jitter(),
                    services.GetRequiredService<ILoggerFactory>()
                )
            )
            .AddSingleton(services => services.GetRequiredService<DiscordClient>().Rest)
            .AddSingleton<GuildDirectory>()
            .AddSingleton<IGuilds>(services => services.GetRequiredService<GuildDirectory>())
            .AddSingleton<Pages>()
            .AddSingleton<Courier>()
            .AddSingleton(_ => new BroadcastMeters(isRehearsal))
            .AddSingleton<Broadcaster>()
            .AddSingleton(services => new Rehearsals(
                services.GetService<Night>(),
                RehearsalStore.Beside(store.FilePath),
                phrases,
                services.GetRequiredService<DiscordRest>(),
                services.GetRequiredService<IGuilds>(),
                time,
                services.GetRequiredService<ILoggerFactory>()
            ))
            .AddSingleton<Router>();

        // The gateway stops first, so that nothing new comes in while the rest is finished.
        builder
            .Services.AddHostedService<BroadcastService>()
            .AddHostedService<DeskChannelService>()
            .AddHostedService<RehearsalService>()
            .AddHostedService<GatewayService>();
        if (builder.Services.Any(s => s.ServiceType == typeof(HealthFile)))
        {
            builder.Services.AddHostedService(services => new HealthService(
                services.GetRequiredService<HealthFile>(),
                services.GetRequiredService<DiscordClient>().Gateway,
                services.GetRequiredService<Broadcaster>(),
                () => store.LastCommit,
                time,
                services.GetRequiredService<ILogger<HealthService>>()
            ));
        }
        return builder.Build();
    }

    /// <summary>For the pictures that reporters give; bounded in size and time, and never sent elsewhere.</summary>
    private static HttpClient Downloads() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            }
        )
        {
            MaxResponseContentBufferSize = Photo.LongestBytes,
            Timeout = TimeSpan.FromSeconds(20),
        };

    /// <summary>Numbers in [0, 1) for the client's pauses; chance is all that is asked of them.</summary>
    private static Func<double> Jitter()
    {
        var random = new Random();
        var turn = new Lock();
        return () =>
        {
            lock (turn)
            {
                return random.NextDouble();
            }
        };
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResultsBot.Board;
using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Elections;
using ResultsBot.Engine;
using ResultsBot.Health;
using ResultsBot.LiveBlog;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets;
using ResultsBot.Outlets.Discord;
using ResultsBot.Pasting;
using ResultsBot.Rehearsing;
using ResultsBot.Storage;
using ResultsBot.Storage.Sql;
using ResultsBot.Wording;

namespace ResultsBot.Hosting;

/// <summary>The bot put together, against whatever speaks Discord's protocol at the given address.</summary>
internal static class BotHost
{
    /// <param name="session">One that was begun before; null: one of its own, with the options.</param>
    /// <param name="outlets">Those beside Discord; null for none.</param>
    public static async Task<IHost> Build(
        HostApplicationBuilder builder,
        Phrasebook phrases,
        bool isRehearsal,
        SqlStore store,
        DiscordOptions options,
        Newsroom newsroom,
        DeskSettings settings,
        CancellationToken ct,
        GatewaySession? session = null,
        OutletSettings? outlets = null
    )
    {
        await AddBot(
            builder.Services,
            phrases,
            isRehearsal,
            store,
            options,
            newsroom,
            settings,
            TimeProvider.System,
            ct,
            outlets
        );
        if (session is not null)
        {
            builder
                .Services.AddSingleton(session)
                .AddSingleton(session.Discord)
                .AddSingleton(session.Guilds);
        }
        builder
            .Services.AddSingleton<HostFailure>()
            .AddSingleton(provider => new BotHealth(
                () => HowItIs(provider, store),
                provider.GetRequiredService<HostFailure>(),
                TimeProvider.System
            ));
        // The gateway stops first, so that nothing new comes in while the rest is finished.
        builder
            .Services.AddHostedService(provider => new StoreService(
                store.FindLoss,
                () => store.Trouble,
                provider.GetRequiredService<HostFailure>(),
                TimeProvider.System,
                provider.GetRequiredService<ILogger<StoreService>>()
            ))
            .AddHostedService<BroadcastService>()
            .AddHostedService<DeskChannelService>()
            .AddHostedService<RehearsalService>()
            .AddSingleton<WarmUpService>()
            .AddHostedService(provider => provider.GetRequiredService<WarmUpService>())
            .AddHostedService<GatewayService>();
        if (BlogOf(builder.Services) is not null)
        {
            builder.Services.AddSingleton<LiveBlogHost>().AddHostedService<LiveBlogService>();
        }
        if (BlogOf(builder.Services) is { PublicAddress: { } address })
        {
            builder.Services.AddSingleton<PictureOf>(provider =>
                new LiveBlogPictures(
                    new PictureUrls(phrases, isRehearsal, address),
                    provider.GetRequiredService<ILogger<LiveBlogPictures>>()
                ).Of
            );
        }
        else
        {
            builder.Services.AddSingleton<ResultCards>().AddHostedService<CardService>();
        }
        if (Has<HealthFile>(builder.Services))
        {
            builder.Services.AddHostedService(provider => new HealthService(
                provider.GetRequiredService<HealthFile>(),
                provider.GetRequiredService<BotHealth>(),
                provider.GetRequiredService<HostFailure>(),
                TimeProvider.System,
                provider.GetRequiredService<ILogger<HealthService>>()
            ));
        }
        return builder.Build();
    }

    private static bool Has<T>(IServiceCollection services) =>
        services.Any(s => s.ServiceType == typeof(T));

    private static BlogOptions? BlogOf(IServiceCollection services) =>
        services
            .Select(s => s.IsKeyedService ? null : s.ImplementationInstance)
            .OfType<BlogOptions>()
            .LastOrDefault();

    private static HealthReport HowItIs(IServiceProvider bot, SqlStore store)
    {
        var discord = bot.GetRequiredService<DiscordClient>();
        var broadcaster = bot.GetRequiredService<Broadcaster>();
        var desk = bot.GetRequiredService<DeskChannel>();
        return HealthReport.Of(
            TimeProvider.System.GetUtcNow(),
            discord.Gateway.Shards,
            broadcaster.Status,
            broadcaster.Trouble,
            store.LastCommit
        ) with
        {
            Loops =
            [
                LoopHealth.Of(Parts.Broadcasting, broadcaster.Heartbeat.Age),
                .. desk.IsNamed
                    ? [LoopHealth.Of(Parts.DeskChannel, desk.Heartbeat.Age)]
                    : ImmutableArray<LoopHealth>.Empty,
                LoopHealth.Of(Parts.Connection, discord.Gateway.HandlingFor),
                LoopHealth.Of(Parts.Writing, store.WritingFor),
            ],
            Quarantined =
            [
                .. store.Quarantine.Items.Select(q => new QuarantinedHealth(
                    q.Position,
                    q.Kind,
                    q.Bulletin is not null,
                    q.Reason
                )),
            ],
            Held = discord.Rest.Standstill,
            Store = store.Trouble,
            Term = store.Leader?.Term,
        };
    }

    /// <summary>All of the bot but what runs by itself.</summary>
    /// <param name="outlets">Those beside Discord; null for none.</param>
    /// <exception cref="InvalidDataException">An outlet is to follow what the election does not have.</exception>
    public static async Task AddBot(
        IServiceCollection services,
        Phrasebook phrases,
        bool isRehearsal,
        IStore store,
        DiscordOptions options,
        Newsroom newsroom,
        DeskSettings settings,
        TimeProvider time,
        CancellationToken ct,
        OutletSettings? outlets = null
    )
    {
        var definition = phrases.Definition;
        var places = new Places(phrases);
        outlets ??= OutletSettings.None;
        await ConfiguredSubscribers.Reconcile(
            outlets,
            places.Scopes,
            definition.Whole,
            isRehearsal,
            store,
            store,
            ct
        );
        await FollowedPlaces.Check(definition, store, store, ct);
        await services.AddElection(
            store,
            phrases,
            settings.Rules,
            isRehearsal,
            newsroom,
            outlets,
            time,
            ct
        );
        var assignments = await Assignments.Open(store, ct);

        // Each is a file of its own: what the bot can do is read in their folder.
        foreach (var command in Implementations<ISlashCommand>())
        {
            services.AddSingleton(typeof(ISlashCommand), command);
        }

        services
            .AddSingleton<PublicationHold>()
            .AddSingleton<PauseSwitch>()
            .AddSingleton(new PartyNames(definition.Parties))
            .AddSingleton(places)
            .AddSingleton<AnswerPictures>()
            .AddSingleton(newsroom)
            .AddSingleton<IDraftStore>(store)
            .AddSingleton<IDeskStore>(store)
            .AddSingleton(
                new BoardSettings(settings.Channel, settings.SilentAfter, settings.RemindAfter)
            )
            .AddSingleton<DiscordMessages>()
            .AddSingleton<NightBoard>()
            .AddSingleton<DeskCards>()
            .AddSingleton<DeskChannel>()
            .AddSingleton(settings.Roles)
            .AddSingleton(assignments)
            .AddSingleton<Staff>()
            .AddSingleton<PublicRequests>()
            .AddSingleton<NearSeats>()
            .AddSingleton<WaitingReporters>()
            .AddSingleton<DisplayNames>()
            .AddSingleton<ChannelRequests>()
            .AddSingleton<SamplePosts>()
            .AddSingleton<SentAnswers>()
            .AddSingleton<ReadBacks>()
            .AddSingleton<ProposalCards>()
            .AddSingleton<FiguresReader>()
            .AddSingleton<ReportTools>()
            .AddSingleton<BlogEntries>()
            .AddSingleton<WritingTools>()
            .AddSingleton(new Photos(store, Downloads(), options.BaseAddress, phrases))
            .AddSingleton(provider =>
                Client(
                    options with
                    {
                        BeforeSending = store.ConfirmLeading,
                    },
                    time,
                    provider.GetRequiredService<ILoggerFactory>()
                )
            )
            .AddSingleton(provider => provider.GetRequiredService<DiscordClient>().Rest)
            .AddSingleton<GuildDirectory>()
            .AddSingleton<GatewaySession>()
            .AddSingleton<IGuilds>(provider => provider.GetRequiredService<GuildDirectory>())
            .AddSingleton(provider => new Rehearsals(
                new Lazy<Night?>(provider.GetService<Night>),
                RehearsalStore.Beside(store.FilePath),
                phrases,
                provider.GetRequiredService<DiscordRest>(),
                provider.GetRequiredService<IGuilds>(),
                time,
                provider.GetRequiredService<ILoggerFactory>()
            ))
            .AddSingleton<Router>()
            .AddSingleton<CommandRegistration>()
            .AddSingleton<Welcome>();
    }

    private static IEnumerable<Type> Implementations<T>() =>
        typeof(T).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(T)) && !t.IsAbstract);

    public static DiscordClient Client(
        DiscordOptions options,
        TimeProvider time,
        ILoggerFactory loggers
    ) => DiscordClient.Create(options, time, Jitter(), loggers);

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

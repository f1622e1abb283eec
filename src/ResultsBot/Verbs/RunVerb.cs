using System.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Health;
using ResultsBot.Hosting;
using ResultsBot.Outlets;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Rehearsing;
using ResultsBot.Sandbox;
using ResultsBot.Storage;
using ResultsBot.Storage.Postgres;
using ResultsBot.Storage.Sql;
using ResultsBot.Wording;

namespace ResultsBot.Verbs;

/// <summary>
/// Runs the bot: on Discord with a token; without one against a sandbox in this process, so that it runs on any
/// machine. The only place that knows both.
/// </summary>
internal static class RunVerb
{
    /// <summary>How long a stop may take, with all that it waits for.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(15);

    /// <returns>The process's exit code.</returns>
    public static async Task<int> Run(TextWriter output, TextWriter errors, CancellationToken ct)
    {
        // What is read in stays, and need not be kept close together before all of it is there.
        GCSettings.LatencyMode = GCLatencyMode.LowLatency;
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true }
        );
        if (!Settings.TryReadSources(builder.Configuration, out var fault))
        {
            await errors.WriteLineAsync(fault);
            return 1;
        }
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = LongestStop);
        var (settings, faults) = Settings.Read(builder.Configuration);
        if (settings is null)
        {
            foreach (var sentence in faults)
            {
                await errors.WriteLineAsync(sentence);
            }
            return 1;
        }
        try
        {
            // Beside each other: none needs another until an event meets its contest, and a session its answers.
            var reading = Task.Run(() => settings.LoadPack(TimeProvider.System.GetUtcNow()), ct);
            var calling = Task.Run(() => EarlyStart.Begin(builder.Configuration, settings, ct), ct);
            await using var store = PackLoader.IdOf(settings.Pack) is { } id
                ? await Open(builder.Services, settings, id, reading, calling, ct)
                : null;
            store?.ReadAhead();
            var checking = store is null ? Task.CompletedTask : Task.Run(store.Check, ct);
            await using var early = await calling;
            builder.Services.AddSingleton(early.Loggers);
            var log = early.Loggers.CreateLogger(typeof(RunVerb));
            foreach (var unknown in ConfigurationKeys.FindUnknown(builder.Configuration))
            {
                log.LogWarning("{Unknown}", unknown);
            }
            if (store is { IsNew: true })
            {
                log.LogInformation("A new night begins in {Place}.", store.Place);
            }
            await checking;
            switch (await reading)
            {
                case PackReading.Refused refused:
                    return PackFaults.Print(settings.Pack, refused, errors);
                case PackReading.Loaded { Pack: { Definition: var definition } pack }
                    when store is not null:
                    builder.Services.AddSingleton(_ => Night.Of(pack, until: null));
                    if (Phrasebook.In(settings.Language, definition) is not { } phrases)
                    {
                        await errors.WriteLineAsync(settings.UnknownLanguage(definition));
                        return 1;
                    }
                    return early.Options is { } options
                        ? await RunHost(
                            builder,
                            phrases,
                            settings,
                            settings.Desk,
                            store,
                            options,
                            new Newsroom(settings.NewsroomGuilds),
                            OutletsOf(settings, log),
                            early,
                            ct
                        )
                        : await RunOnSandbox(
                            builder,
                            settings,
                            pack,
                            phrases,
                            store,
                            OutletsOf(settings, log),
                            early,
                            output,
                            ct
                        );
                case var other:
                    throw new InvalidOperationException($"No rule for {other}.");
            }
        }
        catch (Exception e) when (e is StoreException or InvalidDataException or IOException)
        {
            // The store or the sandbox's journal, each with a sentence of its own.
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopped while it stood by.
            return 0;
        }
    }

    private static async Task<int> RunOnSandbox(
        HostApplicationBuilder builder,
        Settings settings,
        ElectionPack pack,
        Phrasebook phrases,
        SqlStore store,
        OutletSettings outlets,
        EarlyStart early,
        TextWriter output,
        CancellationToken ct
    )
    {
        using var loggers = LoggerFactory.Create(logging =>
            SandboxVerb.Quiet(logging.AddSimpleConsole()).SetMinimumLevel(LogLevel.Warning)
        );
        Directory.CreateDirectory(StorePlace.SandboxFolder);
        await using var sandbox = await SandboxVerb.StartAt(
            settings.SandboxPort,
            new SandboxOptions
            {
                DataFile = $"{StorePlace.SandboxFolder}/channels.jsonl",
                Welcome = SandboxWelcome.StepsOf(pack, phrases),
            },
            loggers,
            ct
        );
        return await RunHost(
            builder,
            phrases,
            settings,
            sandbox.DeskOf(settings.Desk),
            store,
            sandbox.Options(),
            sandbox.Newsroom(),
            outlets,
            early,
            ct,
            announce: blog =>
                output.WriteLineAsync(SandboxWelcome.Greeting(sandbox.PageAddress, blog))
        );
    }

    private static Task<SqlStore> Open(
        IServiceCollection services,
        Settings settings,
        string election,
        Task<PackReading> reading,
        Task<EarlyStart> calling,
        CancellationToken ct
    )
    {
        var place = StorePlace.Of(settings, election);
        // Of a file it is known at once, while the logs are still being made ready.
        return place.Provider is StoreProvider.Sqlite
            ? place.Open(_ => { }, ct)
            : StandBy(services, place, settings, reading, calling, ct);
    }

    /// <summary>Opened once nobody else leads. Until then it says who does, and makes ready to take over.</summary>
    private static async Task<SqlStore> StandBy(
        IServiceCollection services,
        StorePlace place,
        Settings settings,
        Task<PackReading> reading,
        Task<EarlyStart> calling,
        CancellationToken ct
    )
    {
        var early = await calling;
        var log = early.Loggers.CreateLogger<Standby>();
        var health = new StandbyHealth(settings.HealthFile);
        early.Health?.AnswerWith(() => health.Last);
        await using var standby = new Standby(
            health,
            early.Session,
            async stop =>
            {
                if (
                    await reading is PackReading.Loaded { Pack.Definition: var definition }
                    && Phrasebook.In(settings.Language, definition) is { } phrases
                )
                {
                    await WarmUp.Try(phrases, TimeProvider.System, log, stop);
                }
            },
            log
        );
        var store = await OpenInTurn();
        early.Health?.AnswerWith(null);
        log.LogInformation("Leading, with term {Term}.", store.Leader!.Term);
        if (standby.IsWarm)
        {
            services.AddSingleton<WarmedUp>();
        }
        return store;

        async Task<SqlStore> OpenInTurn()
        {
            await using var blog = settings.Blog is { Urls: { } urls, MayMove: false }
                ? await WaitingBlog.Start(urls, early.Loggers, ct)
                : null;
            return await place.Open(standby.Tell, ct);
        }
    }

    /// <param name="announce">Told where the live blog is, null for nowhere, once it listens.</param>
    private static async Task<int> RunHost(
        HostApplicationBuilder builder,
        Phrasebook phrases,
        Settings settings,
        DeskSettings desk,
        SqlStore store,
        DiscordOptions options,
        Newsroom newsroom,
        OutletSettings outlets,
        EarlyStart early,
        CancellationToken ct,
        Func<Uri?, Task>? announce = null
    )
    {
        if (early.Interactions is { } interactions)
        {
            builder.Services.AddSingleton(interactions);
        }
        early.Lead(store);
        if (settings.Blog.Urls is not null)
        {
            builder.Services.AddSingleton(settings.Blog);
        }
        if (settings.HealthFile is { } path)
        {
            builder.Services.AddSingleton(new HealthFile(path));
        }
        builder.Services.AddSystemdNotice().AddTelemetry(Environment.GetEnvironmentVariable);
        builder.Services.AddSingleton(new ProcessExit(Environment.Exit));
        using var host = await BotHost.Build(
            builder,
            phrases,
            settings.IsRehearsal,
            store,
            options,
            newsroom,
            desk,
            ct,
            early.Session,
            outlets
        );
        await Announce(host, announce, ct);
        var (level, access) = DeskAccess.Of(newsroom, desk.Roles);
        host.Services.GetRequiredService<ILogger<DeskAccess>>().Log(level, "{Access}", access);
        GCSettings.LatencyMode = GCLatencyMode.Interactive;
        var failure = host.Services.GetRequiredService<HostFailure>();
        var health = host.Services.GetRequiredService<BotHealth>();
        early.Health?.AnswerWith(health.Now);
        try
        {
            await host.RunAsync(ct);
        }
        catch (OperationCanceledException) when (failure.Reason is not null)
        {
            // It has failed before it was up, and the start was given up for that.
        }
        finally
        {
            // Of what is disposed nobody can ask how it is; why it has failed is told until the process is gone.
            early.Health?.AnswerWith(failure.Reason is null ? null : health.End);
        }
        return failure.ExitCode;
    }

    private static OutletSettings OutletsOf(Settings settings, ILogger log)
    {
        var inUse = settings.OutletsInUse;
        if (inUse.Channels.Length < settings.Outlets.Channels.Length)
        {
            log.LogWarning(
                "Without a token nothing here is real, and none of the {Count} channels under Outlets is posted to. With Election:Rehearsal true, those with Rehearsal true are.",
                settings.Outlets.Channels.Length
            );
        }
        return inUse;
    }

    private static async Task Announce(IHost host, Func<Uri?, Task>? announce, CancellationToken ct)
    {
        var blog = host.Services.GetService<LiveBlogHost>();
        var address = blog is null ? null : await blog.Listen(ct);
        if (announce is not null)
        {
            await announce(address);
        }
        else if (address is not null)
        {
            host.Services.GetRequiredService<ILogger<LiveBlogHost>>()
                .LogInformation("The live blog is at {Address}", address);
        }
    }
}

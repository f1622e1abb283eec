using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ResultsBot.Broadcasting;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Hosting;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Store;
using ResultsBot.Wire;
using ResultsBot.Wording;

namespace ResultsBot.Benchmarks;

/// <summary>
/// The broadcaster on the sandbox, which holds it to Discord's limits: from the first bulletin's acknowledgement to
/// the last channel's receipt. The limit itself lets channels × bulletins ÷ 50 a second through.
/// </summary>
internal static class FanOut
{
    private const int LimitASecond = 50;

    public static async Task<int> Run(
        int channels,
        int bulletins,
        TimeSpan latency,
        TimeSpan jitter,
        int runs
    )
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            await Console.Error.WriteLineAsync("The pack ge2024 cannot be read.");
            return 1;
        }
        Console.WriteLine(
            $"{channels} channels, {bulletins} bulletins, {latency.TotalMilliseconds}±{jitter.TotalMilliseconds} ms"
        );
        Console.WriteLine(
            $"{"seconds", 8} {"ratio", 6} {"429s", 5} {"posts", 6} {"lost", 5} {"twice", 5}"
        );
        for (var i = 0; i < runs; i++)
        {
            await Once(pack, channels, bulletins, latency, jitter, i);
        }
        return 0;
    }

    private static async Task Once(
        ElectionPack pack,
        int count,
        int bulletins,
        TimeSpan latency,
        TimeSpan jitter,
        int seed
    )
    {
        var time = TimeProvider.System;
        var folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
        using var loggers = LoggerFactory.Create(l =>
            l.AddSimpleConsole().SetMinimumLevel(LogLevel.Error)
        );
        await using var sandbox = await SandboxServer.Start(
            new SandboxOptions
            {
                Latency = latency,
                Jitter = jitter,
                Seed = seed,
            },
            time,
            loggers,
            CancellationToken.None
        );
        var channels = sandbox.Control.CreateChannels(count);
        await using var store = SqliteStore.Open(
            $"Data Source={Path.Combine(folder, "results.db")}",
            pack.Definition.Id,
            time
        );
        var feed = new WireFeed();
        using var desk = await ResultsDesk.Open(
            pack.Definition,
            store,
            feed,
            time,
            CancellationToken.None
        );
        var topic = new Topic(new Scope.Area(pack.Definition.Whole), null, Kind.Everything);
        await Task.WhenAll(
            channels.Select(c =>
                (Task)
                    ((IChannelStore)store).Subscribe(c, sandbox.GuildId, topic, DeliveryChange.None)
            )
        );

        var random = new Random(seed);
        using var discord = DiscordClient.Create(
            new DiscordOptions { Token = sandbox.BotToken, BaseAddress = sandbox.ApiAddress },
            time,
            random.NextDouble,
            loggers
        );
        var phrases = new Phrasebook(pack.Definition);
        var pages = new Pages(phrases, new BulletinEmbeds(phrases));
        var guilds = new GuildDirectory();
        var log = loggers.CreateLogger<Broadcaster>();
        using var broadcaster = new Broadcaster(
            store,
            store,
            store,
            feed,
            new Courier(store, store, store, discord.Rest, pages, guilds, phrases, time, log),
            pages,
            new Newsroom([]),
            guilds,
            time,
            log
        );
        using var stop = new CancellationTokenSource();
        var running = broadcaster.Run(stop.Token);

        // As the bot does when it connects: from here on the client knows the network's shortest round trip.
        for (var i = 0; i < 3; i++)
        {
            await discord.Rest.GetGatewayBot(CancellationToken.None);
        }
        // And those calls are a second past when the first result comes in.
        await Task.Delay(TimeSpan.FromSeconds(2), time);

        var began = time.GetTimestamp();
        foreach (var recorded in pack.Recorded.Take(bulletins))
        {
            await desk.Submit(
                new Command.Declare(recorded.Contest, recorded.Figures, "benchmark"),
                $"{recorded.Contest}",
                CancellationToken.None
            );
        }
        while (
            (await store.ReadChannels(CancellationToken.None)).Any(c => c.Bookmark < bulletins + 1)
        )
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), time);
        }
        var took = time.GetElapsedTime(began);
        await stop.CancelAsync();
        await running;

        var seen = sandbox.Control.Statistics();
        var lost = channels.Count(c => Titles(sandbox, c) != bulletins + 1);
        var limited = seen.RateLimited.Values.Sum();
        var ratio = took.TotalSeconds / ((double)seen.Created / LimitASecond);
        Console.WriteLine(
            $"{took.TotalSeconds, 8:F2} {ratio, 6:F3} {limited, 5} {seen.Created, 6} {lost, 5} {seen.Duplicates, 5}"
        );
        Directory.Delete(folder, recursive: true);
    }

    private static int Titles(SandboxServer sandbox, ulong channel) =>
        sandbox.Control.Read(channel).Sum(m => ((JsonArray)m["embeds"]!).Count);
}

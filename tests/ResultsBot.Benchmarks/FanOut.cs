using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Hosting;
using ResultsBot.LiveBlog;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Wording;

namespace ResultsBot.Benchmarks;

/// <summary>
/// The broadcaster on the sandbox, which holds it to Discord's limits: from the first bulletin's acknowledgement to
/// the last channel's receipt. The limit itself lets channels × bulletins ÷ 50 a second through. Where discord.js is
/// installed (npm ci in tests/conformance/discordjs), its HTTP client does the same on the same sandbox afterwards.
/// </summary>
internal static class FanOut
{
    private const int LimitASecond = 50;

    /// <summary>Nobody asks there: it is what posts name.</summary>
    private static readonly Uri PublicAddress = new("https://live.example.org/");

    /// <summary>Messages that either client posts first: from then on it knows the network, and the sandbox is warm.</summary>
    private const int Before = 20;

    public static async Task<int> Run(
        int channels,
        int bulletins,
        TimeSpan latency,
        TimeSpan jitter,
        bool isUnmerged,
        bool hasPictureUrls,
        int runs,
        int? blogLoad
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
            $"{"by", -12} {"seconds", 8} {"ratio", 6} {"429s", 5} {"posts", 6} {"lost", 5} {"twice", 5}"
        );
        // As the bot does once it has connected.
        await WarmUp.Run(
            new Phrasebook(pack.Definition),
            TimeProvider.System,
            CancellationToken.None
        );
        var setting = new Setting(
            pack,
            channels,
            bulletins,
            latency,
            jitter,
            isUnmerged,
            hasPictureUrls
        );
        if (blogLoad is { } aSecond)
        {
            return await BesideReaders(setting, runs, aSecond);
        }
        for (var i = 0; i < runs; i++)
        {
            await Once(setting, i, null);
        }
        return 0;
    }

    /// <summary>
    /// Each run alone, beside so many requests a second at nginx, and beside as many at the live blog in this process, in an
    /// order that turns. What nginx makes of it is what the load takes of the machine, whoever answers.
    /// </summary>
    private static async Task<int> BesideReaders(Setting setting, int runs, int aSecond)
    {
        if (Tools.Missing("nginx", "wrk") is { Count: > 0 } missing)
        {
            await Console.Error.WriteLineAsync($"Install {string.Join(" and ", missing)}.");
            return 1;
        }
        var took = Enum.GetValues<Asked>().ToDictionary(a => a, _ => new List<double>());
        for (var i = 0; i < runs; i++)
        {
            for (var turn = 0; turn < took.Count; turn++)
            {
                var asked = (Asked)((turn + i) % took.Count);
                Console.WriteLine($"readers ask: {asked}");
                took[asked].Add(await Once(setting, i, new Readers(asked, aSecond)));
            }
        }
        foreach (var asked in (Asked[])[Asked.Nginx, Asked.LiveBlog])
        {
            var ratios = took[asked].Zip(took[Asked.Nobody], (beside, alone) => beside / alone);
            Console.WriteLine(
                $"beside readers of {asked, -8} ÷ alone: {took[asked].Sum() / took[Asked.Nobody].Sum():F3} ({string.Join(' ', ratios.Select(r => $"{r:F3}"))})"
            );
        }
        return 0;
    }

    /// <summary>What is measured, however often.</summary>
    private sealed record Setting(
        ElectionPack Pack,
        int Channels,
        int Bulletins,
        TimeSpan Latency,
        TimeSpan Jitter,
        bool IsUnmerged,
        bool HasPictureUrls
    );

    /// <param name="ASecond">Requests of all of them together.</param>
    private sealed record Readers(Asked Asked, int ASecond);

    /// <param name="readers">Null: there is no live blog, and discord.js does the same afterwards.</param>
    /// <returns>The seconds it took.</returns>
    private static async Task<double> Once(Setting setting, int seed, Readers? readers)
    {
        var (pack, count, bulletins, latency, jitter, isUnmerged, hasPictureUrls) = setting;
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
        var log = BulletinLog.Open(store, CancellationToken.None);
        await log.Opened;
        using var desk = await ResultsDesk.Open(
            pack.Definition,
            HouseRules.Default,
            store,
            log,
            time,
            CancellationToken.None
        );
        if (readers is not null)
        {
            // The page is that of the middle of the night.
            await Fill(desk, pack.Recorded.TakeLast(pack.Recorded.Length / 2));
        }
        await using var blog = readers is null
            ? null
            : await ReadersBeside.Start(log, pack.Definition, loggers);
        var topic = new Topic(new Scope.Area(pack.Definition.Whole), null, Kind.Everything);
        await Task.WhenAll(
            channels.Select(c =>
                (Task)
                    ((ISubscriberStore)store).Subscribe(
                        DiscordAddresses.Address(c),
                        DiscordAddresses.Group(sandbox.GuildId),
                        topic,
                        DeliveryChange.None
                    )
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
        var quarantine = new Quarantine();
        var pages = new Pages(
            phrases,
            new PostWriter(phrases),
            new PostEmbeds(phrases),
            quarantine,
            hasPictureUrls
                ? new LiveBlogPictures(
                    new PictureUrls(phrases, isRehearsal: false, PublicAddress),
                    loggers.CreateLogger<LiveBlogPictures>()
                ).Of
                : null
        );
        var guilds = new GuildDirectory();
        using var meters = new BroadcastMeters(isRehearsal: false);
        using var broadcaster = new Broadcaster(
            log,
            store,
            new OutletRegistry([
                new DiscordOutlet(
                    discord.Rest,
                    guilds,
                    store,
                    new SharedPhotos(store),
                    pages,
                    loggers.CreateLogger<DiscordOutlet>()
                ),
            ]),
            quarantine,
            new BroadcastSettings(store.StoreId, new HashSet<Group>()),
            time,
            meters,
            loggers.CreateLogger<Broadcaster>()
        );
        using var stop = new CancellationTokenSource();
        var running = broadcaster.Run(stop.Token);
        var load =
            blog is not null && readers is { Asked: not Asked.Nobody }
                ? await blog.Ask(
                    readers.Asked,
                    folder,
                    readers.ASecond,
                    TimeSpan.FromSeconds((count * bulletins / (double)LimitASecond) + 8)
                )
                : null;

        await Task.WhenAll(
            sandbox
                .Control.CreateChannels(Before, "before")
                .Select(c =>
                    discord.Rest.CreateMessage(
                        new Snowflake(c),
                        new OutgoingMessage { Content = "A message of before." },
                        SendPriority.Normal,
                        CancellationToken.None
                    )
                )
        );
        // Those are out of every window when the first result comes in.
        await Task.Delay(TimeSpan.FromSeconds(2), time);
        sandbox.Control.ResetStatistics();

        var began = time.GetTimestamp();
        foreach (var recorded in pack.Recorded.Take(bulletins))
        {
            await desk.Submit(
                new Command.Declare(recorded.Contest, recorded.Figures, "benchmark"),
                $"{recorded.Contest}",
                CancellationToken.None
            );
            if (isUnmerged)
            {
                await Begun(store, log, time);
            }
        }
        // Reading thousands of bookmarks fifty times a second would take the time that is being measured.
        while (sandbox.Control.Statistics().Created < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), time);
        }
        while ((await store.ReadSubscribers(CancellationToken.None)).Any(c => c.Bookmark < log.End))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), time);
        }
        var took = time.GetElapsedTime(began);
        await stop.CancelAsync();
        await running;

        // Bulletins may go together, so they cannot be counted: but each seat has to be named.
        var seats = pack
            .Recorded.Take(bulletins)
            .Select(r => pack.Definition.Contests.Single(c => c.Id == r.Contest).Name)
            .ToList();
        var lost = channels.Count(c => Titles(sandbox, c, seats).Count < seats.Count);
        Print("ResultsBot", took.TotalSeconds, sandbox.Control.Statistics(), lost);
        if (load is not null)
        {
            var answered = await load;
            Console.WriteLine(
                $"  beside {answered.ASecond:F0} requests a second {answered.Failures}"
            );
        }
        Directory.Delete(folder, recursive: true);
        if (readers is not null)
        {
            return took.TotalSeconds;
        }

        // What was sent so far is out of every window.
        await Task.Delay(TimeSpan.FromSeconds(6), time);
        await Theirs(sandbox, count, bulletins);
        return took.TotalSeconds;
    }

    private static async Task Fill(ResultsDesk desk, IEnumerable<RecordedResult> results)
    {
        foreach (var recorded in results)
        {
            await desk.Submit(
                new Command.Declare(recorded.Contest, recorded.Figures, "benchmark"),
                $"{recorded.Contest}",
                CancellationToken.None
            );
        }
    }

    /// <summary>Until every channel has begun with all that there is: what comes then goes into the next message.</summary>
    private static async Task Begun(SqliteStore store, BulletinLog log, TimeProvider time)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), time);
        while (
            (await store.ReadSubscribers(CancellationToken.None)).Any(c =>
                (c.Sending?.Through ?? c.Bookmark) < log.End
            )
        )
        {
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>discord.js' HTTP client, to as many new channels of the same sandbox.</summary>
    private static async Task Theirs(SandboxServer sandbox, int count, int bulletins)
    {
        if (Script() is not { } script)
        {
            return;
        }
        var channels = sandbox.Control.CreateChannels(count + Before, "theirs");
        sandbox.Control.ResetStatistics();
        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(script);
        start.ArgumentList.Add(sandbox.PageAddress.AbsoluteUri);
        start.ArgumentList.Add(sandbox.BotToken);
        start.ArgumentList.Add(bulletins.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(Before.ToString(CultureInfo.InvariantCulture));
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(string.Join('\n', channels));
        node.StandardInput.Close();
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        var seconds = (double)JsonNode.Parse(said)!["seconds"]!;
        var lost = channels.Skip(Before).Count(c => sandbox.Control.CountMessages(c) != bulletins);
        Print("discord.js", seconds, sandbox.Control.Statistics(), lost, Before);
    }

    private static void Print(
        string who,
        double seconds,
        Statistics seen,
        int lost,
        int notCounted = 0
    )
    {
        var posts = seen.Created - notCounted;
        var ratio = seconds / ((double)posts / LimitASecond);
        Console.WriteLine(
            $"{who, -12} {seconds, 8:F2} {ratio, 6:F3} {seen.RateLimited.Values.Sum(), 5} {posts, 6} {lost, 5} {seen.Duplicates, 5}"
        );
    }

    /// <summary>Null where discord.js is not installed.</summary>
    private static string? Script()
    {
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
        {
            var place = Path.Combine(folder.FullName, "tests", "conformance", "discordjs");
            if (Directory.Exists(Path.Combine(place, "node_modules", "discord.js")))
            {
                return Path.Combine(place, "fan-out.mjs");
            }
        }
        return null;
    }

    /// <summary>The seats that the titles in a channel speak of, and the lines above.</summary>
    private static HashSet<string> Titles(
        SandboxServer sandbox,
        ulong channel,
        IEnumerable<string> seats
    )
    {
        var titles = sandbox
            .Control.Read(channel)
            .SelectMany(m =>
                ((JsonArray)m["embeds"]!)
                    .Select(e => (string?)e!["title"])
                    .Prepend((string?)m["content"])
            )
            .OfType<string>()
            .ToList();
        return
        [
            .. seats.Where(seat => titles.Exists(t => t.Contains(seat, StringComparison.Ordinal))),
        ];
    }
}

using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ResultsBot.Desk;
using ResultsBot.Engine;
using ResultsBot.Newswire;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Benchmarks;

/// <summary>
/// The resident memory of the real process, as the system counts it (VmRSS), with so many channels that follow
/// everything and the recorded night in its store: at rest; while the last results go out; and after an outage of the
/// whole night, with all of it still to be posted to every channel. The sandbox is in this process.
/// </summary>
internal static class Memory
{
    /// <summary>Results that are declared to the running bot.</summary>
    private const int Last = 20;

    /// <param name="watched">How long it is looked at, each time.</param>
    public static async Task<int> Run(
        IReadOnlyList<int> channels,
        TimeSpan watched,
        string? program
    )
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            await Console.Error.WriteLineAsync("The pack ge2024 cannot be read.");
            return 1;
        }
        Console.WriteLine(
            $"{"channels", 8} {"at rest", 8} {"fan-out", 8} {"after it", 8} {"whole night", 11} {"peak", 6}  (MB, the highest of what was seen)"
        );
        foreach (var count in channels)
        {
            await Once(pack, count, watched, program);
        }
        return 0;
    }

    private static async Task Once(ElectionPack pack, int count, TimeSpan watched, string? program)
    {
        var folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
        using var loggers = LoggerFactory.Create(l =>
            l.AddSimpleConsole().SetMinimumLevel(LogLevel.Error)
        );
        // Without the gateway's five seconds between two sessions.
        await using var sandbox = await SandboxServer.Start(
            new SandboxOptions
            {
                FurtherGuilds = RealBot.FurtherGuilds(count),
                EnforceLimits = false,
                Latency = TimeSpan.FromMilliseconds(60),
                Jitter = TimeSpan.FromMilliseconds(10),
            },
            TimeProvider.System,
            loggers,
            CancellationToken.None
        );
        await Fill(pack, sandbox, folder, count);
        await Move(folder, "(SELECT max(position) FROM bulletins)");

        double rest;
        double fanOut;
        double after;
        long peak;
        await using (var bot = RealBot.Start(sandbox, folder, program))
        {
            await RealBot.Answers(sandbox.Control, bot);
            rest = await Watch(bot, watched);
            foreach (var recorded in pack.Recorded.TakeLast(Last))
            {
                var contest = pack.Definition.Contest(recorded.Contest);
                var (said, words) = await Typing.Send(
                    sandbox,
                    "rita",
                    $"/declare seat:{contest.Id} result:{Typing.Paste(contest, recorded.Figures)}",
                    CancellationToken.None
                );
                if (said != Said.Sent)
                {
                    throw new InvalidOperationException($"{contest.Name} was not sent: {words}");
                }
            }
            fanOut = await Watch(bot, watched);
            after = await Watch(bot, watched);
            peak = Read(bot, "VmHWM");
        }
        await Gone(sandbox);
        await Move(folder, "0");
        double night;
        await using (var bot = RealBot.Start(sandbox, folder, program))
        {
            await RealBot.Answers(sandbox.Control, bot);
            night = await Watch(bot, watched);
            peak = Math.Max(peak, Read(bot, "VmHWM"));
        }
        Console.WriteLine(
            $"{count, 8} {rest, 8:F0} {fanOut, 8:F0} {after, 8:F0} {night, 11:F0} {peak / 1024.0, 6:F0}"
        );
        Directory.Delete(folder, recursive: true);
    }

    private static async Task Fill(
        ElectionPack pack,
        SandboxServer sandbox,
        string folder,
        int count
    )
    {
        await using var store = SqliteStore.Open(
            RealBot.Connection(folder),
            pack.Definition.Id,
            TimeProvider.System
        );
        await RealBot.Follow(store, pack, sandbox, count);
        using var desk = await ResultsDesk.Open(
            pack.Definition,
            HouseRules.Default,
            store,
            new BulletinLog([]),
            TimeProvider.System,
            CancellationToken.None
        );
        foreach (var recorded in pack.Recorded.SkipLast(Last))
        {
            await desk.Submit(
                new Command.Declare(recorded.Contest, recorded.Figures, "benchmark"),
                $"{recorded.Contest}",
                CancellationToken.None
            );
        }
    }

    /// <summary>All channels have got all through there.</summary>
    private static async Task Move(string folder, string through)
    {
        await using var store = new SqliteConnection(RealBot.Connection(folder));
        await store.ExecuteAsync(
            $"""
            UPDATE subscribers SET bookmark = {through}, sending_first = NULL, sending_through = NULL,
                sending_key = NULL, sending_since = NULL, sending_page = NULL
            """
        );
    }

    private static async Task Gone(SandboxServer sandbox)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        while (sandbox.Control.BotsListening() > 0)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    /// <returns>The most of that time, in MB.</returns>
    private static async Task<double> Watch(BotProcess bot, TimeSpan during)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var most = 0L;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), time);
        while (time.GetElapsedTime(began) < during)
        {
            await timer.WaitForNextTickAsync();
            most = Math.Max(most, Read(bot, "VmRSS"));
        }
        return most / 1024.0;
    }

    /// <returns>In KiB, as the system counts it.</returns>
    public static long Read(BotProcess bot, string what) =>
        long.Parse(
            File.ReadLines($"/proc/{bot.Id}/status")
                .Single(l => l.StartsWith(what + ":", StringComparison.Ordinal))
                .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );
}

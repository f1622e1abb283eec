using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ResultsBot.Engine.Definition;
using ResultsBot.Hosting;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;

namespace ResultsBot.Benchmarks;

/// <summary>
/// From starting the process to its first answer to somebody, on a store that holds a long night. Beside it, what the
/// same process needs to print its version: the runtime's own start. And for how long it kept a core busy, all threads
/// together: what else runs on the machine makes no difference to that.
/// </summary>
internal static class Start
{
    public static async Task<int> Run(int events, int channels, int runs, string? program)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            await Console.Error.WriteLineAsync("The pack ge2024 cannot be read.");
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
        var made = Directory.CreateDirectory(Path.Combine(folder, "made")).FullName;
        var stored = await FilledStore.Make(RealBot.Connection(made), pack, events);
        using var loggers = LoggerFactory.Create(l =>
            l.AddSimpleConsole().SetMinimumLevel(LogLevel.Error)
        );
        // Without the gateway's five seconds between two sessions.
        await using var sandbox = await SandboxServer.Start(
            new SandboxOptions { EnforceLimits = false },
            TimeProvider.System,
            loggers,
            CancellationToken.None
        );
        await Subscribe(pack, sandbox, made, channels);
        var time = TimeProvider.System;
        Console.WriteLine($"{stored} events, {channels} channels");
        Console.WriteLine(
            $"{"run", 4} {"version", 8} {"session", 8} {"answer", 8} {"of it busy", 10}  (ms)"
        );
        var answers = new List<double>();
        // The first registers the commands, and is not counted.
        for (var run = 0; run <= runs; run++)
        {
            var copy = Directory.CreateDirectory(Path.Combine(folder, $"{run}")).FullName;
            foreach (var file in Directory.EnumerateFiles(made))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }
            var began = time.GetTimestamp();
            await Version(program);
            var version = time.GetElapsedTime(began);

            began = time.GetTimestamp();
            await using var bot = RealBot.Start(sandbox, copy, program);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), time);
            while (sandbox.Control.BotsListening() == 0 && !bot.HasExited)
            {
                await timer.WaitForNextTickAsync();
            }
            var session = time.GetElapsedTime(began);
            await RealBot.Answers(sandbox.Control, bot);
            var answer = time.GetElapsedTime(began);
            var busy = bot.Busy;
            if (run > 0)
            {
                answers.Add(answer.TotalMilliseconds);
                Console.WriteLine(
                    $"{run, 4} {version.TotalMilliseconds, 8:F0} {session.TotalMilliseconds, 8:F0} {answer.TotalMilliseconds, 8:F0} {busy.TotalMilliseconds, 10:F0}"
                );
            }
            await bot.Kill();
            while (sandbox.Control.BotsListening() > 0)
            {
                await timer.WaitForNextTickAsync();
            }
        }
        answers.Sort();
        Console.WriteLine($"median {answers[answers.Count / 2]:F0} ms");
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>
    /// All have got all that they follow. Half follow everything; the others a seat each, and so their bookmarks stand
    /// where that was last heard of.
    /// </summary>
    private static async Task Subscribe(
        ElectionPack pack,
        SandboxServer sandbox,
        string folder,
        int channels
    )
    {
        await using var raw = new SqliteConnection(RealBot.Connection(folder));
        await using var store = SqliteStore.Open(
            RealBot.Connection(folder),
            pack.Definition.Id,
            TimeProvider.System
        );
        var log = BulletinLog.Open(store, CancellationToken.None);
        await log.Opened;
        foreach (var (i, channel) in sandbox.Control.CreateChannels(channels).Index())
        {
            var contest = pack.Recorded[^(1 + (i % pack.Recorded.Length))].Contest;
            Scope scope =
                i % 2 == 0 ? new Scope.Area(pack.Definition.Whole) : new Scope.Seat(contest);
            await ((ISubscriberStore)store).Subscribe(
                DiscordAddresses.Address(channel),
                DiscordAddresses.Group(sandbox.GuildId),
                new Topic(scope, null, Kind.Everything),
                DeliveryChange.None
            );
            if (i % 2 == 1)
            {
                var last = log.ReadContest(contest)[^1].Position;
                await raw.ExecuteAsync(
                    "UPDATE subscribers SET bookmark = @last WHERE address = @id; UPDATE follows SET since = 0 WHERE address = @id",
                    new { last, id = $"{channel}" }
                );
            }
        }
    }

    private static async Task Version(string? program)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(program ?? typeof(BotHost).Assembly.Location);
        start.ArgumentList.Add("--version");
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
    }
}

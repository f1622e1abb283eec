using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.Logging;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Benchmarks;

/// <summary>
/// How long somebody waits for the bot's first word while the busiest hour of the night runs: from the moment Discord
/// hands an interaction over to the arrival of its answer, with the bot as a process of its own. Every result is typed, read
/// back and sent, while each goes out to so many channels at Discord's limit. Of one hour the 99th percentile is the third
/// slowest answer: several rounds, each size in turn, tell more.
/// </summary>
internal static class Answers
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The sandbox has no warm-up of its own: its first answers would be counted as the bot's.</summary>
    private const int NotCounted = 20;

    /// <summary>How the hour is played.</summary>
    private enum Kind
    {
        Plain,
        Flooded,
        Postgres,
    }

    private sealed record Times(List<double> Typed, List<double> Pressed)
    {
        public static Times None => new([], []);
    }

    /// <param name="speed">How many times as fast as the night.</param>
    /// <param name="rounds">How often the hour is played for each size.</param>
    /// <param name="flood">Each round a second time, with a stranger who floods the bot.</param>
    /// <param name="postgres">Each round once more, with the night in PostgreSQL.</param>
    public static async Task<int> Run(
        IReadOnlyList<int> channels,
        int speed,
        int rounds,
        bool flood,
        bool postgres,
        string? program
    )
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            await Console.Error.WriteLineAsync("The pack ge2024 cannot be read.");
            return 1;
        }
        Console.WriteLine(
            $"{"channels", 8} {"results", 7} {"command p50", 12} {"p99", 8} {"press p50", 10} {"p99", 8} {"worst", 8} {"rows", 6}  (ms)"
        );
        var kinds = channels
            .SelectMany(c =>
                Enum.GetValues<Kind>()
                    .Where(k => k == Kind.Plain || (k == Kind.Flooded ? flood : postgres))
                    .Select(k => (c, k))
            )
            .ToArray();
        await using var server = postgres ? await PostgresServer.Start() : null;
        var all = kinds.ToDictionary(k => k, _ => Times.None);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (count, kind) in kinds)
            {
                var database = kind == Kind.Postgres ? await server!.CreateSchema() : null;
                var (times, rows) = await Once(pack, count, speed, kind, database, program);
                Print(count, times, $"{rows}{Name(kind)}");
                all[(count, kind)].Typed.AddRange(times.Typed);
                all[(count, kind)].Pressed.AddRange(times.Pressed);
            }
        }
        if (rounds > 1)
        {
            Console.WriteLine("all rounds");
            foreach (var (count, kind) in kinds)
            {
                Print(count, all[(count, kind)], Name(kind));
            }
        }
        return 0;
    }

    private static string Name(Kind kind) =>
        kind switch
        {
            Kind.Flooded => " flooded",
            Kind.Postgres => " on PostgreSQL",
            _ => "",
        };

    private static void Print(int channels, Times times, string rows)
    {
        var (typed, pressed) = (times.Typed.Order().ToArray(), times.Pressed.Order().ToArray());
        Console.WriteLine(
            $"{channels, 8} {typed.Length, 7} {At(typed, 50), 12:0.0} {At(typed, 99), 8:0.0} {At(pressed, 50), 10:0.0} {At(pressed, 99), 8:0.0} {Math.Max(typed[^1], pressed[^1]), 8:0.0} {rows, 6}"
        );
    }

    private static async Task<(Times Times, long Rows)> Once(
        ElectionPack pack,
        int count,
        int speed,
        Kind kind,
        string? database,
        string? program
    )
    {
        var time = TimeProvider.System;
        var folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
        using var loggers = LoggerFactory.Create(l =>
            l.AddSimpleConsole().SetMinimumLevel(LogLevel.Error)
        );
        await using var sandbox = await SandboxServer.Start(
            new SandboxOptions { FurtherGuilds = RealBot.FurtherGuilds(count) },
            time,
            loggers,
            CancellationToken.None
        );
        var kept = database is null ? NightStore.File(folder) : NightStore.Database(database);
        await using (var store = await kept.Open(pack.Definition.Id))
        {
            await RealBot.Follow(store, pack, sandbox, count);
        }
        await using var bot = RealBot.Start(
            sandbox,
            folder,
            program,
            environment: kept.Environment
        );
        await RealBot.Answers(sandbox.Control, bot);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), time);
        while (!bot.Printed.Contains("Ready (warm-up", StringComparison.Ordinal))
        {
            await timer.WaitForNextTickAsync();
        }

        var night = pack.Recorded.OrderBy(r => r.At).ToArray();
        var busiest = night
            .Select(
                (r, from) =>
                    (From: from, Count: night.Skip(from).TakeWhile(n => n.At < r.At + Hour).Count())
            )
            .MaxBy(h => h.Count);
        var hour = InTurn(night.Skip(busiest.From).Take(busiest.Count));
        var times = Times.None;
        foreach (var recorded in night.Take(Math.Min(busiest.From, NotCounted)))
        {
            await Declare(sandbox, pack, recorded, Times.None);
        }
        using var calm = new CancellationTokenSource();
        var flooding = kind == Kind.Flooded ? Flood(sandbox, calm.Token) : Task.CompletedTask;
        var began = time.GetTimestamp();
        var waiting = new List<Task>();
        foreach (var (at, recorded) in hour)
        {
            var due = (at - hour[0].At) / speed;
            if (due - time.GetElapsedTime(began) is { Ticks: > 0 } left)
            {
                await Task.Delay(left, time);
            }
            // Beside the others, as reporters are.
            waiting.Add(Declare(sandbox, pack, recorded, times));
        }
        await Task.WhenAll(waiting);
        await calm.CancelAsync();
        await flooding;
        var rows = await Rows(kept);
        await bot.Kill();
        Directory.Delete(folder, recursive: true);
        return (times, rows);
    }

    /// <summary>What anybody on any server can do.</summary>
    private static async Task Flood(SandboxServer sandbox, CancellationToken calm)
    {
        var text = string.Concat(Enumerable.Repeat("Chesterfeild and ", 400))[..6000];
        var asked = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        while (!calm.IsCancellationRequested)
        {
            asked.Add(sandbox.Control.Suggest("olive", "general", "seat", "seat", text, calm));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        // Whether a stranger is answered is not what is measured.
        await Task.WhenAll(asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Times were recorded to the minute: those of one minute came spread over it, and not at one stroke.</summary>
    private static (DateTimeOffset At, RecordedResult Result)[] InTurn(
        IEnumerable<RecordedResult> results
    ) =>
        [
            .. results
                .GroupBy(r => r.At)
                .SelectMany(minute =>
                    minute.Select(
                        (r, i) => (r.At + (TimeSpan.FromMinutes(1) * i / minute.Count()), r)
                    )
                ),
        ];

    /// <summary>What was written for all that was accepted; what goes out to channels is written as it goes.</summary>
    private static async Task<long> Rows(NightStore kept)
    {
        await using var store = kept.Connect();
        return await store.ExecuteScalarAsync<long>(
            "SELECT (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM events) + (SELECT count(*) FROM bulletins)"
        );
    }

    private static async Task Declare(
        SandboxServer sandbox,
        ElectionPack pack,
        RecordedResult recorded,
        Times times
    )
    {
        var contest = pack.Definition.Contest(recorded.Contest);
        var answer = await Timed(
            times.Typed,
            () =>
                sandbox.Control.Type(
                    "rita",
                    "newsroom",
                    $"/declare seat:{contest.Id} result:{Typing.Paste(contest, recorded.Figures)}"
                )
        );
        // The first button of a read-back, until nothing is left to accept.
        while (
            Typing.FirstButton(answer) is { } button
            && (string?)button["label"] is not ("Edit" or "Undo")
        )
        {
            var shown = answer.Message!;
            answer = await Timed(
                times.Pressed,
                () =>
                    sandbox.Control.Press(
                        "rita",
                        "newsroom",
                        ulong.Parse((string)shown["id"]!),
                        (string)button["custom_id"]!
                    )
            );
        }
        var said = (string?)answer.Message?["content"] ?? answer.State;
        if (!said.StartsWith("**Sent.**", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{contest.Name} was not sent: {said}");
        }
    }

    private static async Task<Outcome> Timed(List<double> times, Func<Task<Outcome>> act)
    {
        var began = TimeProvider.System.GetTimestamp();
        var outcome = await act();
        var took = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        lock (times)
        {
            times.Add(took);
        }
        return outcome;
    }

    private static double At(double[] sorted, int percent) =>
        sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Storage;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Benchmarks;

/// <summary>
/// The real process, killed again and again (SIGKILL) while it takes in results and posts them: before the answer,
/// between two posts, at whichever outlet, while it edits, while it catches up after the kill before. What is drawn comes from a seed; at
/// which instruction it dies does not.
/// </summary>
internal sealed class Kills
{
    private const int Channels = 40;

    /// <summary>Messages and edits in all that are let through before the process dies, at most.</summary>
    private const int MostBefore = 60;

    private static readonly TimeSpan LongestBefore = TimeSpan.FromMilliseconds(1500);

    private readonly Random _random;
    private readonly SandboxServer _sandbox;
    private readonly Receivers _receivers;
    private readonly TypedNight _night;
    private readonly ElectionPack _pack;
    private readonly string? _program;
    private int _starts;

    private Kills(
        ElectionPack pack,
        SandboxServer sandbox,
        Receivers receivers,
        int seed,
        string? program
    )
    {
        _receivers = receivers;
        _program = program;
        _random = new Random(seed);
        _pack = pack;
        _sandbox = sandbox;
        _night = new TypedNight(pack, sandbox, receivers, _random);
    }

    public static async Task<int> Run(int count, int seed, string? program)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            await Console.Error.WriteLineAsync("The pack ge2024 cannot be read.");
            return 1;
        }
        using var loggers = LoggerFactory.Create(l =>
            l.AddSimpleConsole().SetMinimumLevel(LogLevel.Error)
        );
        var folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
        // Without the gateway's five seconds between two sessions; all together at most 50 requests a second.
        await using var sandbox = await SandboxServer.Start(
            new SandboxOptions
            {
                EnforceLimits = false,
                Latency = TimeSpan.FromMilliseconds(60),
                Jitter = TimeSpan.FromMilliseconds(10),
                Seed = seed,
            },
            TimeProvider.System,
            loggers,
            CancellationToken.None
        );
        await using var receivers = await Receivers.Start(seed, loggers);
        var isGood = await new Kills(pack, sandbox, receivers, seed, program).Run(folder, count);
        Directory.Delete(folder, recursive: true);
        return isGood ? 0 : 1;
    }

    private async Task<bool> Run(string folder, int count)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var kept = NightStore.File(folder);
        Dictionary<ulong, Topic> follows;
        await using (var store = await kept.Open(_pack.Definition.Id))
        {
            follows = await _night.Subscribe(store, Channels);
        }
        var ledger = new Ledger(_pack.Definition, _sandbox, _receivers, kept, follows);
        var bot = await Start(folder);
        for (var kill = 1; kill <= count; kill++)
        {
            await Round(bot);
            await bot.DisposeAsync();
            bot = await Start(folder);
            if (kill % 20 == 0)
            {
                await Console.Error.WriteLineAsync(
                    $"{kill} kills, {_night.Declared} results, {time.GetElapsedTime(began).TotalSeconds:F0} s"
                );
            }
        }
        var balance = await _night.Settled(ledger);
        await bot.DisposeAsync();
        foreach (var fault in balance.Faults.Take(20))
        {
            Console.WriteLine(fault.ReplaceLineEndings(" / "));
        }
        Console.WriteLine(
            $"{"kills", 5} {"starts", 6} {"results", 7} {"corrections", 11} {"in doubt", 8} {"messages", 8} {"edited", 7} {"lost", 5} {"doubled", 7} {"out of order", 12} {"seconds", 8}"
        );
        Console.WriteLine(
            $"{count, 5} {_starts, 6} {_night.Declared, 7} {_night.Corrected, 11} {_night.InDoubt, 8} {balance.Messages, 8} {balance.Edited, 7} {balance.Lost, 5} {balance.Doubled, 7} {balance.OutOfOrder, 12} {time.GetElapsedTime(began).TotalSeconds, 8:F0}"
        );
        return balance.IsGood;
    }

    /// <summary>Something is typed, something goes out, and the process dies.</summary>
    private async Task Round(BotProcess bot)
    {
        // Now and then nothing new: it dies while it catches up.
        _night.Draw(_random.Next(5) == 0 ? 0 : _random.Next(1, 4));
        var before = _night.Done;
        var messages = _random.Next(MostBefore);
        var moment = LongestBefore * Math.Pow(_random.NextDouble(), 3);
        using var killed = new CancellationTokenSource();
        var typing = _night.TypeAll(killed.Token);
        if (_random.Next(2) == 0)
        {
            // Wherever it is by then: often before it has answered.
            await Task.Delay(moment, TimeProvider.System, CancellationToken.None);
        }
        else
        {
            await typing;
            var began = TimeProvider.System.GetTimestamp();
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            while (
                _night.Done < before + messages
                && TimeProvider.System.GetElapsedTime(began) < LongestBefore
            )
            {
                await timer.WaitForNextTickAsync();
            }
        }
        await bot.Kill();
        await killed.CancelAsync();
        await typing;
    }

    private async Task<BotProcess> Start(string folder)
    {
        while (_sandbox.Control.BotsListening() > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
        _starts++;
        var bot = RealBot.Start(_sandbox, folder, _program, environment: _receivers.Environment);
        await RealBot.Answers(_sandbox.Control, bot);
        return bot;
    }
}

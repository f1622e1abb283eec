using Microsoft.Extensions.Logging;
using ResultsBot.Packs;
using ResultsBot.Sandbox;

namespace ResultsBot.Benchmarks;

/// <summary>
/// How long the first reporter after a start waits: for the read-back of the first /declare of a process, and for the
/// answer to the first press. Several builds take turns, each with a new process and a new store every time.
/// </summary>
internal static class FirstAnswer
{
    /// <param name="idle">Between the first sign of life and the /declare: what the bot does with that time is its own.</param>
    public static async Task<int> Run(IReadOnlyList<string?> programs, int runs, TimeSpan idle)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            await Console.Error.WriteLineAsync("The pack ge2024 cannot be read.");
            return 1;
        }
        using var loggers = LoggerFactory.Create(l =>
            l.AddSimpleConsole().SetMinimumLevel(LogLevel.Error)
        );
        await using var sandbox = await SandboxServer.Start(
            new SandboxOptions { EnforceLimits = false },
            TimeProvider.System,
            loggers,
            CancellationToken.None
        );
        var figures = pack.Recorded[0];
        var text =
            $"/declare seat:{pack.Definition.Contest(figures.Contest).Name} result:{Typing.Paste(pack.Definition.Contest(figures.Contest), figures.Figures)}";
        var times = programs
            .Select(_ => (Typed: new List<double>(), Pressed: new List<double>()))
            .ToArray();
        // The first round is the sandbox's own warm-up, and registers the commands: it is not counted.
        for (var run = 0; run <= runs; run++)
        {
            foreach (var (i, program) in programs.Index())
            {
                var (typed, pressed) = await Once(sandbox, program, text, idle);
                if (run > 0)
                {
                    times[i].Typed.Add(typed.TotalMilliseconds);
                    times[i].Pressed.Add(pressed.TotalMilliseconds);
                }
            }
        }
        foreach (var (program, (typed, pressed)) in programs.Zip(times))
        {
            Print(program, "/declare", typed);
            Print(program, "press", pressed);
        }
        return 0;
    }

    private static void Print(string? program, string what, List<double> times)
    {
        times.Sort();
        Console.WriteLine(
            $"{what, -9} median {times[times.Count / 2], 6:0} ms, {times[0], 6:0} to {times[^1], 6:0} ms  {program ?? "this build"}"
        );
    }

    private static async Task<(TimeSpan Typed, TimeSpan Pressed)> Once(
        SandboxServer sandbox,
        string? program,
        string text,
        TimeSpan idle
    )
    {
        var time = TimeProvider.System;
        var folder = Directory.CreateTempSubdirectory("resultsbot-");
        try
        {
            await using var bot = RealBot.Start(sandbox, folder.FullName, program);
            await RealBot.Answers(sandbox.Control, bot);
            await Task.Delay(idle, time);
            var began = time.GetTimestamp();
            var readBack = await sandbox.Control.Type("rita", "newsroom", text);
            var typed = time.GetElapsedTime(began);
            if (readBack.Message?["components"]?[0]?["components"]?[0] is not { } button)
            {
                throw new InvalidOperationException(
                    $"No read-back: {readBack.State}. {bot.Printed}"
                );
            }
            began = time.GetTimestamp();
            await sandbox.Control.Press(
                "rita",
                "newsroom",
                ulong.Parse((string)readBack.Message["id"]!),
                (string)button["custom_id"]!
            );
            var pressed = time.GetElapsedTime(began);
            await bot.Kill();
            while (sandbox.Control.BotsListening() > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), time);
            }
            return (typed, pressed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

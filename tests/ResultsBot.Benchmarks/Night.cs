using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs;

namespace ResultsBot.Benchmarks;

/// <summary>The recorded night through the engine, and ten and a hundred times as many contests.</summary>
internal static class Night
{
    private const int Rounds = 20;

    public static int Run()
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            Console.Error.WriteLine("The pack ge2024 cannot be read.");
            return 1;
        }
        Console.WriteLine(
            $"{"contests", 10} {"results", 10} {"bulletins", 10} {"ms in all", 12} {"us a result", 12}"
        );
        foreach (var times in (int[])[1, 10])
        {
            var (definition, recorded) = Multiply(pack, times);
            Play(definition, recorded);
            var best = TimeSpan.MaxValue;
            var bulletins = 0;
            for (var i = 0; i < Rounds / times; i++)
            {
                var began = TimeProvider.System.GetTimestamp();
                bulletins = Play(definition, recorded);
                var took = TimeProvider.System.GetElapsedTime(began);
                best = took < best ? took : best;
            }
            Console.WriteLine(
                $"{definition.Contests.Length, 10} {recorded.Count, 10} {bulletins, 10} {best.TotalMilliseconds, 12:F1} {best.TotalMicroseconds / recorded.Count, 12:F1}"
            );
        }
        return 0;
    }

    private static int Play(ElectionDefinition definition, IReadOnlyList<RecordedResult> recorded)
    {
        var election = new Election(definition);
        var bulletins = 0;
        foreach (var result in recorded)
        {
            var command = new Command.Declare(result.Contest, result.Figures, "benchmark");
            if (election.Decide(command, result.At) is not Decision.Accepted accepted)
            {
                throw new InvalidOperationException($"{result.Contest} was refused.");
            }
            foreach (var happened in accepted.Events)
            {
                var after = election.Apply(happened);
                bulletins += News.Of(election, happened, after).Count();
                election = after;
            }
        }
        return bulletins;
    }

    private static (ElectionDefinition, IReadOnlyList<RecordedResult>) Multiply(
        ElectionPack pack,
        int times
    )
    {
        var d = pack.Definition;
        ContestId Copy(ContestId id, int i) => i == 0 ? id : new ContestId($"{id}-{i}");
        var copies = Enumerable.Range(0, times).ToArray();
        return (
            new ElectionDefinition(
                d.Id,
                d.Name,
                d.PollCloses,
                d.BaseName,
                d.Parties,
                [.. copies.SelectMany(i => d.Contests.Select(c => c with { Id = Copy(c.Id, i) }))],
                [
                    .. d.Chambers.Select(c =>
                        c with
                        {
                            Seats = c.Seats * times,
                            Majority = (c.Seats * times / 2) + 1,
                        }
                    ),
                ]
            ),
            [
                .. copies.SelectMany(i =>
                    pack.Recorded.Select(r => r with { Contest = Copy(r.Contest, i) })
                ),
            ]
        );
    }
}

using ResultsBot.Packs;
using ResultsBot.Simulation;
using ResultsBot.Storage.Sql;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Benchmarks;

/// <summary>Many simulated nights, one after the other.</summary>
internal static class Simulate
{
    /// <summary>What the nights are kept in, beside memory.</summary>
    internal enum Kept
    {
        Memory,
        Sqlite,
        Postgres,
    }

    /// <param name="hasBugs">Exceptions at random places as well.</param>
    public static async Task<int> Run(int first, int seeds, bool hasBugs, Kept kept)
    {
        if (hasBugs && kept != Kept.Memory)
        {
            Console.Error.WriteLine("Bugs are injected into the store in memory alone.");
            return 1;
        }
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            Console.Error.WriteLine("The pack ge2024 cannot be read.");
            return 1;
        }
        await using var server = kept == Kept.Postgres ? await PostgresServer.Start() : null;
        var folder = Directory.CreateTempSubdirectory("resultsbot-nights-").FullName;
        var began = TimeProvider.System.GetTimestamp();
        var (bugs, ends, plain, unread, superseded) = (0L, 0L, 0L, 0L, 0L);
        var (bad, channels, bulletins, messages, edits, kills) = (0, 0L, 0L, 0L, 0L, 0L);
        for (var seed = first; seed < first + seeds; seed++)
        {
            var store = kept switch
            {
                Kept.Sqlite => NightStore.File(Path.Combine(folder, $"{seed}")),
                Kept.Postgres => NightStore.Database(await server!.CreateSchema()),
                _ => null,
            };
            Func<Task<SqlStore>>? open = store is null
                ? null
                : () => store.Open(pack.Definition.Id);
            var night = SimulatedNight.Run(pack, seed, hasBugs, open);
            bugs += night.Bugs;
            ends += night.Ends;
            plain += night.Plain;
            unread += night.Unread;
            superseded += night.Superseded;
            channels += night.Channels;
            bulletins += night.Bulletins;
            messages += night.Messages;
            edits += night.Edits;
            kills += night.Kills;
            if (!night.Violations.IsEmpty)
            {
                bad++;
                Console.WriteLine($"seed {seed}: {night.Violations.Length} violations");
                foreach (var violation in night.Violations.Take(5))
                {
                    Console.WriteLine($"  {violation}");
                }
            }
        }
        Directory.Delete(folder, recursive: true);
        var took = TimeProvider.System.GetElapsedTime(began);
        Console.WriteLine(
            $"{seeds} nights from seed {first}{(kept == Kept.Memory ? "" : $" on {kept}")} in {took.TotalSeconds:F0} s: {channels} channels, {bulletins} bulletins, {messages} messages, {edits} edits, {kills} kills; {(hasBugs ? $"{bugs} bugs, of which {ends} ended the bot and it was started anew, {plain} bulletins went out plain, {unread} could not be read, {superseded} times one was sent as superseded; " : "")}{bad} nights with violations"
        );
        return bad == 0 ? 0 : 1;
    }
}

using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Simulation;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;

namespace ResultsBot.Benchmarks;

/// <summary>
/// What one more costs, the more there are: a post with more channels, a command and a start with more events. The
/// last column is the cost against that of the smallest.
/// </summary>
internal static class Growth
{
    private static readonly int[] Channels = [10, 100, 1000, 10_000];
    private static readonly int[] Events = [100, 1000, 10_000, 100_000];

    /// <summary>So many bulletins to each crowd, so that small ones are measured long enough.</summary>
    private const int Posts = 20_000;

    private const int Commands = 200;
    private const int AtATime = 500;

    public static async Task<int> Run()
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            await Console.Error.WriteLineAsync("The pack ge2024 cannot be read.");
            return 1;
        }
        // What runs for the first time is compiled; that is not measured.
        Post(pack, 10, Posts);
        Console.WriteLine($"{"channels", 8} {"µs a post", 10} {"ratio", 6}");
        var least = 0.0;
        foreach (var count in Channels)
        {
            var each = Post(pack, count, Posts);
            least = least == 0 ? each : least;
            Console.WriteLine($"{count, 8} {each, 10:F0} {each / least, 6:F2}");
        }
        await Engine(pack, [1000, 10_000]);
        Console.WriteLine(
            $"{"events", 8} {"µs a command", 12} {"ratio", 6} {"open, ms", 9} {"µs an event", 11} {"ratio", 6}"
        );
        double command = 0;
        double open = 0;
        foreach (var (count, perCommand, opening) in await Engine(pack, Events))
        {
            var perEvent = opening / count;
            command = command == 0 ? perCommand : command;
            open = open == 0 ? perEvent : open;
            Console.WriteLine(
                $"{count, 8} {perCommand, 12:F0} {perCommand / command, 6:F2} {opening / 1000, 9:F0} {perEvent, 11:F1} {perEvent / open, 6:F2}"
            );
        }
        return 0;
    }

    /// <returns>Microseconds for each channel of each bulletin, store in memory and Discord's part included.</returns>
    private static double Post(ElectionPack pack, int count, int posts)
    {
        var store = new MemoryStore();
        var time = new SimulatedTime(pack.Recorded[0].At);
        var topic = new Topic(new Scope.Area(pack.Definition.Whole), null, Kind.Everything);
        for (var i = 0; i < count; i++)
        {
            _ = store
                .Subscribe(
                    DiscordAddresses.Address((ulong)(i + 1)),
                    DiscordAddresses.Group(1),
                    topic,
                    DeliveryChange.None
                )
                .Result;
        }
        using var broadcast = new QuietBroadcast(pack.Definition, time, store, store, store, store);
        broadcast.Start();
        var bulletins = Math.Max(1, posts / count);
        var election = new Election(pack.Definition);
        var stored = new List<Appended.Stored>();
        for (var i = 0; i < bulletins; i++)
        {
            var command = new Command.Note(pack.Recorded[i % 600].Contest, $"Note {i}.", "rita");
            var events = ((Decision.Accepted)election.Decide(command, time.GetUtcNow())).Events;
            var after = events.Aggregate(election, (e, happened) => e.Apply(happened));
            stored.Add(
                (Appended.Stored)
                    store
                        .Append(
                            i,
                            $"{i}",
                            events,
                            [.. News.Of(election, events.Single(), after)],
                            new BulletinLog(store.Bulletins)
                        )
                        .Result
            );
            election = after;
        }
        var began = TimeProvider.System.GetTimestamp();
        foreach (var news in stored)
        {
            broadcast.Broadcast(news, count);
        }
        return TimeProvider.System.GetElapsedTime(began).TotalMicroseconds / (bulletins * count);
    }

    private static async Task<List<(int Events, double Command, double Open)>> Engine(
        ElectionPack pack,
        int[] sizes
    )
    {
        var folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
        var measured = new List<(int, double, double)>();
        await using var store = SqliteStore.Open(
            RealBot.Connection(folder),
            pack.Definition.Id,
            TimeProvider.System
        );
        var election = new Election(pack.Definition, new HouseRules(SecondPerson.Never));
        var version = 0L;
        var number = 0;
        var log = new BulletinLog([]);
        using var reports = FilledStore
            .Reports(pack, c => ((ContestState.Declared)election.State(c)).Result.Number)
            .GetEnumerator();
        foreach (var size in sizes)
        {
            while (version < size)
            {
                var events = ImmutableArray.CreateBuilder<ElectionEvent>();
                var bulletins = ImmutableArray.CreateBuilder<Bulletin>();
                while (events.Count < Math.Min(AtATime, size - version))
                {
                    reports.MoveNext();
                    foreach (var happened in Decide(election, reports.Current, number++))
                    {
                        var after = election.Apply(happened);
                        bulletins.AddRange(News.Of(election, happened, after));
                        events.Add(happened);
                        election = after;
                    }
                }
                var stored = (Appended.Stored)
                    await store.Append(
                        version,
                        $"{version}",
                        events.ToImmutable(),
                        bulletins.ToImmutable(),
                        log
                    );
                log.Append(stored.Entries);
                version += events.Count;
            }
            // The first to open the store writes the rolls down.
            (await Open(pack, store)).Dispose();
            var time = TimeProvider.System;
            var began = time.GetTimestamp();
            using var desk = await Open(pack, store);
            var open = time.GetElapsedTime(began).TotalMicroseconds;
            began = time.GetTimestamp();
            var taken = 0;
            for (var i = 0; i < Commands; i++)
            {
                var note = new Command.Note(pack.Recorded[i].Contest, "All quiet.", "discord:2");
                taken += await desk.Submit(note, $"{size}-{i}", CancellationToken.None)
                    is Decision.Accepted accepted
                    ? accepted.Events.Length
                    : throw new InvalidOperationException("A note was refused.");
            }
            measured.Add((size, time.GetElapsedTime(began).TotalMicroseconds / Commands, open));
            version += taken;
            election = desk.Election;
        }
        Directory.Delete(folder, recursive: true);
        return measured;
    }

    private static async Task<ResultsDesk> Open(ElectionPack pack, IElectionStore store) =>
        await ResultsDesk.Open(
            pack.Definition,
            new HouseRules(SecondPerson.Never),
            store,
            BulletinLog.Open(store, CancellationToken.None),
            TimeProvider.System,
            CancellationToken.None
        );

    /// <summary>Proposed, then sent, as people do it.</summary>
    private static ImmutableArray<ElectionEvent> Decide(
        Election election,
        Command.Report report,
        int number
    )
    {
        var id = new ProposalId($"{number}");
        var proposed = (Decision.Accepted)
            election.Decide(
                new Command.Propose(id, report, report.By),
                TimeProvider.System.GetUtcNow()
            );
        var read = proposed.Events.Aggregate(election, (e, happened) => e.Apply(happened));
        var sent = (Decision.Accepted)
            read.Decide(
                new Command.Confirm(
                    id,
                    report.By,
                    [.. proposed.Cautions.Select(c => c.Code).Distinct()]
                ),
                TimeProvider.System.GetUtcNow()
            );
        return [.. proposed.Events, .. sent.Events];
    }
}

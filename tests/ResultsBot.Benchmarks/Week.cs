using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Simulation;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;

namespace ResultsBot.Benchmarks;

/// <summary>
/// A week on the simulated clock with something coming in every ten minutes: results, then corrections and notes. The
/// store is on the disk and Discord keeps nothing, so that the heap is what the process itself holds on to.
/// </summary>
internal static class Week
{
    private const int Channels = 10;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(10);

    public static async Task<int> Run(int days, bool corrects)
    {
        if (PackLoader.Load("ge2024") is not PackReading.Loaded { Pack: var pack })
        {
            await Console.Error.WriteLineAsync("The pack ge2024 cannot be read.");
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
        await using var store = SqliteStore.Open(
            RealBot.Connection(folder),
            pack.Definition.Id,
            TimeProvider.System
        );
        Play(pack, store, days, corrects);
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static void Play(ElectionPack pack, SqliteStore store, int days, bool corrects)
    {
        var time = new SimulatedTime(pack.Recorded[0].At);
        var election = AtOnceProxy.Of<IElectionStore>(store);
        var channels = AtOnceProxy.Of<ISubscriberStore>(store);
        var topic = new Topic(new Scope.Area(pack.Definition.Whole), null, Kind.Everything);
        for (var i = 0; i < Channels; i++)
        {
            _ = channels
                .Subscribe(
                    DiscordAddresses.Address((ulong)(i + 1)),
                    DiscordAddresses.Group(1),
                    topic,
                    DeliveryChange.None
                )
                .Result;
        }
        using var broadcast = new QuietBroadcast(
            pack.Definition,
            time,
            election,
            channels,
            AtOnceProxy.Of<IOutletNotes>(store),
            AtOnceProxy.Of<IPhotoStore>(store)
        );
        broadcast.Start();
        Console.WriteLine(
            "The heap after a full collection: all of it, and the engine's state in it, which holds what is stored."
        );
        Console.WriteLine(
            $"{"day", 4} {"events", 7} {"corrections", 11} {"posts", 7} {"edits", 7} {"heap, KB", 9} {"without the engine's state", 26}"
        );
        var state = new State(pack, election, broadcast.Log, time, corrects);
        for (var day = 0; day <= days; day++)
        {
            for (
                var end = time.GetUtcNow() + TimeSpan.FromDays(1);
                day > 0 && time.GetUtcNow() < end;

            )
            {
                broadcast.Publish(state.Next());
                broadcast.Pass(Step);
            }
            var (all, without) = state.Weigh();
            Console.WriteLine(
                $"{day, 4} {state.Version, 7} {state.Corrections, 11} {broadcast.Posts, 7} {broadcast.Edits, 7} {all / 1024, 9} {without / 1024, 26}"
            );
        }
    }

    private sealed class State(
        ElectionPack pack,
        IElectionStore store,
        BulletinLog log,
        TimeProvider time,
        bool corrects
    )
    {
        private Election _election = new(pack.Definition);
        private int _step;

        public long Version { get; private set; }

        public int Corrections { get; private set; }

        /// <summary>A result an hour while there are any, a correction an hour of one of the first twelve, notes.</summary>
        public Appended.Stored Next()
        {
            var step = _step++;
            var corrected = pack.Recorded[step / 6 % 12];
            Command command = (step % 6) switch
            {
                0 when step / 6 < pack.Recorded.Length => new Command.Declare(
                    pack.Recorded[step / 6].Contest,
                    pack.Recorded[step / 6].Figures,
                    "rita"
                ),
                3
                    when corrects
                        && _election.State(corrected.Contest)
                            is ContestState.Declared { Result.Number: var number } standing =>
                    new Command.Correct(
                        corrected.Contest,
                        number,
                        standing.Figures with
                        {
                            Votes = standing.Figures.Votes.SetItem(
                                0,
                                standing.Figures.Votes[0] with
                                {
                                    Votes = standing.Figures.Votes[0].Votes + 1,
                                }
                            ),
                        },
                        "One paper was missed.",
                        $"editor {step}"
                    ),
                _ => new Command.Note(
                    pack.Recorded[step % pack.Recorded.Length].Contest,
                    $"Note {step}.",
                    "rita"
                ),
            };
            var happened = Decide(command).Events;
            var bulletins = ImmutableArray.CreateBuilder<Bulletin>();
            foreach (var one in happened)
            {
                var after = _election.Apply(one);
                bulletins.AddRange(News.Of(_election, one, after));
                _election = after;
            }
            Corrections += command is Command.Correct ? 1 : 0;
            var stored = (Appended.Stored)
                store.Append(Version, $"{Version}", happened, bulletins.ToImmutable(), log).Result;
            Version = stored.Version;
            return stored;
        }

        /// <summary>What is odd about a correction is meant so.</summary>
        private Decision.Accepted Decide(Command command) =>
            _election.Decide(command, time.GetUtcNow()) switch
            {
                Decision.Cautioned cautioned when command is Command.Correct correct => Decide(
                    correct with
                    {
                        Accepted = [.. cautioned.Cautions.Select(c => c.Code)],
                    }
                ),
                var decision => (Decision.Accepted)decision,
            };

        /// <summary>The heap with the election's state and without; it is read anew from the store afterwards.</summary>
        public (long All, long Without) Weigh()
        {
            var all = GC.GetTotalMemory(forceFullCollection: true);
            _election = new Election(pack.Definition);
            var without = GC.GetTotalMemory(forceFullCollection: true);
            foreach (
                var happened in store.ReadEvents(CancellationToken.None).ToBlockingEnumerable()
            )
            {
                _election = _election.Apply(happened);
            }
            return (all, without);
        }
    }
}

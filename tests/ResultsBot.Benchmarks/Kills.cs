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
using ResultsBot.Storage.Sqlite;
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
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(8);

    private readonly Random _random;
    private readonly ElectionDefinition _definition;
    private readonly Queue<RecordedResult> _recorded;
    private readonly SandboxServer _sandbox;
    private readonly Receivers _receivers;
    private readonly string? _program;
    private readonly Dictionary<ContestId, Figures> _declared = [];
    private readonly Dictionary<ContestId, Figures> _corrected = [];
    private readonly Queue<Wish> _wishes = new();
    private int _starts;
    private int _inDoubt;

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
        _definition = pack.Definition;
        _recorded = new Queue<RecordedResult>(pack.Recorded);
        _sandbox = sandbox;
    }

    /// <summary>Something that is typed until it is known to be stored.</summary>
    private sealed record Wish(ContestId Contest, Figures Figures, bool IsCorrection)
    {
        /// <summary>It was sent, and the answer never came.</summary>
        public bool IsInDoubt { get; set; }
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
        var follows = await Subscribe(folder);
        var ledger = new Ledger(
            _definition,
            _sandbox,
            _receivers,
            RealBot.Connection(folder),
            follows
        );
        var bot = await Start(folder);
        for (var kill = 1; kill <= count; kill++)
        {
            await Round(bot);
            await bot.DisposeAsync();
            bot = await Start(folder);
            if (kill % 20 == 0)
            {
                await Console.Error.WriteLineAsync(
                    $"{kill} kills, {_declared.Count} results, {time.GetElapsedTime(began).TotalSeconds:F0} s"
                );
            }
        }
        while (_wishes.Count > 0)
        {
            await Type(_wishes, CancellationToken.None);
        }
        var balance = await Settled(ledger);
        await bot.DisposeAsync();
        foreach (var fault in balance.Faults.Take(20))
        {
            Console.WriteLine(fault.ReplaceLineEndings(" / "));
        }
        Console.WriteLine(
            $"{"kills", 5} {"starts", 6} {"results", 7} {"corrections", 11} {"in doubt", 8} {"messages", 8} {"edited", 7} {"lost", 5} {"doubled", 7} {"out of order", 12} {"seconds", 8}"
        );
        Console.WriteLine(
            $"{count, 5} {_starts, 6} {_declared.Count, 7} {_corrected.Count, 11} {_inDoubt, 8} {balance.Messages, 8} {balance.Edited, 7} {balance.Lost, 5} {balance.Doubled, 7} {balance.OutOfOrder, 12} {time.GetElapsedTime(began).TotalSeconds, 8:F0}"
        );
        return balance.IsGood;
    }

    /// <summary>Something is typed, something goes out, and the process dies.</summary>
    private async Task Round(BotProcess bot)
    {
        // Now and then nothing new: it dies while it catches up.
        var results = _random.Next(5) == 0 ? 0 : _random.Next(1, 4);
        for (var i = 0; i < results && _recorded.TryDequeue(out var recorded); i++)
        {
            _wishes.Enqueue(new Wish(recorded.Contest, recorded.Figures, IsCorrection: false));
        }
        if (_random.Next(4) == 0 && Correctable() is { } contest)
        {
            _wishes.Enqueue(new Wish(contest, Other(_declared[contest]), IsCorrection: true));
        }
        var before = Done();
        var messages = _random.Next(MostBefore);
        var moment = LongestBefore * Math.Pow(_random.NextDouble(), 3);
        using var killed = new CancellationTokenSource();
        var typing = Type(_wishes, killed.Token);
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
                Done() < before + messages
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

    private long Done() =>
        _sandbox.Control.Statistics() is var seen
            ? seen.Created + seen.Edited + _receivers.Count
            : 0;

    private ContestId? Correctable() =>
        _declared.Keys.Where(c => !_corrected.ContainsKey(c)).ToArray() is { Length: > 0 } some
        && some[_random.Next(some.Length)] is var one
        && _wishes.All(w => w.Contest != one)
            ? one
            : null;

    private Figures Other(Figures figures)
    {
        var at = _random.Next(figures.Votes.Length);
        var line = figures.Votes[at];
        return figures with
        {
            Votes = figures.Votes.SetItem(
                at,
                line with
                {
                    Votes = line.Votes + _random.Next(1, 400),
                }
            ),
        };
    }

    /// <summary>Types what is wished, in order, until the process is gone.</summary>
    private async Task Type(Queue<Wish> wishes, CancellationToken killed)
    {
        while (!killed.IsCancellationRequested && wishes.TryPeek(out var wish))
        {
            var contest = _definition.Contest(wish.Contest);
            var paste = Typing.Paste(contest, wish.Figures);
            var (said, words) = await Typing.Send(
                _sandbox,
                wish.IsCorrection ? "ed" : "rita",
                wish.IsCorrection
                    ? $"/correct seat:{contest.Id} reason:One bundle was missed. result:{paste}"
                    : $"/declare seat:{contest.Id} result:{paste}",
                killed
            );
            switch (said)
            {
                case Said.Sent:
                // It had been taken in before the kill: that it stands on the wire is checked at the end.
                case Said.Refused when wish.IsInDoubt:
                    (wish.IsCorrection ? _corrected : _declared)[wish.Contest] = wish.Figures;
                    wishes.Dequeue();
                    break;
                case Said.Nothing:
                    _inDoubt += wish.IsInDoubt ? 0 : 1;
                    wish.IsInDoubt = true;
                    if (!killed.IsCancellationRequested)
                    {
                        // Three seconds without a word: the process is on its way out.
                        return;
                    }
                    break;
                default:
                    throw new InvalidOperationException($"{contest.Name} was not sent: {words}");
            }
        }
    }

    private async Task<BotProcess> Start(string folder)
    {
        while (_sandbox.Control.BotsListening() > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
        _starts++;
        var bot = RealBot.Start(_sandbox, folder, _program, outlets: _receivers.Environment);
        await RealBot.Answers(_sandbox.Control, bot);
        return bot;
    }

    /// <summary>The books balance, and nothing more is written for a while.</summary>
    private async Task<Balance> Settled(Ledger ledger)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        while (true)
        {
            var before = Done();
            await Task.Delay(Quiet, time);
            if (Done() == before || time.GetElapsedTime(began) > LongestQuiet)
            {
                var balance = await ledger.Check(_declared, _corrected);
                if (balance.IsGood || time.GetElapsedTime(began) > LongestQuiet)
                {
                    return balance;
                }
            }
        }
    }

    private async Task<Dictionary<ulong, Topic>> Subscribe(string folder)
    {
        await using var store = SqliteStore.Open(
            RealBot.Connection(folder),
            _definition.Id,
            TimeProvider.System
        );
        var follows = new Dictionary<ulong, Topic>();
        foreach (var channel in _sandbox.Control.CreateChannels(Channels))
        {
            var topic = Topic();
            var delivery =
                _random.Next(10) == 0 ? new DeliveryChange(Threads: true) : DeliveryChange.None;
            await ((ISubscriberStore)store).Subscribe(
                DiscordAddresses.Address(channel),
                DiscordAddresses.Group(_sandbox.GuildId),
                topic,
                delivery
            );
            follows.Add(channel, topic);
        }
        return follows;
    }

    private Topic Topic()
    {
        var contest = _definition.Contest(
            _recorded.ElementAt(_random.Next(_recorded.Count)).Contest
        );
        Scope scope = _random.Next(6) switch
        {
            0 => new Scope.Seat(contest.Id),
            1 or 2 => new Scope.Area(contest.Areas[_random.Next(contest.Areas.Length)]),
            _ => new Scope.Area(_definition.Whole),
        };
        PartyId? party =
            _random.Next(4) == 0
                ? contest.Candidates[_random.Next(contest.Candidates.Length)].Party
                : null;
        return new Topic(scope, party, _random.Next(3) == 0 ? Kind.Results : Kind.Everything);
    }
}

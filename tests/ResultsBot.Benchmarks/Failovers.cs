using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using ResultsBot.Newswire;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Benchmarks;

/// <summary>
/// Two processes against one PostgreSQL, and again and again something happens to the one that leads, or to what it needs,
/// while results and corrections are typed: what was acknowledged is in every channel and at every outlet, once, in order.
/// </summary>
internal sealed class Failovers
{
    private const int Channels = 100;

    private static readonly TimeSpan LongestBefore = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan LongestTakeover = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(30);

    private readonly Random _random;
    private readonly ElectionPack _pack;
    private readonly SandboxServer _sandbox;
    private readonly Receivers _receivers;
    private readonly PostgresServer _server;
    private readonly string _database;
    private readonly string _folder;
    private readonly string? _program;
    private readonly TypedNight _night;
    private readonly List<string> _faults = [];

    private Failovers(
        ElectionPack pack,
        SandboxServer sandbox,
        Receivers receivers,
        PostgresServer server,
        string database,
        string folder,
        int seed,
        string? program
    )
    {
        _random = new Random(seed);
        _pack = pack;
        _sandbox = sandbox;
        _receivers = receivers;
        _server = server;
        _database = database;
        _folder = folder;
        _program = program;
        _night = new TypedNight(pack, sandbox, receivers, _random);
    }

    private enum Trouble
    {
        /// <summary>kill -9 of who leads.</summary>
        Killed,

        /// <summary>SIGSTOP for half a minute, and SIGCONT: it wakes up in the belief that it leads.</summary>
        Frozen,

        /// <summary>pg_terminate_backend of every connection.</summary>
        Disconnected,

        /// <summary>Nothing of what it and the database say to each other arrives, for half a minute.</summary>
        Cut,

        /// <summary>The database stops, and starts again.</summary>
        DatabaseDown,
    }

    /// <summary>One of the two machines.</summary>
    private sealed record Machine(int Number, CuttableWire Wire) : IAsyncDisposable
    {
        public BotProcess? Bot { get; set; }

        public async ValueTask DisposeAsync()
        {
            if (Bot is not null)
            {
                await Bot.DisposeAsync();
            }
            await Wire.DisposeAsync();
        }
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
        await using var server = await PostgresServer.Start();
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
        var database = await server.CreateSchema();
        var isGood = await new Failovers(
            pack,
            sandbox,
            receivers,
            server,
            database,
            folder,
            seed,
            program
        ).Run(count);
        Directory.Delete(folder, recursive: true);
        return isGood ? 0 : 1;
    }

    private async Task<bool> Run(int count)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var kept = NightStore.Database(_database);
        Dictionary<ulong, Topic> follows;
        await using (var store = await kept.Open(_pack.Definition.Id))
        {
            follows = await _night.Subscribe(store, Channels);
        }
        var ledger = new Ledger(_pack.Definition, _sandbox, _receivers, kept, follows);
        await using var one = new Machine(1, CuttableWire.To(_server.Port));
        await using var two = new Machine(2, CuttableWire.To(_server.Port));
        Machine[] machines = [one, two];
        Start(one);
        await Answers(began, term: 1);
        Start(two);
        var kinds = Enum.GetValues<Trouble>();
        var took = kinds.ToDictionary(k => k, _ => new List<TimeSpan>());
        for (var i = 0; i < count; i++)
        {
            var kind = kinds[i % kinds.Length];
            try
            {
                took[kind].Add(await Round(machines, kind));
            }
            catch (InvalidOperationException)
            {
                foreach (var machine in machines)
                {
                    Console.WriteLine($"{kind}, machine {machine.Number}: {machine.Bot!.Printed}");
                }
                throw;
            }
            if ((i + 1) % 10 == 0)
            {
                await Console.Error.WriteLineAsync(
                    $"{i + 1} failovers, {_night.Declared} results, {time.GetElapsedTime(began).TotalSeconds:F0} s"
                );
            }
        }
        var balance = await _night.Settled(ledger);
        foreach (var fault in balance.Faults.Concat(_faults).Take(20))
        {
            Console.WriteLine(fault.ReplaceLineEndings(" / "));
        }
        Console.WriteLine($"{"", -13} {"times", 5} {"median s", 8} {"longest s", 9}");
        foreach (var (kind, spans) in took.Where(t => t.Value.Count > 0))
        {
            var seconds = spans.Select(s => s.TotalSeconds).Order().ToArray();
            Console.WriteLine(
                $"{kind, -13} {seconds.Length, 5} {seconds[seconds.Length / 2], 8:F1} {seconds[^1], 9:F1}"
            );
        }
        Console.WriteLine(
            $"{"results", 7} {"corrections", 11} {"in doubt", 8} {"messages", 8} {"edited", 7} {"lost", 5} {"doubled", 7} {"out of order", 12} {"seconds", 8}"
        );
        Console.WriteLine(
            $"{_night.Declared, 7} {_night.Corrected, 11} {_night.InDoubt, 8} {balance.Messages, 8} {balance.Edited, 7} {balance.Lost, 5} {balance.Doubled, 7} {balance.OutOfOrder, 12} {time.GetElapsedTime(began).TotalSeconds, 8:F0}"
        );
        return balance.IsGood && _faults.Count == 0;
    }

    /// <summary>Something is typed, something goes out, and then it happens.</summary>
    /// <returns>How long nobody was answered.</returns>
    private async Task<TimeSpan> Round(Machine[] machines, Trouble kind)
    {
        var time = TimeProvider.System;
        _night.Draw(_random.Next(1, 4));
        using var struck = new CancellationTokenSource();
        var typing = _night.TypeAll(struck.Token);
        await Task.Delay(LongestBefore * _random.NextDouble(), time);
        var (leader, term) = await Leader(machines);
        var began = time.GetTimestamp();
        var after = kind switch
        {
            Trouble.Killed => await Kill(leader),
            Trouble.Frozen => Freeze(leader),
            Trouble.Disconnected => await Disconnect(),
            Trouble.Cut => Cut(leader),
            _ => await Restart(struck),
        };
        await struck.CancelAsync();
        await typing;
        var took = await Answers(began, term);
        await _night.TypeAll(CancellationToken.None);
        await after;
        // Whoever has ended is started again, by whatever sees to that.
        foreach (var machine in machines.Where(m => m.Bot!.HasExited))
        {
            await machine.Bot!.DisposeAsync();
            Start(machine);
        }
        return took;
    }

    private static async Task<Task> Kill(Machine leader)
    {
        await leader.Bot!.Kill();
        return Task.CompletedTask;
    }

    private Task Freeze(Machine leader)
    {
        Signal(leader, "-STOP");
        return Thaw();

        async Task Thaw()
        {
            await Task.Delay(Away, TimeProvider.System);
            Signal(leader, "-CONT");
            await IsOver(leader);
        }
    }

    private Task Cut(Machine leader)
    {
        leader.Wire.Cut();
        return Mend();

        async Task Mend()
        {
            await Task.Delay(Away, TimeProvider.System);
            leader.Wire.Mend();
            await IsOver(leader);
        }
    }

    private async Task<Task> Disconnect()
    {
        await PostgresServer.Execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'resultsbot%' AND pid <> pg_backend_pid()",
            _database
        );
        return Task.CompletedTask;
    }

    private async Task<Task> Restart(CancellationTokenSource struck)
    {
        // Whoever types from now on may be refused.
        await struck.CancelAsync();
        await _server.Stop(_random.Next(2) == 0 ? "fast" : "immediate");
        await Task.Delay(TimeSpan.FromSeconds(3) * _random.NextDouble(), TimeProvider.System);
        await _server.Begin();
        return Task.CompletedTask;
    }

    /// <summary>It finds out that another leads, and ends.</summary>
    private async Task IsOver(Machine machine)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await machine.Bot!.WaitForExit(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _faults.Add(
                $"Machine {machine.Number} goes on, though another leads: {machine.Bot!.Printed}"
            );
        }
    }

    private static void Signal(Machine machine, string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{machine.Bot!.Id}"]);
        kill.WaitForExit();
    }

    private async Task<(Machine Machine, long Term)> Leader(Machine[] machines)
    {
        var (name, term) = await Lease();
        return (
            machines.Single(m => name.EndsWith($"(process {m.Bot!.Id})", StringComparison.Ordinal)),
            term
        );
    }

    private async Task<(string Name, long Term)> Lease()
    {
        await using var connection = new NpgsqlConnection(_database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT name, term FROM leader", connection);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetString(0), row.GetInt64(1));
    }

    /// <summary>
    /// Done when somebody leads with a later term, and somebody who types is answered: by the one that leads, since the one
    /// before has stopped sending by then. Somebody types every quarter of a second: who is not answered waits for three.
    /// </summary>
    /// <returns>How long it took.</returns>
    private async Task<TimeSpan> Answers(long began, long term)
    {
        var time = TimeProvider.System;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), time);
        var typed = new List<Task<bool>>();
        while (!typed.Any(t => t.IsCompletedSuccessfully && t.Result))
        {
            if (time.GetElapsedTime(began) > LongestTakeover)
            {
                throw new InvalidOperationException("Nobody has taken over, or nobody answers.");
            }
            await timer.WaitForNextTickAsync();
            if (typed.Count > 0 || await Leads(term))
            {
                timer.Period = TimeSpan.FromMilliseconds(250);
                typed.Add(RealBot.Suggests(_sandbox.Control));
            }
        }
        var took = time.GetElapsedTime(began);
        await Task.WhenAll(typed);
        return took;
    }

    private async Task<bool> Leads(long after)
    {
        try
        {
            return (await Lease()).Term > after;
        }
        catch (NpgsqlException)
        {
            // The database is down just now.
            return false;
        }
    }

    private void Start(Machine machine) =>
        machine.Bot = RealBot.Start(
            _sandbox,
            Directory.CreateDirectory(Path.Combine(_folder, $"{machine.Number}")).FullName,
            _program,
            environment: _receivers.Environment.AddRange(
                NightStore
                    .Database(
                        new NpgsqlConnectionStringBuilder(_database)
                        {
                            Port = machine.Wire.Port,
                        }.ConnectionString
                    )
                    .Environment
            )
        );
}

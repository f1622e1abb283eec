using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResultsBot.Board;
using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Hosting;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets;
using ResultsBot.Outlets.Discord;
using ResultsBot.Outlets.Http;
using ResultsBot.Storage;
using ResultsBot.Storage.Sql;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Simulation;

/// <summary>
/// The whole bot on a simulated clock, with a store and a Discord beside it that outlive it: it can be killed at any
/// moment and started anew.
/// </summary>
internal sealed class SimulatedNewsroom
{
    public const ulong Guild = 77;

    /// <summary>The desk's channel.</summary>
    public const ulong Desk = 999_999;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly Random _random;
    private readonly ulong _newsroom;
    private readonly bool _hasDesk;
    private readonly HouseRules _rules;
    private readonly SortedSet<ulong> _guilds = [];
    private readonly List<Bot> _bots = [];
    private readonly RealStore? _real;
    private Bot? _bot;
    private ulong _typed;

    public SimulatedNewsroom(
        ElectionDefinition definition,
        DateTimeOffset start,
        int seed = 1,
        ulong newsroom = Guild,
        SecondPerson secondPerson = SecondPerson.Never,
        bool hasDesk = false,
        Phrasebook? phrases = null,
        Func<Task<SqlStore>>? open = null
    )
    {
        _real = open is null ? null : new RealStore(Store, open);
        Kept = _real?.AsOne() ?? Store;
        _random = new Random(seed);
        _newsroom = newsroom;
        _hasDesk = hasDesk;
        _rules = new HouseRules(secondPerson);
        Time = new SimulatedTime(start);
        Discord = new SimulatedDiscord(Time, _random);
        Phrases = phrases ?? new Phrasebook(definition);
        var sound = new Phrasebook(definition);
        Pages = new Pages(
            sound,
            new PostWriter(sound, false),
            new PostEmbeds(sound),
            new Quarantine()
        );
        Discord.Add(Desk);
        Plain = new PlainOutlet(Time, new Random(seed), sound);
        Web = new SimulatedWeb(Time, new Random(seed));
    }

    public SimulatedTime Time { get; }

    public SimulatedDiscord Discord { get; }

    /// <summary>Another outlet, which the bot posts to beside Discord.</summary>
    public PlainOutlet Plain { get; }

    /// <summary>What is at the other end of the configured outlets.</summary>
    public SimulatedWeb Web { get; }

    /// <summary>Those beside Discord; another value holds from the next start on.</summary>
    public OutletSettings Outlets { get; set; } = OutletSettings.None;

    /// <summary>What is kept, to be looked at.</summary>
    public MemoryStore Store { get; } = new();

    /// <summary>What the bot is given: a real store beside the one in memory, where there is one.</summary>
    public IStore Kept { get; }

    public Phrasebook Phrases { get; }

    /// <summary>The pictures that posts show; null for none.</summary>
    public PictureOf? Pictures { get; init; }

    /// <summary>How messages look when nothing is wrong.</summary>
    public Pages Pages { get; }

    public Election Election => Alive.Desk.Election;

    /// <summary>How long the store takes to write, at most.</summary>
    public TimeSpan Disk { get; set; } = TimeSpan.FromMilliseconds(4);

    /// <summary>What the store does not take, by the name of the operation.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => false;

    /// <summary>What a bug of the store throws, by the name of the operation; null where it works.</summary>
    public Func<string, Exception?> Breaks { get; set; } = _ => null;

    /// <summary>What the store waits for before it does something.</summary>
    public Func<string, Task> Hangs { get; set; } = _ => Task.CompletedTask;

    /// <summary>
    /// Whether a bot that has ended by a bug of the simulation's own is started anew, as whoever runs it does.
    /// </summary>
    public bool StartsAnew { get; set; }

    /// <summary>How often that was.</summary>
    public int Ends { get; private set; }

    /// <summary>What any of the processes has quarantined, by its position; of the first that did.</summary>
    public Dictionary<long, Quarantined> Quarantined { get; } = [];

    /// <summary>The wire's end when the process began: all before it that cannot be read it knows from the start.</summary>
    public long BeganAt { get; private set; }

    /// <summary>What the log says, of Information and above.</summary>
    public KeptLogs Logs { get; } = new();

    public bool IsRunning => _bot is not null;

    public Broadcaster Broadcaster => Alive.Broadcaster;

    public DeskChannel DeskChannel => Alive.Services.GetRequiredService<DeskChannel>();

    private Bot Alive => _bot ?? throw new InvalidOperationException("The bot is dead.");

    private sealed class Bot
    {
        public bool IsAlive { get; set; } = true;

        public ServiceProvider Services { get; set; } = null!;

        public Broadcaster Broadcaster => Services.GetRequiredService<Broadcaster>();

        public ResultsDesk Desk => Services.GetRequiredService<ResultsDesk>();

        /// <summary>Only the board is stopped by it: a bot that is killed ends nothing.</summary>
        public CancellationTokenSource NoBoard { get; } = new();

        public Task Running { get; set; } = Task.CompletedTask;

        public Task Board { get; set; } = Task.CompletedTask;
    }

    public SimulatedNewsroom Start()
    {
        var bot = new Bot();
        _real?.Reopen();
        // In memory nothing waits.
        BeganAt = Store.Bulletins.Count;
        Store.Quarantine = new Quarantine();
        Store.Quarantine.Added += (_, e) =>
        {
            // What one process words plainly another may not even read: that says more.
            if (e.Item.Bulletin is null || !Quarantined.ContainsKey(e.Item.Position))
            {
                Quarantined[e.Item.Position] = e.Item;
            }
        };
        while (true)
        {
            try
            {
                Do(async () => bot.Services = await Build(bot));
                break;
            }
            catch (InjectedBug) when (StartsAnew)
            {
                Ends++;
            }
        }
        _bot = bot;
        _bots.Add(bot);
        // As the host does at its start.
        if (bot.Desk.Election.IsPaused)
        {
            bot.Broadcaster.Pause();
        }
        Do(() =>
        {
            bot.Running = bot.Broadcaster.Run(CancellationToken.None);
            bot.Board = _hasDesk
                ? bot.Services.GetRequiredService<DeskChannel>().Run(bot.NoBoard.Token)
                : Task.CompletedTask;
            return Task.CompletedTask;
        });
        // As the gateway does once it has connected.
        Recheck();
        return this;
    }

    /// <summary>kill -9: nothing of it is asked, nothing is flushed.</summary>
    public void Kill()
    {
        Alive.IsAlive = false;
        StopBoard();
        _bot = null;
    }

    /// <summary>The clock stands still from now on. Meters are known to the whole process, and hold on to whom they count for.</summary>
    public void Forget()
    {
        foreach (var bot in _bots)
        {
            bot.Services.GetRequiredService<BroadcastMeters>().Dispose();
            bot.Services.GetRequiredService<DiscordRest>().Dispose();
        }
        _real?.Close();
    }

    /// <summary>Where nobody looks at it, it need not be drawn.</summary>
    public void StopBoard() => Alive.NoBoard.Cancel();

    /// <summary>At the desk, without a word in chat. Cautions are accepted.</summary>
    /// <returns>Whether it was taken in.</returns>
    public bool Submit(Command command)
    {
        var decision = Decide(command);
        if (decision is Decision.Cautioned cautioned && command is Command.Correct correct)
        {
            decision = Decide(
                correct with
                {
                    Accepted = [.. cautioned.Cautions.Select(c => c.Code)],
                }
            );
        }
        return decision is Decision.Accepted;
    }

    /// <summary>Somebody types a command. Nobody waits for the answer; see <see cref="SimulatedDiscord.AnswerTo"/>.</summary>
    /// <param name="command">With its subcommand behind a space, if it has one.</param>
    /// <returns>By what its answer is known.</returns>
    public ulong Type(ulong person, string command, params (string Name, string Text)[] options) =>
        Hand(person, Invoked(command, options));

    /// <param name="guild">Somebody else's, where they have no say.</param>
    public ulong TypeElsewhere(
        ulong person,
        ulong guild,
        string command,
        params (string Name, string Text)[] options
    ) => Hand(person, Invoked(command, options), guild);

    private static Interaction.CommandInvoked Invoked(
        string command,
        (string Name, string Text)[] options
    ) =>
        new()
        {
            Name = command.Split(' ')[0],
            Subcommand = command.Split(' ').ElementAtOrDefault(1) ?? "",
            Options =
            [
                .. options.Select(o => new InvokedOption(o.Name, CommandOptionType.String)
                {
                    Text = o.Text,
                }),
            ],
        };

    /// <summary>An option is being typed.</summary>
    /// <param name="guild">Null: the newsroom's own.</param>
    public ulong AskFor(
        ulong person,
        string command,
        string option,
        string typed,
        ulong? guild = null
    ) =>
        Hand(
            person,
            new Interaction.AutocompleteAsked
            {
                Name = command,
                FocusedOption = option,
                FocusedValue = typed,
            },
            guild
        );

    public ulong Press(ulong person, string button) =>
        Hand(person, new Interaction.ComponentPressed { CustomId = button });

    /// <summary>Lets time pass until the interaction has an answer, so long as it can have one.</summary>
    public void Await(ulong interaction)
    {
        Time.Run(
            () => Task.CompletedTask,
            () => Discord.AnswerTo(interaction) is not null,
            Time.GetUtcNow() + TimeSpan.FromSeconds(20)
        );
        Throw();
    }

    /// <summary>Straight onto the wire.</summary>
    public void Tell(params ImmutableArray<Bulletin> bulletins)
    {
        // In memory nothing waits.
        var version = Store.ReadEvents(CancellationToken.None).ToBlockingEnumerable().Count();
        var interaction = $"told-{Store.Bulletins.Count}";
        var stored = (Appended.Stored)
            Kept.Append(
                version,
                interaction,
                [],
                bulletins,
                new BulletinLog(Store.Bulletins)
            ).Result;
        _bot?.Services.GetRequiredService<BulletinLog>().Append(stored.Entries);
    }

    public void Subscribe(
        ulong channel,
        Topic topic,
        DeliveryChange? delivery = null,
        ulong guild = Guild
    )
    {
        _guilds.Add(guild);
        Do(() =>
            Broadcaster.Subscribe(
                DiscordAddresses.Address(channel),
                DiscordAddresses.Group(guild),
                topic,
                delivery ?? DeliveryChange.None
            )
        );
    }

    /// <summary>Somebody else's address follows something, at the other outlet.</summary>
    public Address SubscribePlain(string id, Topic topic)
    {
        var address = new Address(PlainOutlet.Name, id);
        Do(() =>
            Broadcaster.Subscribe(
                address,
                new Group(PlainOutlet.Name, "all"),
                topic,
                DeliveryChange.None
            )
        );
        return address;
    }

    public void Pause()
    {
        Submit(new Command.Pause(null, "ed"));
        Broadcaster.Pause();
    }

    public void Unpause()
    {
        Submit(new Command.Resume(null, "ed"));
        Broadcaster.Unpause();
    }

    /// <summary>The gateway tells that permissions may have changed.</summary>
    public void Recheck()
    {
        foreach (var guild in _guilds)
        {
            _bot?.Broadcaster.Recheck(DiscordAddresses.Group(guild));
        }
    }

    public void Pass(TimeSpan time)
    {
        Time.Pass(time);
        Throw();
    }

    /// <summary>Does it, and what it sets going, until it is done.</summary>
    public void Do(Func<Task> what)
    {
        Task? done = null;
        var isDone = Time.Run(
            () => done = what(),
            () => done!.IsCompleted,
            Time.GetUtcNow() + LongestWait
        );
        if (!isDone)
        {
            throw new InvalidOperationException("It has not ended.");
        }
        done!.GetAwaiter().GetResult();
    }

    private async Task<ServiceProvider> Build(Bot bot)
    {
        var services = new ServiceCollection().AddLogging(logs => logs.AddProvider(Logs));
        var options = new DiscordOptions
        {
            Token = "the.secret.token",
            BaseAddress = new Uri("http://127.0.0.1:9/api/v10/"),
        };
        await BotHost.AddBot(
            services,
            Phrases,
            isRehearsal: false,
            Mortal(() => bot.IsAlive),
            options,
            new Newsroom([_newsroom]),
            DeskSettings.Usual with
            {
                Channel = _hasDesk ? Desk : null,
                Rules = _rules,
            },
            Time,
            CancellationToken.None,
            Outlets
        );
        if (Pictures is { } pictures)
        {
            services.AddSingleton(pictures);
        }
        return services
            .AddSingleton(
                new DiscordRest(
                    Discord.For(() => bot.IsAlive),
                    options,
                    Time,
                    _random.NextDouble,
                    Logs.For<DiscordRest>()
                )
            )
            .AddSingleton<IGuilds>(Discord)
            .AddSingleton(Plain.For(() => bot.IsAlive))
            .AddSingleton(new OutletHttp(Web.For(() => bot.IsAlive), Time))
            .BuildServiceProvider();
    }

    private Decision Decide(Command command)
    {
        Decision? decision = null;
        Do(async () =>
            decision = await Alive.Desk.Submit(command, $"desk-{++_typed}", CancellationToken.None)
        );
        return decision!;
    }

    private ulong Hand<T>(ulong person, T interaction, ulong? guild = null)
        where T : Interaction
    {
        var id = Snowflake.At(Time.GetUtcNow()).Value + ++_typed;
        var handed = interaction with
        {
            Id = new Snowflake(id),
            Token = $"{id}",
            GuildId = new Snowflake(guild ?? _newsroom),
            ChannelId = new Snowflake(Desk),
            User = new User(new Snowflake(person), $"person {person}"),
            MemberPermissions = Permissions.Administrator,
            ReceivedAt = Time.GetTimestamp(),
        };
        Discord.Expect(id);
        var router = Alive.Services.GetRequiredService<Router>();
        Time.Run(
            () =>
            {
                _ = router.Handle(handed, CancellationToken.None);
                return Task.CompletedTask;
            },
            () => true,
            Time.GetUtcNow()
        );
        return id;
    }

    private void Throw()
    {
        while (
            StartsAnew
            && ((Task?[])[_bot?.Running, _bot?.Board]).Any(t => InjectedBug.Is(t?.Exception))
        )
        {
            Ends++;
            Kill();
            Time.Pass(TimeSpan.FromSeconds(1));
            Start();
        }
        foreach (var running in (Task?[])[_bot?.Running, _bot?.Board])
        {
            if (running is { IsFaulted: true })
            {
                running.GetAwaiter().GetResult();
            }
        }
    }

    private IStore Mortal(Func<bool> isAlive)
    {
        var proxy = DispatchProxy.Create<IStore, MortalProxy>();
        var mortal = (MortalProxy)(object)proxy;
        mortal.Target = Kept;
        mortal.Settle = () => _real?.Settle();
        mortal.IsAlive = isAlive;
        mortal.Wait = () => Task.Delay(Disk * _random.NextDouble(), Time);
        mortal.Refuses = operation => Refuses(operation);
        mortal.Breaks = operation => Breaks(operation);
        mortal.Hangs = operation => Hangs(operation);
        return proxy;
    }
}

/// <summary>A store as a process sees it: a write takes a while, and once the process is dead nothing is answered.</summary>
public class MortalProxy : DispatchProxy
{
    private static readonly MethodInfo Generic = typeof(MortalProxy).GetMethod(
        nameof(Slowly),
        BindingFlags.NonPublic | BindingFlags.Instance
    )!;

    internal object Target { get; set; } = null!;

    internal Func<bool> IsAlive { get; set; } = () => true;

    /// <summary>Waits for what a real store is still writing.</summary>
    internal Action Settle { get; set; } = () => { };

    internal Func<Task> Wait { get; set; } = () => Task.CompletedTask;

    internal Func<string, bool> Refuses { get; set; } = _ => false;

    internal Func<string, Exception?> Breaks { get; set; } = _ => null;

    internal Func<string, Task> Hangs { get; set; } = _ => Task.CompletedTask;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.ReturnType;
        if (!type.IsAssignableTo(typeof(Task)))
        {
            return targetMethod.Invoke(Target, args);
        }
        var result = type.IsGenericType ? type.GetGenericArguments()[0] : typeof(bool);
        return Generic.MakeGenericMethod(result).Invoke(this, [targetMethod, args]);
    }

    private async Task<T> Slowly<T>(MethodInfo method, object?[]? args)
    {
        await Wait();
        if (IsAlive())
        {
            await Hangs(method.Name);
            if (Breaks(method.Name) is { } bug)
            {
                throw bug;
            }
            if (Refuses(method.Name))
            {
                throw new StoreUnavailableException("database or disk is full");
            }
            var done = (Task)method.Invoke(Target, args)!;
            await done;
            await Wait();
            if (IsAlive())
            {
                Settle();
                return done is Task<T> answer ? await answer : default!;
            }
        }
        return await new TaskCompletionSource<T>().Task;
    }
}

using System.Collections.Immutable;
using System.Reflection;
using ResultsBot.Broadcasting;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Store;
using ResultsBot.Wire;
using ResultsBot.Wording;

namespace ResultsBot.Simulation;

/// <summary>
/// The broadcaster on a simulated clock, with a store and a Discord beside it that outlive it: it can be killed at
/// any moment and started anew.
/// </summary>
internal sealed class SimulatedNewsroom
{
    public const ulong Guild = 77;

    private readonly Random _random;
    private readonly ulong _newsroom;
    private readonly SortedSet<ulong> _guilds = [];
    private Bot? _bot;

    public SimulatedNewsroom(
        ElectionDefinition definition,
        DateTimeOffset start,
        int seed = 1,
        ulong newsroom = 0
    )
    {
        _random = new Random(seed);
        _newsroom = newsroom;
        Election = new Election(definition);
        Time = new SimulatedTime(start);
        Discord = new SimulatedDiscord(Time, _random);
        Phrases = new Phrasebook(definition);
        Pages = new Pages(Phrases, new BulletinEmbeds(Phrases));
    }

    public SimulatedTime Time { get; }

    public SimulatedDiscord Discord { get; }

    public MemoryStore Store { get; } = new();

    public Phrasebook Phrases { get; }

    public Pages Pages { get; }

    public Election Election { get; private set; }

    /// <summary>How long the store takes to write, at most.</summary>
    public TimeSpan Disk { get; set; } = TimeSpan.FromMilliseconds(4);

    /// <summary>What the log says, of Information and above.</summary>
    public KeptLogs Logs { get; } = new();

    public bool IsPaused { get; private set; }

    public bool IsRunning => _bot is not null;

    public Broadcaster Broadcaster =>
        _bot?.Broadcaster ?? throw new InvalidOperationException("The bot is dead.");

    private sealed record Bot(Broadcaster Broadcaster, WireFeed Feed)
    {
        public bool IsAlive { get; set; } = true;

        public Task Running { get; set; } = Task.CompletedTask;
    }

    public SimulatedNewsroom Start()
    {
        var feed = new WireFeed();
        Bot? bot = null;
        var store = Mortal<IElectionStore>(() => bot!.IsAlive);
        var archive = Mortal<IWireArchive>(() => bot!.IsAlive);
        var channels = Mortal<IChannelStore>(() => bot!.IsAlive);
        var photos = Mortal<IPhotoStore>(() => bot!.IsAlive);
        var log = Logs.For<Broadcaster>();
        var rest = new DiscordRest(
            Discord.For(() => bot!.IsAlive),
            new DiscordOptions
            {
                Token = "the.secret.token",
                BaseAddress = new Uri("http://127.0.0.1:9/api/v10/"),
            },
            Time,
            _random.NextDouble,
            Logs.For<DiscordRest>()
        );
        bot = new Bot(
            new Broadcaster(
                store,
                archive,
                channels,
                feed,
                new Courier(archive, channels, photos, rest, Pages, Discord, Phrases, Time, log),
                Pages,
                new Newsroom([_newsroom]),
                Discord,
                Time,
                new BroadcastMeters(isRehearsal: false),
                log
            ),
            feed
        );
        _bot = bot;
        if (IsPaused)
        {
            bot.Broadcaster.Pause();
        }
        Do(() =>
        {
            bot.Running = bot.Broadcaster.Run(CancellationToken.None);
            return Task.CompletedTask;
        });
        // As the gateway does once it has connected.
        Recheck();
        return this;
    }

    /// <summary>kill -9: nothing of it is asked, nothing is flushed.</summary>
    public void Kill()
    {
        _bot!.IsAlive = false;
        _bot = null;
    }

    /// <summary>As the desk does: the event and its bulletins are stored, then told. Cautions are accepted.</summary>
    public bool Submit(Command command)
    {
        var decision = Election.Decide(command, Time.GetUtcNow());
        if (decision is Decision.Cautioned cautioned && command is Command.Correct correct)
        {
            decision = Election.Decide(
                correct with
                {
                    Accepted = [.. cautioned.Cautions.Select(c => c.Code)],
                },
                Time.GetUtcNow()
            );
        }
        if (decision is not Decision.Accepted accepted)
        {
            return false;
        }
        foreach (var happened in accepted.Events)
        {
            var after = Election.Apply(happened);
            Publish([happened], [.. News.Of(Election, happened, after)]);
            Election = after;
        }
        return true;
    }

    public void Tell(params Bulletin[] bulletins) => Publish([], [.. bulletins]);

    public void Subscribe(
        ulong channel,
        Topic topic,
        DeliveryChange? delivery = null,
        ulong guild = Guild
    )
    {
        _guilds.Add(guild);
        Do(() => Broadcaster.Subscribe(channel, guild, topic, delivery ?? DeliveryChange.None));
    }

    public void Pause()
    {
        IsPaused = true;
        _bot?.Broadcaster.Pause();
    }

    public void Unpause()
    {
        IsPaused = false;
        _bot?.Broadcaster.Unpause();
    }

    /// <summary>The gateway tells that permissions may have changed.</summary>
    public void Recheck()
    {
        foreach (var guild in _guilds)
        {
            _bot?.Broadcaster.Recheck(guild, Discord.IsOpen);
        }
    }

    public void Pass(TimeSpan time)
    {
        Time.Pass(time);
        if (_bot?.Running is { IsFaulted: true } running)
        {
            running.GetAwaiter().GetResult();
        }
    }

    /// <summary>Does it, and what it sets going, until it is done.</summary>
    public void Do(Func<Task> what)
    {
        Task? done = null;
        var isDone = Time.Run(
            () => done = what(),
            () => done!.IsCompleted,
            Time.GetUtcNow() + TimeSpan.FromMinutes(10)
        );
        if (!isDone)
        {
            throw new InvalidOperationException("It has not ended.");
        }
        done!.GetAwaiter().GetResult();
    }

    private void Publish(ImmutableArray<ElectionEvent> events, ImmutableArray<Bulletin> bulletins)
    {
        // In memory nothing waits.
        var version = Store.ReadEvents(CancellationToken.None).Result.Length;
        var interaction = $"{version}-{Store.ReadEnd(CancellationToken.None).Result}";
        var stored = (Appended.Stored)Store.Append(version, interaction, events, bulletins).Result;
        _bot?.Feed.Publish(stored.Entries);
    }

    private T Mortal<T>(Func<bool> isAlive)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, MortalProxy>();
        var mortal = (MortalProxy)(object)proxy;
        mortal.Target = Store;
        mortal.IsAlive = isAlive;
        mortal.Wait = () => Task.Delay(Disk * _random.NextDouble(), Time);
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

    internal Func<Task> Wait { get; set; } = () => Task.CompletedTask;

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
            var done = (Task)method.Invoke(Target, args)!;
            await done;
            await Wait();
            if (IsAlive())
            {
                return done is Task<T> answer ? await answer : default!;
            }
        }
        return await new TaskCompletionSource<T>().Task;
    }
}

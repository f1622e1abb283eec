using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Rehearsing;
using ResultsBot.Storage;
using ResultsBot.Storage.Sql;
using ResultsBot.Wording;

namespace ResultsBot.Hosting;

/// <summary>
/// A few invented results through a whole bot of its own: typed, read back, sent, posted. Code that has never run is
/// compiled when it first does, and the night's first reporter would wait more than a second for it; so would the
/// first channels.
/// </summary>
/// <remarks>
/// Its store is a file of its own that is thrown away, bound to another election than the real one, and in Discord's
/// place stands <see cref="EchoDiscord"/>: nothing of it can be told from it to anybody.
/// </remarks>
internal static class WarmUp
{
    /// <summary>A build that isn't published compiles a second time, and better, what has run thirty times.</summary>
    private const int Results = 40;

    /// <summary>From here on they wait for each other, as they do for a channel that is far behind.</summary>
    private const int OneByOne = 20;

    /// <summary>One for each caution, and one that sends; where that is not enough, the pack wants something else.</summary>
    private const int MostPresses = 5;

    /// <summary>Nobody is there to be spared.</summary>
    private const int RequestsPerSecond = 10_000;

    private const ulong Guild = 1;
    private const ulong Channel = 2;

    /// <summary>Where it comes to nothing, the log says so, and only the first answers are the worse for it.</summary>
    public static async Task Try(
        Phrasebook phrases,
        TimeProvider time,
        ILogger log,
        CancellationToken stop
    )
    {
        try
        {
            var began = time.GetTimestamp();
            var results = await Run(phrases, time, stop);
            log.LogInformation(
                "Ready (warm-up of {Count} invented results: {Seconds:0.0} s).",
                results,
                time.GetElapsedTime(began).TotalSeconds
            );
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "Not warmed up: the first answers will take longer.");
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // A bug that the first result may meet as well; but where nothing else fails, the bot is worth more than this.
            log.LogError(e, "Warming up has failed: the first answers will take longer.");
        }
    }

    /// <returns>How many results were sent.</returns>
    public static async Task<int> Run(Phrasebook phrases, TimeProvider time, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("resultsbot-");
        try
        {
            await using var store = await RehearsalStore.Begin(
                Path.Combine(folder.FullName, "warm-up.db"),
                phrases.Definition,
                time
            );
            using var echo = new EchoDiscord();
            Codec.Prepare();
            await using var bot = await Build(phrases, store.Store, echo, time, ct);
            return await Declare(bot, phrases.Definition, echo, time, ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<ServiceProvider> Build(
        Phrasebook phrases,
        SqlStore store,
        EchoDiscord echo,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var options = new DiscordOptions { Token = "none", RequestsPerSecond = RequestsPerSecond };
        var services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        await BotHost.AddBot(
            services,
            phrases,
            isRehearsal: true,
            store,
            options,
            new Newsroom([Guild]),
            DeskSettings.Usual with
            {
                Rules = new HouseRules(SecondPerson.Never),
            },
            time,
            ct
        );
        return services
            .AddSingleton(new BroadcastMeters(isRehearsal: true, "ResultsBot.WarmUp"))
            .AddSingleton(
                new DiscordRest(echo, options, time, () => 0, NullLogger<DiscordRest>.Instance)
            )
            .BuildServiceProvider();
    }

    private static async Task<int> Declare(
        ServiceProvider bot,
        ElectionDefinition election,
        EchoDiscord echo,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var router = bot.GetRequiredService<Router>();
        var broadcaster = bot.GetRequiredService<Broadcaster>();
        var desk = bot.GetRequiredService<ResultsDesk>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var running = broadcaster.Run(stop.Token);
        await OrFails(
            broadcaster.Subscribe(
                DiscordAddresses.Address(Channel),
                DiscordAddresses.Group(Guild),
                new Topic(new Scope.Area(election.Whole), null, Kind.Everything),
                DeliveryChange.None
            )
        );
        var (id, waiting) = (0UL, 0);
        foreach (
            var (number, contest) in election
                .Contests.Where(c => c.Poll == Poll.Contested)
                .Take(Results)
                .Index()
        )
        {
            if (number == OneByOne)
            {
                broadcaster.Pause();
            }
            var before = desk.Election.Standing(election.Whole).Declared;
            await router.Handle(
                AsTyped(
                    new Interaction.CommandInvoked
                    {
                        Name = "declare",
                        Options =
                        [
                            new InvokedOption("seat", CommandOptionType.String)
                            {
                                Text = contest.Id.ToString(),
                            },
                            new InvokedOption("result", CommandOptionType.String)
                            {
                                Text = Invented(contest, number),
                            },
                        ],
                    }
                ),
                ct
            );
            for (
                var presses = 0;
                presses < MostPresses
                    && Declared() == before
                    && FirstButton(echo.Shown) is { } button;
                presses++
            )
            {
                await router.Handle(
                    AsTyped(new Interaction.ComponentPressed { CustomId = button }),
                    ct
                );
            }
            if (Declared() == before)
            {
                continue;
            }
            if (number < OneByOne)
            {
                await OrFails(echo.Posted(ct));
            }
            else
            {
                waiting++;
            }
        }
        broadcaster.Unpause();
        if (waiting > 0)
        {
            await OrFails(echo.Posted(ct));
        }
        await stop.CancelAsync();
        await running;
        return Declared();

        // What does not run posts nothing, and would be waited for in vain.
        async Task OrFails(Task posted)
        {
            if (await Task.WhenAny(posted, running) == running)
            {
                await running;
            }
            await posted;
        }

        int Declared() => desk.Election.Standing(election.Whole).Declared;

        T AsTyped<T>(T interaction)
            where T : Interaction =>
            interaction with
            {
                Id = new Snowflake(++id),
                GuildId = new Snowflake(Guild),
                ChannelId = new Snowflake(Channel),
                MemberPermissions = Permissions.Administrator,
                ReceivedAt = time.GetTimestamp(),
            };
    }

    /// <summary>
    /// Six of ten vote, and now and then two: that is odd. The more for a candidate the higher they stand on the roll, from
    /// another one on each time, so that seats change hands.
    /// </summary>
    private static string Invented(Contest contest, int number)
    {
        var count = contest.Candidates.Length;
        var turnout = number % 5 == 4 ? 2L : 6L;
        var share = contest.Electorate * turnout / 10 / Math.Max(1, count * (count + 1) / 2);
        return string.Join(
            '\n',
            contest.Candidates.Select(
                (candidate, i) =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{candidate.Name}, {candidate.Party} {share * (count - ((i + number) % count))}"
                    )
            )
        );
    }

    /// <summary>The first that can be pressed: it sends, or leads on to sending.</summary>
    private static string? FirstButton(JsonObject? shown) =>
        (string?)
            (shown?["components"] as JsonArray ?? [])
                .SelectMany(row => row?["components"] as JsonArray ?? [])
                .FirstOrDefault(button => (bool?)button?["disabled"] != true)
                ?["custom_id"];
}

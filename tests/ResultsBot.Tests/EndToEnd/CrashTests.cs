using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Sandbox;
using ResultsBot.Sandbox.Control;
using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;
using Outcome = ResultsBot.Sandbox.Outcome;

namespace ResultsBot.Tests.EndToEnd;

public class CrashTests
{
    private const int Channels = 20;
    private const int Kills = 6;

    [Fact]
    public async Task Killed_at_any_moment_after_the_acknowledgement_every_channel_has_every_result_once_and_in_order()
    {
        // The seed chooses after how many posts of a round the process dies; a failing one is printed by xunit.
        var random = new Random(20240704);
        var folder = Directory.CreateTempSubdirectory("resultsbot-").FullName;
        await using var sandbox = await SandboxServer.Start(
            new SandboxOptions
            {
                // The gateway's five seconds between sessions would make the test wait for nothing.
                EnforceLimits = false,
                GlobalLimit = 0,
                Latency = TimeSpan.FromMilliseconds(20),
                Jitter = TimeSpan.FromMilliseconds(10),
            },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        var control = sandbox.Control;
        var channels = control.CreateChannels(Channels);
        var seats = TheNight.Pack.Recorded.Take(Kills).ToArray();

        var bot = Start(sandbox, folder);
        await Listens(control);
        foreach (var channel in channels)
        {
            await control.Type(Ed, $"{channel}", "/subscribe");
        }
        foreach (var recorded in seats)
        {
            var before = Posted(control, channels);
            await Declare(control, TheNight.Definition.Contest(recorded.Contest), recorded.Figures);
            var enough = before + random.Next(Channels);
            await Until(() => Posted(control, channels) >= enough);
            await bot.Kill();
            await bot.DisposeAsync();
            await Until(() => control.BotsListening() == 0);
            bot = Start(sandbox, folder);
            await Listens(control);
        }

        string[] expected = [.. seats.Select(s => Name(s.Contest))];
        await Until(() => channels.All(c => Titles(control, c).Count >= expected.Length));
        await bot.DisposeAsync();
        foreach (var channel in channels)
        {
            var titles = Titles(control, channel);
            Assert.Equal(expected.Length, titles.Count);
            Assert.All(
                expected.Zip(titles),
                pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal)
            );
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_proposal_a_read_back_and_a_form_opened_before_the_kill_work_after_it()
    {
        using var folder = new TempFolder();
        await using var sandbox = await SandboxServer.Start(
            new SandboxOptions { EnforceLimits = false },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        var control = sandbox.Control;
        var bot = Start(sandbox, folder.Path);
        await Listens(control);
        await control.Type(Ed, "derbyshire", "/subscribe");
        await PressFirst(
            control,
            Rita,
            await control.Type(Rita, "newsroom", "/count seat:Chesterfield result:Perkins 20000")
        );
        var asked = await PressFirst(
            control,
            Rita,
            await control.Type(
                Rita,
                "newsroom",
                $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
            )
        );
        Assert.Contains(
            "not sent yet, it needs a second person.**",
            Content(asked),
            StringComparison.Ordinal
        );
        await Until(() => Card(control) is not null);
        var readBack = await control.Type(Sam, "newsroom", "/status seat:Bolsover stage:counting");
        var form = await control.Type(Tom, "newsroom", "/note seat:Bolsover");

        await bot.Kill();
        await bot.DisposeAsync();
        await Until(() => control.BotsListening() == 0);
        bot = Start(sandbox, folder.Path);
        await Listens(control);

        var approved = await PressFirst(control, Ed, Card(control)!, "desk");
        Assert.Contains("Approved and sent", Content(approved), StringComparison.Ordinal);
        Assert.StartsWith(
            "**Sent.**",
            Content(await PressFirst(control, Sam, readBack)),
            StringComparison.Ordinal
        );
        var noted = await control.Submit(
            Tom,
            form.InteractionId,
            new Dictionary<string, string>
            {
                ["seat"] = "Bolsover",
                ["text"] = "They are counting again.",
            }
        );
        Assert.StartsWith(
            "**Sent.**",
            Content(await PressFirst(control, Tom, noted)),
            StringComparison.Ordinal
        );
        var derbyshire = sandbox.Channels["derbyshire"];
        await Until(() =>
            Titles(control, derbyshire) is var titles
            && titles.Contains("Labour hold Chesterfield")
            && titles.Contains("At the count: Bolsover")
        );
        await bot.DisposeAsync();
    }

    /// <summary>The proposal's card in the desk's channel.</summary>
    private static Outcome? Card(SandboxControl control) =>
        control
            .Read(control.ChannelNamed("desk")!.Value)
            .FirstOrDefault(m =>
                ((string?)m["content"])?.Contains("Needs a second person", StringComparison.Ordinal)
                == true
            )
            is { } card
            ? new Outcome(0, "message", card, null, [])
            : null;

    private static Task<Outcome> PressFirst(
        SandboxControl control,
        string person,
        Outcome answer,
        string channel = "newsroom"
    ) =>
        control.Press(
            person,
            channel,
            ulong.Parse((string)answer.Message!["id"]!),
            (string)answer.Message["components"]![0]!["components"]![0]!["custom_id"]!
        );

    private static BotProcess Start(SandboxServer sandbox, string folder) =>
        BotProcess.Start(
            folder,
            [],
            new Dictionary<string, string>
            {
                ["Discord__Token"] = sandbox.BotToken,
                ["Discord__BaseAddress"] = sandbox.ApiAddress.ToString(),
                ["Discord__NewsroomGuilds"] = $"{sandbox.GuildId}",
                ["Store__ConnectionString"] = $"Data Source={Path.Combine(folder, "results.db")}",
                ["Desk__Reporters"] = $"{sandbox.Roles["Reporter"]}",
                ["Desk__Editors"] = $"{sandbox.Roles["Editor"]}",
                ["Desk__Administrators"] = $"{sandbox.Roles["Administrator"]}",
                ["Desk__Channel"] = $"{sandbox.Channels["desk"]}",
            }
        );

    private static int Posted(SandboxControl control, IEnumerable<ulong> channels) =>
        channels.Sum(control.CountMessages);

    private static string Name(ContestId contest) => TheNight.Definition.Contest(contest).Name;

    private static List<string> Titles(SandboxControl control, ulong channel) =>
        [
            .. control
                .Read(channel)
                .SelectMany(Headlines.Of)
                .Where(t => !t.StartsWith("More on ", StringComparison.Ordinal)),
        ];

    private static async Task Declare(SandboxControl control, Contest contest, Figures figures)
    {
        var paste = string.Join(
            '\n',
            figures.Votes.Select(v => $"{contest.Candidate(v.Candidate).Name} {v.Votes}")
        );
        var readBack = await control.Type(
            Rita,
            "newsroom",
            $"/declare seat:{contest.Id} result:{paste}"
        );
        var message = readBack.Message!;
        var send = (string)message["components"]![0]!["components"]![0]!["custom_id"]!;
        var sent = await control.Press(Rita, "newsroom", ulong.Parse((string)message["id"]!), send);
        Assert.StartsWith("**Sent.**", (string?)sent.Message?["content"], StringComparison.Ordinal);
    }
}

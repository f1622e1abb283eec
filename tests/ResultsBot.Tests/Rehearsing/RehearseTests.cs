using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Rehearsing;
using ResultsBot.Sandbox;
using ResultsBot.Sandbox.Slack;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Tests.Outlets;
using ResultsBot.Wording;
using Snapshooter.Xunit;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.Rehearsing;

/// <summary>The recorded night on a running bot, beside the real election.</summary>
public class RehearseTests
{
    private const string Place = "derbyshire";
    private const string Mark = "REHEARSAL";

    /// <summary>As fast as it goes.</summary>
    private const string Quick = "/rehearse start channel:derbyshire speed:100000";

    /// <summary>It is still going on when the test has ended.</summary>
    private const string Slow = "/rehearse start channel:derbyshire speed:1";

    /// <summary>Three results, two stages and the papers of Derbyshire Dales.</summary>
    private static readonly Night Short = Night.Of(
        TheNight.Pack,
        new DateTimeOffset(2024, 7, 5, 0, 50, 0, TimeSpan.FromHours(1))
    );

    [Fact]
    public async Task Beside_the_real_election_nothing_of_a_rehearsal_reaches_its_store_or_a_channel_that_was_not_named()
    {
        await using var newsroom = await Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");

        var begun = await StartRehearsal(newsroom, Quick);
        await newsroom.Declare(TheNight.Recorded("Chesterfield"));
        await Until(() => Told(newsroom, "ran to the end: 3 results"));

        Assert.StartsWith(
            "**The rehearsal is starting in",
            Content(begun),
            StringComparison.Ordinal
        );
        Assert.Equal(["Labour hold Chesterfield"], await newsroom.WaitForTitles("newsroom", 1));
        var rehearsed = newsroom.Titles(Place);
        Assert.All(rehearsed, t => Assert.StartsWith(Mark, t, StringComparison.Ordinal));
        Assert.Contains(rehearsed, t => t.Contains("Swindon South", StringComparison.Ordinal));
        Assert.DoesNotContain(
            rehearsed,
            t => t.Contains("Chesterfield,", StringComparison.Ordinal)
        );
        Assert.Empty(newsroom.Posts("count-chesterfield"));
        Assert.Empty(newsroom.Posts("announcements"));
        Assert.Empty(newsroom.Posts("general"));
        Assert.DoesNotContain(
            newsroom.Posts("desk"),
            p => p.ToJsonString().Contains(Mark, StringComparison.Ordinal)
        );
        Assert.Equal(["Chesterfield"], await Declared(newsroom.Store));
        var file = RehearsalStore.Beside(newsroom.Store.FilePath);
        await using var other = SqliteStore.Open(
            $"Data Source={file}",
            RehearsalStore.ElectionOf(TheNight.Definition.Id),
            TimeProvider.System
        );
        Assert.Equal(
            ["Blyth and Ashington", "Houghton and Sunderland South", "Swindon South"],
            await Declared(other)
        );
    }

    [Fact]
    public async Task Beside_the_real_election_a_rehearsal_reaches_no_outlet_beside_Discord()
    {
        await using var slack = await SlackSandbox.Start(
            0,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        var (real, rehearsed) = (slack.Workspace.AddChannel(), slack.Workspace.AddChannel());
        await using var newsroom = await LocalNewsroom.Start(
            options: QuickRestarts,
            night: Short,
            outlets: Configured.Outlets(
                ("AllowPrivateAddresses", "true"),
                ("Slack:Token", SlackSandbox.BotToken),
                ("Slack:BaseAddress", slack.ApiAddress.AbsoluteUri),
                ("Slack:Channels:0:Id", real),
                ("Slack:Channels:1:Id", rehearsed),
                ("Slack:Channels:1:Rehearsal", "true")
            )
        );

        await StartRehearsal(newsroom, Quick);
        await Until(() => Told(newsroom, "ran to the end: 3 results"));
        await newsroom.Declare(TheNight.Recorded("Chesterfield"));
        await Until(() => slack.Workspace.Read(real).Length > 0);

        Assert.Contains(
            "Chesterfield",
            slack.Workspace.Read(real)[0].Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            slack.Workspace.Read(real),
            m => m.Text.Contains(Mark, StringComparison.Ordinal)
        );
        Assert.Empty(slack.Workspace.Read(rehearsed));
    }

    [Fact]
    public async Task While_the_desk_has_paused_everything_a_rehearsal_posts_nothing_either()
    {
        await using var newsroom = await Start();
        await newsroom.Type(Ed, "newsroom", "/pause");

        await StartRehearsal(newsroom, Quick);
        await Until(() => Told(newsroom, "3 of 3 results"));
        // Something that goes all the way round, so that what is paused had every chance to go out.
        await newsroom.Type(Ed, "newsroom", "/tally");
        var paused = newsroom.Titles(Place);
        await newsroom.Press(
            Ed,
            "newsroom",
            await newsroom.Type(Ed, "newsroom", "/resume"),
            "Resume"
        );
        await Until(() => Told(newsroom, "ran to the end: 3 results"));

        Assert.Empty(paused);
        Assert.NotEmpty(newsroom.Titles(Place));
    }

    [Fact]
    public async Task Nothing_begins_before_it_was_shown_what_will_be_posted_and_where()
    {
        await using var newsroom = await Start();

        var asked = await newsroom.Type(Ada, Place, "/rehearse start");
        var left = await newsroom.Press(Ada, Place, asked, "Cancel");

        Assert.Contains(
            $"<#{newsroom.Sandbox.Channels[Place]}>",
            Content(asked),
            StringComparison.Ordinal
        );
        Assert.Contains("3 recorded results", Content(asked), StringComparison.Ordinal);
        Assert.Contains(
            "60 times real time: about 2 minutes",
            Content(asked),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "A restart of the bot ends the rehearsal",
            Content(asked),
            StringComparison.Ordinal
        );
        Assert.Equal("Nothing was started.", Content(left));
        Assert.Equal("No rehearsal is running.", await StatusOf(newsroom));
    }

    [Theory]
    [InlineData(Ed, "Only the newsroom’s administrators can do this.")]
    [InlineData(Rita, "Only the newsroom’s administrators can do this.")]
    [InlineData(Vic, "Only the newsroom’s administrators can do this.")]
    public async Task Only_administrators_rehearse(string person, string told)
    {
        await using var newsroom = await Start();

        foreach (var typed in (string[])["/rehearse start", "/rehearse stop", "/rehearse status"])
        {
            Assert.Equal(told, Content(await newsroom.Type(person, "newsroom", typed)));
        }
        await Assert.ThrowsAsync<CannotException>(() =>
            newsroom.Type(Olive, "general", "/rehearse start")
        );
    }

    [Fact]
    public async Task A_channel_that_follows_the_real_election_is_not_rehearsed_in()
    {
        await using var newsroom = await Start();
        var asked = await newsroom.Type(Ada, Place, Quick);
        await newsroom.Type(Ed, Place, "/subscribe");

        var pressed = await newsroom.Press(Ada, Place, asked, "Start rehearsal");
        var again = await newsroom.Type(Ada, Place, Quick);

        Assert.Contains("follows the real election", Content(pressed), StringComparison.Ordinal);
        Assert.Contains("follows the real election", Content(again), StringComparison.Ordinal);
        Assert.Empty(newsroom.Posts(Place));
    }

    [Fact]
    public async Task Where_the_bot_may_not_post_is_told_before()
    {
        await using var newsroom = await Start();
        newsroom.Control.SetBotPermissions(
            newsroom.Sandbox.Channels[Place],
            ["SEND_MESSAGES", "SEND_MESSAGES_IN_THREADS", "EMBED_LINKS"]
        );

        var asked = await newsroom.Type(Ada, "newsroom", Quick);

        Assert.Contains(
            "needs Send Messages and Embed Links",
            Content(asked),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task It_ends_when_the_last_of_its_channels_is_gone()
    {
        await using var newsroom = await Start();
        var (one, other) = (
            newsroom.Control.CreateChannel("one"),
            newsroom.Control.CreateChannel("two")
        );
        await StartRehearsal(newsroom, "/rehearse start channel:one second:two speed:1");

        newsroom.Control.DeleteChannel(one);
        Assert.Contains(
            "A rehearsal is running",
            await StatusOf(newsroom),
            StringComparison.Ordinal
        );
        newsroom.Control.DeleteChannel(other);

        await Until(() => Told(newsroom, "could no longer post in any of its channels"));
    }

    [Fact]
    public async Task It_ends_when_it_may_no_longer_post()
    {
        await using var newsroom = await Start();
        var asked = await newsroom.Type(Ada, "newsroom", Quick);
        newsroom.Control.SetBotPermissions(newsroom.Sandbox.Channels[Place], ["SEND_MESSAGES"]);

        await newsroom.Press(Ada, "newsroom", asked, "Start rehearsal");

        await Until(() => Told(newsroom, "could no longer post in any of its channels"));
        Assert.Empty(newsroom.Posts(Place));
    }

    [Fact]
    public async Task It_is_stopped_and_begun_anew_from_nothing()
    {
        await using var newsroom = await Start();
        await StartRehearsal(newsroom, Slow);
        await newsroom.WaitForTitles(Place, 1);

        Assert.Contains(
            "it’s 22:10 on the night",
            await StatusOf(newsroom),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "A rehearsal is already running",
            Content(await newsroom.Type(Ada, Place, Quick)),
            StringComparison.Ordinal
        );
        var stopped = await newsroom.Type(Ada, Place, "/rehearse stop");
        Assert.StartsWith("**Rehearsal stopped.**", Content(stopped), StringComparison.Ordinal);

        await StartRehearsal(newsroom, Quick);
        await Until(() => Told(newsroom, "ran to the end: 3 results"));
    }

    [Fact]
    public async Task A_restart_ends_it()
    {
        await using var newsroom = await Start();
        await StartRehearsal(newsroom, Slow);
        await newsroom.WaitForTitles(Place, 1);

        await newsroom.StopBot();
        await newsroom.StartBot();

        Assert.Equal("No rehearsal is running.", await StatusOf(newsroom));
    }

    [Fact]
    public async Task Without_a_recorded_night_there_is_nothing_to_rehearse()
    {
        await using var newsroom = await LocalNewsroom.Start();

        Assert.Contains(
            "nothing to rehearse",
            Content(await newsroom.Type(Ada, Place, "/rehearse start")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_store_of_the_real_election_is_never_begun_anew()
    {
        using var folder = new TempFolder();
        var file = folder.Of("results.db");
        await SqliteStore
            .Open($"Data Source={file}", TheNight.Definition.Id, TimeProvider.System)
            .DisposeAsync();
        var before = await File.ReadAllBytesAsync(file);

        await Assert.ThrowsAsync<StoreException>(() =>
            RehearsalStore.Begin(file, TheNight.Definition, TimeProvider.System)
        );

        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public void All_that_is_said_of_rehearsals()
    {
        var phrases = new Phrasebook(TheNight.Definition);
        var at = Short.Begins;
        Snapshot.Match(
            string.Join(
                '\n',
                new RichText[]
                {
                    phrases.RehearseDescription(),
                    phrases.RehearseStartDescription(),
                    phrases.RehearseStopDescription(),
                    phrases.RehearseStatusDescription(),
                    phrases.RehearseChannelOption(),
                    phrases.RehearseFurtherChannelOption(),
                    phrases.RehearseSpeedOption(60),
                    phrases.RehearseThis(
                        [1, 2],
                        650,
                        at,
                        at.AddHours(9),
                        60,
                        TimeSpan.FromMinutes(9)
                    ),
                    phrases.RehearseThis(
                        [1],
                        1,
                        at,
                        at.AddHours(9),
                        1000,
                        TimeSpan.FromSeconds(32)
                    ),
                    phrases.RehearseButton(),
                    phrases.NoRehearsalButton(),
                    phrases.NotRehearsed(),
                    phrases.RehearsalBegins([1]),
                    phrases.RehearsalRuns(),
                    phrases.NoRehearsal(),
                    phrases.RehearsalStopped(),
                    phrases.NothingToRehearse(),
                    phrases.RehearsalHasNoStore(),
                    phrases.RehearseOnlyHere(1),
                    phrases.RehearseMayNotPost(1, [phrases.PermissionEmbedLinks]),
                    phrases.RehearseFollowsTheReal(1),
                    phrases.RehearsalGoesOn([1], 1, 650, at, 60),
                    phrases.RehearsalWasPlayed(650),
                    phrases.RehearsalLostItsChannels(1),
                    phrases.RehearsalFailed(0),
                }.Select(t => DiscordText.Of(t))
            )
        );
    }

    /// <summary>Without the limits of Discord, for which a rehearsal as fast as it goes would wait.</summary>
    private static Task<LocalNewsroom> Start() =>
        LocalNewsroom.Start(options: LocalNewsroom.QuickRestarts, night: Short);

    private static async Task<Outcome> StartRehearsal(LocalNewsroom newsroom, string typed) =>
        await newsroom.Press(
            Ada,
            "newsroom",
            await newsroom.Type(Ada, "newsroom", typed),
            "Start rehearsal"
        );

    private static async Task<string> StatusOf(LocalNewsroom newsroom) =>
        Content(await newsroom.Type(Ada, "newsroom", "/rehearse status"));

    private static async Task<bool> Told(LocalNewsroom newsroom, string what) =>
        (await StatusOf(newsroom)).Contains(what, StringComparison.Ordinal);

    private static async Task<IEnumerable<string>> Declared(SqliteStore store) =>
        (await store.ReadEvents(CancellationToken.None).ToArrayAsync())
            .OfType<ElectionEvent.ResultDeclared>()
            .Select(e => TheNight.Definition.Contest(e.About!.Value).Name)
            .Order(StringComparer.Ordinal);
}

using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Newswire;
using ResultsBot.Sandbox;
using ResultsBot.Sandbox.Slack;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Verbs;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.Verbs;

/// <summary><c>check</c>, against the stand-in for Discord and a bot that runs on it.</summary>
public sealed class CheckVerbTests : IAsyncLifetime
{
    private readonly Dictionary<string, string?> _configured = [];
    private LocalNewsroom _newsroom = null!;

    public async Task InitializeAsync()
    {
        _newsroom = await LocalNewsroom.Start();
        var sandbox = _newsroom.Sandbox;
        Configure(
            ("Discord:Token", sandbox.BotToken),
            ("Discord:BaseAddress", $"{sandbox.ApiAddress}"),
            ("Discord:NewsroomGuilds", $"{sandbox.GuildId}"),
            ("Desk:Reporters", $"{sandbox.Roles["Reporter"]}"),
            ("Desk:Editors", $"{sandbox.Roles["Editor"]}"),
            ("Desk:Administrators", $"{sandbox.Roles["Administrator"]}"),
            ("Desk:Channel", $"{sandbox.Channels["desk"]}"),
            ("Store:ConnectionString", _newsroom.StoreConnectionString)
        );
    }

    public async Task DisposeAsync() => await _newsroom.DisposeAsync();

    [Fact]
    public async Task All_is_ready_beside_a_bot_that_runs_and_the_bot_is_none_the_worse()
    {
        await _newsroom.Type(Ed, "newsroom", "/subscribe");
        await _newsroom.Type(Ed, "derbyshire", "/subscribe area:Derbyshire threads:True");
        await _newsroom.Type(Olive, "general", "/subscribe");

        var (code, lines) = await Check();

        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Equal("Ready.", lines[^1]);
        Says(lines, "✓ The configuration has no fault and no unknown key.");
        Says(lines, "✓ The election is “");
        Says(lines, "650 seats in 650 contests, 4,515 candidates");
        Says(
            lines,
            "is sound, and the bot would start with it: 0 events, 0 bulletins, 3 channels."
        );
        Says(lines, "GB are free in ");
        Says(lines, "✓ The token is good: ResultsBot, application ");
        Says(lines, "✓ Discord is ready for the bot: 1 connection, ");
        Says(lines, "✓ The clock agrees with Discord's.");
        Says(lines, "✓ The newsroom's server “Local newsroom” (");
        Says(lines, "these roles may declare");
        Says(lines, "✓ The desk's channel is #desk (");
        Says(lines, "✓ 3 of 3 channels that follow something are as they should be.");
        Assert.DoesNotContain(
            _newsroom.Sandbox.BotToken,
            string.Join('\n', lines),
            StringComparison.Ordinal
        );

        await _newsroom.Declare(TheNight.Recorded("Chesterfield"));
        await _newsroom.WaitForPosts("newsroom", 1);
        Assert.Null(_newsroom.Store.FindLoss());
    }

    [Theory]
    [InlineData("SEND_MESSAGES", 2, "✗ #derbyshire (", "until the bot has Send Messages there.")]
    [InlineData("EMBED_LINKS", 2, "✗ #derbyshire (", "Embed Links")]
    [InlineData("VIEW_CHANNEL", 2, "✗ #derbyshire (", "View Channel")]
    [InlineData("CREATE_PUBLIC_THREADS", 2, "✗ #derbyshire (", "Create Public Threads")]
    [InlineData("ATTACH_FILES", 1, "! #derbyshire (", "give the bot Attach Files as well")]
    [InlineData("READ_MESSAGE_HISTORY", 1, "! #derbyshire (", "Read Message History")]
    public async Task A_permission_that_is_missing_is_named_with_the_channel(
        string permission,
        int expected,
        string begins,
        string told
    )
    {
        await _newsroom.Type(Ed, "derbyshire", "/subscribe threads:True");
        _newsroom.Control.SetBotPermissions(_newsroom.Sandbox.Channels["derbyshire"], [permission]);

        var (code, lines) = await Check();

        Assert.Equal(expected, code);
        var line = Says(lines, begins);
        Assert.Contains(told, line, StringComparison.Ordinal);
        Assert.Contains("on “Local newsroom”", line, StringComparison.Ordinal);
        Says(lines, "0 of 1 channels");
    }

    [Fact]
    public async Task What_others_do_with_their_channels_is_a_warning()
    {
        await _newsroom.Type(Ed, "newsroom", "/subscribe");
        await _newsroom.Type(Olive, "general", "/subscribe");
        _newsroom.Control.SetBotPermissions(
            _newsroom.Sandbox.Channels["general"],
            ["SEND_MESSAGES"]
        );

        var (code, lines) = await Check();

        Assert.Equal(1, code);
        Says(lines, "! #general (");
        Assert.StartsWith("Ready, with ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_is_gone_while_no_bot_listened_is_named()
    {
        await _newsroom.Type(Ed, "derbyshire", "/subscribe");
        await _newsroom.StopBot();
        _newsroom.Control.DeleteChannel(_newsroom.Sandbox.Channels["derbyshire"]);

        var (code, lines) = await Check();

        Assert.Equal(2, code);
        Says(
            lines,
            $"✗ Channel {_newsroom.Sandbox.Channels["derbyshire"]} on “Local newsroom” is gone"
        );
    }

    [Fact]
    public async Task Publishing_is_told_where_the_channel_is_no_announcement_channel()
    {
        await _newsroom.Type(Ed, "announcements", "/subscribe publish:True");
        var (code, lines) = await Check();
        Assert.True(code == 0, string.Join('\n', lines));

        await _newsroom.Type(Ed, "newsroom", "/subscribe");
        await _newsroom.StopBot();
        await using (
            var store = SqliteStore.Open(
                _newsroom.StoreConnectionString,
                TheNight.Definition.Id,
                TimeProvider.System
            )
        )
        {
            foreach (var subscriber in await store.ReadSubscribers(default))
            {
                await store.Subscribe(
                    subscriber.Address,
                    subscriber.Group,
                    subscriber.Subscriptions[0].Topic,
                    new DeliveryChange(Publishes: true)
                );
            }
        }

        (code, lines) = await Check();
        Assert.Equal(1, code);
        Says(lines, "! #newsroom (");
        Says(lines, "is no announcement channel any more");
    }

    [Theory]
    [InlineData("Discord:Token", "wrong", "✗ Discord doesn't accept the token")]
    [InlineData(
        "Discord:BaseAddress",
        "http://127.0.0.1:9/",
        "✗ Discord can't be asked at http://127.0.0.1:9/"
    )]
    [InlineData(
        "Discord:NewsroomGuilds",
        "77",
        "✗ Discord:NewsroomGuilds names 77, but the bot is in no such server"
    )]
    [InlineData(
        "Desk:Editors",
        "88",
        "✗ Desk:Editors names 88, and none of the newsroom's servers has such a role"
    )]
    [InlineData(
        "Desk:Channel",
        "99",
        "✗ Desk:Channel is 99, and none of the newsroom's servers has such a channel"
    )]
    [InlineData("Desk:SecondPerson", "maybe", "✗ Desk:SecondPerson is never, on-caution or always")]
    [InlineData("Election:Pack", "nowhere", "✗ The election pack nowhere can't be used")]
    [InlineData("Election:Language", "xx", "✗ Election:Language is one of en")]
    [InlineData(
        "Store:ConnectionString",
        "Data Source=:memory:",
        "✗ Store:ConnectionString has to name a file"
    )]
    [InlineData(
        "Outlets:Webhooks:0:Area",
        "Atlantis",
        "✗ Outlets:Webhooks:0:Area: this election has no area or seat"
    )]
    public async Task What_has_to_be_put_right_is_said(string key, string value, string told)
    {
        Configure(
            ("Outlets:AllowPrivateAddresses", "true"),
            ("Outlets:Webhooks:0:Url", "http://127.0.0.1:9/"),
            ("Outlets:Webhooks:0:Secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            (key, value)
        );

        var (code, lines) = await Check();

        Assert.Equal(2, code);
        Says(lines, told);
        Assert.StartsWith("Not ready: ", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_checked_is_said_and_not_counted()
    {
        Configure(("Desk:SecondPerson", "maybe"));

        var (_, lines) = await Check();

        Says(lines, "  Nothing else was checked: the bot wouldn't start.");
        Assert.Equal("Not ready: 1 to put right (✗), 0 warnings (!).", lines[^1]);
    }

    [Theory]
    [InlineData(20, 1, "! This machine's clock is ")]
    [InlineData(-600, 2, "✗ This machine's clock is ")]
    public async Task A_clock_that_is_wrong_is_told_with_by_how_much(
        int seconds,
        int expected,
        string told
    )
    {
        await _newsroom.Type(Ed, "newsroom", "/subscribe");
        _newsroom.Control.Break(
            new Fault(FaultKind.StepClock) { Shift = TimeSpan.FromSeconds(seconds) }
        );

        var (code, lines) = await Check();

        Assert.Equal(expected, code);
        var line = Says(lines, told);
        Assert.Contains(
            seconds > 0 ? " s behind Discord's" : " s ahead of Discord's",
            line,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_key_that_means_nothing_and_a_desk_that_all_can_see_are_warnings()
    {
        await _newsroom.Type(Ed, "newsroom", "/subscribe");
        Configure(
            ("Desk:Reporter", "1"),
            ("Desk:Channel", $"{_newsroom.Sandbox.Channels["newsroom"]}")
        );

        var (code, lines) = await Check();

        Assert.Equal(1, code);
        Says(lines, "! Desk:Reporter is no setting and is ignored. Did you mean Desk:Reporters?");
        Says(lines, "can be seen by everybody on the server: make it private.");
    }

    [Fact]
    public async Task Without_a_token_it_says_that_the_bot_would_run_on_its_stand_in()
    {
        _configured.Remove("Discord:Token");
        _configured.Remove("Discord:BaseAddress");

        var (code, lines) = await Check();

        Assert.Equal(1, code);
        Says(lines, "! There is no Discord:Token: the bot would run on its local stand-in");
    }

    [Fact]
    public async Task Another_elections_store_is_refused_as_the_bot_would()
    {
        using var folder = new TempFolder();
        var address = $"Data Source={folder.Of("results.db")}";
        await using (SqliteStore.Open(address, "by2025", TimeProvider.System)) { }
        Configure(("Store:ConnectionString", address));

        var (code, lines) = await Check();

        Assert.Equal(2, code);
        Says(lines, "✗ The store holds the election by2025");
        Assert.DoesNotContain(
            "No channel follows",
            string.Join('\n', lines),
            StringComparison.Ordinal
        );
        Assert.Equal("by2025", StoreBackup.Read(folder.Of("results.db")).Election);
    }

    [Fact]
    public async Task A_night_that_has_not_begun_is_ready_and_nothing_is_made()
    {
        using var folder = new TempFolder();
        Configure(("Store:ConnectionString", $"Data Source={folder.Of("data/results.db")}"));

        var (_, lines) = await Check();

        Says(lines, "✓ There is no store at ");
        Says(lines, "! No channel follows anything yet: type /subscribe in one.");
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task An_address_that_another_program_listens_at_is_not_ready()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        Configure(
            ("Blog:Urls", "http://127.0.0.1:0"),
            ("Health:Urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}")
        );
        var checking = Check();
        (await other.AcceptSocketAsync()).Dispose();

        var (code, lines) = await checking;

        Assert.Equal(2, code);
        Says(lines, "✓ The live blog can listen at http://127.0.0.1:0.");
        Says(lines, "✗ Health can't listen at ");
    }

    [Fact]
    public async Task The_port_of_the_stand_in_is_tried_where_the_bot_would_run_on_it()
    {
        _configured.Remove("Discord:Token");
        _configured.Remove("Discord:BaseAddress");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        Configure(("Sandbox:Port", $"{((IPEndPoint)other.LocalEndpoint).Port}"));
        var checking = Check();
        (await other.AcceptSocketAsync()).Dispose();

        var (code, lines) = await checking;

        Assert.Equal(2, code);
        Says(lines, "✗ The stand-in for Discord can't listen at ");

        Configure(("Sandbox:Port", $"{_newsroom.Sandbox.PageAddress.Port}"));
        (_, lines) = await Check();
        Says(lines, "✓ The stand-in for Discord listens at ");
    }

    [Fact]
    public async Task Outlets_are_reached_and_only_where_it_is_asked_for_posted_to()
    {
        await _newsroom.Type(Ed, "newsroom", "/subscribe");
        await using var slack = await SlackSandbox.Start(
            0,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        var channel = slack.Workspace.AddChannel();
        var uninvited = slack.Workspace.AddChannel(hasApp: false);
        Configure(
            ("Outlets:AllowPrivateAddresses", "true"),
            ("Outlets:Slack:Token", SlackSandbox.BotToken),
            ("Outlets:Slack:BaseAddress", $"{slack.ApiAddress}"),
            ("Outlets:Slack:Channels:0:Id", channel),
            ("Outlets:Slack:Channels:1:Id", uninvited),
            ("Outlets:Webhooks:0:Name", "nobody"),
            ("Outlets:Webhooks:0:Url", "http://127.0.0.1:9/"),
            ("Outlets:Webhooks:0:Secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        );

        var (code, lines) = await Check();

        Assert.Equal(1, code);
        Says(lines, $"✓ Slack {channel} answers.");
        Says(lines, $"! Slack {uninvited} can't be posted to for now");
        Says(lines, "! Webhook nobody can't be posted to for now");
        Assert.Empty(slack.Workspace.Read(channel));

        (_, lines) = await Check(postTest: true);
        Says(lines, $"✓ Slack {channel} has taken the test post.");
        Assert.Contains(
            "TEST – NOT A RESULT",
            Assert.Single(slack.Workspace.Read(channel)).Text,
            StringComparison.Ordinal
        );
    }

    private void Configure(params ReadOnlySpan<(string Key, string Value)> values)
    {
        foreach (var (key, value) in values)
        {
            _configured[key] = value;
        }
    }

    private async Task<(int Code, string[] Lines)> Check(bool postTest = false)
    {
        using var printed = new StringWriter();
        var code = await CheckVerb.Run(
            new ConfigurationBuilder().AddInMemoryCollection(_configured).Build(),
            postTest,
            printed,
            TimeProvider.System,
            CancellationToken.None
        );
        return (code, printed.ToString().TrimEnd().Split(Environment.NewLine));
    }

    private static string Says(string[] lines, string told)
    {
        var line = lines.FirstOrDefault(l => l.Contains(told, StringComparison.Ordinal));
        Assert.True(line is not null, $"“{told}” isn't in:\n{string.Join('\n', lines)}");
        return line!;
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Desk;
using ResultsBot.Engine;
using ResultsBot.Health;
using ResultsBot.Hosting;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Packs;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;
using Fault = ResultsBot.Sandbox.Fault;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>The real host: what fails is left out and told, or the bot ends aloud.</summary>
public sealed class SilenceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();

    private HealthFile File => new(_folder.Of("health.json"));

    [Fact]
    public async Task A_stored_bulletin_that_cannot_be_worded_is_quarantined_and_all_else_goes_on_also_after_a_restart()
    {
        await using var newsroom = await StartWith(
            "UPDATE bulletins SET data = json_set(data, '$.verdict.lines', json('[]')) WHERE kind = 'result'"
        );

        await newsroom.Type(Ed, "newsroom", "/resume");
        var resumed = await newsroom.Type(Ed, "newsroom", "/resume");
        await newsroom.Press(Ed, "newsroom", resumed, "Resume");
        foreach (var recorded in TheNight.Pack.Recorded.Take(3))
        {
            await newsroom.Declare(recorded);
        }
        var expected = TheNight
            .Pack.Recorded.Take(3)
            .Select(r => TheNight.Definition.Contest(r.Contest).Name)
            .Append("Bolsover: result declared")
            .ToArray();
        await Until(() =>
            expected.All(e =>
                Said(newsroom, "derbyshire").Any(t => t.Contains(e, StringComparison.Ordinal))
            )
        );
        await Until(() => Alerts(newsroom, "went out as a headline only").Length == 1);
        await Until(() =>
            File.Read() is { Quarantined: [{ Sent: true }] } report
            && report.Problem(TimeProvider.System.GetUtcNow()) is null
        );

        await newsroom.StopBot();
        await newsroom.StartBot();
        await newsroom.Declare(TheNight.Pack.Recorded[3]);
        var last = TheNight.Definition.Contest(TheNight.Pack.Recorded[3].Contest).Name;
        await Until(() =>
            Said(newsroom, "derbyshire").Any(t => t.Contains(last, StringComparison.Ordinal))
        );
        Assert.Single(Said(newsroom, "derbyshire"), t => t == "Bolsover: result declared");
        Assert.Single(Alerts(newsroom, "went out as a headline only"));
    }

    [Fact]
    public async Task A_stored_bulletin_that_cannot_be_read_is_left_out_and_told_and_all_else_goes_on()
    {
        await using var newsroom = await StartWith(
            "UPDATE bulletins SET kind = 'from-tomorrow' WHERE kind = 'result'"
        );

        var resumed = await newsroom.Type(Ed, "newsroom", "/resume");
        await newsroom.Press(Ed, "newsroom", resumed, "Resume");
        await newsroom.Declare(TheNight.Pack.Recorded[0]);
        var seat = TheNight.Definition.Contest(TheNight.Pack.Recorded[0].Contest).Name;

        await Until(() =>
            Said(newsroom, "derbyshire").Any(t => t.Contains(seat, StringComparison.Ordinal))
        );
        await Until(() => Alerts(newsroom, "(from-tomorrow) can’t be read").Length == 1);
        await Until(() => File.Read() is { Quarantined: [{ Sent: false, Kind: "from-tomorrow" }] });
    }

    [Fact]
    public async Task What_an_unreadable_correction_corrects_is_marked_and_the_desk_is_told_once_through_every_restart()
    {
        await using var newsroom = await StartWatched();
        await newsroom.Type(Ed, "derbyshire", "/subscribe");
        await newsroom.Type(Ed, "newsroom", "/pause");
        await newsroom.Submit(TheNight.Recorded("Bolsover"));
        await Correct(newsroom, TheNight.Recorded("Bolsover"));
        await newsroom.StopBot();
        Change(newsroom, "UPDATE bulletins SET kind = 'from-tomorrow' WHERE kind = 'correction'");
        await newsroom.StartBot();

        var resumed = await newsroom.Type(Ed, "newsroom", "/resume");
        await newsroom.Press(Ed, "newsroom", resumed, "Resume");

        await Until(() => Said(newsroom, "derbyshire").Contains("Bolsover: result declared"));
        Assert.DoesNotContain(
            Said(newsroom, "derbyshire"),
            t =>
                t.Contains("Bolsover", StringComparison.Ordinal)
                && t.Contains("gain", StringComparison.Ordinal)
        );
        for (var start = 0; start < 2; start++)
        {
            await Until(() => Alerts(newsroom, "(from-tomorrow) can’t be read").Length == 1);
            await Until(() =>
                File.Read() is { Quarantined: [{ Sent: false, Kind: "from-tomorrow" }] }
            );
            await newsroom.StopBot();
            await newsroom.StartBot();
        }
        Assert.Single(Alerts(newsroom, "(from-tomorrow) can’t be read"));
    }

    [Theory]
    [InlineData(nameof(FaultKind.NoGzip))]
    [InlineData(nameof(FaultKind.CutGzip))]
    [InlineData(nameof(FaultKind.NoBrotli))]
    public async Task An_answer_that_cannot_be_read_ends_nothing_and_doubles_nothing(string kind)
    {
        await using var newsroom = await LocalNewsroom.Start(options: QuickRestarts);
        await newsroom.Type(Ed, "derbyshire", "/subscribe");
        // A post, and the board's edit.
        newsroom.Control.Break(
            new Fault(Enum.Parse<FaultKind>(kind)) { Count = 4, OnlyPath = "/messages" }
        );

        await newsroom.Declare(TheNight.Pack.Recorded[0]);
        await newsroom.Declare(TheNight.Pack.Recorded[1]);

        var seats = TheNight
            .Pack.Recorded.Take(2)
            .Select(r => TheNight.Definition.Contest(r.Contest).Name);
        await Until(() =>
            seats.All(s =>
                Said(newsroom, "derbyshire").Any(t => t.Contains(s, StringComparison.Ordinal))
            )
        );
        await Until(() => newsroom.Part<Broadcaster>().Status.Waiting == 0);
        var titles = Said(newsroom, "derbyshire");
        Assert.Equal(titles.Distinct(), titles);
        Assert.Null(newsroom.Part<HostFailure>().Reason);
    }

    [Fact]
    public async Task A_token_that_is_refused_on_a_post_and_when_asked_again_ends_the_bot_and_health_says_so()
    {
        await using var newsroom = await StartWatched();
        var ended = newsroom.Ended;
        newsroom.Control.Break(new Fault(FaultKind.Unauthorized) { Count = null });
        await newsroom.Submit(TheNight.Pack.Recorded[0]);

        await ended;
        AssertFailed(newsroom, "Discord refuses the bot (401)");
    }

    [Fact]
    public async Task A_single_401_is_asked_about_and_everything_goes_on()
    {
        await using var newsroom = await StartWatched();
        await newsroom.Type(Ed, "derbyshire", "/subscribe");
        newsroom.Control.Break(new Fault(FaultKind.Unauthorized) { OnlyPath = "/messages" });

        await newsroom.Declare(TheNight.Pack.Recorded[0]);
        var seat = TheNight.Definition.Contest(TheNight.Pack.Recorded[0].Contest).Name;

        await Until(() =>
            Said(newsroom, "derbyshire").Any(t => t.Contains(seat, StringComparison.Ordinal))
        );
        Assert.Null(newsroom.Part<HostFailure>().Reason);
    }

    [Fact]
    public async Task A_page_of_Cloudflare_on_a_post_leaves_people_answered_and_health_says_so()
    {
        await using var newsroom = await StartWatched();
        await newsroom.Type(Ed, "derbyshire", "/subscribe");
        newsroom.Control.Break(new Fault(FaultKind.CloudflareForbids) { OnlyPath = "/messages" });

        await newsroom.Declare(TheNight.Pack.Recorded[0]);

        await Until(() =>
            File.Read()
                ?.Problem(TimeProvider.System.GetUtcNow())
                ?.StartsWith("Cloudflare", StringComparison.Ordinal) == true
        );
        var seat = TheNight.Definition.Contest(TheNight.Pack.Recorded[0].Contest);
        var answer = await newsroom.Type(Ed, "newsroom", $"/seat seat:{seat.Id}");
        Assert.Equal("message", answer.State);
    }

    [Fact]
    public async Task A_bug_in_the_broadcasters_loop_ends_the_host_and_health_says_so()
    {
        await using var newsroom = await StartWatched();
        var ended = newsroom.Ended;

        await Assert.ThrowsAnyAsync<Exception>(() =>
            newsroom.Part<Broadcaster>().Subscribe(default, default, null!, DeliveryChange.None)
        );

        await ended;
        AssertFailed(newsroom, "Broadcasting has failed");
    }

    [Fact]
    public async Task A_bug_in_the_desks_channel_ends_the_host_and_health_says_so()
    {
        await using var newsroom = await StartWatched();
        await newsroom.StopBot();
        Change(newsroom, "DROP TABLE cards");
        await newsroom.StartBotUnheard();

        await newsroom.Ended;
        AssertFailed(newsroom, "The desk's channel has failed");
    }

    [Fact]
    public async Task A_close_that_ends_the_connection_for_good_ends_the_host_and_health_says_so()
    {
        await using var newsroom = await StartWatched();
        var ended = newsroom.Ended;
        newsroom.Control.CloseSockets(4004);

        await ended;
        AssertFailed(newsroom, "Discord refuses the bot (4004)");
    }

    [Fact]
    public async Task The_process_that_Discord_refuses_ends_with_an_error_and_leaves_its_reason()
    {
        await using var sandbox = await Sandboxed();
        await using var bot = Process(sandbox);
        await Listens(sandbox.Control);
        await Until(() => File.Read()?.Shards is [{ Connected: true }]);

        sandbox.Control.Break(new Fault(FaultKind.Unauthorized) { Count = null });
        await sandbox.Control.Type(Ed, "derbyshire", "/subscribe");
        // Something that bears the token: the board is drawn anew.
        await sandbox.Control.Type(Ed, "newsroom", "/pause");

        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        Assert.Equal(1, await bot.WaitForExit(patience.Token));
        Assert.Contains(
            "401",
            File.Read()!.Problem(TimeProvider.System.GetUtcNow()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_stop_waits_for_what_is_on_its_way_for_as_long_as_its_limits_say()
    {
        await using var sandbox = await Sandboxed();
        await using var bot = Process(sandbox);
        await Listens(sandbox.Control);
        await Until(() => File.Read()?.Shards is [{ Connected: true }]);
        await sandbox.Control.Type(Ed, "derbyshire", "/subscribe");
        // Longer than the two seconds that a stop was given, and shorter than the broadcaster's five.
        sandbox.Control.SetLatency(TimeSpan.FromSeconds(3), TimeSpan.Zero);
        var asked = sandbox.Control.Statistics().Requests;
        var pausing = sandbox.Control.Type(Ed, "newsroom", "/pause line:Back soon.");
        await Until(() => sandbox.Control.Statistics().Requests > asked);

        using (var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{bot.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        Assert.Equal(0, await bot.WaitForExit(patience.Token));
        await pausing;
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertFailed(LocalNewsroom newsroom, string reason) =>
        Assert.Multiple(
            () => Assert.Equal(1, newsroom.Part<HostFailure>().ExitCode),
            () =>
                Assert.StartsWith(
                    reason,
                    newsroom.Part<HostFailure>().Reason,
                    StringComparison.Ordinal
                ),
            () =>
                Assert.StartsWith(
                    reason,
                    newsroom.Part<HealthFile>().Read()!.Failed,
                    StringComparison.Ordinal
                )
        );

    private Task<LocalNewsroom> StartWatched() =>
        LocalNewsroom.Start(
            options: QuickRestarts,
            configure: builder => builder.Services.AddSingleton(File)
        );

    /// <summary>Bolsover was declared in a pause, and its bulletin has been changed since in the store.</summary>
    private async Task<LocalNewsroom> StartWith(string change)
    {
        var newsroom = await StartWatched();
        await newsroom.Type(Ed, "derbyshire", "/subscribe");
        await newsroom.Type(Ed, "newsroom", "/pause");
        await newsroom.Submit(TheNight.Recorded("Bolsover"));
        await newsroom.StopBot();
        Change(newsroom, change);
        await newsroom.StartBot();
        return newsroom;
    }

    private static async Task Correct(LocalNewsroom newsroom, RecordedResult recorded)
    {
        var first = recorded.Figures.Votes[0];
        var votes = recorded.Figures.Votes.SetItem(0, first with { Votes = first.Votes + 1 });
        var figures = recorded.Figures with { Votes = votes };
        var command = new Command.Correct(recorded.Contest, 1, figures, "one was missed", "ed");
        var cautioned = Assert.IsType<Decision.Cautioned>(await Submit(command));
        command = command with { Accepted = [.. cautioned.Cautions.Select(c => c.Code)] };
        Assert.IsType<Decision.Accepted>(await Submit(command));

        Task<Decision> Submit(Command asked) =>
            newsroom.Part<ResultsDesk>().Submit(asked, "test-correction", CancellationToken.None);
    }

    private static void Change(LocalNewsroom newsroom, string sql)
    {
        using var connection = new SqliteConnection(newsroom.StoreConnectionString);
        connection.Execute(sql);
        SqliteConnection.ClearPool(connection);
    }

    private static string[] Said(LocalNewsroom newsroom, string channel) =>
        [
            .. newsroom
                .Titles(channel)
                .Where(t => !t.StartsWith("More on ", StringComparison.Ordinal)),
        ];

    private static string[] Alerts(LocalNewsroom newsroom, string what) =>
        [
            .. newsroom
                .Posts("desk")
                .Select(m => (string?)m["content"] ?? "")
                .Where(c => c.Contains(what, StringComparison.Ordinal)),
        ];

    private static Task<SandboxServer> Sandboxed() =>
        SandboxServer.Start(
            QuickRestarts,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );

    private BotProcess Process(SandboxServer sandbox) =>
        BotProcess.Start(
            _folder.Path,
            [],
            new Dictionary<string, string>
            {
                ["Discord__Token"] = sandbox.BotToken,
                ["Discord__BaseAddress"] = sandbox.ApiAddress.ToString(),
                ["Discord__NewsroomGuilds"] = $"{sandbox.GuildId}",
                ["Store__ConnectionString"] = $"Data Source={_folder.Of("results.db")}",
                ["Desk__Channel"] = $"{sandbox.Channels["desk"]}",
                ["Desk__Editors"] = $"{sandbox.Roles["Editor"]}",
                ["Health__File"] = "health.json",
            }
        );
}

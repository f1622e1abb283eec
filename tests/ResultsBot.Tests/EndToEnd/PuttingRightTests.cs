using ResultsBot.Commands;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Sandbox.Control;
using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>What editors put right, as they type it and read it back.</summary>
public class PuttingRightTests
{
    private const string Hall = "count-chesterfield";

    [Fact]
    public async Task An_editor_retracts_a_flash_that_somebody_else_sent()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        await newsroom.Send(
            Rita,
            Hall,
            await newsroom.Type(Rita, Hall, "/flash seat:Chesterfield winner:Ben Flook")
        );

        var readBack = await newsroom.Type(
            Ed,
            "newsroom",
            "/retract seat:Chesterfield reason:The agents had not been told"
        );
        Assert.StartsWith("**Withdrawn: ", Content(readBack), StringComparison.Ordinal);
        await newsroom.Send(Ed, "newsroom", readBack);

        await Until(() =>
            newsroom
                .Titles("newsroom")
                .Any(t => t.StartsWith("Withdrawn: ", StringComparison.Ordinal))
        );
        var again = await newsroom.Type(
            Ed,
            "newsroom",
            "/retract seat:Chesterfield reason:Once more"
        );
        Assert.Contains("there’s nothing to withdraw", Content(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_electorate_is_corrected_with_old_and_new_read_back_and_seat_shows_it()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Declare(TheNight.Recorded("Chesterfield"));

        var readBack = await newsroom.Type(
            Ed,
            "newsroom",
            "/electorate seat:Chesterfield electorate:75,000 reason:As the council published it"
        );
        var sent = await newsroom.Send(Ed, "newsroom", readBack);
        var seat = await newsroom.Type(Rita, "newsroom", "/seat seat:Chesterfield");

        Assert.Contains(
            "Electorate 71,645 → **75,000**",
            Content(readBack),
            StringComparison.Ordinal
        );
        Assert.Contains("Turnout 58.0% → **55.4%**", Content(readBack), StringComparison.Ordinal);
        Assert.StartsWith("**Sent.**", Content(sent), StringComparison.Ordinal);
        Assert.Contains("Turnout 55.4%", seat.Message!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_a_result_nobody_is_told_of_an_electorate_and_the_editor_is_told_that()
    {
        await using var newsroom = await LocalNewsroom.Start();

        var sent = await newsroom.Send(
            Ed,
            "newsroom",
            await newsroom.Type(
                Ed,
                "newsroom",
                "/electorate seat:Chesterfield electorate:75,000 reason:As published"
            )
        );
        var seat = await newsroom.Type(Rita, "newsroom", "/seat seat:Chesterfield");

        Assert.Contains("nothing was posted", Content(sent), StringComparison.Ordinal);
        Assert.Contains(
            "Electorate 75,000",
            seat.Message!.ToJsonString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_correction_keeps_what_it_does_not_name_and_shows_every_figure_it_keeps()
    {
        await using var newsroom = await LocalNewsroom.Start();
        await newsroom.Send(
            Rita,
            Hall,
            await newsroom.Type(
                Rita,
                Hall,
                $"/declare seat:Chesterfield result:Rejected ballots: 135 {TheNight.ChesterfieldPaste}"
            )
        );

        var readBack = await newsroom.Type(
            Ed,
            "newsroom",
            "/correct seat:Chesterfield reason:One bundle result:Toby Perkins, Labour - 19,416"
        );
        await newsroom.Send(Ed, "newsroom", readBack);

        var content = Content(readBack);
        Assert.Contains("Rejected ballots unchanged: 135.", content, StringComparison.Ordinal);
        Assert.Contains("Unchanged: Ben Flook (Con) 8,496", content, StringComparison.Ordinal);
        Assert.Contains("Kris Stone", content, StringComparison.Ordinal);
        Assert.DoesNotContain("Unchanged: Toby", content, StringComparison.Ordinal);
        var declared = Assert.IsType<ContestState.Declared>(State(newsroom, "Chesterfield"));
        Assert.Equal(135, declared.Figures.Rejected);
        Assert.Equal(41_655, declared.Verdict.ValidVotes);
        Assert.Equal(2, declared.Result.Number);
    }

    [Fact]
    public async Task A_poll_is_postponed_by_an_editor_alone_and_held_after_all_by_retracting_that()
    {
        await using var newsroom = await LocalNewsroom.Start();
        const string postpone =
            "/status seat:Chesterfield stage:poll postponed note:A candidate has died";

        var refused = await newsroom.Type(Rita, Hall, postpone);
        await newsroom.Send(Ed, "newsroom", await newsroom.Type(Ed, "newsroom", postpone));
        var seat = await newsroom.Type(Rita, "newsroom", "/seat seat:Chesterfield");
        var outstanding = await newsroom.Type(Rita, "newsroom", "/outstanding area:Derbyshire");
        await newsroom.Send(
            Ed,
            "newsroom",
            await newsroom.Type(Ed, "newsroom", "/retract seat:Chesterfield reason:Another ward")
        );

        Assert.Contains("editors", Content(refused), StringComparison.Ordinal);
        Assert.Contains(
            "Chesterfield: poll postponed",
            seat.Message!.ToJsonString(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "10 seats to come, 1 postponed",
            outstanding.Message!.ToJsonString(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Poll postponed: Chesterfield",
            outstanding.Message!.ToJsonString(),
            StringComparison.Ordinal
        );
        Assert.IsType<ContestState.Awaited>(State(newsroom, "Chesterfield"));
    }

    [Fact]
    public async Task A_contested_seat_is_not_elected_unopposed()
    {
        await using var newsroom = await LocalNewsroom.Start();

        var refused = await newsroom.Type(
            Ed,
            "newsroom",
            "/status seat:Chesterfield stage:elected unopposed"
        );

        Assert.Contains("7 candidates for 1 seat", Content(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_of_one_command_does_not_send_what_another_proposed()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var proposal = await Proposed(newsroom);

        await Press(newsroom, $"retract:send:{proposal}", 4242, "Editor");
        await Press(newsroom, $"note:cancel:{proposal}", 4242, "Editor");

        Assert.IsType<ContestState.Awaited>(State(newsroom, "Chesterfield"));
        Assert.Equal(
            ProposalState.Waiting,
            newsroom.Part<ResultsDesk>().Election.Proposal(new ProposalId(proposal))!.State
        );
    }

    [Fact]
    public async Task A_reporter_sends_nothing_that_somebody_else_proposed()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var proposal = await Proposed(newsroom);

        await Press(newsroom, $"declare:send:{proposal}", 4243, "Reporter");

        Assert.IsType<ContestState.Awaited>(State(newsroom, "Chesterfield"));
    }

    private static async Task<string> Proposed(LocalNewsroom newsroom)
    {
        var readBack = await newsroom.Type(
            Rita,
            Hall,
            $"/declare seat:Chesterfield result:{TheNight.ChesterfieldPaste}"
        );
        return (
            (string)readBack.Message!["components"]![0]!["components"]![0]!["custom_id"]!
        ).Split(':')[2];
    }

    /// <summary>A press that Discord's own client would not make.</summary>
    private static Task Press(LocalNewsroom newsroom, string customId, ulong person, string role) =>
        newsroom
            .Part<Router>()
            .Handle(
                new Interaction.ComponentPressed
                {
                    Id = new Snowflake(987_654_321_000 + (ulong)customId.Length),
                    CustomId = customId,
                    User = User.Unknown with { Id = new Snowflake(person) },
                    GuildId = new Snowflake(newsroom.Sandbox.GuildId),
                    RoleIds = [new Snowflake(newsroom.Sandbox.Roles[role])],
                    ReceivedAt = TimeProvider.System.GetTimestamp(),
                },
                default
            );

    private static ContestState State(LocalNewsroom newsroom, string seat) =>
        newsroom.Part<ResultsDesk>().Election.State(TheNight.Contest(seat).Id);
}

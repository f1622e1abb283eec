using System.Text.Json.Nodes;
using ResultsBot.Engine;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Board;

/// <summary>What the desk sees at a glance, and what its buttons do.</summary>
public class BoardTests
{
    private const ulong Editor = 12;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(15);

    private readonly SimulatedNewsroom _newsroom = new SimulatedNewsroom(
        TheNight.Definition,
        new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero),
        hasDesk: true
    ).Start();

    [Fact]
    public void A_seat_that_is_awaited_has_its_time_first_and_who_is_there()
    {
        var bolsover = TheNight.Contest("Bolsover").Id;
        Submit(
            new Command.ReportStage(
                bolsover,
                new StageReport(Stage.Counting, null, _newsroom.Time.GetUtcNow().AddHours(5)),
                "t"
            )
        );
        Act(Editor, "assign", ("reporter", "11"), ("seats", "Bolsover, Chesterfield"));
        _newsroom.Pass(Moment);

        var board = Board();
        Assert.Matches(@"<t:\d+:t> \*\*Bolsover\*\* · [^\n]*count[^\n]* · <@11>\n", board);
        Assert.Contains(
            "**Chesterfield** · no status yet · <@11>",
            board,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Assign_alone_and_the_boards_button_say_who_is_where()
    {
        var nobody = Act(Editor, "assign");
        Act(Editor, "assign", ("reporter", "11"), ("seats", "Bolsover"));

        var typed = Text(Act(Editor, "assign"));
        _newsroom.Pass(Moment);
        var pressed = Text(Press(Editor, Button(BoardMessage().Body, "Who is where")));

        Assert.Contains("Nobody is assigned", Text(nobody), StringComparison.Ordinal);
        Assert.Contains("<@11>: Bolsover", typed, StringComparison.Ordinal);
        Assert.Contains("<@11>: Bolsover", pressed, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alerts_buttons_hold_its_seat_and_show_who_reported_what()
    {
        var alert = Contradiction("rita");

        var record = Text(Press(Editor, Button(alert.Body, "Show who reported what")));
        var held = Text(Press(Editor, Button(alert.Body, "Put Chesterfield on hold")));

        Assert.Contains("rita", record, StringComparison.Ordinal);
        Assert.StartsWith("**On hold: Chesterfield.**", held, StringComparison.Ordinal);
        Assert.Single(_newsroom.Election.Embargoes);
    }

    [Fact]
    public void An_alerts_button_asks_whoever_is_assigned_to_the_seat_and_mentions_nobody_else()
    {
        Act(Editor, "assign", ("reporter", "11"), ("seats", "Chesterfield"));
        var alert = Contradiction("discord:13");

        var asked = Press(Editor, Button(alert.Body, "Ask the reporter"));

        Assert.StartsWith("<@11>: ", Text(asked), StringComparison.Ordinal);
        Assert.Contains("votes counted", Text(asked), StringComparison.Ordinal);
        Assert.Contains("answer here", Text(asked), StringComparison.Ordinal);
        Assert.Equal("""{"parse":[],"users":["11"]}""", asked["allowed_mentions"]!.ToJsonString());
        Assert.Null(asked["flags"]);
    }

    [Fact]
    public void Where_nobody_is_assigned_whoever_reported_last_is_asked_or_the_desk_is_told()
    {
        Contradiction("discord:13");

        Assert.StartsWith(
            "<@13>: ",
            Text(Act(Editor, "ask", ("seat", "Chesterfield"), ("question", "Is it @everyone?"))),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "**Nobody was asked\\:** nobody is assigned to Bolsover",
            Text(Act(Editor, "ask", ("seat", "Bolsover"))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_board_that_has_scrolled_away_comes_back()
    {
        _newsroom.Pass(Moment);
        var first = BoardMessage().Id;
        for (var i = 0; i < 8; i++)
        {
            _newsroom.Discord.Write(SimulatedNewsroom.Desk, $"chatter {i}");
        }
        _newsroom.Pass(TimeSpan.FromMinutes(2));
        Submit(new Command.ReportVerified(TheNight.Contest("Bolsover").Id, 40_000, null, "t"));
        Submit(
            new Command.ReportStage(
                TheNight.Contest("Bolsover").Id,
                new StageReport(Stage.Counting, null, null),
                "t"
            )
        );
        _newsroom.Pass(Moment);

        Assert.NotEqual(first, BoardMessage().Id);
        Assert.Equal(BoardMessage().Id, _newsroom.Discord.Read(SimulatedNewsroom.Desk)[^1].Id);
    }

    /// <summary>More votes are counted than papers were verified.</summary>
    /// <returns>The alert of it.</returns>
    private SimulatedMessage Contradiction(string by)
    {
        var seat = TheNight.Contest("Chesterfield");
        Submit(new Command.ReportVerified(seat.Id, 10, null, by));
        Submit(
            new Command.ReportCount(
                seat.Id,
                [.. TheNight.Recorded("Chesterfield").Figures.Votes],
                by
            )
        );
        _newsroom.Pass(Moment);
        return _newsroom
            .Discord.Read(SimulatedNewsroom.Desk)
            .Single(m => m.Text.Contains("votes counted", StringComparison.Ordinal));
    }

    private void Submit(Command command)
    {
        Assert.True(_newsroom.Submit(command));
    }

    private SimulatedMessage BoardMessage() =>
        _newsroom
            .Discord.Read(SimulatedNewsroom.Desk)
            .Single(m => m.Text.Contains("Election night", StringComparison.Ordinal));

    private string Board() =>
        string.Join(
            '\n',
            BoardMessage()
                .Embeds.SelectMany(e =>
                    (e["fields"] as JsonArray ?? []).Select(f => (string?)f!["value"])
                )
        ) + "\n";

    private JsonObject Act(
        ulong person,
        string command,
        params (string Name, string Text)[] options
    )
    {
        var typed = _newsroom.Type(person, command, options);
        _newsroom.Await(typed);
        return _newsroom.Discord.AnswerTo(typed)!;
    }

    private JsonObject Press(ulong person, string button)
    {
        var pressed = _newsroom.Press(person, button);
        _newsroom.Await(pressed);
        return _newsroom.Discord.AnswerTo(pressed)!;
    }

    private static string Button(JsonObject message, string label) =>
        (string)
            message["components"]!
                .AsArray()
                .SelectMany(row => row!["components"]!.AsArray())
                .Single(b => (string?)b!["label"] == label)!["custom_id"]!;

    private static string Text(JsonObject answer) =>
        string.Join(
            '\n',
            (answer["embeds"] as JsonArray ?? [])
                .SelectMany(e => new[] { (string?)e!["title"], (string?)e["description"] })
                .Prepend((string?)answer["content"])
                .Where(t => !string.IsNullOrEmpty(t))
        );
}

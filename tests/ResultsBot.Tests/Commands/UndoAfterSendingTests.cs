using System.Text.Json.Nodes;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Commands;

/// <summary>What a reporter is told once something was sent, and the button that takes it back.</summary>
public class UndoAfterSendingTests
{
    private const ulong Rita = 11;
    private const ulong Sam = 12;

    [Fact]
    public void What_was_sent_is_told_in_a_line_with_the_channels_that_it_goes_to()
    {
        var newsroom = Start();
        newsroom.Subscribe(101, Everything(Kind.Everything));
        newsroom.Subscribe(102, Everything(Kind.Results));
        newsroom.Subscribe(103, Topic("Bolsover"));

        var sent = Declare(newsroom, Rita);

        Assert.Equal(
            "**Sent.** Labour hold Chesterfield, by 10,820. It goes to 2 channels.",
            (string?)sent["content"]
        );
        Assert.Empty(sent["embeds"]?.AsArray() ?? []);
        Assert.Equal(["Undo"], Buttons(sent).Select(b => (string?)b["label"]));
    }

    [Fact]
    public void Where_no_channel_follows_it_that_is_said() =>
        Assert.EndsWith(
            "by 10,820. No channel follows it yet.",
            (string?)Declare(Start(), Rita)["content"],
            StringComparison.Ordinal
        );

    [Fact]
    public void Undo_asks_first_and_then_takes_back_that_report_though_another_was_sent_since()
    {
        var newsroom = Start();
        var sent = Declare(newsroom, Rita);
        var note = Act(newsroom, Rita, "note", ("seat", "Bolsover"), ("text", "Two tables left."));

        var asked = Press(newsroom, Rita, Undo(sent));
        Assert.StartsWith("**Undo this?**", (string?)asked["content"], StringComparison.Ordinal);
        Assert.Contains("Chesterfield", (string?)asked["content"], StringComparison.Ordinal);
        Assert.IsType<ContestState.Declared>(State(newsroom));
        var undone = Press(newsroom, Rita, Undo(asked));

        Assert.StartsWith("**Undone.**", (string?)undone["content"], StringComparison.Ordinal);
        Assert.IsType<ContestState.Retracted>(State(newsroom));
        Assert.NotNull(Undo(note));
    }

    [Fact]
    public void A_second_tap_on_Broadcast_that_meets_Undo_changes_nothing()
    {
        var newsroom = Start();
        var sent = Act(
            newsroom,
            Rita,
            "declare",
            ("seat", "Chesterfield"),
            ("result", TheNight.ChesterfieldPaste)
        );

        var tap = newsroom.Press(Rita, Undo(sent));
        newsroom.Pass(TimeSpan.FromSeconds(3));

        Assert.Null(newsroom.Discord.AnswerTo(tap));
        Assert.IsType<ContestState.Declared>(State(newsroom));
        Assert.StartsWith(
            "**Undo this?**",
            (string?)Press(newsroom, Rita, Undo(sent))["content"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void After_two_minutes_a_press_says_that_it_is_too_late_and_what_to_use()
    {
        var newsroom = Start();
        var sent = Declare(newsroom, Rita);
        newsroom.Pass(HouseRules.UndoWithin + TimeSpan.FromSeconds(1));

        var late = Press(newsroom, Rita, Undo(sent));

        Assert.Equal(
            "It was sent more than 2 minutes ago, so it can’t be undone. Ring the desk: an editor can use /retract for a result or a flash, /correct for figures.",
            (string?)late["content"]
        );
        Assert.IsType<ContestState.Declared>(State(newsroom));
    }

    [Fact]
    public void What_somebody_has_built_upon_is_not_undone_by_the_button()
    {
        var newsroom = Start();
        var sent = Declare(newsroom, Rita);
        Act(newsroom, Sam, "note", ("seat", "Chesterfield"), ("text", "A recount was asked for."));

        var refused = Press(newsroom, Rita, Undo(sent));

        Assert.StartsWith(
            "Something else has been reported for Chesterfield since",
            (string?)refused["content"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nobody_takes_back_what_somebody_else_sent_by_the_button_that_they_were_shown()
    {
        var newsroom = Start();
        var sent = Declare(newsroom, Rita);

        Press(newsroom, Sam, Undo(sent).Replace(":ask:", ":go:", StringComparison.Ordinal));

        Assert.IsType<ContestState.Declared>(State(newsroom));
    }

    [Fact]
    public void Where_every_change_needs_a_second_person_no_button_promises_otherwise()
    {
        var newsroom = Start(SecondPerson.Always);

        var waits = Declare(newsroom, Rita);

        Assert.Contains(
            "needs a second person",
            (string?)waits["content"],
            StringComparison.Ordinal
        );
        Assert.Empty(Buttons(waits));
    }

    private static SimulatedNewsroom Start(SecondPerson secondPerson = SecondPerson.Never) =>
        new SimulatedNewsroom(
            TheNight.Definition,
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero),
            secondPerson: secondPerson
        ).Start();

    private static Topic Everything(Kind kind) =>
        new(new Scope.Area(TheNight.Definition.Whole), null, kind);

    private static Topic Topic(string seat) =>
        new(new Scope.Seat(TheNight.Contest(seat).Id), null, Kind.Everything);

    private static ContestState State(SimulatedNewsroom newsroom) =>
        newsroom.Election.State(TheNight.Contest("Chesterfield").Id);

    /// <summary>And long enough ago that a press of Undo is meant.</summary>
    private static JsonObject Declare(SimulatedNewsroom newsroom, ulong person)
    {
        var sent = Act(
            newsroom,
            person,
            "declare",
            ("seat", "Chesterfield"),
            ("result", TheNight.ChesterfieldPaste)
        );
        newsroom.Pass(TimeSpan.FromSeconds(3));
        return sent;
    }

    /// <summary>Types it and presses the first button of the read-back.</summary>
    private static JsonObject Act(
        SimulatedNewsroom newsroom,
        ulong person,
        string command,
        params (string Name, string Text)[] options
    )
    {
        var asked = newsroom.Type(person, command, options);
        newsroom.Await(asked);
        var readBack = newsroom.Discord.AnswerTo(asked)!;
        return Press(newsroom, person, (string)Buttons(readBack).First()["custom_id"]!);
    }

    private static JsonObject Press(SimulatedNewsroom newsroom, ulong person, string button)
    {
        var pressed = newsroom.Press(person, button);
        newsroom.Await(pressed);
        return newsroom.Discord.AnswerTo(pressed)!;
    }

    private static string Undo(JsonObject answer) =>
        (string)Buttons(answer).First(b => (string?)b["label"] == "Undo")["custom_id"]!;

    private static IEnumerable<JsonNode> Buttons(JsonObject answer) =>
        (answer["components"]?.AsArray() ?? [])
            .SelectMany(row => row!["components"]!.AsArray())
            .OfType<JsonNode>();
}

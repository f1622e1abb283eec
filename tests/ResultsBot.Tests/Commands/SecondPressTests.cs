using System.Text.Json.Nodes;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Commands;

/// <summary>A button that is pressed twice, on a simulated clock against a simulated Discord.</summary>
public class SecondPressTests
{
    private const ulong Rita = 11;
    private const ulong Editor = 12;

    [Fact]
    public void A_second_press_of_Broadcast_does_not_say_that_nothing_was_sent()
    {
        var newsroom = Start(SecondPerson.Never);
        var button = Declared(newsroom);

        Assert.StartsWith("**Sent.**", Press(newsroom, button), StringComparison.Ordinal);
        Assert.Equal("Already sent. Nothing was sent twice.", Press(newsroom, button));
    }

    [Fact]
    public void Nor_where_both_presses_come_before_the_first_is_carried_out()
    {
        var newsroom = Start(SecondPerson.Never);
        var button = Declared(newsroom);
        var (one, two) = (newsroom.Press(Rita, button), newsroom.Press(Rita, button));
        newsroom.Await(one);
        newsroom.Await(two);

        Assert.StartsWith("**Sent.**", Content(newsroom, one), StringComparison.Ordinal);
        Assert.StartsWith("Already sent.", Content(newsroom, two), StringComparison.Ordinal);
    }

    [Fact]
    public void Nor_where_it_waits_for_a_second_person()
    {
        var newsroom = Start(SecondPerson.Always);
        var button = Declared(newsroom);

        Assert.Contains("needs a second person", Press(newsroom, button), StringComparison.Ordinal);
        Assert.Equal("It’s already waiting for a second person.", Press(newsroom, button));
    }

    [Fact]
    public void Nor_of_the_last_Accept_whose_first_tap_is_still_on_its_way()
    {
        var newsroom = Start(SecondPerson.Never);
        var asked = DeclaredAgainst(newsroom);
        var first = Buttons(newsroom, asked)[0];
        var accepted = newsroom.Press(Rita, Id(first));
        newsroom.Await(accepted);
        var last = Buttons(newsroom, accepted).Single(IsRed);

        var (one, two) = (newsroom.Press(Rita, Id(last)), newsroom.Press(Rita, Id(last)));
        newsroom.Await(one);
        newsroom.Await(two);

        Assert.StartsWith("**Sent.**", Content(newsroom, one), StringComparison.Ordinal);
        Assert.Equal("Already sent. Nothing was sent twice.", Content(newsroom, two));
        Assert.Single(newsroom.Store.Bulletins, e => e.Bulletin is Bulletin.Result);
    }

    [Fact]
    public void A_second_tap_on_one_Accept_does_not_press_the_next_which_stays_where_it_was()
    {
        var newsroom = Start(SecondPerson.Never);
        var asked = DeclaredAgainst(newsroom);
        var before = Buttons(newsroom, asked);

        var one = newsroom.Press(Rita, Id(before[0]));
        newsroom.Await(one);
        var after = Buttons(newsroom, one);
        var again = newsroom.Press(Rita, Id(before[0]));
        newsroom.Await(again);

        Assert.Equal(before.Length, after.Length);
        Assert.True((bool)after[0]["disabled"]!);
        Assert.StartsWith("☑ ", (string?)after[0]["label"], StringComparison.Ordinal);
        Assert.StartsWith(
            "Broadcast anyway: ",
            (string?)after[1]["label"],
            StringComparison.Ordinal
        );
        Assert.Equal(
            after.Select(b => (string?)b["label"]),
            Buttons(newsroom, again).Select(b => (string?)b["label"])
        );
        Assert.DoesNotContain(newsroom.Store.Bulletins, e => e.Bulletin is Bulletin.Result);
    }

    [Theory]
    [InlineData("declare", "Withdraw result")]
    [InlineData("flash", "Withdraw flash")]
    public void The_button_of_a_withdrawal_says_what_it_withdraws(string sent, string button)
    {
        var newsroom = Start(SecondPerson.Never);
        var seat = TheNight.Contest("Chesterfield");
        newsroom.Submit(
            sent == "flash"
                ? new Command.Flash(seat.Id, 1, "t")
                : new Command.Declare(seat.Id, TheNight.Recorded("Chesterfield").Figures, "t")
        );

        var asked = newsroom.Type(
            Editor,
            "retract",
            ("seat", seat.Id.Value),
            ("reason", "wrong hall")
        );
        newsroom.Await(asked);

        Assert.Equal(button, (string?)Buttons(newsroom, asked)[0]["label"]);
    }

    /// <summary>Figures with two things to accept: fewer than were reported before, and another winner than was flashed.</summary>
    private static ulong DeclaredAgainst(SimulatedNewsroom newsroom)
    {
        var seat = TheNight.Contest("Chesterfield");
        Send(newsroom, "count", ("seat", seat.Id.Value), ("result", "Perkins 20000"));
        Send(newsroom, "flash", ("seat", seat.Id.Value), ("winner", "Ben Flook"));
        var asked = newsroom.Type(
            Rita,
            "declare",
            ("seat", seat.Id.Value),
            ("result", TheNight.ChesterfieldPaste)
        );
        newsroom.Await(asked);
        return asked;
    }

    /// <summary>Types it and presses the first button until nothing is left to accept.</summary>
    private static void Send(
        SimulatedNewsroom newsroom,
        string command,
        params (string Name, string Text)[] options
    )
    {
        var asked = newsroom.Type(Rita, command, options);
        newsroom.Await(asked);
        while (!Content(newsroom, asked).StartsWith("**Sent.**", StringComparison.Ordinal))
        {
            asked = newsroom.Press(
                Rita,
                Id(Buttons(newsroom, asked).First(b => (bool?)b["disabled"] != true))
            );
            newsroom.Await(asked);
        }
    }

    private static JsonNode[] Buttons(SimulatedNewsroom newsroom, ulong interaction) =>
        [
            .. newsroom.Discord.AnswerTo(interaction)!["components"]![0]!["components"]!
                .AsArray()
                .OfType<JsonNode>(),
        ];

    private static string Id(JsonNode button) => (string)button["custom_id"]!;

    private static bool IsRed(JsonNode button) => (int)button["style"]! == 4;

    private static SimulatedNewsroom Start(SecondPerson secondPerson) =>
        new SimulatedNewsroom(
            TheNight.Definition,
            new DateTimeOffset(2024, 7, 4, 22, 0, 0, TimeSpan.Zero),
            secondPerson: secondPerson
        ).Start();

    /// <returns>The button that sends.</returns>
    private static string Declared(SimulatedNewsroom newsroom)
    {
        var asked = newsroom.Type(
            Rita,
            "declare",
            ("seat", TheNight.Contest("Chesterfield").Id.Value),
            ("result", TheNight.ChesterfieldPaste)
        );
        newsroom.Await(asked);
        return (string)
            newsroom.Discord.AnswerTo(asked)!["components"]![0]!["components"]![0]!["custom_id"]!;
    }

    private static string Press(SimulatedNewsroom newsroom, string button)
    {
        var pressed = newsroom.Press(Rita, button);
        newsroom.Await(pressed);
        return Content(newsroom, pressed);
    }

    private static string Content(SimulatedNewsroom newsroom, ulong interaction) =>
        (string?)newsroom.Discord.AnswerTo(interaction)?["content"] ?? "";
}

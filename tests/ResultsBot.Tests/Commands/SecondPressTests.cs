using System.Text.Json.Nodes;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Commands;

/// <summary>A button that is pressed twice, on a simulated clock against a simulated Discord.</summary>
public class SecondPressTests
{
    private const ulong Rita = 11;

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

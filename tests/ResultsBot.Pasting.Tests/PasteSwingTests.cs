using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>The swing beside a result, with what it is rounded to and the parties that the text says.</summary>
public class PasteSwingTests
{
    private static readonly Contest Chesterfield = TheNight.Contest("Chesterfield");

    [Theory]
    [InlineData("Con to Lab swing 5.0%", "Con", "Lab")]
    [InlineData("Swing 5.0% from Con to Lab", "Con", "Lab")]
    [InlineData("Swing 5.0% Con to Lab\nLabour hold", "Con", "Lab")]
    [InlineData("Swing from Conservative to Labour: 5.0%", "Con", "Lab")]
    [InlineData("Swing to Lab from Con 5.0%", "Con", "Lab")]
    [InlineData("5.0% from Con to Lab (swing)", "Con", "Lab")]
    [InlineData("5.0% swing to Lab from Con", "Con", "Lab")]
    [InlineData("5.0% swing from Con", "Con", null)]
    [InlineData("5.0% from Con (swing)", "Con", null)]
    [InlineData("5.0% swing to Lab", null, "Lab")]
    [InlineData("5.0% to Lab (swing)", null, "Lab")]
    [InlineData("Swing 5.0%", null, null)]
    public void A_swing_is_between_the_parties_that_the_text_says(
        string line,
        string? from,
        string? to
    ) =>
        Assert.Equal(
            new AnnouncedSwing(
                new Fraction(500, 10_000),
                new Fraction(11, 10_000),
                PartyOf(from),
                PartyOf(to)
            ),
            Swing($"{TheNight.ChesterfieldPaste}\n{line}")
        );

    [Theory]
    [InlineData("Swing 5%", 5)]
    [InlineData("Swing 5", 5)]
    [InlineData("Swing 100", 100)]
    public void A_swing_without_decimals_is_rounded_to_a_whole_one(string line, int percent)
    {
        var swing = Swing($"{TheNight.ChesterfieldPaste}\n{line}");

        Assert.Equal(
            (new Fraction(percent, 100), new Fraction(1, 100)),
            (swing?.Size, swing?.Step)
        );
    }

    [Theory]
    [InlineData("Swing 101")]
    [InlineData("Average swing 5.0%")]
    public void What_can_be_no_swing_of_the_seats_is_none(string line) =>
        Assert.Null(Swing($"{TheNight.ChesterfieldPaste}\n{line}"));

    /// <summary>Where it ends nobody can say: the party may be the first candidate's.</summary>
    [Fact]
    public void A_swing_that_runs_into_the_list_has_the_parties_of_neither()
    {
        var swing = Swing("Swing 5.0% Con to Lab Toby Perkins 19,316 Ben Flook 8,496");

        Assert.Equal((null, null), (swing?.From, swing?.To));
    }

    private static AnnouncedSwing? Swing(string text) =>
        Assert
            .IsType<PasteReading.Understood>(
                PastedResult.Read(text, Chesterfield, TheNight.PartyNames)
            )
            .Announced.Swing;

    private static PartyId? PartyOf(string? code) => code is null ? null : new PartyId(code);
}

using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>Which numbers of a text are places in an order, and which are figures that only look like them.</summary>
public class PasteRolesTests
{
    private static readonly Contest Chesterfield = TheNight.Contest("Chesterfield");

    /// <summary>Who came first and second is told before the rest is known.</summary>
    [Theory]
    [InlineData("1st Toby Perkins 19,316\n2nd Ben Flook 8,496")]
    [InlineData("1st Toby Perkins 19,316 2nd Ben Flook 8,496")]
    [InlineData("#1 Toby Perkins 19,316 #2 Ben Flook 8,496")]
    [InlineData("1. Toby Perkins 19,316\n2. Ben Flook 8,496")]
    [InlineData("1. Toby Perkins 19,316 2. Ben Flook 8,496")]
    [InlineData("1 Toby Perkins 19,316\n2 Ben Flook 8,496")]
    [InlineData("Toby Perkins 19,316 1st\nBen Flook 8,496 2nd")]
    public void Places_of_the_first_two_are_no_figures(string text) =>
        Assert.Equal(
            [("Ben Flook", 8_496), ("Toby Perkins", 19_316)],
            Read(text, Chesterfield)
                .Figures.Votes.Select(v => (Chesterfield.Candidate(v.Candidate).Name, v.Votes))
        );

    [Theory]
    [InlineData("Seats 1\nAnn 400\nRejected 2\nBob 300\nRejected in part 3\nCy 5")]
    [InlineData("Ann 400\nSeats 1\nBob 300\nRejected 2\nCy 5\nRejected in part 3")]
    public void Small_figures_that_come_in_order_are_no_places(string text)
    {
        foreach (var typed in (string[])[text, text.Replace('\n', ' ')])
        {
            var read = Read(typed, SmallContest.Three);

            Assert.Equal([400, 300, 5], read.Figures.Votes.Select(v => v.Votes));
            Assert.Equal(2, read.Figures.Rejected);
            Assert.Equal(1, read.Announced.Seats);
        }
    }

    [Fact]
    public void Figures_that_begin_lines_in_order_are_no_places()
    {
        var read = Read("1 vacancy\nAnn 400\nBob 300\nCy 5\n2 rejected papers", SmallContest.Three);

        Assert.Equal((1, 2), (read.Announced.Seats, read.Figures.Rejected));
    }

    /// <summary>A column between name and figure may be anything: a seat's number, a poster's, a place.</summary>
    [Theory]
    [InlineData("Ann\t1\t400\nBob\t2\t300\nCy\t3\t5")]
    [InlineData("Ann\t400\t1\t56.7%\nBob\t300\t2\t42.6%\nCy\t5\t3\t0.7%")]
    public void A_number_beside_a_figure_that_may_be_a_place_is_not_guessed(string text) =>
        Assert.IsType<PasteReading.NotUnderstood>(
            PastedResult.Read(text, SmallContest.Three, TheNight.PartyNames)
        );

    private static PasteReading.Understood Read(string text, Contest contest) =>
        Assert.IsType<PasteReading.Understood>(
            PastedResult.Read(text, contest, TheNight.PartyNames)
        );
}

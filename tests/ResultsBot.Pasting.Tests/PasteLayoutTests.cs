using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>Which numbers beside a figure are its own, and that none of them is dropped.</summary>
public class PasteLayoutTests
{
    [Fact]
    public void A_figure_with_votes_right_behind_it_is_read() =>
        Assert.Equal(
            [400, 300, 1],
            Assert
                .IsType<PasteReading.Understood>(Read("Ann 400votes\nBob 300 votes\nCy 1vote"))
                .Figures.Votes.Select(v => v.Votes)
        );

    [Theory]
    [InlineData("Ann 56.7% (400) +6.3 12.1\nBob 300\nCy 5", "56.7% (400) +6.3 12.1")]
    [InlineData("Ann 400 +6.3\nBob 300\nCy 5", "400 +6.3")]
    [InlineData("Ann 400\nBob 300\nCy 5 35 rejected", "5 35")]
    public void A_figure_beside_which_a_number_says_nothing_is_quoted_with_it(
        string text,
        string quoted
    ) =>
        Assert.Equal(
            new PasteProblem.NotANumber(quoted),
            Assert.Single(Assert.IsType<PasteReading.NotUnderstood>(Read(text)).Problems)
        );

    private static PasteReading Read(string text) =>
        PastedResult.Read(text, SmallContest.Three, TheNight.PartyNames);
}

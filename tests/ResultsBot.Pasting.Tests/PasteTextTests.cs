using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>What pages and documents put into words, and nobody sees.</summary>
public class PasteTextTests
{
    [Theory]
    [InlineData('\u00AD')]
    [InlineData('\u200B')]
    [InlineData('\u200E')]
    [InlineData('\u200F')]
    [InlineData('\u202A')]
    [InlineData('\u202E')]
    [InlineData('\u2060')]
    [InlineData('\uFEFF')]
    public void A_mark_that_nobody_sees_is_no_part_of_a_word(char mark) =>
        Assert.Equal(
            135,
            Read(
                $"{TheNight.ChesterfieldPaste}\nReject{mark}ed: 135",
                TheNight.Contest("Chesterfield")
            ).Rejected
        );

    [Theory]
    [InlineData('\uFB00', "ff")]
    [InlineData('\uFB01', "fi")]
    [InlineData('\uFB02', "fl")]
    [InlineData('\uFB03', "ffi")]
    [InlineData('\uFB04', "ffl")]
    [InlineData('\uFB05', "st")]
    [InlineData('\uFB06', "st")]
    public void Letters_that_a_document_joins_are_those_of_the_name(char ligature, string letters)
    {
        var contest = SmallContest.Three with
        {
            Candidates =
            [
                .. SmallContest.Three.Candidates[1..],
                new Candidate(4, $"Dee Wa{letters}er", new PartyId("Green")),
            ],
        };

        Assert.Equal(
            [300, 5, 400],
            Read($"Dee Wa{ligature}er 400\nBob 300\nCy 5", contest).Votes.Select(v => v.Votes)
        );
    }

    private static Figures Read(string text, Contest contest) =>
        Assert
            .IsType<PasteReading.Understood>(PastedResult.Read(text, contest, TheNight.PartyNames))
            .Figures;
}

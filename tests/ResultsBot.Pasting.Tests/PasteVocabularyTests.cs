using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>Words beside a result that are somebody's name as well.</summary>
public class PasteVocabularyTests
{
    /// <summary>Whose name it is has no figure yet.</summary>
    [Theory]
    [InlineData("Winner", "Winner: Ann")]
    [InlineData("Swing", "Swing: 5.0%")]
    public void A_labels_word_means_nobody_of_that_name(string surname, string line)
    {
        var contest = SmallContest.Three with
        {
            Candidates =
            [
                .. SmallContest.Three.Candidates,
                new Candidate(4, $"Dee {surname}", new PartyId("Green")),
            ],
        };

        var reading = PastedResult.Read(
            $"{line}\nAnn 400\nBob 300\nCy 5",
            contest,
            TheNight.PartyNames
        );

        Assert.Equal(
            [400, 300, 5],
            Assert.IsType<PasteReading.Understood>(reading).Figures.Votes.Select(v => v.Votes)
        );
    }
}

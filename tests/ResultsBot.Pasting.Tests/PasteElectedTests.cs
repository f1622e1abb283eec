using ResultsBot.Engine.Definition;
using ResultsBot.Pasting.Tests.Samples;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>Whom “elected” marks. Where two are level it decides who has won the lot, so it never marks the next best.</summary>
public class PasteElectedTests
{
    [Theory]
    [InlineData("Ann 400\nCy 5\nBob 400\nElected:", "")]
    [InlineData("Ann 400 Cy 5 Bob 400 Elected:", "")]
    [InlineData("Ann 400\nCy 5\nBob 400\nWinner:\nTurnout:", "")]
    [InlineData("Ann 400\nCy 5\nBob 400\nElected", "Bob")]
    [InlineData("Ann 400\nCy 5\nBob 400 - elected", "Bob")]
    [InlineData("Ann 400\nCy 5\nBob 400 (elected) Con hold", "Bob")]
    [InlineData("Ann 400\nCy 5\nBob 400\nTurnout 58.2%\nElected", "")]
    [InlineData("Ann 400\nCy 5\nBob 400\nAnn is elected", "Ann")]
    [InlineData("Ann 400\nCy 5\nBob 400\nElected: Ann", "Ann")]
    [InlineData("Ann 400\nCy 5\nBob 400\nSmith is elected", "")]
    [InlineData("Ann 400\nCy 5\nBob 400\nElected: Smith", "")]
    [InlineData("Winner: Ann\nCy 5\nAnn 400\nBob 400", "Ann")]
    [InlineData("Not elected: Ann\nCy 5\nAnn 400\nBob 400", "")]
    [InlineData("Cy 5\nBob 400\nElected Ann\n400 votes", "Ann")]
    [InlineData("Cy 5\nBob\n400\nElected\nAnn\n300", "Bob")]
    [InlineData("5 Cy (LD)\n400 Bob (Con) elected\n400 Ann (Lab)", "Bob")]
    [InlineData("5 Cy (LD)\n400 Bob (Con)\n400 Ann (Lab) elected", "Ann")]
    [InlineData("5 Cy (LD)\n400 Bob elected (Con)\n400 Ann (Lab)", "Bob")]
    [InlineData("Elected\n400 Bob (Con)\n400 Ann (Lab)\n5 Cy (LD)", "Bob")]
    [InlineData("Elected 400 Bob (Con)\n400 Ann (Lab)\n5 Cy (LD)", "Bob")]
    public void Of_two_who_are_level_it_marks_who_is_said_to_have_won(
        string text,
        string elected
    ) => Assert.Equal(elected, Elected(text, SmallContest.Three));

    [Theory]
    // In the order of the alphabet: the next one has more votes, and both are elected.
    [InlineData(
        "Tom Okafor (Lab) 1,880 Elected Amina Begum (Lab) 2,105 Elected Sarah Louise Cole (Lab) 1,998 Elected Peter Bird (Con) 1,204 Helen Price (LD) 612",
        "Tom Okafor+Amina Begum+Sarah Louise Cole"
    )]
    // Fewer figures than seats.
    [InlineData("Amina Begum (Lab) 2,105 Elected Peter Bird (Con) 1,204", "Amina Begum")]
    // A sentence of its own behind one who is marked.
    [InlineData(
        "612 Helen Price\n2,105 Amina Begum\n1,998 Sarah Louise Cole\n1,880 Tom Okafor elected\nAmina Begum is duly elected",
        "Tom Okafor+Amina Begum"
    )]
    // And before one who is marked.
    [InlineData(
        "Amina Begum is duly elected\nElected Tom Okafor 1,880\nAmina Begum 2,105\nSarah Louise Cole 1,998\nHelen Price 612",
        "Amina Begum+Tom Okafor"
    )]
    public void Of_several_seats_each_who_is_marked_is_elected(string text, string elected) =>
        Assert.Equal(elected, Elected(text, Wards.Ward));

    [Theory]
    [InlineData("Ann 400\nDuly elected\nBob 400\nCy 5")]
    [InlineData("Ann 400 duly elected Bob 400 Cy 5")]
    [InlineData("Ann 400 elected duly Bob 400 Cy 5")]
    public void A_headings_word_beside_it_says_nothing_of_whom_it_marks(string text) =>
        Assert.Equal(
            [
                new PasteProblem.ElectedUnclear(
                    SmallContest.Three.Candidate(1),
                    SmallContest.Three.Candidate(2)
                ),
            ],
            Problems(text, SmallContest.Three)
        );

    [Fact]
    public void As_many_figures_as_seats_leave_the_last_two_level() =>
        Assert.Equal(
            [new PasteProblem.ElectedUnclear(Ward("Peter Bird"), Ward("Sarah Louise Cole"))],
            Problems("Amina Begum 2,105\nPeter Bird 1,998\nElected\nSarah Louise Cole 1,998")
        );

    [Fact]
    public void Who_may_be_marked_is_asked_and_counted_among_nobody() =>
        Assert.Equal(
            [new PasteProblem.ElectedUnclear(Ward("Tom Okafor"), Ward("Peter Bird"))],
            Problems(
                "Amina Begum 2,105 Elected\nSarah Louise Cole 1,998 Elected\nTom Okafor 1,880\nElected\nPeter Bird 1,880\nElected: Mary Davies 1,151"
            )
        );

    private static string Elected(string text, Contest contest)
    {
        var reading = PastedResult.Read(text, contest, TheNight.PartyNames);
        var read = Assert.IsType<PasteReading.Understood>(reading);
        return string.Join(
            '+',
            read.Figures.Elected.Select(number => contest.Candidate(number).Name)
        );
    }

    private static IEnumerable<PasteProblem> Problems(string text, Contest? contest = null) =>
        Assert
            .IsType<PasteReading.NotUnderstood>(
                PastedResult.Read(text, contest ?? Wards.Ward, TheNight.PartyNames)
            )
            .Problems;

    private static Candidate Ward(string name) => Wards.Ward.Candidates.Single(c => c.Name == name);
}

using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>What is said of a text that can't be read: of each line that is wrong, and of no other.</summary>
public class PasteDiagnosisTests
{
    private static readonly Contest Chesterfield = TheNight.Contest("Chesterfield");
    private static readonly PasteProblem JoanSmith = new PasteProblem.NotOnRoll("Joan Smith", null);

    [Theory]
    [InlineData("5 Toby Perkins\n6 Joan Smith\n7 Ben Flook")]
    [InlineData("Toby Perkins\n5\nJoan Smith\n6\nBen Flook\n7")]
    [InlineData("Toby Perkins 5\nToby Perkins 5\nJoan Smith 6")]
    [InlineData("Joan Smith 7\nRejected 135")]
    [InlineData("Rejected\n135\nJoan Smith 7")]
    [InlineData("Julie Lowe 248 135\nRejected\nJoan Smith 5")]
    [InlineData("Joan Smith 5\nvotes and the")]
    [InlineData("Joan Smith 5\nof the hall")]
    [InlineData("Joan Smith 5\nElected")]
    [InlineData("Joan Smith 5\nElected the hall")]
    [InlineData("Joan Smith 5\nElected: Toby Perkins")]
    [InlineData("Joan Smith 5\nLabour hold")]
    [InlineData("Joan Smith 5\nLabour win")]
    public void What_is_right_is_not_blamed(string text) =>
        Assert.Equal([JoanSmith], Problems(text));

    [Theory]
    [InlineData("Toby Perkins")]
    [InlineData("Toby Perkin")]
    [InlineData("Perkins, Flook")]
    [InlineData("Labour")]
    public void A_name_below_the_figures_that_has_none_is_named(string name) =>
        Assert.Equal(
            [JoanSmith, new PasteProblem.NameWithoutFigure(name)],
            Problems($"Joan Smith 5\n{name}")
        );

    [Fact]
    public void A_name_behind_another_s_figure_has_none() =>
        Assert.Equal(
            [new PasteProblem.NameWithoutFigure("Ben Flook"), JoanSmith],
            Problems("Toby Perkins 5 Ben Flook\nDan Price 6\nJoan Smith 7")
        );

    [Theory]
    [InlineData("votes and the")]
    [InlineData("Elected")]
    [InlineData("…")]
    public void A_text_without_names_and_figures_has_none(string text) =>
        Assert.Equal([new PasteProblem.NoFigures()], Problems(text));

    [Theory]
    [InlineData("votes 5", "votes")]
    [InlineData("the elected\n5", "the")]
    [InlineData("the votes\n5", "the votes")]
    [InlineData("5", null)]
    [InlineData("Elected\n5", null)]
    public void A_figure_of_nobody_is_named_with_what_stands_beside_it(
        string text,
        string? beside
    ) => Assert.Equal([new PasteProblem.FigureWithoutName("5", beside)], Problems(text));

    [Fact]
    public void Two_figures_for_one_candidate_are_named_and_twice_the_same_are_one() =>
        Assert.Equal(
            [new PasteProblem.Twice(Candidate("Toby Perkins")), JoanSmith],
            Problems("Ben Flook 4\nBen Flook 4\nToby Perkins 5\nToby Perkins 7\nJoan Smith 6")
        );

    [Fact]
    public void A_share_alone_is_no_number_of_votes() =>
        Assert.Equal(
            [new PasteProblem.NotANumber("46.5%"), JoanSmith],
            Problems("Toby Perkins 46.5%\nJoan Smith 7")
        );

    [Theory]
    [InlineData("Toby Perkins v2 5", "v2")]
    [InlineData("Toby Perkins 5 ½", "½")]
    public void A_word_with_digits_is_no_number(string text, string word) =>
        Assert.Equal([new PasteProblem.NotANumber(word)], Problems(text));

    [Fact]
    public void A_party_s_name_may_have_digits()
    {
        var contest = SmallContest.Three with
        {
            Candidates =
            [
                .. SmallContest.Three.Candidates.Select(c =>
                    c.Number == 1 ? c with { Description = "Chesterfield2025" } : c
                ),
            ],
        };

        Assert.IsType<PasteReading.Understood>(
            PastedResult.Read("Ann Chesterfield2025 5\nBob 6\nCy 7", contest, TheNight.PartyNames)
        );
    }

    [Theory]
    [InlineData("first\nToby Perkins: -5", "Toby Perkins: -5")]
    [InlineData(
        "A line so long that nobody would want to be shown the whole of it here: -5",
        "want to be shown the whole of it here: -5"
    )]
    public void A_figure_below_zero_is_shown_with_the_end_of_its_line(string text, string shown) =>
        Assert.Equal([new PasteProblem.Negative(shown)], Problems(text));

    [Fact]
    public void What_is_quoted_is_short()
    {
        var problem = Assert.IsType<PasteProblem.NotOnRoll>(
            Assert.Single(Problems($"Joan Smith {new string('x', 100)} 5"))
        );

        Assert.Equal($"Joan Smith {new string('x', 68)}…", problem.Text);
    }

    private static Candidate Candidate(string name) =>
        Chesterfield.Candidates.Single(c => c.Name == name);

    private static IEnumerable<PasteProblem> Problems(string text) =>
        Assert
            .IsType<PasteReading.NotUnderstood>(
                PastedResult.Read(text, Chesterfield, TheNight.PartyNames)
            )
            .Problems;
}

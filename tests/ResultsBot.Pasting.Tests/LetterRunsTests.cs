namespace ResultsBot.Pasting.Tests;

public class LetterRunsTests
{
    private static readonly LetterRuns Runs = new(["labour", "reform", "uk"]);

    [Theory]
    [InlineData("labour", true)]
    [InlineData("lab", true)]
    [InlineData("bou", true)]
    [InlineData("our", true)]
    [InlineData("form", true)]
    // Too short to tell.
    [InlineData("", true)]
    [InlineData("xy", true)]
    // Each of three letters, though not in one text.
    [InlineData("labour reform", false)]
    [InlineData("labx", false)]
    [InlineData("xlab", false)]
    [InlineData("laborm", false)]
    [InlineData("ukr", false)]
    [InlineData("xyz", false)]
    public void A_part_is_in_no_text_if_three_of_its_letters_never_follow_one_another(
        string part,
        bool mayHave
    ) => Assert.Equal(mayHave, Runs.MayHave(part));
}

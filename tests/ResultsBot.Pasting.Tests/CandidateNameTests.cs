using ResultsBot.Packs.Names;

namespace ResultsBot.Pasting.Tests;

/// <summary>How well words name one candidate, whoever else stands.</summary>
public class CandidateNameTests
{
    [Theory]
    [InlineData("Toby Perkins", "Toby Perkins", nameof(Likeness.Whole))]
    [InlineData("Toby Perkins", "Perkins Toby", nameof(Likeness.Whole))]
    [InlineData("Toby Perkins", "Toby Matthew Perkins", nameof(Likeness.More))]
    [InlineData("Toby Perkins", "PERKINS Toby Matthew", nameof(Likeness.More))]
    [InlineData("Toby Perkins", "Perkins", nameof(Likeness.Part))]
    [InlineData("Toby Perkins", "T Perkins", nameof(Likeness.Part))]
    [InlineData("Toby Perkins", "T M Perkins", nameof(Likeness.Part))]
    [InlineData("Toby Matthew Perkins", "Matthew Perkins", nameof(Likeness.Part))]
    [InlineData("Toby Matthew Perkins", "T M C Perkins", nameof(Likeness.Part))]
    [InlineData("Toby Perkins", "Toby", nameof(Likeness.None))]
    [InlineData("Toby Perkins", "Toby T M", nameof(Likeness.None))]
    [InlineData("Toby Matthew Perkins", "Toby Matthew", nameof(Likeness.None))]
    [InlineData("Toby Matthew Perkins", "Charles Perkins", nameof(Likeness.None))]
    [InlineData("Toby Matthew Perkins", "T C Perkins", nameof(Likeness.None))]
    [InlineData("Toby Perkins", "Toby P", nameof(Likeness.None))]
    [InlineData("", "Perkins", nameof(Likeness.None))]
    [InlineData("!", "Perkins", nameof(Likeness.None))]
    public void Words_name_a_candidate_in_whole_in_part_or_not(
        string name,
        string text,
        string like
    ) =>
        Assert.Equal(
            like,
            new CandidateName(Words.Of(name)).Compare(Words.Of(text).AsSpan(), _ => true).ToString()
        );

    [Theory]
    // The surname alone, one letter off and two, more and fewer.
    [InlineData("Toby Perkins", "Perkin", true)]
    [InlineData("Toby Perkins", "Parkinz", true)]
    [InlineData("Toby Perkins", "Perki", true)]
    [InlineData("Toby Perkins", "Perkinsss", true)]
    [InlineData("Toby Perkins", "Parkinzz", false)]
    // The whole name.
    [InlineData("Toby Perkins", "Tobi Perkinz", true)]
    [InlineData("Toby Perkins", "Perkinz Tobi", true)]
    [InlineData("Toby Perkins", "Tobys Perkinss", true)]
    [InlineData("Toby Perkins", "Tob Perkin", true)]
    [InlineData("Toby Perkins", "Tobi Parkinz", false)]
    [InlineData("Toby Perkins", "Toby Perkinsons", false)]
    [InlineData("Toby Perkins", "Bytosnikrep", false)]
    [InlineData("Toby Perkins", "Nisperk", false)]
    // Short names are like too many words.
    [InlineData("Ann Lee", "Annn Lee", true)]
    [InlineData("An Lee", "An Lea", true)]
    [InlineData("An Lee", "A Lea", false)]
    [InlineData("An Li", "Ann Li", false)]
    [InlineData("Ann Lee", "Leee", false)]
    [InlineData("Ann Smith", "Smyth", true)]
    [InlineData("Ann Smith", "Smit", false)]
    public void Two_letters_may_be_off_in_a_name_that_is_long_enough(
        string name,
        string text,
        bool isNear
    ) =>
        Assert.Equal(
            isNear,
            new CandidateName(Words.Of(name)).IsNear(Words.Of(text).AsSpan(), withParty: false)
        );

    [Theory]
    [InlineData("Tony Perkins", true)]
    [InlineData("PERKINS Anthony", true)]
    [InlineData("Anthony Parsons", false)]
    [InlineData("Perkins Anthony Charles", true)]
    [InlineData("Anthony Perkins Charles", false)]
    public void Beside_the_party_another_forename_is_near(string text, bool isNear) =>
        Assert.Equal(
            isNear,
            new CandidateName(["toby", "perkins"]).IsNear(Words.Of(text).AsSpan(), withParty: true)
        );

    [Theory]
    [InlineData("perkins", true)]
    [InlineData("toby", true)]
    [InlineData("perk", true)]
    [InlineData("tobyperkins", true)]
    [InlineData("perkinstoby", true)]
    [InlineData("perkinss", true)]
    [InlineData("parkins", false)]
    [InlineData("labour", false)]
    public void A_word_may_be_of_a_name_if_either_has_the_other_in_it(string word, bool mayHave) =>
        Assert.Equal(mayHave, new CandidateName(["toby", "perkins"]).MayHave(word));

    [Fact]
    public void A_name_without_a_letter_is_nobodys_and_makes_nothing_fail()
    {
        var name = new CandidateName([]);

        Assert.Equal("", name.Surname);
        Assert.Equal("", name.Joined);
        Assert.False(name.MayHave("perkins"));
        Assert.False(name.IsNear(["perkins"], withParty: true));
    }
}

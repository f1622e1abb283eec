using FuzzySharp;
using ResultsBot.Packs.Names;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Pasting.Tests;

/// <summary>What rules out that texts are alike may never rule out that which the comparison itself accepts.</summary>
public class LetterCountsTests
{
    [Theory]
    [InlineData("perkins", "perkins", 0)]
    [InlineData("perkins", "parkins", 1)]
    [InlineData("perkins", "perkin", 1)]
    [InlineData("perkin", "perkins", 1)]
    [InlineData("abc", "xyz", 3)]
    [InlineData("aab", "abb", 1)]
    [InlineData("perkins", "nisperk", 0)]
    [InlineData("", "abc", 3)]
    public void Letters_that_only_one_has_are_to_be_changed(string one, string other, int edits) =>
        Assert.Equal(edits, new LetterCounts(one).LeastEdits(new LetterCounts(other)));

    [Theory]
    [InlineData("perkins", "perkins", 1)]
    [InlineData("ab", "bc", 0.5)]
    [InlineData("abcd", "ab", 2 / 3.0)]
    [InlineData("ab", "xy", 0)]
    [InlineData("", "xy", 0)]
    public void The_ratio_is_that_of_the_letters_that_both_have(
        string one,
        string other,
        double ratio
    ) => Assert.Equal(ratio, new LetterCounts(one).MostRatio(new LetterCounts(other)), 10);

    [Fact]
    public void No_text_is_turned_away_that_is_as_like_as_asked()
    {
        string[] names =
        [
            .. TheNight
                .Definition.Contests.Take(30)
                .SelectMany(c => c.Candidates)
                .Select(c => Words.Key(c.Name)),
        ];
        foreach (
            var (one, other) in names.Zip(names.Skip(1)).Concat(names.Zip(names.Select(Spoilt)))
        )
        {
            var (ones, others) = (new LetterCounts(one), new LetterCounts(other));

            Assert.InRange(Levenshtein.EditDistance(one, other), ones.LeastEdits(others), 100);
            Assert.InRange(Fuzz.Ratio(one, other) / 100.0, 0, ones.MostRatio(others) + 0.005);
        }
    }

    private static string Spoilt(string name) => name[1..].Replace('e', 'a') + "x";
}

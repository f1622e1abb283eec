using ResultsBot.Engine.Counting;
using ResultsBot.Outlets.Discord;

namespace ResultsBot.Tests.Outlets;

public class BlockTests
{
    [Theory]
    [InlineData("Jones", 5)]
    [InlineData("Ëmïlê", 5)]
    [InlineData("e\u0301", 1)]
    [InlineData("\u200B\u200D\uFEFF", 0)]
    [InlineData("🗳️", 2)]
    [InlineData("👨‍👩‍👧", 2)]
    [InlineData("🇬🇧", 2)]
    [InlineData("日本", 4)]
    [InlineData("שם", 2)]
    [InlineData("", 0)]
    public void Emoji_and_wide_letters_count_double_and_what_cannot_be_seen_not_at_all(
        string text,
        int width
    ) => Assert.Equal(width, Block.WidthOf(text));

    [Theory]
    [InlineData("Jones", 5, "Jones")]
    [InlineData("Jones", 4, "Jon…")]
    [InlineData("Lee Rowley", 5, "Lee…")]
    [InlineData("🗳🗳🗳", 4, "🗳…")]
    [InlineData("```x", 9, "ˋˋˋx")]
    [InlineData("a\nb", 9, "a b")]
    [InlineData("\u202Eevil", 9, "evil")]
    public void A_cell_is_one_line_that_ends_no_block(string text, int width, string shown) =>
        Assert.Equal(shown, Block.Fit(text, width));

    [Fact]
    public void A_tower_of_accents_is_one_plain_letter()
    {
        var tower = "Z" + string.Concat(Enumerable.Repeat("\u0301", 50)) + "x";

        Assert.Equal("Zx", Block.Plain(tower));
    }

    [Fact]
    public void Columns_are_lined_up_whatever_stands_in_them()
    {
        var lines = Block.Table(
            "rll",
            [
                ["1,753", "Lab", "Jones"],
                ["108", "🗳️", "日本"],
            ]
        );

        Assert.Equal(["1,753 Lab Jones", "  108 🗳️  日本"], lines);
    }

    [Fact]
    public void Letters_that_run_the_other_way_leave_the_figures_on_their_side()
    {
        var line = Block
            .Table(
                "rll",
                [
                    ["12", "Lab", "שם"],
                ]
            )
            .Single();

        Assert.Equal("12 Lab \u200Eשם\u200E", line);
        Assert.Equal(9, Block.WidthOf(line));
    }

    [Theory]
    [InlineData(1, 2, "████")]
    [InlineData(1, 1, "████████")]
    [InlineData(1, 64, "▏")]
    [InlineData(1, 100_000, "▏")]
    [InlineData(0, 1, "")]
    [InlineData(3, 16, "█▌")]
    public void A_bar_is_as_long_as_its_share(int part, int whole, string bar) =>
        Assert.Equal(bar, Block.Bar(new Fraction(part, whole), 8));

    [Fact]
    public void A_block_keeps_whole_lines_and_says_how_many_are_left_out()
    {
        string[] lines = ["first", "second", "third", "fourth"];

        Assert.Equal("```\nfirst\nsecond\nthird\nfourth\n```", Block.Of(lines, 40, More));
        Assert.Equal("```\nfirst\n3 more\n```", Block.Of(lines, 24, More));

        static string More(int number) => $"{number} more";
    }
}

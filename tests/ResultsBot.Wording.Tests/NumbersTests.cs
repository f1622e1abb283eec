using ResultsBot.Engine.Counting;

namespace ResultsBot.Wording.Tests;

public class NumbersTests
{
    [Theory]
    [InlineData(17591, 45866, "38.4%")]
    [InlineData(1, 2000, "0.1%")]
    [InlineData(1, 2001, "0.0%")]
    [InlineData(1, 1, "100.0%")]
    [InlineData(0, 1, "0.0%")]
    [InlineData(9995, 10000, "100.0%")]
    public void A_share_has_one_decimal_halves_rounded_up(int above, int below, string text) =>
        Assert.Equal(text, Numbers.Percent(new Fraction(above, below)));

    [Theory]
    [InlineData(142, 1000, "+14.2")]
    [InlineData(-220, 1000, "−22.0")]
    [InlineData(0, 1, "+0.0")]
    [InlineData(-5, 10_000, "−0.1")]
    public void A_change_has_its_sign(int above, int below, string text) =>
        Assert.Equal(text, Numbers.Change(new Fraction(above, below)));

    [Fact]
    public void The_table_has_two_decimals()
    {
        Assert.Equal("3.82", Numbers.Percent(new Fraction(1753, 45866), 2));
        Assert.Equal("-0.50", Numbers.Percent(new Fraction(-1, 200), 2));
        Assert.Equal("4", Numbers.Percent(new Fraction(1753, 45866), 0));
    }

    [Fact]
    public void Counts_have_their_thousands_apart()
    {
        Assert.Equal("17,591", Numbers.Count(17591));
        Assert.Equal("28,809,340", Numbers.Count(28_809_340));
    }
}

namespace ResultsBot.Pasting.Tests;

/// <summary>How the numbers of a text are told apart. In each text the number that is meant stands in brackets.</summary>
public class WrittenNumberTests
{
    [Theory]
    [InlineData("[19,316]")]
    [InlineData("[1 234 567]")]
    [InlineData("[1, 013]")]
    [InlineData("[1 113],")]
    [InlineData("x [20234],5")]
    [InlineData("[316],38.4")]
    [InlineData("[316],8.4")]
    [InlineData("[12345] 678")]
    [InlineData("[19,316]'")]
    [InlineData("[19,316]’ votes")]
    [InlineData("[5]  113")]
    [InlineData("[5],  113")]
    [InlineData("[5]\t\t113")]
    [InlineData("[1],    013")]
    [InlineData("[1] 113,5")]
    [InlineData("Perkins...[553]")]
    [InlineData("Perkins [5].")]
    [InlineData("Perkins --[5]")]
    [InlineData("[42] pcs")]
    [InlineData("[38].x")]
    [InlineData("[16,442] PC")]
    [InlineData("[401] PCT")]
    public void A_count_ends_where_nothing_more_can_belong_to_it(string text) =>
        Assert.Equal(PasteTokenKind.Number, Marked(text).Kind);

    [Theory]
    [InlineData("[316,38].")]
    [InlineData("[19,31]")]
    [InlineData("[1,2345]")]
    [InlineData("[5x]")]
    [InlineData("[5x] %")]
    [InlineData("[3a.5]")]
    [InlineData("[401pc]")]
    [InlineData("[5\u03001]")]
    [InlineData("[5\u036F1]")]
    [InlineData("[1,   013]")]
    [InlineData("[1  013]")]
    [InlineData("Perkins .[553]")]
    [InlineData(".[553]")]
    [InlineData("Perkins ~[553]")]
    [InlineData("Perkins [553]?")]
    public void What_is_no_number_beyond_doubt_is_none(string text) =>
        Assert.Equal(PasteTokenKind.Unreadable, Marked(text).Kind);

    [Theory]
    [InlineData("[38.4%]")]
    [InlineData("[38.4 %]")]
    [InlineData("[38.4\u00A0%]")]
    [InlineData("[38.4pc]")]
    [InlineData("[38.4pct] of them")]
    [InlineData("[38.4percent]")]
    [InlineData("[38 pc]")]
    [InlineData("[38 pct]")]
    [InlineData("[38 per cent]")]
    [InlineData("[100 percent]")]
    [InlineData("[38.41]")]
    public void A_share_ends_with_its_mark(string text)
    {
        var share = Marked(text);

        Assert.Equal((PasteTokenKind.Share, false), (share.Kind, share.IsSigned));
    }

    [Theory]
    [InlineData("+[6.3%]", true)]
    [InlineData("(+[6.3%])", true)]
    [InlineData("±[6.3%]", true)]
    [InlineData("−[6.3]", true)]
    [InlineData("Perkins —[6.3%]", true)]
    [InlineData("Perkins-[6.3%]", false)]
    [InlineData("Perkins+[6.3]", false)]
    [InlineData(" [6.3%]", false)]
    public void A_change_has_a_sign_that_belongs_to_no_word(string text, bool isSigned) =>
        Assert.Equal(isSigned, Marked(text).IsSigned);

    [Theory]
    [InlineData("Perkins: -[5]", PasteTokenKind.Negative)]
    [InlineData("Perkins, −[5]", PasteTokenKind.Negative)]
    [InlineData("Perkins (-[5])", PasteTokenKind.Negative)]
    [InlineData("Perkins –\t-[5]", PasteTokenKind.Negative)]
    [InlineData("Perkins – -[5]", PasteTokenKind.Negative)]
    [InlineData("Perkins -[5]", PasteTokenKind.Number)]
    [InlineData("Perkins --[5]", PasteTokenKind.Number)]
    [InlineData("-[5]", PasteTokenKind.Number)]
    public void A_dash_behind_a_mark_that_parts_is_a_minus(string text, object kind) =>
        Assert.Equal((PasteTokenKind)kind, Marked(text).Kind);

    [Theory]
    [InlineData("[3am]")]
    [InlineData("[12am] Flook")]
    [InlineData("[2.31am]")]
    [InlineData("[12.05am]")]
    [InlineData("[2pm] 4017")]
    [InlineData("[2pm] 40")]
    [InlineData("[2pm]\n401")]
    [InlineData("2024 [2pm]")]
    [InlineData("1997, [2pm]")]
    [InlineData("401\n[2pm] Flook")]
    [InlineData("401\n\n[2pm] Flook")]
    [InlineData("Flook\n[2pm]\nPerkins")]
    [InlineData("[3:41am]")]
    [InlineData("Perkins [3:41am] Flook")]
    [InlineData("Perkins [12:05 BST], Flook")]
    [InlineData("at [03:41], Perkins")]
    [InlineData("At [03:41:07] Perkins")]
    [InlineData("at\u00A0[03:41] Perkins")]
    [InlineData("(updated [03:41] by Perkins)")]
    [InlineData("Published [3:41] Perkins")]
    [InlineData("Last updated: [03:41] Perkins")]
    [InlineData("Updated : [03:41] Perkins")]
    [InlineData("posted ([23:41]) Perkins")]
    [InlineData("since [20:59] Perkins")]
    [InlineData("[03:41]")]
    [InlineData("[03:41] \t\r\nPerkins")]
    [InlineData("Perkins\n[03:41]\nFlook")]
    [InlineData("Perkins\n [03:41]")]
    public void A_time_of_the_night_is_no_figure(string text) =>
        Assert.Equal(PasteTokenKind.Word, Marked(text).Kind);

    /// <summary>“2pm 401” was 2,401.</summary>
    [Theory]
    [InlineData("[13pm]")]
    [InlineData("[02pm]")]
    [InlineData("[2.3pm]")]
    [InlineData("[2pm] 401")]
    [InlineData("[2pm] 401 votes")]
    [InlineData("[2pm]  401")]
    [InlineData("401 [2pm] Flook")]
    [InlineData("5 [2pm] Flook")]
    [InlineData("1801 [2pm]")]
    [InlineData("20240 [2pm]")]
    [InlineData("401\n[2pm]\nFlook")]
    [InlineData("401\n[2pm]")]
    public void What_could_be_a_part_of_a_figure_is_no_time(string text) =>
        Assert.Equal(PasteTokenKind.Unreadable, Marked(text).Kind);

    [Theory]
    [InlineData("Perkins [03]:41")]
    [InlineData("Perkins [03]:41\nFlook")]
    [InlineData("[03]:41 Perkins")]
    [InlineData("Perkins\n[03]:41 Flook")]
    [InlineData("cat [03]:41")]
    [InlineData("Perkins: [03]:41")]
    [InlineData("at [24]:10")]
    [InlineData("at [3]:60")]
    [InlineData("at [3]:416")]
    [InlineData("at [3]:41.5")]
    public void A_colon_within_a_line_makes_no_time(string text)
    {
        var token = Marked(text);

        Assert.NotEqual(PasteTokenKind.Word, token.Kind);
    }

    private static PasteToken Marked(string text)
    {
        var from = text.IndexOf('[', StringComparison.Ordinal);
        var to = text.IndexOf(']', StringComparison.Ordinal) - 1;
        var token = PasteToken
            .Read(
                text.Replace("[", "", StringComparison.Ordinal)
                    .Replace("]", "", StringComparison.Ordinal)
            )
            .First(t => t.End > from);

        Assert.Equal((from, to), (token.Start, token.End));
        return token;
    }
}

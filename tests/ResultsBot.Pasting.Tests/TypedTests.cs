using ResultsBot.Engine;
using ResultsBot.Engine.Counting;

namespace ResultsBot.Pasting.Tests;

public class TypedTests
{
    private static readonly DateTimeOffset AtTwo = new(2024, 7, 5, 2, 0, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("17591", 17591)]
    [InlineData("17,591", 17591)]
    [InlineData("17 591", 17591)]
    [InlineData(" 17.591 ", 17591)]
    [InlineData("17\u202F591", 17591)]
    [InlineData("17, 591", 17591)]
    [InlineData("1, 050", 1050)]
    [InlineData("1 ,050", 1050)]
    [InlineData("1,017,591", 1017591)]
    [InlineData("0", 0)]
    public void A_number_is_read_as_people_type_it(string typed, int number) =>
        Assert.Equal(number, Typed.Number(typed));

    [Theory]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("17,59")]
    [InlineData("4-099")]
    [InlineData("16%,537")]
    [InlineData("24  019")]
    [InlineData("17 , 591")]
    [InlineData("1,234.567")]
    [InlineData("017")]
    [InlineData("17,5911")]
    [InlineData("many")]
    [InlineData("4٠000")]
    [InlineData("٤٠٠٠")]
    [InlineData("99999999999")]
    [InlineData("9,999,999,999")]
    public void What_is_no_number_is_not_guessed(string typed) => Assert.Null(Typed.Number(typed));

    [Theory]
    [InlineData("68.2%", 682, 1000)]
    [InlineData("68,2 %", 682, 1000)]
    [InlineData("68", 68, 100)]
    [InlineData("68.25 per cent", 6825, 10000)]
    [InlineData("58.195%", 58195, 100000)]
    [InlineData("0.582", 582, 100000)]
    public void A_turnout_is_read_exactly(string typed, long above, long below) =>
        Assert.Equal(new Fraction(above, below), Typed.Percent(typed));

    [Theory]
    [InlineData("68.2.1")]
    [InlineData("high")]
    [InlineData("1000%")]
    [InlineData("41,690")]
    [InlineData("41,690%")]
    [InlineData("41.690")]
    [InlineData("40.690")]
    [InlineData("41690")]
    [InlineData("١٢٣")]
    public void What_is_no_percentage_is_not_guessed(string typed) =>
        Assert.Null(Typed.Percent(typed));

    [Theory]
    [InlineData("02:30", 5, 2, 30)]
    [InlineData("2.30", 5, 2, 30)]
    [InlineData("0230", 5, 2, 30)]
    [InlineData("2:30am", 5, 2, 30)]
    [InlineData("3am", 5, 3, 0)]
    [InlineData("11.30pm", 5, 23, 30)]
    [InlineData("01:45", 5, 1, 45)]
    [InlineData("01:15", 6, 1, 15)]
    [InlineData("12am", 6, 0, 0)]
    [InlineData("13:45", 5, 13, 45)]
    [InlineData("00:30", 6, 0, 30)]
    [InlineData("1.45am", 5, 1, 45)]
    [InlineData("02:59", 5, 2, 59)]
    [InlineData("01:30", 5, 1, 30)]
    public void A_time_is_the_next_time_the_clock_shows_it(
        string typed,
        int day,
        int hour,
        int minute
    ) =>
        Assert.Equal(
            new DateTimeOffset(2024, 7, day, hour, minute, 0, AtTwo.Offset),
            Typed.Time(typed, AtTwo)
        );

    [Fact]
    public void Shortly_before_midnight_a_time_after_it_is_tomorrows() =>
        Assert.Equal(
            new DateTimeOffset(2024, 7, 5, 1, 0, 0, AtTwo.Offset),
            Typed.Time("1:00", AtTwo.AddHours(-2.5))
        );

    [Theory]
    [InlineData("23:50", 23, 50)]
    [InlineData("23:40", 23, 40)]
    public void Shortly_after_midnight_a_time_before_it_is_yesterdays(
        string typed,
        int hour,
        int minute
    ) =>
        Assert.Equal(
            new DateTimeOffset(2024, 7, 4, hour, minute, 0, AtTwo.Offset),
            Typed.Time(typed, AtTwo.AddHours(-2).AddMinutes(10))
        );

    [Theory]
    [InlineData("24:00")]
    [InlineData("13pm")]
    [InlineData("7")]
    [InlineData("soon")]
    [InlineData("02:60")]
    [InlineData("2٢:30")]
    [InlineData("١٢٣")]
    public void What_is_no_time_is_not_guessed(string typed) =>
        Assert.Null(Typed.Time(typed, AtTwo));

    [Theory]
    [InlineData("counting", Stage.Counting, null)]
    [InlineData("Ready to declare", Stage.ReadyToDeclare, null)]
    [InlineData("ready-to-declare", Stage.ReadyToDeclare, null)]
    [InlineData("re-count 2", Stage.Recount, 2)]
    [InlineData("recount 1", Stage.Recount, 1)]
    [InlineData("Recount 9", Stage.Recount, 9)]
    [InlineData("RECOUNT", Stage.Recount, null)]
    public void A_stage_is_read_by_its_name_in_words_or_in_code(
        string typed,
        Stage stage,
        int? recount
    ) => Assert.Equal((stage, recount), Typed.Stage(typed, Names));

    [Theory]
    [InlineData("tea")]
    [InlineData("counting 2")]
    [InlineData("recount 0")]
    [InlineData("recount 10")]
    [InlineData("")]
    public void What_is_no_stage_is_not_guessed(string typed) =>
        Assert.Null(Typed.Stage(typed, Names));

    private static IEnumerable<(Stage, string)> Names =>
        [
            (Stage.Counting, "counting"),
            (Stage.Recount, "recount"),
            (Stage.ReadyToDeclare, "ready to declare"),
        ];
}

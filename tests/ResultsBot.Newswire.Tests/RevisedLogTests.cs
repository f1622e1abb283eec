using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Newswire.Tests;

public class RevisedLogTests
{
    private static readonly LogEntry Result = new(1, Samples.Result);

    private static readonly LogEntry Retracted = new(
        2,
        new Bulletin.Retracted(Samples.Contest, Samples.Verdict, "the wrong seat", [], Samples.At)
    );

    [Fact]
    public void A_message_with_a_standing_is_outdated_once_the_result_that_it_came_with_is_revised()
    {
        var standing = new Page(Layout.Cards, [], [new PageTally(Samples.Shire, 1)]);

        var revised = RevisedLog.Of([Result, Retracted]);

        Assert.True(revised.IsOutdated(standing, asOf: 1));
        Assert.False(revised.IsOutdated(standing, asOf: 2));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(-10, true)]
    public void What_was_told_beside_a_result_is_superseded_only_where_the_correction_makes_it_untrue(
        int more,
        bool isSuperseded
    )
    {
        var defeat = new LogEntry(
            2,
            new Bulletin.Colour(
                Samples.Contest,
                new Fact.SittingDefeated(Samples.Contest.Candidate(2)),
                Samples.Contest.Areas,
                [],
                Samples.At
            )
        );
        var after = (
            (Count.Complete)
                Count.Of(
                    Samples.Contest,
                    new Figures([new(1, 500 + more), new(2, 500), new(3, 50)], 7)
                )
        ).Verdict;
        var corrected = new LogEntry(
            3,
            new Bulletin.Corrected(
                Samples.Contest,
                Samples.Verdict,
                after,
                1,
                "a bundle was counted twice",
                [],
                Samples.At
            )
        );

        var mark = RevisedLog.Of([Result, defeat, corrected]).MarkOf(defeat);

        Assert.Equal(isSuperseded, mark is Mark.Overtaken);
    }

    [Fact]
    public void A_standing_is_superseded_with_its_result_and_not_by_a_turnout()
    {
        var now = Samples.Result;

        Assert.Null(Revisions.OfStanding(null));
        Assert.Null(Revisions.OfStanding(new Mark.Corrected(now, TurnoutWas: now.Verdict.Turnout)));
        Assert.IsType<Mark.Overtaken>(Revisions.OfStanding(new Mark.Corrected(now)));
        Assert.IsType<Mark.Overtaken>(
            Revisions.OfStanding(RevisedLog.Of([Result, Retracted]).MarkOf(Result))
        );
        Assert.IsType<Mark.Unknown>(Revisions.OfStanding(new Mark.Unknown()));
    }
}

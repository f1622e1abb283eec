using ResultsBot.Engine.Bulletins;
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

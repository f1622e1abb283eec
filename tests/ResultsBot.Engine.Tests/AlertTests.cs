using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

public class AlertTests
{
    private static readonly Contest A = Contest("A", "Lab Con LD");
    private static readonly Contest Ward = Small.Ward("W", 2, "Lab Con LD");

    [Theory]
    [InlineData(40, 39, false)]
    [InlineData(40, 40, false)]
    [InlineData(40, 41, true)]
    public void Level_is_no_contradiction_and_one_vote_more_is(int flashed, int other, bool alert)
    {
        var election = Flashed(A, 1)
            .After(new Command.ReportCount(A.Id, [new(1, flashed), new(2, other)], "rita"));

        Alert[] expected = alert
            ? [new Alert.WinnerDoesNotLead(A, A.Candidate(1), A.Candidate(2))]
            : [];
        Assert.Equal(expected, Alert.Of(election));
    }

    [Fact]
    public void An_alert_is_the_same_whatever_its_figures_and_another_of_another_kind_or_seat()
    {
        var papers = new Alert.MoreVotesThanVerified(A, 41, 40);

        Assert.Equal(papers.Key, (papers with { Votes = 42 }).Key);
        Assert.NotEqual(papers.Key, new Alert.MoreVotesThanVerified(Ward, 41, 40).Key);
        Assert.NotEqual(papers.Key, new Alert.TurnoutDoesNotFit(A, Percent(1), Percent(2)).Key);
    }

    [Fact]
    public void Who_was_not_flashed_or_has_no_figure_yet_contradicts_nothing()
    {
        Command count = new Command.ReportCount(A.Id, [new(2, 41)], "rita");

        Assert.Empty(Alert.Of(Election(A).After(count)));
        Assert.Empty(Alert.Of(Flashed(A, 1).After(count)));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(19, true)]
    public void In_a_ward_the_flashed_need_only_be_among_the_elected(int votes, bool alert)
    {
        var election = Flashed(Ward, 3)
            .After(
                new Command.ReportCount(Ward.Id, [new(1, 40), new(2, 20), new(3, votes)], "rita")
            );

        Assert.Equal(alert, Alert.Of(election).Any());
    }

    [Fact]
    public void A_second_place_in_a_ward_with_two_seats_is_elected()
    {
        var election = Flashed(Ward, 3).Declare("W", 400, 199, 200);

        Assert.Empty(Alert.Of(election));
    }

    [Fact]
    public void An_alert_ends_when_the_flash_or_the_count_is_put_right()
    {
        var wrong = Flashed(A, 1)
            .After(new Command.ReportCount(A.Id, [new(1, 40), new(2, 41)], "rita"));

        Assert.Single(Alert.Of(wrong));
        Assert.Empty(Alert.Of(wrong.After(new Command.Flash(A.Id, 2, "rita", ["another-flash"]))));
        Assert.Empty(Alert.Of(wrong.After(new Command.ReportCount(A.Id, [new(1, 42)], "rita"))));
    }

    [Fact]
    public void Alerts_stand_in_the_order_of_the_definition()
    {
        var election = Election(Contest("B"), Contest("A"));
        foreach (var id in new[] { "A", "B" })
        {
            election = election
                .After(new Command.Flash(new ContestId(id), 1, "rita"))
                .After(new Command.ReportCount(new ContestId(id), [new(1, 1), new(2, 2)], "rita"));
        }

        Assert.Equal(["B", "A"], Alert.Of(election).Select(a => a.Contest.Id.Value));
    }

    private static Election Flashed(Contest contest, int candidate) =>
        Election(contest).After(new Command.Flash(contest.Id, candidate, "rita"));
}

using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;

namespace ResultsBot.Engine.Tests;

public class OverviewTests
{
    private static readonly Election Complete = Derbyshire2024.All.Aggregate(
        Derbyshire2024.Awaited,
        (e, declaration) => e.After(declaration)
    );

    private static readonly Election DalesStillOut = Derbyshire2024.AllButDales.Aggregate(
        Derbyshire2024.Awaited,
        (e, declaration) => e.After(declaration)
    );

    [Fact]
    public void The_closest_come_in_the_order_of_their_majorities()
    {
        var closest = Overview.Closest(Complete, Small.Derbyshire, 3);

        Assert.Equal(
            [
                ("Seat Derbyshire Dales", 350),
                ("Seat North East Derbyshire", 1_753),
                ("Seat Mid Derbyshire", 1_878),
            ],
            closest.Select(c => (c.Contest.Name, c.Verdict.Majority))
        );
        Assert.Empty(Overview.Closest(Complete, Small.Rutland, 3));
    }

    [Fact]
    public void Who_is_unopposed_is_not_close()
    {
        var election = Small.Election(Small.Contest("A", "Lab", "Lab 1")).Declare("A", 5);

        Assert.Empty(Overview.Closest(election, Small.Whole, 3));
    }

    [Fact]
    public void Nine_seats_of_the_county_were_taken_from_the_Conservatives_and_two_were_not()
    {
        var takings = Overview.Takings(Complete, Small.Derbyshire);

        Assert.Equal(9, takings.Length);
        Assert.All(takings, t => Assert.Equal((Small.Lab, 1), (t.By, t.Seats)));
        Assert.All(takings, t => Assert.Equal([Small.Con], t.From.AsEnumerable()));
        Assert.DoesNotContain(takings, t => t.Contest.Name == "Seat Chesterfield");
    }

    [Fact]
    public void Without_a_base_result_nothing_is_taken()
    {
        var election = Small.Election(Small.Contest("A", last: null)).Declare("A", 5, 1);

        Assert.Empty(Overview.Takings(election, Small.Whole));
    }

    [Fact]
    public void Several_seats_are_taken_from_all_who_lost_one()
    {
        var ward = Small.Ward("W", 3, "Lab Lab Con LD", "Con 600 LD 500", "Con 2 LD 1");
        var election = Small.Election(ward).Declare("W", 900, 800, 300, 100);

        var taking = Assert.Single(Overview.Takings(election, Small.Whole));

        Assert.Equal((Small.Lab, 2), (taking.By, taking.Seats));
        Assert.Equal([Small.Con, Small.LD], taking.From.OrderBy(p => p.Value));
    }

    [Fact]
    public void What_is_expected_soonest_comes_first_and_what_cannot_be_declared_before_what_is_silent()
    {
        var election = Small.Election([.. "ABCDEF".Select(id => Small.Contest(id.ToString()))]);
        election = Report("B", new StageReport(Stage.Counting, null, Small.Night.AddHours(2)));
        election = Report("C", new StageReport(Stage.UnableToDeclare, Reason: "Adjourned"));
        election = Report("D", new StageReport(Stage.Recount, 1, Small.Night.AddHours(1)));
        election = Report("E", new StageReport(Stage.Counting));
        election = election.Declare("F", 5, 1);

        Assert.Equal(
            ["D", "B", "C", "E", "A"],
            Overview.Outstanding(election, Small.Whole).Select(o => o.Contest.Id.Value)
        );

        Election Report(string contest, StageReport stage) =>
            election.After(new Command.ReportStage(new ContestId(contest), stage, "rita"));
    }

    [Fact]
    public void The_story_of_an_area_is_its_own()
    {
        var story = Overview.Story(DalesStillOut, Small.Derbyshire);

        Assert.Equal(10, story.Standing.Declared);
        Assert.Equal("North East Derbyshire", story.Records.Closest!.Value.Contest.Value);
        Assert.Equal(["Derbyshire Dales"], story.Outstanding.Select(o => o.Contest.Id.Value));
        Assert.Empty(story.Chambers);
        Assert.Null(Overview.Story(DalesStillOut, Small.Rutland).Records.Closest);
    }

    [Fact]
    public void Who_sat_and_lost_is_in_the_story_the_clearest_defeat_first()
    {
        var election = Small
            .Election(
                Small.Contest("A").Sitting(2),
                Small.Contest("B").Sitting(2),
                Small.Contest("C").Sitting(1)
            )
            .Declare("A", 510, 490)
            .Declare("B", 900, 100)
            .Declare("C", 600, 400);

        Assert.Equal(
            ["B", "A"],
            Overview.Story(election, Small.Whole).Defeated.Select(d => d.Contest.Id.Value)
        );
    }

    [Fact]
    public void Of_equal_majorities_the_smaller_share_is_closer_and_of_equals_the_first_by_name()
    {
        var election = Small
            .Election([.. "CABD".Select(id => Small.Contest($"{id}"))])
            .Declare("A", 550, 450)
            .Declare("B", 550, 450)
            .Declare("C", 1_050, 950)
            .Declare("D", 700, 300);

        Assert.Equal(
            ["C", "A", "B", "D"],
            Overview.Closest(election, Small.Whole, 4).Select(c => c.Contest.Id.Value)
        );
    }

    [Fact]
    public void Takings_and_postponed_polls_come_in_the_order_of_their_names()
    {
        var election = Small
            .Election([.. "BADC".Select(id => Small.Contest($"{id}"))])
            .Declare("A", 600, 400)
            .Declare("B", 600, 400);
        election = "DC".Aggregate(
            election,
            (e, id) => e.After(new Command.PostponePoll(new($"{id}"), "Flooded.", "ed"))
        );

        Assert.Equal(
            ["A", "B"],
            Overview.Takings(election, Small.Whole).Select(t => t.Contest.Id.Value)
        );
        Assert.Equal(["C", "D"], Overview.Postponed(election, Small.Whole).Select(c => c.Id.Value));
    }

    [Fact]
    public void Of_the_others_the_furthest_on_comes_first_and_who_has_said_nothing_last_by_name()
    {
        var election = Small
            .Election([.. "DCBA".Select(id => Small.Contest($"{id}"))])
            .After(Reached("B", Stage.PollsClosed))
            .After(Reached("D", Stage.BoxesIn));

        Assert.Equal(
            ["D", "B", "A", "C"],
            Overview.Outstanding(election, Small.Whole).Select(o => o.Contest.Id.Value)
        );

        static Command Reached(string contest, Stage stage) =>
            new Command.ReportStage(new(contest), new StageReport(stage), "rita");
    }

    [Fact]
    public void Of_equally_clear_defeats_the_first_by_name_comes_first()
    {
        var election = Small
            .Election(Small.Contest("B").Sitting(2), Small.Contest("A").Sitting(2))
            .Declare("A", 600, 400)
            .Declare("B", 600, 400);

        Assert.Equal(
            ["A", "B"],
            Overview.Story(election, Small.Whole).Defeated.Select(d => d.Contest.Id.Value)
        );
    }
}

using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;
using Snapshooter.Xunit;

namespace ResultsBot.Tests.Outlets;

/// <summary>What is answered to who asks, at moments of the real night.</summary>
public class AnswersTests
{
    private static readonly AsPosted Embeds = new(new Phrasebook(TheNight.Definition));
    private static readonly AreaId Derbyshire = new(AreaKind.County, "Derbyshire");
    private static readonly AreaId Whole = TheNight.Definition.Whole;

    /// <summary>The live blog: “77 yet to be assigned … Derbyshire Dales remains their only hope”.</summary>
    private static readonly DateTimeOffset DalesStillOut = At(5, 30);

    [Fact]
    public void The_story_of_the_county_is_told_as_it_goes() =>
        Snapshot.Match(Told(At(0, 0), At(2, 50), At(4, 12), DalesStillOut, At(7, 0)));

    [Fact]
    public void The_story_of_the_country_takes_five_sentences() =>
        Snapshot.Match(
            string.Join(
                "\n\n",
                new[] { At(0, 0), At(3, 0), At(6, 30), At(23, 59).AddDays(1) }.Select(t =>
                    Shown.Read(Embeds.Of(Overview.Story(PlayedNight.Until(t), Whole)))
                )
            )
        );

    [Fact]
    public void No_story_has_more_than_five_sentences()
    {
        foreach (var time in Enumerable.Range(0, 20).Select(i => At(0, 0).AddMinutes(30 * i)))
        {
            var election = PlayedNight.Until(time);
            foreach (var area in election.Definition.Seats.Keys)
            {
                var story = Embeds.Of(Overview.Story(election, area)).Description!;
                Assert.InRange(story.Split('\n').Length, 1, 5);
                Assert.All(
                    story.Split('\n'),
                    s => Assert.EndsWith(".", s, StringComparison.Ordinal)
                );
            }
        }
    }

    [Fact]
    public void The_tally_says_how_far_the_way_to_a_majority_is()
    {
        var early = PlayedNight.Until(At(4, 0));

        Snapshot.Match(
            Shown.Read(Embeds.Of(early.Standing(Whole), early.Chambers(Whole)))
                + "\n\n"
                + Shown.Read(Embeds.Of(early.Standing(Derbyshire)))
        );
    }

    [Fact]
    public void The_closest_are_lined_up() =>
        Snapshot.Match(
            Shown.Read(Embeds.Closest(Whole, Overview.Closest(PlayedNight.Election, Whole, 10)))
        );

    [Fact]
    public void Gains_are_told_by_who_took_them_from_whom()
    {
        var election = PlayedNight.Election;

        Snapshot.Match(
            string.Join(
                "\n\n",
                new[]
                {
                    Embeds.Gains(
                        election.Standing(Derbyshire),
                        Overview.Takings(election, Derbyshire),
                        null
                    ),
                    Embeds.Gains(election.Standing(Whole), Overview.Takings(election, Whole), null),
                    Embeds.Gains(
                        election.Standing(Whole),
                        Overview.Takings(election, Whole),
                        new PartyId("Con")
                    ),
                    Embeds.Gains(
                        election.Standing(Derbyshire),
                        Overview.Takings(election, Derbyshire),
                        new("LD")
                    ),
                }.Select(Shown.Read)
            )
        );
    }

    [Fact]
    public void What_is_out_is_told_with_what_is_known_of_it()
    {
        var election = Reported(PlayedNight.Until(At(4, 15)));

        Snapshot.Match(
            Shown.Read(
                Embeds.Outstanding(
                    election.Standing(Derbyshire),
                    Overview.Outstanding(election, Derbyshire),
                    Overview.Postponed(election, Derbyshire),
                    At(4, 20)
                )
            )
                + "\n\n"
                + Shown.Read(
                    Embeds.Outstanding(
                        election.Standing(Whole),
                        Overview.Outstanding(election, Whole),
                        Overview.Postponed(election, Whole),
                        At(4, 20)
                    )
                )
        );
    }

    [Fact]
    public void A_seat_that_cannot_be_declared_is_told_of_however_many_are_out()
    {
        var unable = TheNight.Contest("Derbyshire Dales").Id;
        var election = TheNight
            .Definition.Contests.Where(c => c.Id != unable)
            .Take(40)
            .Aggregate(
                Reported(new Election(TheNight.Definition)),
                (e, c) => e.Apply(Stage(c, new StageReport(Engine.Stage.Counting, null, At(5, 0))))
            )
            .Apply(Stage(TheNight.Contest("Derbyshire Dales"), new(Engine.Stage.UnableToDeclare)));

        var embed = Embeds.Outstanding(
            election.Standing(Whole),
            Overview.Outstanding(election, Whole),
            Overview.Postponed(election, Whole),
            At(4, 20)
        );

        Assert.Contains(
            "**Derbyshire Dales**: unable to declare",
            embed.Description,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("no result", embed.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seat_is_told_with_all_that_is_known_of_its_count()
    {
        var election = Reported(new Election(TheNight.Definition));
        var dales = TheNight.Contest("Derbyshire Dales");
        var chesterfield = TheNight.Contest("Chesterfield");

        Snapshot.Match(
            string.Join(
                "\n\n",
                new[]
                {
                    Embeds.Of(dales, election.State(dales.Id), At(4, 20)),
                    Embeds.Of(chesterfield, election.State(chesterfield.Id), At(4, 20)),
                    Embeds.Of(chesterfield, PlayedNight.Election.State(chesterfield.Id), At(4, 20)),
                }.Select(Shown.Read)
            )
        );
    }

    [Fact]
    public void A_seat_whose_result_was_taken_back_says_so_and_why()
    {
        var contest = TheNight.Contest("Chesterfield");
        var election = PlayedNight.Election.Apply(
            new ElectionEvent.ResultRetracted(contest.Id, 1, "Read out wrongly", At(5, 0), "test")
        );

        var embed = Embeds.Of(contest, election.State(contest.Id), At(5, 10));

        Assert.Equal("Chesterfield: not declared yet", embed.Title);
        Assert.Contains(
            "The result was withdrawn. Reason: Read out wrongly",
            embed.Description,
            StringComparison.Ordinal
        );
    }

    private static string Told(params DateTimeOffset[] times) =>
        string.Join(
            "\n\n",
            times.Select(t =>
                Shown.Read(
                    Embeds.Of(Overview.Story(PlayedNight.Until(t), Derbyshire)) with
                    {
                        Timestamp = t,
                    }
                )
            )
        );

    /// <summary>As the blog has it: recounts, re-thumbing, and a count that goes home.</summary>
    private static Election Reported(Election election)
    {
        var dales = TheNight.Contest("Derbyshire Dales");
        var north = TheNight.Contest("North East Derbyshire");
        var inverness = TheNight.Contest("Inverness, Skye and West Ross-shire");
        ElectionEvent[] reported =
        [
            Stage(
                dales,
                new(Engine.Stage.Recount, 2, At(6, 30), "Some ballot papers are being re-thumbed")
            ),
            new ElectionEvent.PapersVerified(
                dales.Id,
                51_445,
                new Fraction(7, 10),
                At(1, 0),
                "test"
            ),
            new ElectionEvent.CountReported(
                dales.Id,
                [new(1, 2_000), new(2, 17_000), new(3, 16_950)],
                At(3, 40),
                "test"
            ),
            new ElectionEvent.WinnerFlashed(dales.Id, 2, At(4, 5), "test"),
            Stage(north, new(Engine.Stage.Counting, null, At(5, 0))),
            Stage(
                inverness,
                new(Engine.Stage.UnableToDeclare, null, null, "A recount begins on Saturday")
            ),
        ];
        return reported
            .Where(e => election.State(e.About!.Value) is not ContestState.Declared)
            .Aggregate(election, (all, e) => all.Apply(e));
    }

    private static ElectionEvent.StageReported Stage(Contest contest, StageReport stage) =>
        new(contest.Id, stage, At(2, 50), "test");

    private static DateTimeOffset At(int hour, int minute) =>
        new(2024, 7, 5, hour, minute, 0, TimeSpan.FromHours(1));
}

using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests.Bulletins;

/// <summary>A majority in the chamber, and when none can be had any more.</summary>
public class MajorityTests
{
    [Fact]
    public void Seats_that_continue_count_towards_the_majority()
    {
        // Seven seats: 4 are needed, and Labour continues with 3.
        var council = Council("Lab 3 Con 2", Contest("A"), Contest("B"));

        var majority = Assert.Single(
            council.Tell(Declaration("A", 600, 400)).News.OfType<Bulletin.OverallMajority>()
        );

        Assert.Equal(
            (Lab, 4, 4, 7),
            (majority.Party, majority.Has, majority.Needed, majority.Seats)
        );
        Assert.Equal(Importance.Major, majority.Importance);
        Assert.Equal([Lab], majority.Parties.AsEnumerable());
        Assert.Empty(
            Council("Lab 2 Con 3", Contest("A"), Contest("B"))
                .Tell(Declaration("A", 600, 400))
                .News.OfType<Bulletin.OverallMajority>()
        );
    }

    [Fact]
    public void A_party_that_has_the_majority_by_its_other_seats_does_not_win_it_again() =>
        Assert.Empty(
            Council("Lab 5 Con 1", Contest("A"), Contest("B"))
                .Tell(Declaration("A", 600, 400))
                .News.OfType<Bulletin.OverallMajority>()
        );

    [Fact]
    public void No_majority_is_told_with_the_seat_that_puts_it_out_of_reach()
    {
        // Three each of eleven: Labour needs three of the last five, the Conservatives likewise.
        var council = Council(
            "Lab 3 Con 3",
            [.. "ABCDE".Select(c => Ward($"{c}", 1, "Lab Con LD"))]
        );
        Command.Declare[] night =
        [
            Declaration("A", 1, 2, 30),
            Declaration("B", 1, 2, 30),
            Declaration("C", 1, 2, 30),
            Declaration("D", 1, 2, 30),
        ];
        var told = new List<int>();
        foreach (var declaration in night)
        {
            var (news, after) = council.Tell(declaration);
            told.Add(news.OfType<Bulletin.NoMajority>().Count());
            council = after;
        }

        Assert.Equal([0, 0, 1, 0], told);
    }

    [Fact]
    public void No_majority_is_told_to_everyone_and_of_no_party()
    {
        var council = Election(
            Contest("A", areas: [Derbyshire, Whole]),
            Contest("B", areas: [Rutland, Whole])
        );

        var none = Assert.Single(
            council
                .Declare("A", 600, 400)
                .Tell(Declaration("B", 400, 600))
                .News.OfType<Bulletin.NoMajority>()
        );

        Assert.Equal((2, 2), (none.Needed, none.Seats));
        Assert.Equal(Importance.Major, none.Importance);
        Assert.Empty(none.Parties);
        Assert.Null(none.Contest);
        Assert.Equivalent(new[] { Derbyshire, Rutland, Whole }, none.Areas);
    }

    [Fact]
    public void A_majority_is_out_of_reach_for_who_does_not_stand_for_what_is_left()
    {
        // Three seats: Labour and the Conservatives have one each, and neither stands for the last.
        var election = Election(Contest("A"), Contest("B"), Contest("C", "LD Green"));

        var news = election.Declare("A", 600, 400).Tell(Declaration("B", 400, 600)).News;

        Assert.Single(news.OfType<Bulletin.NoMajority>());
    }

    [Fact]
    public void A_party_wins_no_more_seats_of_a_ward_than_it_has_candidates()
    {
        Assert.True(Told("Lab Con LD"));
        Assert.False(Told("Lab Lab Con"));

        static bool Told(string lastWard)
        {
            // Four seats: 3 are needed, one is Labour's, one the Conservatives', two are left.
            var election = Election(Contest("A"), Contest("B"), Ward("W", 2, lastWard));
            return election
                .Declare("A", 600, 400)
                .Tell(Declaration("B", 400, 600))
                .News.OfType<Bulletin.NoMajority>()
                .Any();
        }
    }

    [Fact]
    public void Independents_keep_no_majority_within_reach()
    {
        var election = Election(
            Contest("A", "Ind Lab Con"),
            Contest("B", "Ind Lab Con"),
            Contest("C", "Ind Lab Con")
        );

        var news = election.Declare("A", 600, 400, 1).Tell(Declaration("B", 600, 400, 1)).News;

        Assert.Single(news.OfType<Bulletin.NoMajority>());
        Assert.Empty(news.OfType<Bulletin.OverallMajority>());
    }

    [Fact]
    public void With_a_majority_had_none_is_out_of_reach()
    {
        var election = Election(Contest("A"), Contest("B"), Contest("C"));

        var news = election
            .Declare("A", 600, 400)
            .Declare("B", 600, 400)
            .Tell(Declaration("C", 400, 600))
            .News;

        Assert.Empty(news.OfType<Bulletin.NoMajority>());
    }

    [Fact]
    public void A_correction_that_takes_the_majority_away_and_gives_it_to_another_tells_of_both()
    {
        var election = Election(Contest("A"), Contest("B"), Contest("C"))
            .Declare("A", 600, 400)
            .Declare("B", 400, 600)
            .Declare("C", 600, 400);

        var news = election
            .Tell(
                election.Knowingly(
                    new Command.Correct(new ContestId("C"), 1, Votes(400, 600), "Misread.", "ed")
                )
            )
            .News;

        Assert.IsType<Bulletin.Corrected>(news[0]);
        var lost = Assert.IsType<Bulletin.NoLonger>(news[1]);
        Assert.Equal(
            (Lab, 2),
            lost.What is Bulletin.OverallMajority was ? (was.Party, was.Has) : default
        );
        Assert.Equal(1, lost.Has);
        Assert.Equal(3, lost.Standing.Declared);
        Assert.Equal(Importance.Correction, lost.Importance);
        Assert.Equal([Lab], lost.Parties.AsEnumerable());
        Assert.Equal(Con, Assert.IsType<Bulletin.OverallMajority>(news[2]).Party);
        Assert.Equal(3, news.Length);
    }

    [Fact]
    public void A_result_taken_back_brings_a_majority_within_reach_again()
    {
        var election = Election(Contest("A"), Contest("B"))
            .Declare("A", 600, 400)
            .Declare("B", 400, 600);

        var news = election.Tell(new Command.Retract(new ContestId("B"), 1, "Misread.", "ed")).News;

        Assert.IsType<Bulletin.Retracted>(news[0]);
        var again = Assert.IsType<Bulletin.NoLonger>(news[1]);
        Assert.IsType<Bulletin.NoMajority>(again.What);
        Assert.Null(again.Has);
        Assert.Equal(2, news.Length);
    }

    [Fact]
    public void Independents_lose_no_majority_and_seats_that_continue_keep_one()
    {
        var independents = Election(Contest("A", "Ind Lab"), Contest("B", "Ind Lab"), Contest("C"))
            .Declare("A", 600, 400)
            .Declare("B", 600, 400);
        var continuing = Council("Lab 5 Con 1", Contest("A"), Contest("B")).Declare("A", 600, 400);

        Assert.DoesNotContain(
            Retraction("B", independents),
            b => b is Bulletin.NoLonger { What: Bulletin.OverallMajority }
        );
        Assert.DoesNotContain(Retraction("A", continuing), b => b is Bulletin.NoLonger);

        static IEnumerable<Bulletin> Retraction(string contest, Election election) =>
            election.Tell(new Command.Retract(new ContestId(contest), 1, "Misread.", "ed")).News;
    }

    [Fact]
    public void What_a_result_is_followed_by_is_of_the_importance_and_areas_it_has()
    {
        var election = Election(
            Contest("A", areas: [Derbyshire, Whole]),
            Contest("B", areas: [Derbyshire, Whole])
        );

        var (first, after) = election.Tell(Declaration("A", 600, 400));
        var (last, _) = after.Tell(Declaration("B", 600, 400));

        var opening = Assert.IsType<Bulletin.FirstResult>(first[0]);
        Assert.Equal((Importance.Major, null), (opening.Importance, opening.Contest));
        Assert.Equal([Derbyshire, Whole], opening.Areas.AsEnumerable());
        Assert.Equal([Lab, Con], opening.Parties.AsEnumerable());
        var result = Assert.IsType<Bulletin.Result>(first[1]);
        Assert.Equal(Importance.Result, result.Importance);
        Assert.Equal([Lab, Con], result.Parties.AsEnumerable());
        Assert.All(
            last.OfType<Bulletin.AreaComplete>(),
            b =>
            {
                Assert.Equal((Importance.Major, null), (b.Importance, b.Contest));
                Assert.Equal([Lab, Con], b.Parties.AsEnumerable());
            }
        );
        Assert.Equal(2, last.OfType<Bulletin.AreaComplete>().Count());
    }
}

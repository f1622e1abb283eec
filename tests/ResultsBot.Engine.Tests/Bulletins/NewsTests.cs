using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests.Bulletins;

public class NewsTests
{
    private static readonly AreaId[] InDerbyshire = [Derbyshire, England, Whole];
    private static readonly AreaId[] InRutland = [Rutland, England, Whole];

    private static readonly Election Three = Election(
        Contest("A", areas: InDerbyshire),
        Contest("B", areas: InDerbyshire),
        Contest("C", areas: InRutland)
    );

    [Fact]
    public void A_result_tells_of_itself_and_of_every_area_it_counts_in()
    {
        var (news, after) = Declare(Three.Declare("C", 600, 400), "A", 400, 600);

        var result = Assert.Single(news.OfType<Bulletin.Result>());
        Assert.Equal("A", result.Of.Id.Value);
        Assert.Equal(result.Of.Id, result.Contest);
        Assert.Equal(InDerbyshire, result.Areas.AsEnumerable());
        Assert.Equal(InDerbyshire, result.Standings.Select(s => s.Area));
        Assert.Equal([1, 2, 2], result.Standings.Select(s => s.Declared));
        Assert.Equal(after.Standing(Whole), result.Standings[^1]);
        Assert.Equal(200, result.Verdict.Majority);
        Assert.Equal(Night, result.At);
    }

    [Fact]
    public void The_first_result_of_the_night_is_told_before_the_result_itself_and_only_once()
    {
        var (first, after) = Declare(Three, "A", 600, 400);
        var (second, _) = Declare(after, "C", 600, 400);

        Assert.Equal(["FirstResult", "Result"], Kinds(first).Take(2));
        Assert.Equal(3, Assert.IsType<Bulletin.FirstResult>(first[0]).Seats);
        Assert.DoesNotContain("FirstResult", Kinds(second));
    }

    [Fact]
    public void The_last_seat_of_an_area_completes_it_from_narrow_to_wide()
    {
        var two = Three.Declare("A", 600, 400).Declare("C", 600, 400);

        var (news, _) = Declare(two, "B", 400, 600);

        Assert.Equal(
            ["Result", "AreaComplete", "AreaComplete", "AreaComplete"],
            Kinds(news).Where(k => k != "Colour")
        );
        Assert.Equal(
            [Derbyshire, England, Whole],
            news.OfType<Bulletin.AreaComplete>().Select(b => b.Standing.Area)
        );
        Assert.Equal([3, 2, 1], news.OfType<Bulletin.AreaComplete>().Select(b => b.Areas.Length));
    }

    [Fact]
    public void An_area_is_complete_only_with_its_last_seat()
    {
        var (news, after) = Declare(Three, "A", 600, 400);

        Assert.DoesNotContain("AreaComplete", Kinds(news));
        Assert.False(after.Standing(Derbyshire).IsComplete);
    }

    [Fact]
    public void A_party_with_every_seat_of_several_has_swept_the_area()
    {
        var (swept, _) = Declare(Three.Declare("A", 600, 400), "B", 600, 400);
        var (shared, _) = Declare(Three.Declare("A", 600, 400), "B", 400, 600);

        Assert.Equal(Lab, swept.OfType<Bulletin.AreaComplete>().Single().CleanSweep?.Party);
        Assert.Null(shared.OfType<Bulletin.AreaComplete>().Single().CleanSweep);
    }

    [Fact]
    public void One_seat_has_told_all_there_is_to_tell_of_its_area()
    {
        var (news, after) = Declare(Three, "C", 600, 400);

        Assert.True(after.Standing(Rutland).IsComplete);
        Assert.Empty(news.OfType<Bulletin.AreaComplete>());
    }

    [Fact]
    public void One_seat_is_no_sweep()
    {
        var alone = Election(Contest("A")).Declare("A", 600, 400).Standing(Whole);

        Assert.Null(new Bulletin.AreaComplete(alone, [Whole], Night).CleanSweep);
    }

    [Fact]
    public void Independents_are_no_party_and_sweep_nothing_and_have_no_majority()
    {
        var election = Election(Contest("A", "Ind Lab"), Contest("B", "Ind Lab"));

        var (first, after) = Declare(election, "A", 600, 400);
        var (second, _) = Declare(after, "B", 600, 400);

        Assert.Null(second.OfType<Bulletin.AreaComplete>().Single().CleanSweep);
        Assert.Empty(first.Concat(second).OfType<Bulletin.OverallMajority>());
    }

    [Fact]
    public void An_overall_majority_is_told_once_with_the_seat_that_makes_it()
    {
        var election = Election([.. "ABCDE".Select(c => Contest($"{c}"))]);
        var told = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            var (news, after) = Declare(election, $"{"ABCDE"[i]}", 600, 400);
            told.Add(news.OfType<Bulletin.OverallMajority>().Count());
            election = after;
        }

        Assert.Equal([0, 0, 1, 0, 0], told);
    }

    [Fact]
    public void An_overall_majority_is_told_by_its_party_to_everyone()
    {
        var election = Three.Declare("A", 400, 600).Declare("B", 600, 400);

        var (news, _) = Declare(election, "C", 600, 400);

        var majority = Assert.IsType<Bulletin.OverallMajority>(news[^1]);
        Assert.Equal(Lab, majority.Party);
        Assert.Equal(2, majority.Needed);
        Assert.Equivalent(new[] { Derbyshire, Rutland, England, Whole }, majority.Areas);
        Assert.Null(majority.Contest);
    }

    [Fact]
    public void Half_of_the_seats_is_no_majority()
    {
        var election = Election(Contest("A"), Contest("B"));

        var (news, after) = Declare(election, "A", 600, 400);
        var (more, _) = Declare(after, "B", 400, 600);

        Assert.Equal(2, election.Everything().Chamber.Majority);
        Assert.Empty(news.Concat(more).OfType<Bulletin.OverallMajority>());
    }

    [Fact]
    public void Who_wins_a_by_election_has_no_overall_majority()
    {
        var (news, _) = Declare(Election(Contest("A")), "A", 600, 400);

        Assert.Empty(news.OfType<Bulletin.OverallMajority>());
    }

    [Fact]
    public void There_is_no_news_of_what_only_waits_or_was_withdrawn()
    {
        var proposal = new ProposalId("p");
        var proposed = new ElectionEvent.Proposed(
            proposal,
            Declaration("A", 600, 400),
            [],
            Night,
            "rita"
        );
        var waiting = Three.Apply(proposed);
        var withdrawn = new ElectionEvent.ProposalWithdrawn(proposal, Night, "rita");

        Assert.Empty(News.Of(Three, proposed, waiting));
        Assert.Empty(News.Of(waiting, withdrawn, waiting.Apply(withdrawn)));
    }

    private static (IReadOnlyList<Bulletin> News, Election After) Declare(
        Election before,
        string contest,
        params int[] votes
    )
    {
        var happened = new ElectionEvent.ResultDeclared(
            new ContestId(contest),
            Votes(votes),
            null,
            Night,
            "rita"
        );
        var after = before.Apply(happened);
        return ([.. News.Of(before, happened, after)], after);
    }

    private static IEnumerable<string> Kinds(IEnumerable<Bulletin> news) =>
        news.Select(b => b.GetType().Name);
}

using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests.Bulletins;

/// <summary>Several chambers in one night, or none.</summary>
public class ChamberTests
{
    /// <summary>
    /// All-out: 3 seats, 2 needed. Uncontested: 3 seats, of which Labour have one without a poll. By thirds: 6 seats, 4
    /// needed, of which 2 are up for election.
    /// </summary>
    private static readonly Election ThreeCouncils = new(
        Defined(
            [
                Chamber("all-out", 3),
                Chamber("uncontested", 3),
                Chamber("thirds", 6, Held("Lab 2 Con 2")),
            ],
            Contest("A1").In("all-out"),
            Contest("A2").In("all-out"),
            Contest("A3").In("all-out"),
            Contest("U1", "Lab").In("uncontested") with
            {
                Poll = Poll.Unopposed,
            },
            Contest("U2").In("uncontested"),
            Contest("U3", "Con LD").In("uncontested"),
            Contest("T1", "Lab LD Con").In("thirds"),
            Contest("T2", "Lab LD Con").In("thirds")
        )
    );

    [Fact]
    public void Three_by_elections_never_tell_of_a_majority()
    {
        var election = new Election(
            Defined([], [.. "ABC".Select(c => Contest($"{c}") with { Chamber = null })])
        );
        var told = new List<Bulletin>();
        foreach (var contest in (string[])["A", "B", "C"])
        {
            var (news, after) = election.Tell(Declaration(contest, 600, 400));
            told.AddRange(news);
            election = after;
        }

        Assert.Empty(OfChambers(told));
        Assert.Empty(election.Chambers(Whole));
        Assert.Empty(Overview.Story(election, Whole).Chambers);
    }

    [Fact]
    public void Each_council_is_told_of_with_the_seat_that_decides_it()
    {
        // A seat of one council never counts in another.
        var night = ThreeCouncils;
        Assert.Equal([], Told(Declaration("A1", 600, 400)));
        Assert.Equal(["uncontested Council: Lab 2"], Told(Declaration("U2", 600, 400)));
        Assert.Equal([], Told(Declaration("T1", 1, 600, 400)));
        Assert.Equal(["all-out Council: Lab 2"], Told(Declaration("A2", 600, 400)));
        Assert.Equal(["all-out Council is Lab 2 Con 1"], Told(Declaration("A3", 400, 600)));
        // With one Liberal Democrat in, two parties at two, and one seat left, nobody gets to four.
        Assert.Equal(["thirds Council is Con 3 Lab 2 LD 1"], Told(Declaration("T2", 1, 400, 600)));
        Assert.Equal(["uncontested Council is Lab 2 LD 1"], Told(Declaration("U3", 400, 600)));

        IEnumerable<string> Told(Command.Declare declaration)
        {
            var (news, after) = night.Tell(declaration);
            night = after;
            return
            [
                .. OfChambers(news)
                    .Where(b => b is not Bulletin.NoMajority { Chamber: "thirds Council" })
                    .Select(Short),
            ];
        }
    }

    [Fact]
    public void No_overall_control_is_told_of_the_council_where_it_is_so()
    {
        var (news, _) = ThreeCouncils.Tell(Declaration("T1", 1, 600, 400));

        var none = Assert.Single(OfChambers(news).OfType<Bulletin.NoMajority>());
        Assert.Equal(("thirds Council", 4, 6), (none.Chamber, none.Needed, none.Seats));
        Assert.Equal((1, 2), (none.Standing.Declared, none.Standing.Seats));
    }

    [Fact]
    public void By_thirds_the_whole_new_council_is_told_when_the_last_seat_is_in()
    {
        var election = ThreeCouncils.Declare("T1", 600, 1, 400);

        var (news, after) = election.Tell(Declaration("T2", 600, 1, 400));

        var whole = Assert.Single(news.OfType<Bulletin.ChamberComplete>());
        Assert.Equal([new(Lab, 4), new(Con, 2)], whole.Members.AsEnumerable());
        Assert.Equal(MajorityState.Reached, whole.Control);
        Assert.Equal(6, after.Chamber(new("thirds")).Members.Sum(m => m.Seats));
    }

    [Fact]
    public void A_council_that_is_all_there_is_and_all_out_is_told_of_by_its_tally_alone() =>
        Assert.Empty(
            Election(Contest("A"), Contest("B"))
                .Declare("A", 600, 400)
                .Tell(Declaration("B", 600, 400))
                .News.OfType<Bulletin.ChamberComplete>()
        );

    [Fact]
    public void Control_that_nobody_can_lose_is_told_with_the_last_seat()
    {
        var council = Council("Lab 5 Con 1", Contest("A"), Contest("B")).Declare("A", 400, 600);

        var whole = Assert.Single(
            council.Tell(Declaration("B", 400, 600)).News.OfType<Bulletin.ChamberComplete>()
        );

        Assert.Equal(MajorityState.Reached, whole.Control);
        Assert.Equal([new(Lab, 5), new(Con, 3)], whole.Members.AsEnumerable());
    }

    [Fact]
    public void A_correction_that_changes_who_sits_there_takes_back_what_was_told_and_tells_it_anew()
    {
        var election = ThreeCouncils.Declare("T1", 600, 1, 400).Declare("T2", 600, 1, 400);

        var news = election
            .Tell(
                election.Knowingly(
                    new Command.Correct(new("T2"), 1, Votes(400, 1, 600), "Misread.", "ed")
                )
            )
            .News;

        Assert.Equal(
            [
                "not any more: thirds Council: Lab 4",
                "not any more: thirds Council is Lab 4 Con 2",
                "thirds Council: none",
                "thirds Council is Con 3 Lab 3",
            ],
            OfChambers(news).Select(Short)
        );
    }

    [Fact]
    public void A_correction_that_changes_no_seat_tells_nothing_of_the_council()
    {
        var election = ThreeCouncils.Declare("T1", 600, 1, 400).Declare("T2", 600, 1, 400);

        var news = election
            .Tell(
                election.Knowingly(
                    new Command.Correct(new("T2"), 1, Votes(601, 1, 400), "Misread.", "ed")
                )
            )
            .News;

        Assert.Empty(OfChambers(news));
    }

    [Fact]
    public void A_postponed_ward_completes_a_council_and_its_poll_after_all_opens_it_again()
    {
        var election = ThreeCouncils.Declare("T1", 600, 1, 400);

        var (postponed, after) = election.Tell(
            new Command.PostponePoll(new("T2"), "a candidate has died", "ed")
        );
        var (again, _) = after.Tell(new Command.ReopenPoll(new("T2"), "another ward", "ed"));

        Assert.Equal(["thirds Council is Lab 3 Con 2"], OfChambers(postponed).Select(Short));
        Assert.Equal(
            MajorityState.Open,
            postponed.OfType<Bulletin.ChamberComplete>().Single().Control
        );
        Assert.Equal(
            ["not any more: thirds Council is Lab 3 Con 2"],
            OfChambers(again).Select(Short)
        );
    }

    [Fact]
    public void A_chamber_is_news_where_it_is_elected_and_shown_where_all_of_it_is()
    {
        var election = new Election(
            Defined(
                [Chamber("x", 2), Chamber("y", 2)],
                Contest("A", areas: [Derbyshire, Whole]).In("x"),
                Contest("B", areas: [Derbyshire, Whole]).In("x"),
                Contest("C", areas: [Derbyshire, Whole]).In("y"),
                Contest("D", areas: [Rutland, Whole]).In("y")
            )
        );

        var news = election.Declare("A", 600, 400).Tell(Declaration("B", 600, 400)).News;

        Assert.Equal(
            [Derbyshire, Whole],
            news.OfType<Bulletin.OverallMajority>().Single().Areas.AsEnumerable()
        );
        Assert.Equal(["x"], election.Chambers(Derbyshire).Select(c => c.Chamber.Id.Value));
        Assert.Empty(election.Chambers(Rutland));
        Assert.Equal(2, election.Chambers(Whole).Count());
    }

    private static ImmutableArray<Bulletin> OfChambers(IEnumerable<Bulletin> news) =>
        [
            .. news.Where(b =>
                b
                    is Bulletin.OverallMajority
                        or Bulletin.NoMajority
                        or Bulletin.ChamberComplete
                        or Bulletin.NoLonger
            ),
        ];

    private static string Short(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.OverallMajority b => $"{b.Chamber}: {b.Party} {b.Has}",
            Bulletin.NoMajority b => $"{b.Chamber}: none",
            Bulletin.ChamberComplete b =>
                $"{b.Chamber} is {string.Join(' ', b.Members.Select(m => $"{m.Party} {m.Seats}"))}",
            Bulletin.NoLonger b => $"not any more: {Short(b.What)}",
            _ => bulletin.GetType().Name,
        };

    [Fact]
    public void A_chamber_of_several_follows_from_its_contests_as_the_night_goes_by()
    {
        var x = Chamber("x", 5);
        Contest[] inX = [.. "ABC".Select(id => Contest($"{id}").In("x")), Ward("W", 2).In("x")];
        var election = new Election(Defined([x, Chamber("y", 1)], [.. inX, Contest("Y").In("y")]))
            .Declare("A", 600, 400)
            .After(new Command.PostponePoll(new("W"), "Flooded.", "ed"));

        var standing = ChamberStanding.Of(
            x,
            Whole,
            [
                .. inX.Select(c =>
                    (
                        c,
                        election.State(c.Id).VerdictIfAny,
                        election.State(c.Id) is ContestState.Postponed
                    )
                ),
            ]
        );

        Assert.Equal(
            ("x Council", new AreaId(AreaKind.Chamber, "x Council")),
            (standing.Name, standing.Elected.Area)
        );
        Assert.Equal(
            (5, 1, 2, 2),
            (
                standing.Elected.Seats,
                standing.Elected.Declared,
                standing.Elected.Postponed,
                standing.Elected.Awaited
            )
        );
        // The postponed seats are open still: they are not anybody's.
        Assert.Equal((4, 1), (standing.OpenSeats(Lab), standing.Has(Lab)));
        Assert.Equal((4, 0), (standing.OpenSeats(Con), standing.Has(Con)));
        var known = election.Chamber(x.Id);
        Assert.Equal(known.Elected.Area, standing.Elected.Area);
        Assert.Equal(known.OpenSeats(Lab), standing.OpenSeats(Lab));
        Assert.Equal(known.Members.AsEnumerable(), standing.Members);
    }

    [Fact]
    public void A_chamber_that_everything_is_elected_to_needs_no_name_and_is_the_whole()
    {
        var everything = Election(Contest("A"), Contest("B")).Everything();

        Assert.Null(everything.Name);
        Assert.Equal(Whole, everything.Elected.Area);
    }

    [Fact]
    public void Members_stand_by_seats_then_by_votes_and_who_only_continues_is_among_them()
    {
        var council = Council("Green 2", Contest("A", "Con Lab"), Contest("B", "Con Lab"))
            .Declare("A", 900, 100)
            .Declare("B", 400, 600);

        Assert.Equal(Held("Green 2 Con 1 Lab 1").AsEnumerable(), council.Everything().Members);
    }
}

using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests.Bulletins;

/// <summary>Each fact where it is true, and where it is just not.</summary>
public class FactTests
{
    private static readonly AreaId[] InDerbyshire = [Derbyshire, England, Whole];

    [Fact]
    public void The_last_ward_of_an_area_is_told_of_whatever_its_seats_and_two_are_not_the_last()
    {
        AreaId[] areas = [Derbyshire, Whole];
        var election = Election(
            Contest("A", areas: areas),
            Contest("B", areas: areas),
            Contest("C", areas: areas),
            Ward("W", 2, "Lab Lab Con Con", held: "Con 2", areas: areas)
        );

        // Two seats are left, as many as one ward can have, and they are two contests.
        var two = election.Declare("W", 500, 450, 300, 200).Tell(Declaration("A", 600, 400));
        Assert.Empty(
            two.News.OfType<Bulletin.Colour>().Select(c => c.Fact).OfType<Fact.OnlyOneLeft>()
        );

        // Two seats are left, and they are one ward.
        var one = election
            .Declare("A", 600, 400)
            .Declare("B", 600, 400)
            .Tell(Declaration("C", 600, 400));
        Assert.Equal(
            "W",
            one.News.OfType<Bulletin.Colour>()
                .Select(c => c.Fact)
                .OfType<Fact.OnlyOneLeft>()
                .Single()
                .Left.Id.Value
        );
    }

    [Fact]
    public void The_sitting_member_who_lost_is_told_of()
    {
        var seat = Contest("A", areas: InDerbyshire).Sitting(2);

        var lost = Assert.Single(Facts<Fact.SittingDefeated>(Election(seat), "A", 600, 400));

        Assert.Equal(new Fact.SittingDefeated(seat.Candidate(2)), lost.Fact);
        Assert.Equal([Con], lost.Parties.AsEnumerable());
        Assert.Equal(InDerbyshire, lost.Areas.AsEnumerable());
        Assert.Equal(Importance.Colour, lost.Importance);
        Assert.Equal(seat.Id, lost.Contest);
        Assert.Empty(Facts<Fact.SittingDefeated>(Election(seat), "A", 400, 600));
    }

    [Fact]
    public void Gains_are_told_of_at_the_first_the_tenth_and_every_twenty_fifth()
    {
        var election = Many(60);
        var told = new List<int>();
        for (var i = 0; i < 51; i++)
        {
            var (news, after) = election.Tell(Declaration($"{i}", 600, 400));
            told.AddRange(
                news.OfType<Bulletin.Colour>()
                    .Select(c => c.Fact)
                    .OfType<Fact.NthGain>()
                    .Select(f => f.Number)
            );
            election = after;
        }

        Assert.Equal([1, 10, 25, 50], told);
    }

    [Fact]
    public void A_hold_is_no_gain_though_the_number_of_gains_is_round()
    {
        var election = Many(5).Declare("0", 600, 400);

        Assert.Empty(Facts<Fact.NthGain>(election, "1", 400, 600));
        Assert.Empty(Facts<Fact.NthGain>(Election(Contest("A", "Ind Con")), "A", 600, 400));
    }

    [Fact]
    public void Lost_deposits_are_told_of_by_the_hundred()
    {
        var election = Election([
            .. Enumerable.Range(0, 102).Select(i => Contest($"{i}", "Lab Con LD Ind")),
        ]);
        var told = new List<Fact.LostDeposits>();
        for (var i = 0; i < 102; i++)
        {
            // 50 of 1,000 is not more than a twentieth.
            var (news, after) = election.Tell(Declaration($"{i}", 600, 300, 50, 50));
            told.AddRange(
                news.OfType<Bulletin.Colour>().Select(c => c.Fact).OfType<Fact.LostDeposits>()
            );
            election = after;
        }

        Assert.Equal([new Fact.LostDeposits(LD, 100)], told);
    }

    [Fact]
    public void A_first_seat_is_won_in_an_area_of_several_where_none_was_held()
    {
        var election = Election(
            Contest("A", areas: [Rutland, Derbyshire, Whole]),
            Contest("B", areas: [Derbyshire, Whole]),
            Contest("C", areas: [Derbyshire, Whole])
        );

        var first = Assert.Single(Facts<Fact.FirstSeatIn>(election, "A", 600, 400));
        // Not for Rutland, whose only seat it is, nor for the whole.
        Assert.Equal(new Fact.FirstSeatIn(Lab, Derbyshire), first.Fact);
        Assert.Equal([Derbyshire, Whole], first.Areas.AsEnumerable());
        Assert.Equal([Lab], first.Parties.AsEnumerable());
        Assert.Empty(Facts<Fact.FirstSeatIn>(election.Declare("A", 600, 400), "B", 600, 400));
        Assert.Empty(Facts<Fact.FirstSeatIn>(election, "A", 400, 600));
    }

    [Fact]
    public void A_seat_where_one_was_held_is_not_the_first()
    {
        var election = Election(
            Contest("A", areas: [Derbyshire, Whole]),
            Contest("B", last: "Lab 600 Con 400", areas: [Derbyshire, Whole])
        );

        Assert.Empty(Facts<Fact.FirstSeatIn>(election, "A", 600, 400));
    }

    [Fact]
    public void Independents_win_no_first_seat_and_lose_no_last_one()
    {
        var election = Election(
            Contest("A", "Lab Ind", "Ind 6", areas: [Derbyshire, Whole]),
            Contest("B", "Lab Ind", "Ind 6", areas: [Derbyshire, Whole]),
            Contest("C", "Lab Ind", "Lab 6", areas: [Rutland, Whole]),
            Contest("D", "Lab Ind", "Lab 6", areas: [Rutland, Whole])
        );

        Assert.Empty(Facts<Fact.LastSeatLost>(election.Declare("A", 600, 400), "B", 600, 400));
        Assert.Empty(Facts<Fact.LastHope>(election, "A", 600, 400));
        Assert.Empty(Facts<Fact.FirstSeatIn>(election, "C", 400, 600));
    }

    [Fact]
    public void The_last_of_several_seats_lost_is_told_of()
    {
        var two = Few(2);

        var lost = Assert.Single(
            Facts<Fact.LastSeatLost>(two.Declare("0", 600, 400), "1", 600, 400)
        );
        Assert.Equal(new Fact.LastSeatLost(Con, Derbyshire, 2), lost.Fact);
        Assert.Equal([Con], lost.Parties.AsEnumerable());
        Assert.Empty(Facts<Fact.LastSeatLost>(two, "1", 600, 400));
        Assert.Empty(Facts<Fact.LastSeatLost>(two.Declare("0", 400, 600), "1", 600, 400));
        // The only one is no more than the gain.
        Assert.Empty(Facts<Fact.LastSeatLost>(Few(1), "0", 600, 400));
    }

    [Fact]
    public void A_party_that_lost_all_it_held_and_won_another_seat_has_not_lost_its_last()
    {
        var election = Election(
                Contest("A", areas: [Derbyshire, Whole]),
                Contest("B", areas: [Derbyshire, Whole]),
                Contest("C", last: "Lab 600 Con 400", areas: [Derbyshire, Whole])
            )
            .Declare("C", 400, 600)
            .Declare("A", 600, 400);

        Assert.Empty(Facts<Fact.LastSeatLost>(election, "B", 600, 400));
    }

    [Fact]
    public void With_Derbyshire_Dales_still_out_the_Conservatives_have_lost_eight_and_it_is_all_that_is_left()
    {
        var order = Derbyshire2024.AllButDales.ToArray();
        var before = order[..^1].Aggregate(Derbyshire2024.Awaited, (e, c) => e.After(c));
        StageReport recount = new(Stage.Recount, 1);
        before = before.After(
            new Command.ReportStage(new ContestId(Derbyshire2024.Dales), recount, "rita")
        );
        var dales = before.Definition.Contest(new ContestId(Derbyshire2024.Dales));

        var facts = before
            .Tell(order[^1])
            .News.OfType<Bulletin.Colour>()
            .Where(c => c.Areas[0] == Derbyshire)
            .ToArray();

        Assert.Equal(
            new Fact.OnlyOneLeft(Derbyshire, dales, recount),
            Assert.Single(facts.Select(c => c.Fact).OfType<Fact.OnlyOneLeft>())
        );
        var hope = Assert.Single(facts, c => c.Fact is Fact.LastHope);
        Assert.Equal(new Fact.LastHope(Con, Derbyshire, 8, dales), hope.Fact);
        Assert.Equal([Con], hope.Parties.AsEnumerable());
        Assert.Equal(InDerbyshire, hope.Areas.AsEnumerable());
    }

    [Fact]
    public void Derbyshire_2024_ends_with_the_last_of_nine_lost_and_changes_its_colour()
    {
        var election = Derbyshire2024.AllButDales.Aggregate(
            Derbyshire2024.Awaited,
            (e, c) => e.After(c)
        );

        var facts = election
            .Tell(Derbyshire2024.Declaration(Derbyshire2024.Dales))
            .News.OfType<Bulletin.Colour>()
            .Where(c => c.Areas[0] == Derbyshire)
            .Select(c => c.Fact);

        Assert.Contains(new Fact.LastSeatLost(Con, Derbyshire, 9), facts);
        Assert.Contains(new Fact.ColourChange(Derbyshire, Con, Lab), facts);
    }

    [Fact]
    public void Only_one_is_left_once_and_there_is_hope_only_where_all_others_were_lost()
    {
        var three = Few(3);

        Assert.Empty(Facts<Fact.OnlyOneLeft>(three, "0", 600, 400));
        Assert.Single(Facts<Fact.OnlyOneLeft>(three.Declare("0", 600, 400), "2", 400, 600));
        Assert.Empty(Facts<Fact.LastHope>(three.Declare("0", 600, 400), "2", 400, 600));
        Assert.Single(Facts<Fact.LastHope>(three.Declare("0", 600, 400), "2", 600, 400));
        // Declared elsewhere, nothing has changed here.
        Assert.DoesNotContain(
            Facts<Fact.OnlyOneLeft>(
                three.Declare("0", 600, 400).Declare("1", 600, 400),
                "Elsewhere",
                600,
                400
            ),
            c => c.Areas[0] == Derbyshire
        );
    }

    [Fact]
    public void A_retracted_seat_is_left_as_well()
    {
        var election = Few(3)
            .Declare("0", 600, 400)
            .After(new Command.Retract(new ContestId("0"), 1, "Misread.", "ed"))
            .Declare("1", 600, 400);

        var left = Assert.Single(Facts<Fact.OnlyOneLeft>(election, "2", 600, 400)).Fact;

        Assert.Equal("0", Assert.IsType<Fact.OnlyOneLeft>(left).Left.Id.Value);
    }

    [Fact]
    public void One_seat_of_one_held_is_no_last_hope()
    {
        var election = Election(
            Contest("A", last: "Lab 600 Con 400", areas: [Derbyshire, Whole]),
            Contest("B", areas: [Derbyshire, Whole])
        );

        Assert.Empty(Facts<Fact.LastHope>(election, "A", 600, 400));
    }

    [Fact]
    public void An_area_changes_its_colour_when_it_is_complete_and_another_party_has_most_of_it()
    {
        var three = Few(3);
        var two = three.Declare("0", 600, 400).Declare("1", 600, 400);

        var change = Assert.Single(Facts<Fact.ColourChange>(two, "2", 400, 600));
        Assert.Equal(new Fact.ColourChange(Derbyshire, Con, Lab), change.Fact);
        Assert.Equal([Con, Lab], change.Parties.AsEnumerable());
        Assert.Empty(Facts<Fact.ColourChange>(three.Declare("0", 600, 400), "1", 600, 400));
        Assert.Empty(
            Facts<Fact.ColourChange>(
                three.Declare("0", 600, 400).Declare("1", 400, 600),
                "2",
                400,
                600
            )
        );
    }

    [Fact]
    public void An_area_that_is_level_has_no_colour_to_change_to_or_from()
    {
        var from = Election(
            Contest("A", areas: [Derbyshire, Whole]),
            Contest("B", last: "Lab 600 Con 400", areas: [Derbyshire, Whole])
        );

        Assert.Empty(Facts<Fact.ColourChange>(from.Declare("A", 600, 400), "B", 600, 400));
        Assert.Empty(Facts<Fact.ColourChange>(Few(2).Declare("0", 600, 400), "1", 400, 600));
    }

    [Fact]
    public void Independents_are_no_colour()
    {
        var to = Election(
            Contest("A", "Ind Con", areas: [Derbyshire, Whole]),
            Contest("B", "Ind Con", areas: [Derbyshire, Whole])
        );
        var from = Election(
            Contest("A", "Lab Ind", "Ind 5", areas: [Derbyshire, Whole]),
            Contest("B", "Lab Ind", "Ind 5", areas: [Derbyshire, Whole])
        );

        Assert.Empty(Facts<Fact.ColourChange>(to.Declare("A", 600, 400), "B", 600, 400));
        Assert.Empty(Facts<Fact.ColourChange>(from.Declare("A", 600, 400), "B", 600, 400));
    }

    [Fact]
    public void Records_are_told_of_from_the_tenth_result_on()
    {
        var eight = Ten(8);
        var nine = Ten(9);

        Assert.Empty(Facts<Fact.Closest>(eight, "X", 501, 500));
        var closest = Assert.Single(Facts<Fact.Closest>(nine, "X", 501, 500));
        Assert.Equal(new Fact.Closest(1), closest.Fact);
        Assert.Equal([Lab], closest.Parties.AsEnumerable());
        Assert.Empty(Facts<Fact.Safest>(nine, "X", 501, 500));
    }

    [Fact]
    public void The_safest_and_the_biggest_swing_are_told_of_with_their_figures()
    {
        var nine = Ten(9);

        var safest = Assert.Single(Facts<Fact.Safest>(nine, "X", 900, 100));
        var swing = Assert.Single(Facts<Fact.BiggestSwing>(nine, "X", 900, 100));

        Assert.Equal(new Fact.Safest(800, Percent(80)), safest.Fact);
        Assert.Equal([Lab], safest.Parties.AsEnumerable());
        Assert.Equal(new Fact.BiggestSwing(new Swing(Con, Lab, Percent(50))), swing.Fact);
        Assert.Equal([Con, Lab], swing.Parties.AsEnumerable());
    }

    [Fact]
    public void What_equals_a_record_of_an_earlier_code_breaks_none()
    {
        // The others have 600 to 400.
        Assert.Empty(Facts<Fact.Closest>(Ten(9), "X", 600, 400));
        Assert.Empty(Facts<Fact.Safest>(Ten(9), "X", 600, 400));
        Assert.Empty(Facts<Fact.BiggestSwing>(Ten(9), "X", 600, 400));
    }

    [Fact]
    public void By_elections_tell_nothing_of_the_areas_they_are_held_in()
    {
        AreaId[] inRutland = [Rutland, England, Whole];
        var told = AllOf(
            new Election(
                Defined(
                    [],
                    [
                        .. new[]
                        {
                            Contest("A", areas: InDerbyshire),
                            Contest("B", areas: InDerbyshire),
                            Contest("C", areas: inRutland),
                        }.Select(c => c with { Chamber = null }),
                    ]
                )
            )
        );

        Assert.Empty(AboutAreas(told));
        // That all of them are in is told all the same.
        Assert.Equal([Whole], told.OfType<Bulletin.AreaComplete>().Select(b => b.Standing.Area));
    }

    [Theory]
    [InlineData("Con 1")] // They have not lost their last seat, nor had the others none.
    [InlineData("")] // Its other seats are vacant.
    public void Where_part_of_a_council_is_elected_nothing_is_told_of_its_area(string continuing)
    {
        AreaId[] inRutland = [Rutland, England, Whole];
        var told = AllOf(
            new Election(
                Defined(
                    [
                        Chamber("thirds", 6, continuing.Length == 0 ? [] : Held(continuing)),
                        Chamber("all-out", 2),
                    ],
                    Contest("A", areas: InDerbyshire).In("thirds"),
                    Contest("B", areas: InDerbyshire).In("thirds"),
                    Contest("C", areas: inRutland).In("all-out"),
                    Contest("D", areas: inRutland).In("all-out")
                )
            )
        );

        // The other council is elected as a whole, and England holds both.
        Assert.Equal([Rutland], AboutAreas(told).Select(c => c.Areas[0]).Distinct());
        Assert.Equal(
            [
                nameof(Fact.FirstSeatIn),
                nameof(Fact.OnlyOneLeft),
                nameof(Fact.LastHope),
                nameof(Fact.LastSeatLost),
                nameof(Fact.ColourChange),
            ],
            AboutAreas(told).Select(c => c.Fact.GetType().Name)
        );
        Assert.Equal(
            [Rutland, Whole],
            told.OfType<Bulletin.AreaComplete>().Select(b => b.Standing.Area)
        );
    }

    [Fact]
    public void Of_a_councils_region_nothing_is_told_as_it_has_councils_that_nobody_here_knows_of()
    {
        AreaId[] inRutland = [Rutland, England, Whole];
        var told = AllOf(
            new Election(
                Defined(
                    [Chamber("one", 2), Chamber("other", 2)],
                    Contest("A", areas: InDerbyshire).In("one"),
                    Contest("B", areas: InDerbyshire).In("one"),
                    Contest("C", areas: inRutland).In("other"),
                    Contest("D", areas: inRutland).In("other")
                )
            )
        );

        Assert.Equal([Derbyshire, Rutland], AboutAreas(told).Select(c => c.Areas[0]).Distinct());
        Assert.Equal(
            [Derbyshire, Rutland, Whole],
            told.OfType<Bulletin.AreaComplete>().Select(b => b.Standing.Area)
        );
    }

    /// <summary>What is told while Labour win every seat.</summary>
    private static List<Bulletin> AllOf(Election election)
    {
        var told = new List<Bulletin>();
        foreach (var contest in election.Definition.Contests)
        {
            var (news, after) = election.Tell(Declaration(contest.Id.Value, 600, 400));
            told.AddRange(news);
            election = after;
        }
        return told;
    }

    private static IEnumerable<Bulletin.Colour> AboutAreas(IEnumerable<Bulletin> told) =>
        told.OfType<Bulletin.Colour>().Where(c => c.Fact is not Fact.NthGain);

    /// <summary>Seats in Derbyshire that the Conservatives held, and two elsewhere.</summary>
    private static Election Few(int seats) =>
        Election([
            .. Enumerable.Range(0, seats).Select(i => Contest($"{i}", areas: [Derbyshire, Whole])),
            Contest("Elsewhere", areas: [Rutland, Whole]),
            Contest("And elsewhere", areas: [Rutland, Whole]),
        ]);

    private static Election Many(int seats) =>
        Election([.. Enumerable.Range(0, seats).Select(i => Contest($"{i}"))]);

    /// <summary>So many declared with 600 to 400, of ten and X.</summary>
    private static Election Ten(int declared) =>
        Enumerable
            .Range(0, declared)
            .Aggregate(
                Election([.. Enumerable.Range(0, 10).Select(i => Contest($"{i}")), Contest("X")]),
                (e, i) => e.Declare($"{i}", 600, 400)
            );

    private static IEnumerable<Bulletin.Colour> Facts<T>(
        Election election,
        string contest,
        params int[] votes
    )
        where T : Fact => Colours(election, contest, votes).Where(c => c.Fact is T);

    private static IEnumerable<Bulletin.Colour> Colours(
        Election election,
        string contest,
        params int[] votes
    ) => election.Tell(Declaration(contest, votes)).News.OfType<Bulletin.Colour>();
}

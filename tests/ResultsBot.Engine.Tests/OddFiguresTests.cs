using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>Cautions about figures that are odd in themselves, or beside what has declared: each side of the threshold.</summary>
public class OddFiguresTests
{
    private static readonly ProposalId One = new("1");
    private static readonly AreaId[] InDerbyshire = [Derbyshire, Whole];

    [Theory]
    [InlineData(1, 2001, true)]
    [InlineData(1, 2000, false)]
    [InlineData(0, 1000, true)]
    public void Less_than_one_vote_in_2000_is_few(int votes, int valid, bool few)
    {
        var a = Contest("A", "Lab Con Ind", last: null);

        Assert.Equal(
            few ? [new Caution.FewVotes(a.Candidate(3), votes, valid, null, null)] : [],
            Of<Caution.FewVotes>(Election(a), Votes(valid - 400 - votes, 400, votes))
        );
    }

    [Theory]
    [InlineData(10, 49, true)]
    [InlineData(10, 50, false)]
    [InlineData(9, 49, false)]
    public void Less_than_half_of_a_partys_lowest_share_of_ten_is_few(
        int declared,
        int votes,
        bool few
    )
    {
        // The Liberal Democrats have 10% first and more in each that follows.
        var others = Enumerable.Range(0, declared).Select(i => Contest($"{i}", "Lab Con LD", null));
        var a = Contest("A", "Lab Con LD", last: null);
        var election = Enumerable
            .Range(0, declared)
            .Aggregate(
                Election([a, .. others]),
                (e, i) => e.Declare($"{i}", 600 - i, 300, 100 + i)
            );

        var cautions = Of<Caution.FewVotes>(election, Votes(650 - votes, 350, votes)).ToArray();

        Assert.Equal(
            few ? [(3, "0")] : [],
            cautions.Select(c => (c.Candidate.Number, c.In!.Id.Value))
        );
        Assert.All(cautions, c => Assert.Equal(100, c.Lowest!.Votes));
    }

    [Theory]
    [InlineData(20, 980, false)]
    [InlineData(21, 979, true)]
    public void More_than_one_rejected_paper_in_fifty_is_many(int rejected, int valid, bool many)
    {
        var a = Contest("A", last: null);

        Assert.Equal(
            many ? [new Caution.ManyRejected(rejected, 1000)] : [],
            Of<Caution.ManyRejected>(
                Election(a),
                Votes(valid - 400, 400) with
                {
                    Rejected = rejected,
                }
            )
        );
        Assert.Empty(Of<Caution.ManyRejected>(Election(a), Votes(valid - 400, 400)));
    }

    [Theory]
    [InlineData(50, 950, false)]
    [InlineData(51, 949, true)]
    [InlineData(51, null, true)]
    public void In_a_ward_it_is_one_in_twenty_of_the_papers(int rejected, int? papers, bool many)
    {
        var ward = Ward("W", 2, "Lab Lab Con", last: null);
        var election = Election(ward)
            .After(new Command.ReportVerified(ward.Id, 1000, null, "rita"));

        Assert.Equal(
            many ? [new Caution.ManyRejected(rejected, 1000)] : [],
            Of<Caution.ManyRejected>(
                election,
                Votes(600, 500, 300) with
                {
                    Rejected = rejected,
                    Papers = papers,
                }
            )
        );
        Assert.Empty(
            Of<Caution.ManyRejected>(
                Election(ward),
                Votes(600, 500, 300) with
                {
                    Rejected = rejected,
                }
            )
        );
    }

    [Fact]
    public void Two_candidates_with_one_figure_are_level_wherever_they_are()
    {
        var a = Contest("A", "Lab Con LD Green", last: null);

        Assert.Equal(
            [new Caution.LevelFigures(a.Candidate(2), a.Candidate(4), 300)],
            Of<Caution.LevelFigures>(Election(a), Votes(500, 300, 200, 300))
        );
        Assert.Equal(
            [
                new Caution.LevelFigures(a.Candidate(1), a.Candidate(2), 200),
                new Caution.LevelFigures(a.Candidate(2), a.Candidate(4), 200),
            ],
            Of<Caution.LevelFigures>(Election(a), Votes(200, 200, 300, 200))
        );
    }

    [Fact]
    public void In_a_ward_only_neighbours_on_the_ballot_paper_are()
    {
        var ward = Ward("W", 2, "Lab Lab Con Con", last: null);

        Assert.Empty(Of<Caution.LevelFigures>(Election(ward), Votes(500, 300, 400, 300)));
        Assert.Equal(
            [new Caution.LevelFigures(ward.Candidate(3), ward.Candidate(4), 300)],
            Of<Caution.LevelFigures>(Election(ward), Votes(500, 400, 300, 300))
        );
    }

    [Fact]
    public void A_tie_that_the_lot_has_settled_is_known()
    {
        var a = Contest("A", "Lab Con LD Green", last: null);
        var election = Election(a).After(new Command.RecordLot(a.Id, 1, "rita"));

        Assert.Equal(
            [new Caution.LevelFigures(a.Candidate(3), a.Candidate(4), 50)],
            Of<Caution.LevelFigures>(election, Votes(300, 300, 50, 50))
        );
    }

    /// <summary>Last time Labour had 20% everywhere, and goes to 30% in the others: 10 points more, or half as much again.</summary>
    [Theory]
    [InlineData(5, 103, true)]
    [InlineData(5, 104, false)]
    [InlineData(5, 811, false)]
    [InlineData(5, 813, true)]
    [InlineData(4, 813, false)]
    public void A_share_may_differ_from_what_is_likely_by_a_factor(
        int declared,
        int labour,
        bool odd
    )
    {
        var election = Moved(declared, "Con 800 Lab 200", 300);

        Caution.UnlikelyShare[] expected = odd
            ?
            [
                new(
                    Derbyshire,
                    election.Definition.Contests[0].Candidate(1),
                    new Fraction(labour, 1000),
                    Percent(30),
                    Percent(30)
                ),
            ]
            : [];
        Assert.Equal(
            expected,
            Of<Caution.UnlikelyShare>(election, Votes(labour, 1000 - labour))
                .Where(c => c.Candidate.Number == 1)
        );
    }

    /// <summary>
    /// Last time Labour had 40%; around it has 22% to 16% now, in the middle 20%: 20 points less, or half. Where it had
    /// 50%, that makes 30% or 25%.
    /// </summary>
    [Theory]
    [InlineData(50)]
    [InlineData(950)]
    public void A_share_is_likely_from_the_middle_change_in_points_to_the_middle_one_by_a_factor(
        int labour
    )
    {
        var election = new[] { 220, 160, 200, 210, 170 }
            .Zip("ABCDE")
            .Aggregate(
                Election([
                    Contest("X", last: "Con 500 Lab 500", areas: InDerbyshire),
                    .. "ABCDE".Select(c =>
                        Contest($"{c}", last: "Con 600 Lab 400", areas: InDerbyshire)
                    ),
                ]),
                (e, one) => e.Declare($"{one.Second}", one.First, 1000 - one.First)
            );

        var unlikely = Of<Caution.UnlikelyShare>(election, Votes(labour, 1000 - labour))
            .Single(c => c.Candidate.Number == 1);

        Assert.Equal((Percent(25), Percent(30)), (unlikely.From, unlikely.To));
    }

    [Theory]
    [InlineData("Con 991 Lab 9", 600, false)]
    [InlineData("Con 990 Lab 10", 600, true)]
    [InlineData(null, 600, false)]
    public void What_a_party_with_less_than_a_hundredth_last_time_has_now_says_nothing(
        string? last,
        int labour,
        bool odd
    )
    {
        var others = Moved(5, "Con 990 Lab 10", 20).Definition.Contests.Skip(1);
        var election = "ABCDE".Aggregate(
            Election([Contest("X", last: last, areas: InDerbyshire), .. others]),
            (e, c) => e.Declare($"{c}", 20, 980)
        );

        Assert.Equal(
            odd,
            Of<Caution.UnlikelyShare>(election, Votes(labour, 1000 - labour))
                .Any(c => c.Candidate.Number == 1)
        );
    }

    /// <summary>Around, the Conservatives have 70% after 80%.</summary>
    [Theory]
    [InlineData("Con 800 Lab 200", 700, 300, true)]
    [InlineData("Con 800 Lab 200", 650, 350, true)]
    [InlineData("Con 800 Lab 200", 560, 440, false)]
    [InlineData("Con 800 Lab 200", 300, 700, false)]
    // Nothing to hold it against.
    [InlineData("Con 800", 700, 300, false)]
    [InlineData(null, 700, 300, false)]
    public void Figures_that_exchanged_would_be_near_what_is_likely_may_be_swapped(
        string? last,
        int labour,
        int conservative,
        bool odd
    )
    {
        var others = Moved(5, "Con 800 Lab 200", 300).Definition.Contests.Skip(1);
        var election = "ABCDE".Aggregate(
            Election([Contest("X", last: last, areas: InDerbyshire), .. others]),
            (e, c) => e.Declare($"{c}", 300, 700)
        );
        var seat = election.Definition.Contests[0];

        Caution.SwappedByShares[] expected = odd ? [new(seat.Candidate(1), seat.Candidate(2))] : [];
        Assert.Equal(expected, Of<Caution.SwappedByShares>(election, Votes(labour, conservative)));
    }

    /// <summary>A by-election, or the first result of the night: votes move more than they are swapped.</summary>
    [Theory]
    [InlineData("Con 600 LD 180 Lab 220", 87, 588, 231, true)]
    // North Shropshire 2021.
    [InlineData("Con 6270 LD 1000 Lab 2210", 3160, 4720, 970, false)]
    public void Where_nothing_has_moved_yet_only_a_change_beyond_all_others_may_be_a_swap(
        string last,
        int conservative,
        int liberal,
        int labour,
        bool odd
    )
    {
        var election = Election(Contest("X", "Con LD Lab", last));

        Assert.Equal(
            odd,
            Of<Caution.SwappedByShares>(election, Votes(conservative, liberal, labour)).Any()
        );
    }

    [Fact]
    public void Figures_far_from_what_is_likely_here_that_are_likely_elsewhere_fit_another_seat()
    {
        // The area has moved by 10 points to Labour. Here that makes 30%, in the safe seat 80%.
        var safe = Contest("S", last: "Con 300 Lab 700", areas: InDerbyshire);
        var election = Moved(5, "Con 800 Lab 200", 300, safe);

        Assert.Equal(
            (new Fraction(50, 100), Fraction.Zero),
            Of<Caution.FitsAnother>(election, Votes(800, 200))
                .Where(c => c.Other == safe)
                .Select(c => (c.Here, c.There))
                .Single()
        );
        // 25 points from what is likely here, and no more; then as far from there as from here.
        Assert.Empty(Of<Caution.FitsAnother>(election, Votes(550, 450)));
        Assert.Empty(
            Of<Caution.FitsAnother>(
                Moved(
                    5,
                    "Con 800 Lab 200",
                    300,
                    Contest("S", "Lab LD", "Con 300 Lab 700", areas: InDerbyshire)
                ),
                Votes(800, 200)
            )
        );
        Assert.Empty(
            Of<Caution.FitsAnother>(Moved(4, "Con 800 Lab 200", 300, safe), Votes(800, 200))
        );
    }

    [Theory]
    [InlineData(633, false)]
    [InlineData(634, true)]
    public void Another_seat_has_to_fit_twice_as_well(int labour, bool fits)
    {
        // Likely here is 30% for Labour, there 80%.
        var safe = Contest("S", last: "Con 300 Lab 700", areas: InDerbyshire);
        var election = Moved(5, "Con 800 Lab 200", 300, safe);

        Assert.Equal(fits, Of<Caution.FitsAnother>(election, Votes(labour, 1000 - labour)).Any());
    }

    [Fact]
    public void Three_figures_of_the_same_parties_are_another_seats_though_a_fourth_differs()
    {
        var a = Contest("A", "Lab Con LD Green", last: null);
        var b = Contest("B", "Green LD Con Lab Ind", last: null);
        var election = Election(a, b).Declare("B", 50, 100, 300, 500, 7);

        Assert.Equal(
            [new Caution.SameAsAnother(b)],
            Of<Caution.SameAsAnother>(election, Votes(500, 300, 100, 51))
        );
        // Two are chance, and a figure of another party is another figure.
        Assert.Empty(Of<Caution.SameAsAnother>(election, Votes(500, 300, 101, 51)));
        Assert.Empty(Of<Caution.SameAsAnother>(election, Votes(500, 300, 50, 101)));
    }

    [Theory]
    [InlineData(5, 5225, false)]
    [InlineData(5, 5224, true)]
    [InlineData(5, 6775, false)]
    [InlineData(5, 6776, true)]
    [InlineData(4, 5224, false)]
    public void Turnout_moves_as_it_has_moved_around(int declared, int valid, bool odd)
    {
        // Last time 70% here and 50% in the others, where it is 40% now.
        var election = Turnouts(declared, BaseResult.Of([new(Con, 4000), new(Lab, 3000)], 10_000));

        Assert.Equal(
            odd
                ?
                [
                    new Caution.TurnoutUnlikeArea(
                        Derbyshire,
                        Percent(60),
                        new Fraction(valid, 10_000)
                    ),
                ]
                : [],
            Of<Caution.TurnoutUnlikeArea>(election, Votes(valid - 3000, 3000))
        );
    }

    [Theory]
    [InlineData(2500, false)]
    [InlineData(2499, true)]
    [InlineData(5500, false)]
    [InlineData(5501, true)]
    public void Where_last_time_is_not_known_turnout_is_about_what_it_is_around(int valid, bool odd)
    {
        var election = Turnouts(5, null);

        Assert.Equal(
            odd
                ?
                [
                    new Caution.TurnoutUnlikeArea(
                        Derbyshire,
                        Percent(40),
                        new Fraction(valid, 10_000)
                    ),
                ]
                : [],
            Of<Caution.TurnoutUnlikeArea>(election, Votes(valid - 1000, 1000))
        );
    }

    [Theory]
    [InlineData(499, true)]
    [InlineData(500, false)]
    [InlineData(9500, false)]
    [InlineData(9501, true)]
    public void Where_nothing_is_known_a_turnout_has_to_be_believable(int papers, bool odd)
    {
        var election = Election(Contest("A", last: null));
        var verified = new Command.Propose(
            One,
            new Command.ReportVerified(new("A"), papers, null, "rita"),
            "rita"
        );

        Caution[] expected = odd ? [new Caution.AbsurdTurnout(new Fraction(papers, 10_000))] : [];
        Assert.Equal(expected, Of<Caution.AbsurdTurnout>(election, Votes(papers - 100, 100)));
        Assert.Equal(expected, election.Cautions(verified));
    }

    [Fact]
    public void Verified_papers_that_do_not_make_the_turnout_beside_them_are_asked_about()
    {
        var election = Election(Contest("A", last: null));

        Assert.Equal([new Caution.TurnoutOffAnnounced(Percent(58), Percent(42))], Verified(4200));
        Assert.Empty(Verified(5790));

        IEnumerable<Caution> Verified(int papers) =>
            election.Cautions(
                new Command.Propose(
                    One,
                    new Command.ReportVerified(new("A"), papers, Percent(58), "rita"),
                    "rita"
                )
            );
    }

    [Theory]
    [InlineData(8500, false)]
    [InlineData(8499, true)]
    [InlineData(11_500, false)]
    [InlineData(11_501, true)]
    public void An_electorate_is_within_fifteen_percent_of_last_times(int electorate, bool odd)
    {
        var a = Contest("A", electorate: electorate) with
        {
            Base = BaseResult.Of([new(Con, 600), new(Lab, 400)], electorate: 10_000),
        };

        Assert.Equal(odd, a.IsElectorateUnusual);
        Assert.Equal(
            odd ? [new Caution.ElectorateFarFromLastTime(10_000, electorate)] : [],
            Of<Caution.ElectorateFarFromLastTime>(Election(a), Votes(600, 400))
        );
        // It was looked at when the result was sent.
        Assert.DoesNotContain(
            Election(a)
                .Declare("A", 600, 400)
                .Cautions(new Command.Correct(a.Id, 1, Votes(601, 400), "Misread.", "ed")),
            c => c is Caution.ElectorateFarFromLastTime
        );
    }

    [Fact]
    public void Another_winner_than_the_one_flashed_before_waits_for_a_second_person()
    {
        var a = Contest("A");
        var flashed = Election(a).After(new Command.Flash(a.Id, 1, "rita"));
        Caution[] another = [new Caution.AnotherFlash(a.Candidate(1))];

        Assert.Equal(another, flashed.Cautions(new Command.Flash(a.Id, 2, "sam")));
        Assert.Empty(flashed.Cautions(new Command.Flash(a.Id, 1, "sam")));
        var proposed = flashed.After(
            new Command.Propose(One, new Command.Flash(a.Id, 2, "sam"), "sam")
        );
        var waiting = proposed.Confirm(One, "sam");
        Assert.Equal(1, waiting.State(a.Id).Progress.Flashed);
        Assert.Equal(2, waiting.Confirm(One, "ed").State(a.Id).Progress.Flashed);
    }

    [Fact]
    public void In_a_ward_each_winner_may_be_flashed()
    {
        var ward = Ward("W", 2, "Lab Lab Con");
        var flashed = Election(ward).After(new Command.Flash(ward.Id, 1, "rita"));

        Assert.Empty(flashed.Cautions(new Command.Flash(ward.Id, 2, "sam")));
    }

    [Fact]
    public void In_a_ward_that_does_not_say_its_valid_papers_they_are_not_compared()
    {
        var ward = Ward("W", 2, "Lab Lab Con", last: null);
        var election = Election(ward).After(new Command.ReportVerified(ward.Id, 900, null, "rita"));
        var figures = Votes(600, 500, 300) with { Rejected = 10 };

        Assert.Equal([new Caution.PapersNotCompared(900)], Of<Caution>(election, figures));
        Assert.Empty(Of<Caution>(election, figures with { Papers = 890 }));
        Assert.Equal([new Caution.NoVerifiedTotal()], Of<Caution>(Election(ward), figures));
    }

    /// <summary>Seats in Derbyshire where Labour has got so many of 1,000, around one that has not declared.</summary>
    private static Election Moved(
        int declared,
        string last,
        int labour,
        params Contest[] undeclared
    ) =>
        "ABCDE"
            .Take(declared)
            .Aggregate(
                Election([
                    Contest("X", last: last, areas: InDerbyshire),
                    .. "ABCDE".Select(c => Contest($"{c}", last: last, areas: InDerbyshire)),
                    .. undeclared,
                ]),
                (e, c) => e.Declare($"{c}", labour, 1000 - labour)
            );

    /// <summary>Seats in Derbyshire where turnout has fallen from 50% to 40%, around one that has not declared.</summary>
    private static Election Turnouts(int declared, BaseResult? here)
    {
        var last = BaseResult.Of([new(Con, 3000), new(Lab, 2000)], electorate: 10_000);
        return "ABCDE"
            .Take(declared)
            .Aggregate(
                Election([
                    Contest("X", areas: InDerbyshire) with
                    {
                        Base = here,
                    },
                    .. "ABCDE".Select(c =>
                        Contest($"{c}", areas: InDerbyshire) with
                        {
                            Base = last,
                        }
                    ),
                ]),
                (e, c) => e.Declare($"{c}", 2500, 1500)
            );
    }

    private static IEnumerable<T> Of<T>(Election election, Figures figures)
        where T : Caution =>
        Assert
            .IsType<Decision.Accepted>(
                election.Decide(
                    new Command.Propose(One, election.Definition.Contests[0].Id, figures, "rita"),
                    Night
                )
            )
            .Cautions.OfType<T>();
}

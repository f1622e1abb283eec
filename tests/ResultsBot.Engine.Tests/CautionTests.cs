using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>Each caution on both sides of its threshold.</summary>
public class CautionTests
{
    private static readonly ProposalId One = new("1");
    private static readonly Contest A = Contest("A", "Lab Con LD", "Con 500 Lab 400 LD 100");

    [Fact]
    public void Nothing_is_odd_about_figures_that_fit_all_that_was_heard()
    {
        var election = Verified(A, 1010)
            .After(new Command.ReportCount(A.Id, Votes(500, 300, 200).Votes, "rita"))
            .After(new Command.Flash(A.Id, 1, "rita"));

        Assert.Empty(Of(election, Votes(500, 300, 200) with { Rejected = 10 }));
    }

    [Fact]
    public void Without_a_verified_total_that_is_said_and_with_one_it_is_not()
    {
        Assert.Equal([new Caution.NoVerifiedTotal()], Of(Election(A), Votes(500, 300, 200)));
        Assert.Empty(Of(Verified(A, 1000), Votes(500, 300, 200) with { Rejected = 0 }));
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(550, false)]
    [InlineData(551, true)]
    [InlineData(450, false)]
    [InlineData(449, true)]
    public void Turnout_is_half_a_point_from_the_announced_one_at_most(int papers, bool odd)
    {
        // Announced: 5.0%, rejected papers included.
        var election = Verified(A, papers, new Fraction(5, 100));
        var figures = Votes(papers - 100, 60, 30) with { Rejected = 10 };

        Caution.TurnoutOffAnnounced[] expected = odd
            ? [new(Percent(5), new Fraction(papers, 10_000))]
            : [];
        Assert.Equal(expected, Of(election, figures).OfType<Caution.TurnoutOffAnnounced>());
    }

    [Fact]
    public void A_wards_turnout_is_that_of_its_papers()
    {
        var ward = Ward("W", 2, "Lab Lab Con", electorate: 1000);
        var election = Verified(ward, 500, Percent(50));
        var figures = Votes(300, 280, 200) with { Rejected = 5, Papers = 495 };

        Assert.Empty(Of(election, figures));
        Assert.Equal(
            [new Caution.TurnoutOffAnnounced(Percent(40), Percent(50))],
            Of(Verified(ward, 500, Percent(40)), figures)
        );
    }

    [Theory]
    [InlineData(6999, false)]
    [InlineData(7000, true)]
    [InlineData(3001, false)]
    [InlineData(3000, true)]
    public void Turnout_is_less_than_twenty_points_from_last_times(int valid, bool odd)
    {
        var contest = A with
        {
            Base = BaseResult.Of([new(Con, 3000), new(Lab, 2000)], electorate: 10_000),
        };
        var election = Verified(contest, valid);

        Caution[] expected = odd
            ? [new Caution.TurnoutFarFromLastTime(Percent(50), new Fraction(valid, 10_000))]
            : [];
        Assert.Equal(expected, Of(election, Votes(valid - 300, 200, 100) with { Rejected = 0 }));
    }

    [Fact]
    public void A_figure_below_the_running_count_fell_and_the_same_figure_did_not()
    {
        Assert.Equal(
            [new Caution.TotalFell(A.Candidate(3), 201, 200)],
            Of(Heard(201), Votes(500, 300, 200) with { Rejected = 0 })
        );
        Assert.DoesNotContain(
            Of(Heard(201), Votes(500, 299, 201) with { Rejected = 0 }),
            c => c is Caution.TotalFell
        );

        static Election Heard(int votes) =>
            Verified(A, 1000).After(new Command.ReportCount(A.Id, [new(3, votes)], "rita"));
    }

    [Fact]
    public void Two_figures_look_swapped_where_exchanged_they_would_fit_the_running_count()
    {
        var election = Verified(A, 1000)
            .After(new Command.ReportCount(A.Id, Votes(400, 250, 100).Votes, "rita"));

        Assert.Equal(
            [
                new Caution.TotalFell(A.Candidate(1), 400, 300),
                new Caution.LooksSwapped(A.Candidate(1), A.Candidate(2)),
            ],
            Of(election, Votes(300, 500, 200) with { Rejected = 0 })
        );
    }

    [Fact]
    public void Two_figures_do_not_look_swapped_where_exchanged_they_would_not_fit_either()
    {
        var election = Verified(A, 1000)
            .After(new Command.ReportCount(A.Id, Votes(400, 350, 100).Votes, "rita"));

        Assert.Equal(
            [new Caution.TotalFell(A.Candidate(1), 400, 300)],
            Of(election, Votes(300, 390, 310) with { Rejected = 0 })
        );
    }

    [Fact]
    public void Two_figures_look_swapped_where_exchanged_they_are_exactly_the_running_count()
    {
        var election = Verified(A, 1000)
            .After(new Command.ReportCount(A.Id, Votes(500, 300, 200).Votes, "rita"));

        Assert.Contains(
            new Caution.LooksSwapped(A.Candidate(1), A.Candidate(2)),
            Of(election, Votes(300, 500, 200) with { Rejected = 0 })
        );
    }

    [Fact]
    public void Two_figures_do_not_look_swapped_where_a_third_fell_as_well()
    {
        var election = Verified(A, 1000)
            .After(new Command.ReportCount(A.Id, Votes(500, 300, 190).Votes, "rita"));

        Assert.DoesNotContain(
            Of(election, Votes(310, 510, 180) with { Rejected = 0 }),
            c => c is Caution.LooksSwapped
        );
    }

    [Fact]
    public void A_correction_of_rejected_papers_alone_is_not_the_same_as_anothers_figures() =>
        Assert.Equal(
            [new Caution.NoVerifiedTotal()],
            Election(A)
                .Declare("A", 500, 300, 200)
                .Cautions(
                    new Command.Correct(
                        A.Id,
                        1,
                        Votes(500, 300, 200) with
                        {
                            Rejected = 7,
                        },
                        "Misread.",
                        "ed"
                    )
                )
        );

    [Fact]
    public void Another_winner_than_the_one_flashed_contradicts_the_flash()
    {
        var election = Verified(A, 1000).After(new Command.Flash(A.Id, 2, "rita"));

        Assert.Equal(
            [new Caution.ContradictsFlash(A.Candidate(2), A.Candidate(1))],
            Of(election, Votes(500, 300, 200) with { Rejected = 0 })
        );
        Assert.Empty(Of(election, Votes(300, 500, 200) with { Rejected = 0 }));
    }

    [Fact]
    public void In_a_ward_the_flashed_need_not_be_first_but_elected()
    {
        var ward = Ward("W", 2, "Lab Lab Con");
        var second = Verified(ward, 500).After(new Command.Flash(ward.Id, 2, "rita"));
        var third = Verified(ward, 500).After(new Command.Flash(ward.Id, 3, "rita"));
        var figures = Votes(300, 280, 200) with { Rejected = 0, Papers = 500 };

        Assert.Empty(Of(second, figures));
        Assert.Equal(
            [new Caution.ContradictsFlash(ward.Candidate(3), ward.Candidate(1))],
            Of(third, figures)
        );
    }

    [Theory]
    [InlineData("Ann Smith", "Bob Smith", true)]
    [InlineData("Ann SMITH", "Bob smith", true)]
    [InlineData("Ann Lee", "Bob Lee", true)]
    [InlineData("Ann Lee", "Bob Lea", false)]
    [InlineData("Ann Reed", "Bob Reeds", false)]
    [InlineData("Ann Brown", "Bob Browne", true)]
    [InlineData("Ann Brown", "Bob Crown", false)]
    [InlineData("Ann Carter", "Bob Cartwr", true)]
    [InlineData("Ann Carter", "Bob Cartwrig", false)]
    [InlineData("Ann Harris", "Bob Harrison", false)]
    [InlineData("Ann Holland", "Bob Hollander", false)]
    [InlineData("Ann Hollands", "Bob Hollander", true)]
    [InlineData("Ann Hollands", "Bob Hollanders", true)]
    [InlineData("Ann Hollands", "Bob Hollandsons", false)]
    [InlineData("Ann Harris", "Bob Hopkins", false)]
    [InlineData("Smith", "Bob Smith", true)]
    public void Surnames_are_alike_that_differ_in_a_letter_or_in_two_of_eight(
        string one,
        string other,
        bool alike
    )
    {
        var contest = Contest("A").Named(one, other);

        Caution[] expected = alike
            ? [new Caution.NamesAlike(contest.Candidate(1), contest.Candidate(2))]
            : [];
        Assert.Equal(expected, Of(Verified(contest, 1000), Votes(600, 400) with { Rejected = 0 }));
    }

    [Fact]
    public void The_figures_of_another_contest_in_whatever_order_are_the_same_as_anothers()
    {
        var b = Contest("B", "Con LD Lab");
        var election = Election(A, b)
            .Declare("B", 200, 500, 300)
            .After(new Command.ReportVerified(A.Id, 1000, null, "rita"));

        Assert.Equal(
            [new Caution.SameAsAnother(b)],
            Of(election, Votes(500, 300, 200) with { Rejected = 0 })
        );
        Assert.Empty(Of(election, Votes(500, 301, 199) with { Rejected = 0 }));
    }

    [Fact]
    public void Contests_with_another_number_of_candidates_have_other_figures()
    {
        var election = Election(A, Contest("B"), Contest("C", "Lab Con LD"))
            .Declare("B", 600, 400)
            .After(new Command.ReportVerified(A.Id, 1000, null, "rita"));

        Assert.DoesNotContain(
            Of(election, Votes(600, 400, 0) with { Rejected = 0 }),
            c => c is Caution.SameAsAnother
        );
    }

    [Theory]
    [InlineData(5, 260, false)]
    [InlineData(5, 261, true)]
    [InlineData(4, 261, false)]
    public void A_change_of_share_is_fifteen_points_above_the_areas_at_most(
        int declared,
        int above,
        bool far
    )
    {
        // Everywhere Labour had 40%; in the others it rises by 11 points.
        var election = FiveInDerbyshire(declared, 510);
        var labour = 400 + above;

        var expected = far
            ? new Caution[]
            {
                new Caution.FarFromArea(
                    Derbyshire,
                    Lab,
                    new Fraction(above, 1000),
                    Percent(11),
                    Percent(11)
                ),
            }
            : [];
        Assert.Equal(
            expected,
            election
                .Cautions(Propose(new ContestId("X"), Votes(labour, 1000 - labour)))
                .OfType<Caution.FarFromArea>()
        );
    }

    [Theory]
    [InlineData(600, false)]
    [InlineData(599, true)]
    public void A_change_of_share_is_fifteen_points_below_the_areas_at_most(int labour, bool far)
    {
        // Labour had 60% and rises to 75% in the others.
        var election = FiveInDerbyshire(5, 750, "Con 400 Lab 600");

        Assert.Equal(
            far,
            election
                .Cautions(Propose(new ContestId("X"), Votes(labour, 1000 - labour)))
                .OfType<Caution.FarFromArea>()
                .Any()
        );
    }

    /// <summary>Found by a simulated night: totals with no common factor, and the proposal ended in an overflow.</summary>
    [Fact]
    public void Changes_of_share_are_compared_whatever_the_totals()
    {
        // Totals that are primes, or nearly: next to nothing cancels.
        (int Labour, int Conservative)[] results =
        [
            (45_000, 45_007),
            (45_000, 45_011),
            (45_000, 45_053),
            (45_000, 45_061),
            (45_000, 45_127),
        ];
        var contests = "ABCDEX"
            .Select(
                (c, i) =>
                    Contest(
                        $"{c}",
                        last: $"Con {44_000 + (2 * i)} Lab {43_983 + (8 * i)}",
                        electorate: 100_000
                    )
            )
            .ToArray();
        var election = "ABCDE"
            .Zip(results)
            .Aggregate(
                Election(contests),
                (e, r) => e.Declare($"{r.First}", r.Second.Labour, r.Second.Conservative)
            );

        Assert.Single(
            election
                .Cautions(Propose(new ContestId("X"), Votes(72_000, 17_989)))
                .OfType<Caution.FarFromArea>()
        );
    }

    [Fact]
    public void Where_the_county_has_too_few_results_the_nation_is_compared_with()
    {
        var contests = "ABCDE"
            .Select(c => Contest($"{c}", areas: [Rutland, England, Whole]))
            .Append(Contest("X", areas: [Derbyshire, England, Whole]))
            .ToArray();
        var election = "ABCDE".Aggregate(
            Election(contests),
            (e, c) => e.Declare($"{c}", 500 + c, 500 - c)
        );

        var far = Assert.Single(
            election
                .Cautions(Propose(new ContestId("X"), Votes(900, 100)))
                .OfType<Caution.FarFromArea>()
        );
        Assert.Equal(England, far.Area);
        // A is 65 and E 69.
        Assert.Equal(new Fraction(165, 1000), far.Least);
        Assert.Equal(new Fraction(169, 1000), far.Most);
    }

    [Theory]
    [InlineData(1, true, 3)]
    [InlineData(2, false, null)]
    [InlineData(3, false, null)]
    [InlineData(4, true, null)]
    public void A_winner_who_was_neither_first_nor_second_is_unexpected(
        int winner,
        bool unexpected,
        int? place
    )
    {
        var contest = Contest("A", "LD Con Lab Green", "Con 521 Lab 400 LD 79");
        var votes = Votes(110, 100, 90, 80);
        votes = votes with { Votes = votes.Votes.SetItem(winner - 1, new(winner, 700)) };

        Caution[] expected = unexpected
            ? [new Caution.UnexpectedWinner(contest.Candidate(winner), place)]
            : [];
        Assert.Equal(expected, Of(Election(contest), votes).OfType<Caution.UnexpectedWinner>());
    }

    [Fact]
    public void A_third_party_with_eight_percent_and_a_sitting_member_are_not_unexpected()
    {
        var third = Contest("A", "LD Con Lab", "Con 520 Lab 400 LD 80");
        var sitting = Contest("A", "Ind Con Lab", "Con 600 Lab 400");

        Assert.Empty(Unexpected(third));
        Assert.Empty(Unexpected(sitting.Sitting(1)));
        Assert.Single(Unexpected(sitting));

        static IEnumerable<Caution.UnexpectedWinner> Unexpected(Contest contest) =>
            Of(Election(contest), Votes(600, 300, 100)).OfType<Caution.UnexpectedWinner>();
    }

    [Fact]
    public void Without_a_base_result_nobody_is_unexpected() =>
        Assert.Empty(
            Of(
                Verified(Contest("A", "LD Con", last: null), 1000),
                Votes(600, 400) with
                {
                    Rejected = 0,
                }
            )
        );

    [Fact]
    public void Every_caution_has_to_be_accepted_by_its_code_before_the_figures_are_sent()
    {
        var contest = Contest("A").Named("Ann Smith", "Bob Smith");
        var election = Election(contest)
            .After(new Command.Propose(One, contest.Id, Votes(600, 400), "rita"));

        Assert.Equal(
            ["no-verified-total", "names-alike"],
            election.Proposal(One)!.Cautions.AsEnumerable()
        );
        Assert.Equal(["no-verified-total", "names-alike"], Open());
        Assert.Equal(["names-alike"], Open("no-verified-total"));
        Assert.Equal(["no-verified-total"], Open("names-alike", "looks-swapped"));
        Assert.Empty(Open("names-alike", "no-verified-total"));

        IEnumerable<string> Open(params string[] accepted) =>
            election.Cautions(new Command.Confirm(One, "rita", [.. accepted])).Select(c => c.Code);
    }

    [Fact]
    public void What_became_odd_after_the_read_back_has_to_be_accepted_as_well()
    {
        var election = Election(A)
            .After(new Command.Propose(One, A.Id, Votes(500, 300, 200), "rita"))
            .After(new Command.Flash(A.Id, 2, "ed"));

        Assert.Equal(
            [new Caution.ContradictsFlash(A.Candidate(2), A.Candidate(1))],
            election.Cautions(new Command.Confirm(One, "rita", ["no-verified-total"]))
        );
    }

    public static TheoryData<Caution, string, bool> Codes =>
        new()
        {
            { new Caution.NoVerifiedTotal(), "no-verified-total", false },
            {
                new Caution.TurnoutOffAnnounced(Percent(1), Percent(2)),
                "turnout-off-announced",
                false
            },
            {
                new Caution.TurnoutFarFromLastTime(Percent(1), Percent(2)),
                "turnout-far-from-last-time",
                false
            },
            { new Caution.TotalFell(A.Candidate(1), 2, 1), "total-fell", true },
            { new Caution.LooksSwapped(A.Candidate(1), A.Candidate(2)), "looks-swapped", true },
            {
                new Caution.SwappedByShares(A.Candidate(1), A.Candidate(2)),
                "swapped-by-shares",
                false
            },
            {
                new Caution.ContradictsFlash(A.Candidate(1), A.Candidate(2)),
                "contradicts-flash",
                true
            },
            { new Caution.NamesAlike(A.Candidate(1), A.Candidate(2)), "names-alike", false },
            { new Caution.SameAsAnother(A), "same-as-another", false },
            {
                new Caution.FarFromArea(Whole, Lab, Percent(1), Percent(2), Percent(3)),
                "far-from-area",
                false
            },
            { new Caution.UnexpectedWinner(A.Candidate(1), 3), "unexpected-winner", false },
            { new Caution.WinnerChanges(A.Candidate(1), A.Candidate(2)), "winner-changes", true },
            { new Caution.AnotherLot(A.Candidate(1)), "another-lot", true },
            { new Caution.ElectorateFarFromPack(1, 2), "electorate-far-from-pack", false },
            { new Caution.ContradictsLot(A.Candidate(1), A.Candidate(2)), "contradicts-lot", true },
            { new Caution.PapersNotCompared(1), "papers-not-compared", false },
            {
                new Caution.TurnoutUnlikeArea(Whole, Percent(1), Percent(2)),
                "turnout-unlike-area",
                false
            },
            { new Caution.AbsurdTurnout(Percent(1)), "absurd-turnout", false },
            { new Caution.ManyRejected(1, 2), "many-rejected", false },
            { new Caution.ElectorateFarFromLastTime(1, 2), "electorate-far-from-last-time", false },
            { new Caution.AnotherFlash(A.Candidate(1)), "another-flash", true },
            { new Caution.FewVotes(A.Candidate(1), 1, 2, null, null), "few-votes", false },
            { new Caution.LevelFigures(A.Candidate(1), A.Candidate(2), 1), "level-figures", false },
            {
                new Caution.UnlikelyShare(
                    Whole,
                    A.Candidate(1),
                    Percent(1),
                    Percent(2),
                    Percent(3)
                ),
                "unlikely-share",
                false
            },
            { new Caution.FitsAnother(A, Percent(1), Percent(2)), "fits-another", false },
            { new Caution.RejectedNotSaid(10, 1), "rejected-not-said", false },
            { Text(new AnnouncedCheck.OfWinner(Lab, Con)), "text-winner", false },
            {
                Text(new AnnouncedCheck.OfTurnout(Percent(1), Percent(2), false)),
                "text-turnout",
                false
            },
            {
                Text(
                    new AnnouncedCheck.OfSwing(
                        new AnnouncedSwing(Percent(1), Percent(1), null, null),
                        new Swing(Lab, Con, Percent(3)),
                        false
                    )
                ),
                "text-swing",
                false
            },
            { Text(AnnouncedFigure.Voters), "text-turnout", false },
            { Text(AnnouncedFigure.ValidVotes), "text-valid-votes", false },
            { Text(AnnouncedFigure.Electorate), "text-electorate", false },
            { Text(AnnouncedFigure.Majority), "text-majority", false },
            { Text(AnnouncedFigure.Seats), "text-seats", false },
            { Text(AnnouncedFigure.VerifiedPapers), "text-papers", false },
            { Text(AnnouncedFigure.IssuedPapers), "text-papers", false },
        };

    private static Caution.DiffersFromText Text(AnnouncedCheck check) => new(check);

    private static Caution.DiffersFromText Text(AnnouncedFigure figure) =>
        new(new AnnouncedCheck.OfFigure(figure, 1, 2, Agrees: false));

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_caution_keeps_its_code_and_the_gravest_need_a_second_person(
        Caution caution,
        string code,
        bool second
    ) => Assert.Equal((code, second), (caution.Code, caution.NeedsSecondPerson));

    [Fact]
    public void Every_caution_has_a_code() =>
        Assert.Equal(
            typeof(Caution).GetNestedTypes().Length,
            Codes.Select(c => c[0].GetType()).Distinct().Count()
        );

    private static Election FiveInDerbyshire(
        int declared,
        int labour,
        string last = "Con 600 Lab 400"
    )
    {
        AreaId[] areas = [Derbyshire, Whole];
        var contests = "ABCDE".Select(c => Contest($"{c}", last: last, areas: areas));
        return "ABCDE"
            .Take(declared)
            .Aggregate(
                Election([.. contests, Contest("X", last: last, areas: areas)]),
                (e, c) => e.Declare($"{c}", labour, 1000 - labour)
            );
    }

    private static Election Verified(Contest contest, int papers, Fraction? turnout = null) =>
        Election(contest).After(new Command.ReportVerified(contest.Id, papers, turnout, "rita"));

    private static Command.Propose Propose(ContestId contest, Figures figures) =>
        new(One, contest, figures, "rita");

    private static IEnumerable<Caution> Of(Election election, Figures figures) =>
        Assert
            .IsType<Decision.Accepted>(
                election.Decide(Propose(election.Definition.Contests[0].Id, figures), Night)
            )
            .Cautions;
}

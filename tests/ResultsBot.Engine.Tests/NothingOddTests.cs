using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>What is near to being odd, and is not; and lots and totals that are as they were.</summary>
public class NothingOddTests
{
    private static readonly Contest Ward = Ward("W", 2, "Lab Lab Con LD", last: null);

    [Fact]
    public void Candidates_without_a_vote_are_no_figures_in_common_with_another_seat()
    {
        Contest[] seats =
        [
            .. "AB".Select(id => Contest($"{id}", "Lab Con LD Green Ind", last: null)),
        ];

        Assert.Empty(
            Odd<Caution.SameAsAnother>(
                Election(seats).Declare("B", 600, 300, 0, 0, 0),
                Declaration("A", 500, 400, 0, 0, 0)
            )
        );
    }

    [Theory]
    [InlineData("Con 950 Lab 50", false)]
    [InlineData("Con 890 LD 60 Lab 50", true)]
    public void Who_was_second_last_time_is_no_unexpected_winner(string last, bool unexpected) =>
        Assert.Equal(
            unexpected,
            Odd<Caution.UnexpectedWinner>(
                    Election(Contest("A", last: last)),
                    Declaration("A", 600, 400)
                )
                .Any()
        );

    [Fact]
    public void Where_nobody_has_fallen_nobody_looks_swapped() =>
        Assert.Empty(
            Odd<Caution.LooksSwapped>(
                Election(Contest("A"))
                    .After(new Command.ReportCount(new("A"), Votes(100, 50).Votes, "rita")),
                Declaration("A", 100, 120)
            )
        );

    [Fact]
    public void A_correction_is_held_against_what_was_declared_and_no_longer_against_the_count()
    {
        var declared = Election(Contest("A"))
            .After(new Command.ReportCount(new("A"), Votes(700, 300).Votes, "rita"))
            .Declare("A", 600, 400);

        Assert.Empty(
            Odd<Caution.TotalFell>(
                declared,
                new Command.Correct(new("A"), 1, Votes(610, 400), "Misread.", "ed")
            )
        );
    }

    [Fact]
    public void A_lot_among_several_is_contradicted_only_where_its_winner_is_not_elected()
    {
        var drawn = Election(Ward).After(new Command.RecordLot(Ward.Id, 3, "rita"));

        Assert.Empty(Odd<Caution.ContradictsLot>(drawn, Declaration("W", 500, 300, 300, 100)));
        Assert.Equal(
            [new Caution.ContradictsLot(Ward.Candidate(3), Ward.Candidate(1))],
            Odd<Caution.ContradictsLot>(drawn, Declaration("W", 500, 400, 300, 100))
        );
    }

    [Fact]
    public void Who_has_won_the_lot_once_has_won_it_whoever_says_so_again()
    {
        var drawn = Election(Ward)
            .After(new Command.RecordLot(Ward.Id, 2, "rita"))
            .After(new Command.RecordLot(Ward.Id, 3, "rita"))
            .After(new Command.RecordLot(Ward.Id, 2, "sam"));

        Assert.Equal([2, 3], drawn.State(Ward.Id).Progress.Lot.AsEnumerable());
    }

    [Fact]
    public void The_lot_elects_nobody_where_the_figures_say_themselves_who_is()
    {
        var a = Contest("A");
        var drawn = Election(a).After(new Command.RecordLot(a.Id, 1, "rita"));
        var both = Votes(500, 500) with { Elected = [1, 2] };

        Assert.Equal([1], drawn.Drawn(a.Id, Votes(500, 500)).Elected.AsEnumerable());
        Assert.Equal([1, 2], drawn.Drawn(a.Id, both).Elected.AsEnumerable());
    }

    [Fact]
    public void A_total_that_fell_is_taken_in_where_it_was_accepted_by_name_and_else_not()
    {
        var counted = Election(Contest("A"))
            .After(new Command.ReportCount(new("A"), Votes(100, 50).Votes, "rita"));
        var fallen = new Command.ReportCount(new("A"), Votes(90, 50).Votes, "rita");

        Assert.IsType<Decision.Cautioned>(counted.Decide(fallen, Night));
        Assert.IsType<Decision.Accepted>(
            counted.Decide(fallen with { Accepted = ["total-fell"] }, Night)
        );
        Assert.IsType<Decision.Accepted>(
            counted.Decide(
                new Command.ReportCount(new("A"), fallen.Votes, "rita", ["total-fell"]),
                Night
            )
        );
    }

    [Fact]
    public void What_cannot_be_declared_has_a_reason() =>
        Assert.Equal(
            [new Fault.ReasonMissing()],
            Election(Contest("A"))
                .Faults(
                    new Command.ReportStage(
                        new("A"),
                        new StageReport(Stage.UnableToDeclare),
                        "rita"
                    )
                )
                .AsEnumerable()
        );

    [Theory]
    [InlineData(400, false)] // 20 of 1,000 papers: one in fifty.
    [InlineData(399, true)]
    public void Of_verified_papers_beside_the_votes_one_in_fifty_may_be_rejected_ones(
        int second,
        bool missing
    ) =>
        Assert.Equal(
            missing ? [new Fault.RejectedMissing(21)] : [],
            Election(Contest("A"))
                .Consider(
                    Declaration("A", 580, second) with
                    {
                        Announced = new Announced { Verified = 1_000 },
                    },
                    Night
                )
                .Faults.AsEnumerable()
        );

    [Fact]
    public void The_verified_total_that_is_said_with_a_correction_is_known_from_then_on()
    {
        var corrected = Election(Contest("A"))
            .Declare("A", 600, 400)
            .After(
                new Command.Correct(
                    new("A"),
                    1,
                    Votes(610, 400) with
                    {
                        Rejected = 10,
                    },
                    "Misread.",
                    "ed"
                )
                {
                    Announced = new Announced { Verified = 1_020 },
                }
            );

        Assert.Equal(1_020, corrected.State(new("A")).Progress.VerifiedPapers);
    }

    private static IEnumerable<T> Odd<T>(Election election, Command.Report report)
        where T : Caution => election.Consider(report, Night).Cautions.OfType<T>();
}

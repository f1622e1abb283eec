using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>The mistakes that real election nights made, with their figures, and what stops them here.</summary>
public partial class MistakesTests
{
    private const string Wire = "outside:wire";

    private static readonly ProposalId Read = new("read back");
    private static readonly Contest A = Contest("A", "Lab Con LD");

    /// <summary>The votes as they were counted in the end: 49,295.</summary>
    private static readonly int[] PutneyVotes = [24113, 332, 3070, 491, 5943, 3721, 11625];

    private static readonly Contest Putney = Contest(
        "Putney",
        "Lab REU RUK WPB LD Green Con",
        "Con 20197 Lab 24613 LD 9382 Green 1298",
        electorate: 72_686
    );

    [Fact]
    public void Derbyshire_Dales_2024_a_majority_of_250_for_350()
    {
        var election = Derbyshire2024.Awaited.After(
            Derbyshire2024.Declaration(Derbyshire2024.Dales)
        );

        var verdict = election.Declared(Derbyshire2024.Dales).Verdict;
        Assert.Equal((17_759, 17_409), (verdict.Winner.Votes, verdict.RunnerUp?.Votes));
        Assert.Equal(350, verdict.Majority);
        // Nobody can type one: there is nothing to type it into.
        Assert.Equal(
            ["Elected", "Papers", "Rejected", "Votes"],
            typeof(Figures).GetProperties().Where(p => p.CanWrite).Select(p => p.Name).Order()
        );
    }

    [Fact]
    public void Derbyshire_2024_all_eleven_taken_from_the_Tories_were_nine_gains_and_two_holds()
    {
        var election = Derbyshire2024.All.Aggregate(Derbyshire2024.Awaited, (e, c) => e.After(c));

        var county = election.Standing(Derbyshire);
        Assert.Equal((11, true), (county.Seats, county.IsComplete));
        Assert.Equal(
            (11, 9, 2),
            (county.Of(Lab).Seats, county.Of(Lab).Gains, county.Of(Lab).Holds)
        );
        Assert.Equal((0, 9), (county.Of(Con).Seats, county.Of(Con).Losses));
        Assert.Equal(
            ["Chesterfield", "Derby South"],
            election
                .Contests.Where(c =>
                    c.State is ContestState.Declared { Verdict.Outcome: Outcome.Hold }
                )
                .Select(c => c.Contest.Id.Value)
        );
    }

    [Fact]
    public void Putney_2024_6558_votes_left_out_do_not_reconcile_with_the_verified_total()
    {
        var election = Election(Putney)
            .After(new Command.ReportVerified(Putney.Id, 49_513, null, "rita"));

        var faults = election.Faults(new Command.Propose(Read, Putney.Id, PutneyLeftOut, "rita"));

        Assert.Equal([new Fault.NotReconciled(42_737, 218, 49_513)], faults.AsEnumerable());
        Assert.Equal(6_558, 49_513 - 218 - 42_737);
        Assert.Equal(
            12_488,
            election
                .After(
                    new Command.Declare(
                        Putney.Id,
                        Votes(PutneyVotes) with
                        {
                            Rejected = 218,
                        },
                        "rita"
                    )
                )
                .Declared("Putney")
                .Verdict.Majority
        );
    }

    [Fact]
    public void Putney_2024_without_a_verified_total_that_is_said_and_the_announced_turnout_is_compared()
    {
        // 49,295 valid and 218 rejected papers of 72,686 voters: 68.1%.
        Fraction announced = new(681, 1000);

        var leftOut = ReadBack(42_737 + 218, PutneyLeftOut);
        var whole = ReadBack(49_513, Votes(PutneyVotes) with { Rejected = 218 });

        var off = Assert.Single(leftOut.OfType<Caution.TurnoutOffAnnounced>());
        Assert.Equal(announced, off.Announced);
        Assert.Equal(59, off.WorkedOut.Scaled(100));
        Assert.Empty(whole);
        Assert.Equal(
            [new Caution.NoVerifiedTotal()],
            Election(Putney).Cautions(new Command.Propose(Read, Putney.Id, PutneyLeftOut, "rita"))
        );

        IEnumerable<Caution> ReadBack(int verified, Figures figures) =>
            Election(Putney)
                .After(new Command.ReportVerified(Putney.Id, verified, announced, "rita"))
                .Cautions(new Command.Propose(Read, Putney.Id, figures, "rita"));
    }

    [Fact]
    public void Plymouth_Sutton_and_Devonport_2017_a_wards_6587_votes_left_off_the_sheet()
    {
        // The two that led in the end, and one ward's votes for either missing.
        var plymouth = Contest("Plymouth", electorate: 76_584);
        var election = Election(plymouth)
            .After(new Command.ReportVerified(plymouth.Id, 27_283 + 20_476 + 100, null, "rita"));
        var short6587 = Votes(27_283 - 3_800, 20_476 - 2_787) with { Rejected = 100 };

        var fault = Assert.IsType<Fault.NotReconciled>(
            Assert.Single(election.Faults(new Command.Declare(plymouth.Id, short6587, "rita")))
        );

        Assert.Equal(6_587, fault.Verified - fault.Valid - fault.Rejected);
    }

    [Fact]
    public void Inverness_Skye_and_West_Ross_shire_2024_is_unable_to_declare_with_a_reason()
    {
        var saturday = Night.AddHours(33);
        StageReport adjourned = new(
            Stage.UnableToDeclare,
            Expected: saturday,
            Reason: "The totals do not reconcile; recount on Saturday."
        );
        var election = Election(A);

        Assert.Equal(
            [new Fault.ReasonMissing()],
            election
                .Faults(new Command.ReportStage(A.Id, adjourned with { Reason = " " }, "rita"))
                .AsEnumerable()
        );
        var (news, after) = election.Tell(new Command.ReportStage(A.Id, adjourned, "rita"));
        Assert.Equal(adjourned, Assert.Single(after.Contests).State.Progress.Stage);
        Assert.Equal(adjourned, Assert.IsType<Bulletin.StageReached>(Assert.Single(news)).Stage);
        Assert.Equal(
            Lab,
            after.Declare("A", 500, 300, 200).Declared("A").Verdict.Winner.Candidate.Party
        );
    }

    [Fact]
    public void Nelson_2023_242_and_177_against_each_others_names_look_swapped()
    {
        var nelson = Contest("Nelson", "Lab Con");
        var election = Election(nelson)
            .After(new Command.ReportCount(nelson.Id, Votes(200, 150).Votes, "rita"))
            .After(new Command.Flash(nelson.Id, 1, "rita"));

        var cautions = election.Cautions(
            new Command.Propose(Read, nelson.Id, Votes(177, 242), "rita")
        );
        var right = election.Cautions(
            new Command.Propose(Read, nelson.Id, Votes(242, 177), "rita")
        );

        Assert.Contains(
            new Caution.LooksSwapped(nelson.Candidate(1), nelson.Candidate(2)),
            cautions
        );
        Assert.Contains(
            new Caution.ContradictsFlash(nelson.Candidate(1), nelson.Candidate(2)),
            cautions
        );
        Assert.DoesNotContain(right, c => c.NeedsSecondPerson);
    }

    [Fact]
    public void Prestatyn_North_2011_Pennington_and_Penlington_are_names_alike()
    {
        var ward = Contest("Prestatyn North", "Con Lab LD")
            .Named("Allan Pennington", "Paul Penlington", "Somebody Else");

        var alike = Election(ward)
            .Cautions(new Command.Propose(Read, ward.Id, Votes(500, 300, 200), "rita"))
            .OfType<Caution.NamesAlike>();

        Assert.Equal([new Caution.NamesAlike(ward.Candidate(1), ward.Candidate(2))], alike);
    }

    [Fact]
    public void Highworth_2019_over_3000_votes_each_from_2477_papers()
    {
        var highworth = Ward("Highworth", 2, "Con Con Lab", held: "Con 2");
        var figures = Votes(3_012, 3_001, 400) with { Papers = 2_477 };

        var faults = Election(highworth).Faults(new Command.Declare(highworth.Id, figures, "rita"));

        Assert.Equal(
            [
                new Fault.MoreVotesThanPapers(highworth.Candidate(1), 3_012, 2_477),
                new Fault.MoreVotesThanPapers(highworth.Candidate(2), 3_001, 2_477),
                new Fault.MoreVotesThanPapersCarry(6_413, 2_477, 2),
            ],
            faults.AsEnumerable()
        );
    }

    [Fact]
    public void TX_23_2018_an_outside_source_may_propose_and_never_publish()
    {
        var proposed = Election(A)
            .After(new Command.Propose(Read, A.Id, Votes(500, 300, 200), Wire));
        var declared = proposed.Confirm(Read);
        var retracted = declared.After(new Command.Retract(A.Id, 1, "Misread.", "rita"));

        Refused(proposed, new Command.Flash(A.Id, 1, Wire));
        Refused(proposed, new Command.Declare(A.Id, Votes(500, 300, 200), Wire));
        Refused(proposed, new Command.Confirm(Read, Wire, ["no-verified-total"]));
        Refused(declared, new Command.Correct(A.Id, 1, Votes(500, 301, 200), "Misread.", Wire));
        Refused(declared, new Command.Retract(A.Id, 1, "Misread.", Wire));
        Refused(retracted, new Command.Reinstate(A.Id, 1, Wire));

        static void Refused(Election election, Command command) =>
            Assert.Equal([new Fault.OutsideSource(Wire)], election.Faults(command).AsEnumerable());
    }

    [Fact]
    public void CA_21_2018_an_alert_stands_while_the_flashed_winner_does_not_lead()
    {
        var flashed = Election(A).After(new Command.Flash(A.Id, 1, "rita"));
        var ahead = flashed.After(new Command.ReportCount(A.Id, Votes(50, 40, 1).Votes, "rita"));
        var behind = ahead.After(new Command.ReportCount(A.Id, Votes(60, 61, 1).Votes, "rita"));
        var declared = behind.Declare("A", 600, 700, 100);

        Alert[] alert = [new Alert.WinnerDoesNotLead(A, A.Candidate(1), A.Candidate(2))];
        Assert.Empty(Alert.Of(flashed));
        Assert.Empty(Alert.Of(ahead));
        Assert.Equal(alert, Alert.Of(behind));
        Assert.Equal(alert, Alert.Of(declared));
        Assert.Empty(Alert.Of(behind.Declare("A", 701, 700, 100)));
    }

    [Fact]
    public void CNN_Edison_2021_a_falling_total_waits_for_a_second_person()
    {
        var election = Election(A)
            .After(new Command.ReportCount(A.Id, Votes(500, 300, 200).Votes, "rita"))
            .After(new Command.Propose(Read, A.Id, Votes(600, 299, 200), "rita"));
        Caution fell = new Caution.TotalFell(A.Candidate(2), 300, 299);

        Assert.Equal(
            [new Caution.NoVerifiedTotal(), fell],
            election.Cautions(new Command.Confirm(Read, "rita"))
        );
        var waiting = election.Confirm(Read, "rita");
        Assert.Equal(ProposalState.AwaitsSecondPerson, waiting.Proposal(Read)?.State);
        Assert.IsType<ContestState.Awaited>(waiting.State(A.Id));
        var alone = Assert.IsType<Fault.SecondPersonNeeded>(
            Assert.Single(waiting.Faults(waiting.Knowingly(new Command.Confirm(Read, "rita"))))
        );
        Assert.Equal([fell], alone.Because.AsEnumerable());
        Assert.Equal(299, waiting.Confirm(Read, "ed").Declared("A").Figures.Of(2));
    }

    [Fact]
    public void CNN_Edison_2021_a_correction_says_what_it_was_and_what_it_is()
    {
        var election = Election(A).Declare("A", 500, 300, 200);
        Command.Correct correct = new(A.Id, 1, Votes(400, 300, 200), "Misread.", "ed");

        Assert.Contains(
            new Caution.TotalFell(A.Candidate(1), 500, 400),
            election.Cautions(correct)
        );
        var (news, _) = election.Tell(election.Knowingly(correct));
        var corrected = Assert.IsType<Bulletin.Corrected>(Assert.Single(news));
        Assert.Equal((500, 200), (corrected.Before.Winner.Votes, corrected.Before.Majority));
        Assert.Equal((400, 100), (corrected.After.Winner.Votes, corrected.After.Majority));
    }

    [Fact]
    public void NPR_a_retraction_is_told_wherever_the_result_was()
    {
        var contest = Contest("A", areas: [Derbyshire, England, Whole]);
        var (told, declared) = Election(contest, Contest("B")).Tell(Declaration("A", 600, 400));
        var result = Assert.Single(told.OfType<Bulletin.Result>());

        var (news, _) = declared.Tell(new Command.Retract(contest.Id, 1, "Misread.", "ed"));

        var retracted = Assert.IsType<Bulletin.Retracted>(Assert.Single(news));
        Assert.Equal(result.Areas.AsEnumerable(), retracted.Areas);
        Assert.Equal(result.Parties.AsEnumerable(), retracted.Parties);
        Assert.Equal(result.Contest, retracted.Contest);
        Assert.Equal(result.Verdict, retracted.Was);
        Assert.Equal(Importance.Correction, retracted.Importance);
    }

    [Fact]
    public void Democracy_Club_512_a_tie_asks_for_the_lot_and_never_picks_by_order()
    {
        foreach (var votes in new[] { Votes(400, 400, 200), Votes(200, 400, 400) })
        {
            var fault = Assert.IsType<Fault.TieWithoutLot>(
                Assert.Single(Election(A).Faults(new Command.Declare(A.Id, votes, "rita")))
            );
            Assert.Equal(
                votes.Votes.Where(v => v.Votes == 400).Select(v => v.Candidate),
                fault.Level.Select(c => c.Number)
            );
        }
    }

    [Fact]
    public void Democracy_Club_935_what_is_undone_is_named_by_the_number_that_stands()
    {
        var corrected = Election(A).Declare("A", 500, 300, 200);
        corrected = corrected.After(
            corrected.Knowingly(
                new Command.Correct(A.Id, 1, Votes(501, 300, 200), "Misread.", "ed")
            )
        );
        Fault[] changed = [new Fault.ResultChanged(1, 2)];

        Assert.Equal(
            changed,
            corrected.Faults(new Command.Retract(A.Id, 1, "Misread.", "ed")).AsEnumerable()
        );
        Assert.Equal(
            changed,
            corrected
                .Faults(new Command.Correct(A.Id, 1, Votes(9, 8, 7), "Misread.", "ed"))
                .AsEnumerable()
        );
        var retracted = corrected.After(new Command.Retract(A.Id, 2, "Misread.", "ed"));
        Assert.Equal(
            changed,
            retracted.Faults(new Command.Reinstate(A.Id, 1, "ed")).AsEnumerable()
        );
    }

    public static TheoryData<Command> LessThanAResult =>
        new(
            new Command.Flash(A.Id, 1, "rita"),
            new Command.ReportCount(A.Id, Votes(5, 3, 2).Votes, "rita"),
            new Command.ReportStage(A.Id, new StageReport(Stage.Counting), "rita"),
            new Command.ReportVerified(A.Id, 1000, null, "rita"),
            new Command.RecordLot(A.Id, 1, "rita")
        );

    [Theory]
    [MemberData(nameof(LessThanAResult))]
    public void FT_2016_what_is_less_than_the_full_figures_never_replaces_them(Command less)
    {
        Assert.IsType<Decision.Accepted>(Election(A).Decide(less, Night));
        Assert.Equal(
            [new Fault.AlreadyDeclared(A, Same: null)],
            Election(A).Declare("A", 500, 300, 200).Faults(less).AsEnumerable()
        );
    }

    [Fact]
    public void PA_test_feed_2016_every_figure_is_worked_out_anew()
    {
        var verdict = Derbyshire2024
            .Awaited.After(Derbyshire2024.Declaration(Derbyshire2024.Dales))
            .Declared(Derbyshire2024.Dales)
            .Verdict;

        Assert.Equal(51_272, verdict.ValidVotes);
        Assert.Equal(new Fraction(350, 51_272), verdict.MajorityShare);
        Assert.Equal(new Fraction(51_272, 73_324), verdict.Turnout);
        Assert.Equal(new Outcome.Gain(Con), verdict.Outcome);
        Assert.Equal((Con, Lab), (verdict.Swing!.From, verdict.Swing.To));
        Assert.Equal(178, verdict.Swing.Size.Scaled(1000));
        // Labour 34.6% after 24.1%, the Conservatives 34.0% after 59.0%.
        Assert.Equal([105, -250], verdict.Lines.Take(2).Select(l => l.Change!.Value.Scaled(1000)));
        // 5% is 2,563.6: the Independent and the last of the others.
        Assert.Equal([369, 317], verdict.Lines.Where(l => l.LostDeposit).Select(l => l.Votes));
    }

    /// <summary>As it was declared: 6,558 votes short, here of the winner's.</summary>
    private static Figures PutneyLeftOut =>
        Votes([PutneyVotes[0] - 6_558, .. PutneyVotes[1..]]) with
        {
            Rejected = 218,
        };
}

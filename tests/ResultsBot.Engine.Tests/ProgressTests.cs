using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>What is heard of a count before its result.</summary>
public class ProgressTests
{
    private static readonly Contest A = Contest(
        "A",
        "Lab Con LD",
        areas: [Derbyshire, England, Whole]
    );

    [Fact]
    public void At_first_nothing_is_known()
    {
        var state = Assert.IsType<ContestState.Awaited>(Election(A).State(A.Id));

        Assert.Equal(CountProgress.Nothing, state.Progress);
        Assert.Null(state.Progress.HeardAt);
    }

    [Fact]
    public void A_count_knows_its_last_stage_and_when_it_was_heard_of()
    {
        StageReport recount = new(Stage.Recount, 2, Night.AddHours(1), "Six votes apart.");

        var election = Election(A)
            .After(new Command.ReportStage(A.Id, new StageReport(Stage.Counting), "rita"))
            .After(new Command.ReportStage(A.Id, recount, "rita"));

        Assert.Equal(recount, election.State(A.Id).Progress.Stage);
        Assert.Equal(Night, election.State(A.Id).Progress.HeardAt);
    }

    [Fact]
    public void A_verification_gives_the_papers_and_the_turnout_if_it_was_announced()
    {
        var announced = Election(A).After(Verified(5000, Percent(50)));

        Assert.Equal(5000, announced.State(A.Id).Progress.VerifiedPapers);
        Assert.Equal(Percent(50), announced.State(A.Id).Progress.AnnouncedTurnout);
        Assert.Null(announced.After(Verified(5001, null)).State(A.Id).Progress.AnnouncedTurnout);
    }

    [Fact]
    public void Later_figures_take_the_place_of_earlier_ones_and_the_others_stay()
    {
        var election = Election(A)
            .After(new Command.ReportCount(A.Id, [new(3, 20), new(1, 50)], "rita"))
            .After(new Command.ReportCount(A.Id, [new(1, 60), new(2, 40)], "rita"));

        Assert.Equal(
            [new CandidateVotes(1, 60), new(2, 40), new(3, 20)],
            election.State(A.Id).Progress.Running.AsEnumerable()
        );
    }

    [Fact]
    public void A_flash_can_be_put_right_by_another()
    {
        var election = Election(A)
            .After(new Command.Flash(A.Id, 1, "rita"))
            .After(new Command.Flash(A.Id, 2, "rita", ["another-flash"]));

        Assert.Equal(2, election.State(A.Id).Progress.Flashed);
        Assert.IsType<ContestState.Awaited>(election.State(A.Id));
        Assert.Equal(0, election.Standing(Whole).Declared);
    }

    [Fact]
    public void What_was_heard_is_kept_with_the_result_and_when_it_is_taken_back()
    {
        var heard = Election(A)
            .After(Verified(1000, null))
            .After(new Command.Flash(A.Id, 1, "rita"));
        var declared = heard.After(
            new Command.Declare(A.Id, Votes(500, 300, 190) with { Rejected = 10 }, "rita")
        );
        var retracted = declared.After(new Command.Retract(A.Id, 1, "Misread.", "ed"));

        foreach (var election in new[] { heard, declared, retracted })
        {
            Assert.Equal(1000, election.State(A.Id).Progress.VerifiedPapers);
            Assert.Equal(1, election.State(A.Id).Progress.Flashed);
        }
    }

    [Fact]
    public void A_note_is_heard_of_the_count_and_a_quote_changes_nothing()
    {
        var noted = Election(A).After(new Command.Note(A.Id, "Boxes are late.", "rita"));
        var quoted = Election(A).After(new Command.Quote(A.Id, "Agent", "It is close.", "rita"));

        Assert.Equal(Night, noted.State(A.Id).Progress.HeardAt);
        Assert.Null(quoted.State(A.Id).Progress.HeardAt);
    }

    [Fact]
    public void A_note_and_a_quote_are_heard_after_the_result_as_well()
    {
        var declared = Election(A).Declare("A", 500, 300, 200);

        Assert.Single(declared.Tell(new Command.Note(A.Id, "Cheers.", "rita")).News);
        Assert.Single(declared.Tell(new Command.Quote(A.Id, "Winner", "Thanks.", "rita")).News);
        declared.After(new Command.Note(A.Id, "Cheers.", "rita")).Declared("A");
    }

    public static TheoryData<Command, bool> BeforeTheClose =>
        new()
        {
            { new Command.ReportStage(A.Id, new StageReport(Stage.BoxesIn), "rita"), true },
            { new Command.Note(A.Id, "A queue.", "rita"), true },
            { new Command.ReportVerified(A.Id, 1000, null, "rita"), false },
            { new Command.ReportCount(A.Id, [new(1, 50)], "rita"), false },
            { new Command.Flash(A.Id, 1, "rita"), false },
            { new Command.RecordLot(A.Id, 1, "rita"), false },
        };

    [Theory]
    [MemberData(nameof(BeforeTheClose))]
    public void How_people_voted_is_heard_only_once_the_polls_have_closed(
        Command command,
        bool heard
    )
    {
        var early = Election(A).Decide(command, PollCloses.AddTicks(-1));

        Assert.Equal(heard, early is Decision.Accepted);
        if (early is Decision.Refused refused)
        {
            Assert.Equal([new Fault.PollStillOpen(PollCloses)], refused.Faults.AsEnumerable());
        }
        Assert.IsType<Decision.Accepted>(Election(A).Decide(command, PollCloses));
    }

    public static TheoryData<Command> OfAnUnknownContest =>
        new(
            new Command.ReportStage(new("Z"), new StageReport(Stage.BoxesIn), "rita"),
            new Command.ReportVerified(new("Z"), 1000, null, "rita"),
            new Command.ReportCount(new("Z"), [new(1, 50)], "rita"),
            new Command.Flash(new("Z"), 1, "rita"),
            new Command.RecordLot(new("Z"), 1, "rita"),
            new Command.Note(new("Z"), "A queue.", "rita"),
            new Command.Quote(new("Z"), "Agent", "It is close.", "rita")
        );

    [Theory]
    [MemberData(nameof(OfAnUnknownContest))]
    public void Nothing_is_heard_of_a_contest_that_is_not_there(Command command) =>
        Assert.Equal(
            [new Fault.UnknownContest(new ContestId("Z"))],
            Election(A).Faults(command).AsEnumerable()
        );

    [Fact]
    public void Who_is_flashed_or_drawn_is_on_the_roll()
    {
        Fault[] notOnRoll = [new Fault.NotOnRoll(4)];

        Assert.Equal(
            notOnRoll,
            Election(A).Faults(new Command.Flash(A.Id, 4, "rita")).AsEnumerable()
        );
        Assert.Equal(
            notOnRoll,
            Election(A).Faults(new Command.RecordLot(A.Id, 4, "rita")).AsEnumerable()
        );
    }

    [Fact]
    public void What_is_said_is_said_in_words_and_not_too_many()
    {
        var tooLong = new string('x', 1001);

        Assert.Equal([new Fault.TextMissing()], Said("Agent", " "));
        Assert.Equal([new Fault.TextMissing()], Said("", "It is close."));
        Assert.Equal([new Fault.TextTooLong(1001, 1000)], Said("Agent", tooLong));
        Assert.Equal(
            [new Fault.TextMissing()],
            Election(A).Faults(new Command.Note(A.Id, "\t", "rita")).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.TextTooLong(1001, 1000)],
            Election(A)
                .Faults(
                    new Command.ReportStage(
                        A.Id,
                        new StageReport(Stage.Counting, Reason: tooLong),
                        "rita"
                    )
                )
                .AsEnumerable()
        );

        static IEnumerable<Fault> Said(string who, string text) =>
            Election(A).Faults(new Command.Quote(A.Id, who, text, "rita"));
    }

    public static TheoryData<Command, Type, Importance, PartyId[]> Told =>
        new()
        {
            {
                new Command.ReportStage(A.Id, new StageReport(Stage.BoxesIn), "rita"),
                typeof(Bulletin.StageReached),
                Importance.Progress,
                []
            },
            {
                new Command.ReportVerified(A.Id, 1000, null, "rita"),
                typeof(Bulletin.Verified),
                Importance.Progress,
                []
            },
            {
                new Command.ReportCount(A.Id, [new(1, 50)], "rita"),
                typeof(Bulletin.Counted),
                Importance.Progress,
                []
            },
            {
                new Command.Flash(A.Id, 2, "rita"),
                typeof(Bulletin.Flashed),
                Importance.Result,
                [Con]
            },
            {
                new Command.RecordLot(A.Id, 2, "rita"),
                typeof(Bulletin.LotDrawn),
                Importance.Progress,
                [Con]
            },
            {
                new Command.Note(A.Id, "A queue.", "rita"),
                typeof(Bulletin.Noted),
                Importance.Progress,
                []
            },
            {
                new Command.Quote(A.Id, "Agent", "It is close.", "rita"),
                typeof(Bulletin.Quoted),
                Importance.Colour,
                []
            },
        };

    [Theory]
    [MemberData(nameof(Told))]
    public void What_is_heard_is_told_once_in_every_area_of_the_contest(
        Command command,
        Type kind,
        Importance importance,
        PartyId[] parties
    )
    {
        var bulletin = Assert.Single(Election(A).Tell(command).News);

        Assert.IsType(kind, bulletin);
        Assert.Equal(importance, bulletin.Importance);
        Assert.Equal(A.Areas.AsEnumerable(), bulletin.Areas);
        Assert.Equal(A.Id, bulletin.Contest);
        Assert.Equal(parties, bulletin.Parties.AsEnumerable());
        Assert.Equal(Night, bulletin.At);
    }

    [Fact]
    public void What_is_told_is_what_was_heard()
    {
        var (papers, _) = Election(A).Tell(Verified(5000, Percent(50)));
        var (counted, _) = Election(A).Tell(new Command.ReportCount(A.Id, [new(1, 50)], "rita"));
        var (quoted, _) = Election(A)
            .Tell(new Command.Quote(A.Id, "Agent", "It is close.", "rita"));
        var (noted, _) = Election(A).Tell(new Command.Note(A.Id, "A queue.", "rita"));
        var (flashed, _) = Election(A).Tell(new Command.Flash(A.Id, 2, "rita"));
        var (drawn, _) = Election(A).Tell(new Command.RecordLot(A.Id, 3, "rita"));

        Assert.Equal(
            (5000, Percent(50)),
            papers.OfType<Bulletin.Verified>().Select(b => (b.Papers, b.Turnout!.Value)).Single()
        );
        Assert.Equal(
            [new(1, 50)],
            counted.OfType<Bulletin.Counted>().Single().Votes.AsEnumerable()
        );
        Assert.Equal(
            ("Agent", "It is close."),
            quoted.OfType<Bulletin.Quoted>().Select(b => (b.Who, b.Text)).Single()
        );
        Assert.Equal("A queue.", noted.OfType<Bulletin.Noted>().Single().Text);
        Assert.Equal(A.Candidate(2), flashed.OfType<Bulletin.Flashed>().Single().Winner);
        Assert.Equal(A.Candidate(3), drawn.OfType<Bulletin.LotDrawn>().Single().Winner);
    }

    [Fact]
    public void The_lots_winner_is_elected_without_being_said_again()
    {
        var drawn = Election(A).After(new Command.RecordLot(A.Id, 2, "rita"));
        var proposal = new ProposalId("1");

        var declared = drawn.Declare("A", 400, 400, 200).Declared("A");
        var proposed = drawn
            .After(new Command.Propose(proposal, A.Id, Votes(400, 400, 200), "rita"))
            .Confirm(proposal)
            .Declared("A");

        foreach (var state in new[] { declared, proposed })
        {
            Assert.Equal(2, state.Verdict.Winner.Candidate.Number);
            Assert.True(state.Verdict.ByLot);
            Assert.Equal([2], state.Figures.Elected.AsEnumerable());
        }
    }

    [Fact]
    public void A_lot_means_nothing_where_the_figures_are_not_level()
    {
        var declared = Election(A)
            .After(new Command.RecordLot(A.Id, 2, "rita"))
            .Declare("A", 401, 400, 199)
            .Declared("A");

        Assert.Equal(1, declared.Verdict.Winner.Candidate.Number);
        Assert.False(declared.Verdict.ByLot);
        Assert.Empty(declared.Figures.Elected);
    }

    [Fact]
    public void A_lot_for_somebody_behind_leaves_the_tie_open() =>
        Assert.IsType<Fault.TieWithoutLot>(
            Assert.Single(
                Election(A)
                    .After(new Command.RecordLot(A.Id, 3, "rita"))
                    .Faults(Declaration("A", 400, 400, 200))
            )
        );

    [Fact]
    public void Whom_the_declaration_names_goes_before_the_lot_that_was_recorded()
    {
        var election = Election(A)
            .After(new Command.RecordLot(A.Id, 2, "rita"))
            .After(new Command.Declare(A.Id, Votes(400, 400, 200) with { Elected = [1] }, "rita"));

        Assert.Equal(1, election.Declared("A").Verdict.Winner.Candidate.Number);
    }

    [Fact]
    public void For_several_seats_the_lot_is_recorded_for_each()
    {
        var ward = Ward("W", 3, "Lab Con LD Green", electorate: 1000);
        var one = Election(ward).After(new Command.RecordLot(ward.Id, 4, "rita"));
        var two = one.After(new Command.RecordLot(ward.Id, 2, "rita"));
        int[] level = [500, 300, 300, 300];

        Assert.Equal(
            2,
            Assert
                .IsType<Fault.TieWithoutLot>(Assert.Single(one.Faults(Declaration("W", level))))
                .Seats
        );
        Assert.Equal(
            [1, 2, 4],
            two.Declare("W", level).Declared("W").Verdict.Elected.Select(l => l.Candidate.Number)
        );
    }

    private static Command.ReportVerified Verified(int papers, Fraction? turnout) =>
        new(A.Id, papers, turnout, "rita");

    [Fact]
    public void A_running_total_that_falls_is_heard_only_once_it_is_accepted()
    {
        var seat = Contest("A");
        var heard = Election(seat)
            .After(new Command.ReportCount(seat.Id, [new(1, 300), new(2, 200)], "rita"));
        var fallen = new Command.ReportCount(seat.Id, [new(1, 290), new(2, 250)], "rita");

        var decision = heard.Decide(fallen, Night);

        Assert.Equal(
            [new Caution.TotalFell(seat.Candidate(1), 300, 290)],
            Assert.IsType<Decision.Cautioned>(decision).Cautions.AsEnumerable()
        );
        var after = heard.After(fallen with { Accepted = ["total-fell"] });
        Assert.Equal(
            [new CandidateVotes(1, 290), new CandidateVotes(2, 250)],
            after.State(seat.Id).Progress.Running.AsEnumerable()
        );
    }

    [Fact]
    public void A_result_declared_after_one_was_taken_back_has_the_next_number()
    {
        var seat = Contest("A");
        var retracted = Election(seat)
            .Declare("A", 600, 400)
            .After(new Command.Retract(seat.Id, 1, "wrong seat", "ed"));

        var anew = retracted.Declare("A", 500, 400);

        Assert.Equal(2, anew.Declared("A").Result.Number);
        Assert.Equal(
            [new Fault.ResultChanged(1, 2)],
            anew.Faults(new Command.Retract(seat.Id, 1, "late", "ed")).AsEnumerable()
        );
    }

    [Fact]
    public void An_outside_source_can_only_propose()
    {
        var seat = Contest("A");
        var by = Command.Outside + "wire";
        var election = Election(seat);

        Assert.All(
            new Command[]
            {
                new Command.ReportStage(seat.Id, new StageReport(Stage.Counting), by),
                new Command.ReportVerified(seat.Id, 1000, null, by),
                new Command.ReportCount(seat.Id, [new(1, 5)], by),
                new Command.RecordLot(seat.Id, 1, by),
                new Command.Note(seat.Id, "heard", by),
                new Command.Quote(seat.Id, "who", "what", by),
            },
            command =>
                Assert.Equal([new Fault.OutsideSource(by)], election.Faults(command).AsEnumerable())
        );
        Assert.IsType<Decision.Accepted>(
            election.Decide(
                new Command.Propose(new ProposalId("1"), seat.Id, Votes(600, 400), by),
                Night
            )
        );
    }

    [Fact]
    public void A_lot_of_one_seat_that_is_drawn_again_takes_the_place_of_the_first()
    {
        var seat = Contest("A");

        var drawn = Election(seat)
            .After(new Command.RecordLot(seat.Id, 1, "ed"))
            .After(new Command.RecordLot(seat.Id, 2, "ed"));

        Assert.Equal([2], drawn.State(seat.Id).Progress.Lot.AsEnumerable());
    }

    [Fact]
    public void Another_flash_takes_the_first_one_back()
    {
        var heard = Election(A).After(new Command.Flash(A.Id, 1, "rita"));

        var (again, _) = heard.Tell(new Command.Flash(A.Id, 1, "sam"));
        var (other, _) = heard.Tell(new Command.Flash(A.Id, 2, "sam", ["another-flash"]));

        Assert.IsType<Bulletin.Flashed>(Assert.Single(again));
        Assert.Equal(2, Assert.IsType<Bulletin.Flashed>(other[0]).Winner.Number);
        Assert.Equal([1], TakenBack(other));
    }

    [Fact]
    public void A_flash_is_taken_back_by_the_first_result_that_has_another_winner()
    {
        var heard = Election(Contest("A")).After(new Command.Flash(A.Id, 2, "rita"));
        var (news, declared) = heard.Tell(Declaration("A", 600, 400));
        var (corrected, _) = declared.Tell(
            declared.Knowingly(new Command.Correct(A.Id, 1, Votes(590, 400), "Misread.", "ed"))
        );
        var (right, held) = heard.Tell(Declaration("A", 400, 600));
        var (swapped, _) = held.Tell(
            held.Knowingly(new Command.Correct(A.Id, 1, Votes(600, 400), "Swapped.", "ed"))
        );
        var retracted = held.After(new Command.Retract(A.Id, 1, "Wrong hall.", "ed"));

        Assert.Equal([2], TakenBack(news));
        Assert.True(
            news.IndexOf(news.OfType<Bulletin.Result>().Single())
                < news.IndexOf(news.OfType<Bulletin.TakenBack>().Single())
        );
        Assert.Empty(TakenBack(corrected));
        Assert.Empty(TakenBack(right));
        Assert.Equal([2], TakenBack(swapped));
        Assert.Equal([2], TakenBack(retracted.Tell(Declaration("A", 600, 400)).News));
        Assert.Empty(TakenBack(Election(Contest("A")).Tell(Declaration("A", 600, 400)).News));
        var flashedSince = retracted.After(new Command.Flash(A.Id, 1, "rita", ["another-flash"]));
        Assert.Equal([1], TakenBack(flashedSince.Tell(new Command.Reinstate(A.Id, 1, "ed")).News));
        Assert.Equal([1], TakenBack(flashedSince.Tell(Declaration("A", 400, 600)).News));
    }

    [Fact]
    public void A_flash_that_another_took_back_is_told_anew_when_that_is_undone()
    {
        var heard = Election(A).After(new Command.Flash(A.Id, 1, "rita"));
        var wrong = heard.After(new Command.Flash(A.Id, 2, "sam", ["another-flash"]));

        var (news, after) = wrong.Tell(new Command.Undo(Night, "Mistake.", "sam"));

        Assert.Equal([2], TakenBack(news));
        Assert.Equal(1, Assert.IsType<Bulletin.Flashed>(news[1]).Winner.Number);
        Assert.Equal(1, after.State(A.Id).Progress.Flashed);
    }

    private static IEnumerable<int> TakenBack(IEnumerable<Bulletin> news) =>
        news.OfType<Bulletin.TakenBack>()
            .Select(b => Assert.IsType<Bulletin.Flashed>(b.What).Winner.Number);
}

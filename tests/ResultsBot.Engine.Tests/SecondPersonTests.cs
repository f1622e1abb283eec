using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

public class SecondPersonTests
{
    private static readonly ProposalId One = new("one");
    private static readonly Contest A = Contest("A");

    private static Election With(SecondPerson rule) => new(Defined(A), new HouseRules(rule));

    private static Election Proposed(SecondPerson rule, Command.Report asks) =>
        With(rule).After(new Command.Propose(One, asks, "rita"));

    [Fact]
    public void By_the_house_rule_always_a_result_waits_for_somebody_else_even_where_nothing_is_odd()
    {
        var proposed = Proposed(SecondPerson.Always, Declaration("A", 600, 400));

        var waiting = proposed.Confirm(One, "rita");

        Assert.Equal([One], waiting.AwaitingSecondPerson.Select(p => p.Id));
        Assert.IsType<ContestState.Awaited>(waiting.State(A.Id));
        Assert.IsType<ContestState.Declared>(waiting.Confirm(One, "ed").State(A.Id));
    }

    [Fact]
    public void By_the_house_rule_always_a_note_needs_nobody_else()
    {
        var proposed = Proposed(
            SecondPerson.Always,
            new Command.Note(A.Id, "It is tense.", "rita")
        );

        Assert.Equal(ProposalState.Sent, proposed.Confirm(One, "rita").Proposal(One)?.State);
    }

    [Fact]
    public void By_the_house_rule_never_a_grave_caution_is_still_accepted_by_name_and_sent_alone()
    {
        var counted = With(SecondPerson.Never)
            .After(new Command.ReportCount(A.Id, Votes(500, 300).Votes, "rita"))
            .After(new Command.Propose(One, A.Id, Votes(600, 299), "rita"));

        Assert.IsType<Decision.Cautioned>(counted.Decide(new Command.Confirm(One, "rita"), Night));
        Assert.IsType<ContestState.Declared>(counted.Confirm(One, "rita").State(A.Id));
    }

    [Fact]
    public void A_falling_running_count_waits_for_somebody_else()
    {
        var counted = With(SecondPerson.OnCaution)
            .After(new Command.ReportCount(A.Id, Votes(500, 300).Votes, "rita"));
        var fallen = counted.After(
            new Command.Propose(
                One,
                new Command.ReportCount(A.Id, Votes(400, 310).Votes, "rita"),
                "rita"
            )
        );

        var waiting = fallen.Confirm(One, "rita");

        Assert.Equal(500, waiting.State(A.Id).Progress.Running[0].Votes);
        Assert.Equal(400, waiting.Confirm(One, "ed").State(A.Id).Progress.Running[0].Votes);
    }

    [Fact]
    public void A_winner_flashed_against_the_running_count_waits_for_somebody_else()
    {
        var counted = With(SecondPerson.OnCaution)
            .After(new Command.ReportCount(A.Id, Votes(500, 300).Votes, "rita"));
        var flashed = counted.After(
            new Command.Propose(One, new Command.Flash(A.Id, 2, "rita"), "rita")
        );

        Assert.Equal(
            [new Caution.ContradictsFlash(A.Candidate(2), A.Candidate(1))],
            flashed.Cautions(new Command.Confirm(One, "rita"))
        );
        Assert.Null(flashed.Confirm(One, "rita").State(A.Id).Progress.Flashed);
    }

    [Fact]
    public void What_waits_is_rejected_with_a_reason_and_can_then_be_sent_by_nobody()
    {
        var waiting = Proposed(SecondPerson.Always, Declaration("A", 600, 400))
            .Confirm(One, "rita");

        Assert.Equal(
            [new Fault.ReasonMissing()],
            waiting.Faults(new Command.Reject(One, " ", "ed")).AsEnumerable()
        );
        var rejected = waiting.After(new Command.Reject(One, "Look at the third name.", "ed"));

        Assert.Equal("Look at the third name.", rejected.Proposal(One)?.Reason);
        Assert.Equal("ed", rejected.Proposal(One)?.SettledBy);
        Assert.Empty(rejected.AwaitingSecondPerson);
        Assert.Equal(
            [new Fault.ProposalSettled(One, ProposalState.Rejected)],
            rejected.Faults(new Command.Confirm(One, "ed")).AsEnumerable()
        );
    }

    [Fact]
    public void What_nobody_waits_for_cannot_be_rejected()
    {
        var proposed = Proposed(SecondPerson.Always, Declaration("A", 600, 400));

        Assert.Equal(
            [new Fault.NotAwaitingSecondPerson()],
            proposed.Faults(new Command.Reject(One, "No.", "ed")).AsEnumerable()
        );
    }

    [Fact]
    public void An_outside_source_is_no_second_person()
    {
        var waiting = Proposed(SecondPerson.Always, Declaration("A", 600, 400))
            .Confirm(One, "rita");

        Assert.IsType<Fault.OutsideSource>(
            Assert.Single(waiting.Faults(new Command.Confirm(One, Command.Outside + "wire")))
        );
    }

    [Fact]
    public void What_happened_after_the_read_back_has_to_be_accepted_by_the_second_person_too()
    {
        var waiting = Proposed(SecondPerson.Always, Declaration("A", 600, 400))
            .Confirm(One, "rita")
            .After(new Command.Flash(A.Id, 2, "sam"));

        var decision = waiting.Decide(
            new Command.Confirm(One, "ed", waiting.Proposal(One)!.Accepted),
            Night
        );

        Assert.Equal(
            ["contradicts-flash"],
            Assert.IsType<Decision.Cautioned>(decision).Cautions.Select(c => c.Code)
        );
    }

    [Fact]
    public void A_correction_that_was_read_back_is_made_when_it_is_sent_and_not_before()
    {
        var declared = With(SecondPerson.OnCaution).Declare("A", 600, 400);
        var proposed = declared.After(
            new Command.Propose(
                One,
                new Command.Correct(A.Id, 1, Votes(610, 400), "Misheard.", "rita"),
                "rita"
            )
        );

        Assert.Equal(1, proposed.Declared("A").Result.Number);
        Assert.Equal(2, proposed.Confirm(One).Declared("A").Result.Number);
    }

    [Fact]
    public void A_correction_that_changes_the_winner_waits_for_somebody_else_though_no_figure_falls()
    {
        var proposed = With(SecondPerson.OnCaution)
            .Declare("A", 600, 400)
            .After(
                new Command.Propose(
                    One,
                    new Command.Correct(A.Id, 1, Votes(600, 700), "A bundle was missed.", "ed"),
                    "ed"
                )
            );

        Assert.Contains(
            new Caution.WinnerChanges(A.Candidate(1), A.Candidate(2)),
            proposed.Cautions(new Command.Confirm(One, "ed"))
        );
        Assert.Equal(1, proposed.Confirm(One, "ed").Declared("A").Result.Number);
        Assert.Equal(2, proposed.Confirm(One, "ada").Declared("A").Result.Number);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Taking_back_and_declaring_anew_is_no_way_round_somebody_else(bool isUndone)
    {
        var declared = With(SecondPerson.OnCaution).Declare("A", 600, 400);
        var anew = declared
            .After(
                isUndone
                    ? new Command.Undo(Night, "Misheard.", "rita")
                    : new Command.Retract(A.Id, 1, "Misheard.", "rita")
            )
            .After(new Command.Propose(One, Declaration("A", 500, 501), "rita"));

        Assert.Equal(
            [
                new Caution.TotalFell(A.Candidate(1), 600, 500),
                new Caution.WinnerChanges(A.Candidate(1), A.Candidate(2)),
            ],
            anew.Cautions(new Command.Confirm(One, "rita")).Where(c => c.NeedsSecondPerson)
        );
        Assert.IsNotType<ContestState.Declared>(anew.Confirm(One, "rita").State(A.Id));
        Assert.Equal(2, anew.Confirm(One, "ada").Declared("A").Result.Number);
    }

    [Fact]
    public void What_was_counted_since_a_result_was_taken_back_is_held_against_the_next_as_well()
    {
        var anew = With(SecondPerson.OnCaution)
            .Declare("A", 600, 400)
            .After(new Command.Retract(A.Id, 1, "Misheard.", "rita"))
            .After(new Command.ReportCount(A.Id, Votes(700, 410).Votes, "rita"))
            .After(new Command.Propose(One, Declaration("A", 650, 390), "rita"));

        Assert.Equal(
            [
                new Caution.TotalFell(A.Candidate(1), 700, 650),
                new Caution.TotalFell(A.Candidate(2), 410, 390),
            ],
            anew.Cautions(new Command.Confirm(One, "rita")).OfType<Caution.TotalFell>()
        );
    }

    [Fact]
    public void The_same_declared_anew_needs_nobody_else()
    {
        var anew = With(SecondPerson.OnCaution)
            .Declare("A", 600, 400)
            .After(new Command.Retract(A.Id, 1, "Too early.", "rita"))
            .After(new Command.Propose(One, Declaration("A", 600, 400), "rita"));

        Assert.Equal(2, anew.Confirm(One, "rita").Declared("A").Result.Number);
    }

    [Fact]
    public void A_lot_that_names_somebody_else_than_before_waits_for_somebody_else()
    {
        var drawn = With(SecondPerson.OnCaution)
            .After(new Command.RecordLot(A.Id, 1, "ed"))
            .After(new Command.Propose(One, new Command.RecordLot(A.Id, 2, "ed"), "ed"));

        Assert.Equal(
            [new Caution.AnotherLot(A.Candidate(1))],
            drawn.Cautions(new Command.Confirm(One, "ed"))
        );
        Assert.Equal([1], drawn.Confirm(One, "ed").State(A.Id).Progress.Lot.AsEnumerable());
    }

    [Fact]
    public void Figures_that_are_not_level_contradict_a_lot_before_and_after_it()
    {
        var election = With(SecondPerson.OnCaution);
        var counted = election
            .After(new Command.ReportCount(A.Id, Votes(500, 300).Votes, "rita"))
            .After(new Command.Propose(One, new Command.RecordLot(A.Id, 2, "ed"), "ed"));
        var drawn = election
            .After(new Command.RecordLot(A.Id, 2, "ed"))
            .After(new Command.Propose(One, A.Id, Votes(600, 400), "rita"));
        Caution contradiction = new Caution.ContradictsLot(A.Candidate(2), A.Candidate(1));

        Assert.Contains(contradiction, counted.Cautions(new Command.Confirm(One, "ed")));
        Assert.Contains(contradiction, drawn.Cautions(new Command.Confirm(One, "rita")));
    }

    [Fact]
    public void A_lot_that_is_put_right_before_a_proposal_is_sent_counts()
    {
        var contest = Contest("A");
        var drawn = Election(contest).After(new Command.RecordLot(contest.Id, 1, "ed"));
        var proposed = drawn.After(new Command.Propose(One, Declaration("A", 400, 400), "rita"));
        var undone = proposed.After(new Command.Undo(Night, "Mistake.", "ed"));
        var right = undone.After(new Command.RecordLot(contest.Id, 2, "ed"));

        Assert.IsType<Fault.TieWithoutLot>(
            Assert.Single(undone.Faults(undone.Knowingly(new Command.Confirm(One, "rita"))))
        );
        var (news, _) = right.Tell(right.Knowingly(new Command.Confirm(One, "rita")));
        Assert.Equal(2, news.OfType<Bulletin.Result>().Single().Verdict.Winner.Candidate.Number);
    }

    [Fact]
    public void Who_is_elected_by_another_lot_than_the_recorded_one_waits_for_a_second_person()
    {
        var contest = Contest("A");
        var drawn = Election(contest).After(new Command.RecordLot(contest.Id, 2, "ed"));
        var declared = Declaration("A", 400, 400);
        var proposed = drawn.After(
            new Command.Propose(
                One,
                declared with
                {
                    Figures = declared.Figures with { Elected = [1] },
                },
                "rita"
            )
        );

        Assert.Contains(
            proposed.Cautions(new Command.Confirm(One, "rita")),
            c => c is Caution.ContradictsLot { NeedsSecondPerson: true }
        );
    }

    [Fact]
    public void A_result_that_does_not_reconcile_with_what_was_heard_since_is_not_reinstated()
    {
        var contest = Contest("A");
        var retracted = Election(contest)
            .Declare("A", 600, 390)
            .After(new Command.Retract(contest.Id, 1, "Wrong hall.", "ed"));
        var verified = retracted.After(new Command.ReportVerified(contest.Id, 700, null, "rita"));
        var flashed = retracted.After(new Command.Flash(contest.Id, 2, "rita"));
        var reinstate = new Command.Reinstate(contest.Id, 1, "ed");

        Assert.IsType<Decision.Accepted>(retracted.Decide(reinstate, Night));
        Assert.IsType<Decision.Refused>(verified.Decide(reinstate, Night));
        Assert.Contains(
            flashed
                .After(new Command.Propose(One, reinstate, "ed"))
                .Cautions(new Command.Confirm(One, "ed")),
            c => c is Caution.ContradictsFlash
        );
    }

    [Fact]
    public void A_correction_read_back_before_another_was_sent_is_refused()
    {
        var raced = With(SecondPerson.OnCaution)
            .Declare("A", 600, 400)
            .After(
                new Command.Propose(
                    One,
                    new Command.Correct(A.Id, 1, Votes(610, 400), "Misheard.", "rita"),
                    "rita"
                )
            )
            .After(
                new Command.Correct(
                    A.Id,
                    1,
                    Votes(620, 400),
                    "Misread.",
                    "ed",
                    ["no-verified-total"]
                )
            );

        Assert.Equal(
            [new Fault.ResultChanged(1, 2)],
            raced.Faults(new Command.Confirm(One, "rita", ["no-verified-total"])).AsEnumerable()
        );
    }

    [Fact]
    public void What_waits_longest_comes_first_and_of_equals_the_first_by_its_name()
    {
        var election = With(SecondPerson.Always);
        foreach (var id in new[] { "c", "b", "a" })
        {
            election = election.After(
                new Command.Propose(new(id), Declaration("A", 600, 400), "rita")
            );
        }
        election = Sent(Sent(Sent(election, "b", 0), "a", 0), "c", -1);

        Assert.Equal(["c", "a", "b"], election.AwaitingSecondPerson.Select(p => p.Id.Value));

        static Election Sent(Election election, string id, int minutes) =>
            Assert
                .IsType<Decision.Accepted>(
                    election.Decide(
                        election.Knowingly(new Command.Confirm(new(id), "rita")),
                        Night.AddMinutes(minutes)
                    )
                )
                .Events.Aggregate(election, (e, happened) => e.Apply(happened));
    }

    [Fact]
    public void What_nobody_had_to_accept_is_known_to_be_nothing()
    {
        var waiting = Proposed(SecondPerson.Always, new Command.Flash(A.Id, 1, "rita"))
            .After(new Command.Confirm(One, "rita"));

        Assert.Equal(ProposalState.AwaitsSecondPerson, waiting.Proposal(One)!.State);
        Assert.Empty(waiting.Proposal(One)!.Accepted);
    }
}

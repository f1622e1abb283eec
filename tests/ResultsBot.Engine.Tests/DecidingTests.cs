using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

public class DecidingTests
{
    private static readonly Contest A = Contest("A");
    private static readonly Contest B = Contest("B");
    private static readonly ProposalId One = new("1");
    private static readonly ProposalId Two = new("2");

    [Fact]
    public void A_proposal_waits_and_declares_nothing()
    {
        var decision = Election(A).Decide(Propose(One, A, 600, 400), Night);

        var happened = Assert.Single(Assert.IsType<Decision.Accepted>(decision).Events);
        var proposed = Assert.IsType<ElectionEvent.Proposed>(happened);
        Assert.Equal((One, "rita", Night), (proposed.Proposal, proposed.By, proposed.At));
        Assert.Equal(new Command.Declare(A.Id, Votes(600, 400), "rita"), proposed.Asks);
        Assert.Equal(["no-verified-total"], proposed.Cautions.AsEnumerable());
        var election = Election(A).Apply(happened);
        Assert.Equal(ProposalState.Waiting, election.Proposal(One)?.State);
        Assert.IsType<ContestState.Awaited>(election.State(A.Id));
        Assert.Equal(0, election.Standing(Whole).Declared);
    }

    [Fact]
    public void A_proposal_is_checked_like_a_declaration()
    {
        var faults = Election(A).Faults(Propose(One, A, 600));

        Assert.Equal([new Fault.CandidateMissing(A.Candidate(2))], faults.AsEnumerable());
    }

    [Fact]
    public void A_confirmed_proposal_declares_exactly_what_was_read_back()
    {
        var proposed = Election(A).After(Propose(One, A, 600, 400));

        var decision = proposed.Decide(
            new Command.Confirm(One, "ed", ["no-verified-total"]),
            Night.AddMinutes(1)
        );

        var happened = Assert.Single(Assert.IsType<Decision.Accepted>(decision).Events);
        Assert.Equal(
            new ElectionEvent.ResultDeclared(A.Id, Votes(600, 400), One, Night.AddMinutes(1), "ed"),
            happened
        );
        var election = proposed.Apply(happened);
        Assert.Equal(ProposalState.Sent, election.Proposal(One)?.State);
        var declared = Assert.IsType<ContestState.Declared>(election.State(A.Id));
        Assert.Equal(200, declared.Verdict.Majority);
        Assert.Equal(Night.AddMinutes(1), declared.At);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_proposal_that_was_never_made_can_neither_be_sent_nor_withdrawn(bool confirm) =>
        Assert.Equal(
            [new Fault.UnknownProposal(One)],
            Election(A).Faults(Settle(confirm)).AsEnumerable()
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_proposal_that_was_sent_can_neither_be_sent_again_nor_withdrawn(bool confirm)
    {
        var election = Election(A, B).After(Propose(One, A, 600, 400)).Confirm(One);

        Assert.Equal(
            [new Fault.ProposalSettled(One, ProposalState.Sent)],
            election.Faults(Settle(confirm)).AsEnumerable()
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_proposal_that_was_withdrawn_can_neither_be_sent_nor_withdrawn_again(bool confirm)
    {
        var election = Election(A)
            .After(Propose(One, A, 600, 400))
            .After(new Command.Withdraw(One, "rita"));

        Assert.Equal(
            [new Fault.ProposalSettled(One, ProposalState.Withdrawn)],
            election.Faults(Settle(confirm)).AsEnumerable()
        );
        Assert.IsType<ContestState.Awaited>(election.State(A.Id));
    }

    [Fact]
    public void An_edit_withdraws_what_it_replaces_so_that_only_the_new_figures_can_be_sent()
    {
        var proposed = Election(A).After(Propose(One, A, 610, 390));

        var decision = proposed.Decide(Propose(Two, A, 600, 400) with { Replaces = One }, Night);

        var events = Assert.IsType<Decision.Accepted>(decision).Events;
        Assert.Equal(2, events.Length);
        Assert.Equal(new ElectionEvent.ProposalWithdrawn(One, Night, "rita"), events[0]);
        Assert.Equal(Two, Assert.IsType<ElectionEvent.Proposed>(events[1]).Proposal);
        var election = proposed.After(Propose(Two, A, 600, 400) with { Replaces = One });
        Assert.Equal(
            [new Fault.ProposalSettled(One, ProposalState.Withdrawn)],
            election.Faults(new Command.Confirm(One, "rita")).AsEnumerable()
        );
        Assert.Equal(200, Declared(election.Confirm(Two)).Majority);
    }

    [Fact]
    public void An_edit_that_is_refused_leaves_what_it_was_to_replace_as_it_was()
    {
        var proposed = Election(A).After(Propose(One, A, 600, 400));

        proposed.Faults(Propose(Two, A, 600) with { Replaces = One });

        Assert.Equal(ProposalState.Waiting, proposed.Proposal(One)?.State);
    }

    [Fact]
    public void What_was_sent_cannot_be_replaced_not_even_by_another_seats_figures()
    {
        var election = Election(A, B).After(Propose(One, A, 600, 400)).Confirm(One);

        Assert.Equal(
            [new Fault.ProposalSettled(One, ProposalState.Sent)],
            election.Faults(Propose(Two, B, 600, 400) with { Replaces = One }).AsEnumerable()
        );
    }

    [Fact]
    public void What_was_cancelled_can_be_edited_and_proposed_anew()
    {
        var election = Election(A)
            .After(Propose(One, A, 610, 390))
            .After(new Command.Withdraw(One, "rita"))
            .After(Propose(Two, A, 600, 400) with { Replaces = One });

        Assert.Equal(ProposalState.Withdrawn, election.Proposal(One)?.State);
        Assert.Equal(ProposalState.Waiting, election.Proposal(Two)?.State);
    }

    [Fact]
    public void Figures_that_were_never_proposed_can_be_put_right_and_proposed()
    {
        // What was refused before had a draft, but no proposal.
        var election = Election(A).After(Propose(Two, A, 600, 400) with { Replaces = One });

        Assert.Null(election.Proposal(One));
        Assert.Equal(ProposalState.Waiting, election.Proposal(Two)?.State);
    }

    [Fact]
    public void Of_two_read_backs_of_one_seat_only_the_first_to_be_sent_counts()
    {
        var election = Election(A)
            .After(Propose(One, A, 600, 400))
            .After(Propose(Two, A, 400, 600))
            .Confirm(One);

        Assert.Equal(
            [new Fault.AlreadyDeclared(A, Same: false)],
            election.Faults(new Command.Confirm(Two, "ed")).AsEnumerable()
        );
        Assert.Equal(Lab, Declared(election).Winner.Candidate.Party);
    }

    [Fact]
    public void A_read_back_of_a_seat_declared_meanwhile_can_still_be_withdrawn()
    {
        var election = Election(A).After(Propose(One, A, 600, 400)).Declare("A", 600, 400);

        Assert.Equal(
            ProposalState.Withdrawn,
            election.After(new Command.Withdraw(One, "rita")).Proposal(One)?.State
        );
    }

    [Fact]
    public void A_proposal_is_confirmed_only_after_the_polls_have_closed()
    {
        var proposed = Election(A).After(Propose(One, A, 600, 400));

        // The clock was set back between the two.
        var decision = proposed.Decide(new Command.Confirm(One, "rita"), PollCloses.AddMinutes(-1));

        Assert.Equal(
            [new Fault.PollStillOpen(PollCloses)],
            Assert.IsType<Decision.Refused>(decision).Faults.AsEnumerable()
        );
    }

    [Fact]
    public void A_tie_keeps_waiting_for_the_lot_and_is_declared_with_it()
    {
        var tie = Votes(500, 500);
        var election = Election(A);

        Assert.IsType<Fault.TieWithoutLot>(
            Assert.Single(election.Faults(new Command.Propose(One, A.Id, tie, "rita")))
        );
        var declared = election
            .After(new Command.Propose(Two, A.Id, tie with { Elected = [2] }, "rita"))
            .Confirm(Two);
        Assert.Equal(Con, Declared(declared).Winner.Candidate.Party);
        Assert.True(Declared(declared).ByLot);
    }

    [Fact]
    public void Deciding_changes_nothing()
    {
        var election = Election(A);

        election.Decide(new Command.Declare(A.Id, Votes(600, 400), "rita"), Night);

        Assert.IsType<ContestState.Awaited>(election.State(A.Id));
        Assert.Empty(election.Standing(Whole).Parties);
    }

    [Fact]
    public void An_event_with_a_tie_and_no_lot_is_never_applied()
    {
        var impossible = new ElectionEvent.ResultDeclared(A.Id, Votes(5, 5), null, Night, "rita");

        Assert.Throws<InvalidOperationException>(() => Election(A).Apply(impossible));
    }

    private static Command.Propose Propose(ProposalId id, Contest contest, params int[] votes) =>
        new(id, contest.Id, Votes(votes), "rita");

    private static Command Settle(bool confirm) =>
        confirm ? new Command.Confirm(One, "rita") : new Command.Withdraw(One, "rita");

    private static Verdict Declared(Election election) =>
        Assert.IsType<ContestState.Declared>(election.State(A.Id)).Verdict;
}

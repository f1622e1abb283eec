using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

public class ChecksTests
{
    private static readonly Contest Seat = Contest("A", "Lab Con LD", electorate: 1000);

    public static TheoryData<int[]> Sound => new([500, 300, 200], [1, 0, 0], [0, 1, 0]);

    [Theory]
    [MemberData(nameof(Sound))]
    public void Sound_figures_pass(int[] votes) =>
        Assert.IsType<Decision.Accepted>(
            Election(Seat).Decide(new Command.Declare(Seat.Id, Votes(votes), "rita"), Night)
        );

    [Fact]
    public void A_contest_that_the_election_does_not_have_is_refused()
    {
        var unknown = new ContestId("Z");

        var faults = Election(Seat).Faults(new Command.Declare(unknown, Votes(1, 2, 3), "rita"));

        Assert.Equal([new Fault.UnknownContest(unknown)], faults.AsEnumerable());
    }

    [Fact]
    public void Nothing_is_taken_in_before_the_polls_close()
    {
        var command = new Command.Declare(Seat.Id, Votes(3, 2, 1), "rita");

        var before = Election(Seat).Decide(command, PollCloses.AddTicks(-1));
        var then = Election(Seat).Decide(command, PollCloses);

        Assert.Equal(
            [new Fault.PollStillOpen(PollCloses)],
            Assert.IsType<Decision.Refused>(before).Faults.AsEnumerable()
        );
        Assert.IsType<Decision.Accepted>(then);
    }

    [Fact]
    public void The_clock_is_compared_as_a_moment_whatever_its_offset()
    {
        var command = new Command.Declare(Seat.Id, Votes(3, 2, 1), "rita");

        var tooEarly = Election(Seat)
            .Decide(command, new DateTimeOffset(2024, 7, 5, 1, 59, 59, TimeSpan.FromHours(5)));

        Assert.IsType<Decision.Refused>(tooEarly);
    }

    [Fact]
    public void A_declared_contest_is_not_declared_again()
    {
        var election = Election(Seat).Declare("A", 3, 2, 1);

        Assert.Equal(
            [new Fault.AlreadyDeclared(Seat, Same: false)],
            Check(election, Votes(3, 1, 2)).AsEnumerable()
        );
    }

    [Fact]
    public void The_same_figures_again_are_known_as_the_same_in_whatever_order()
    {
        var election = Election(Seat).Declare("A", 3, 2, 1);
        var backward = new Figures([.. Votes(3, 2, 1).Votes.Reverse()]);

        Assert.Equal(
            [new Fault.AlreadyDeclared(Seat, Same: true)],
            Check(election, Votes(3, 2, 1)).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.AlreadyDeclared(Seat, Same: true)],
            Check(election, backward).AsEnumerable()
        );
    }

    [Fact]
    public void The_same_figures_without_who_is_elected_are_known_as_the_same()
    {
        var tie = Votes(300, 300, 200);
        var election = Election(Seat)
            .After(new Command.Declare(Seat.Id, tie with { Elected = [2] }, "rita"));

        Assert.Equal(
            [new Fault.AlreadyDeclared(Seat, Same: true)],
            Check(election, tie).AsEnumerable()
        );
        Assert.Equal(
            [new Fault.AlreadyDeclared(Seat, Same: false)],
            Check(election, tie with { Elected = [1] }).AsEnumerable()
        );
    }

    [Fact]
    public void All_figures_for_numbers_that_are_not_on_the_roll_are_told_of()
    {
        var figures = new Figures([.. Votes(3, 2, 1).Votes, new(0, 5), new(4, 5), new(-1, 5)]);

        Assert.Equal(
            [new Fault.NotOnRoll(0), new Fault.NotOnRoll(4), new Fault.NotOnRoll(-1)],
            Check(figures).AsEnumerable()
        );
    }

    [Fact]
    public void Somebody_elected_who_is_not_on_the_roll_is_told_of() =>
        Assert.Equal(
            [new Fault.NotOnRoll(7)],
            Check(Votes(3, 2, 1) with { Elected = [7] }).AsEnumerable()
        );

    [Fact]
    public void All_candidates_without_a_figure_are_told_of()
    {
        var figures = new Figures([new(2, 5)]);

        Assert.Equal(
            [
                new Fault.CandidateMissing(Seat.Candidate(1)),
                new Fault.CandidateMissing(Seat.Candidate(3)),
            ],
            Check(figures).AsEnumerable()
        );
    }

    [Fact]
    public void All_candidates_with_two_figures_are_told_of_even_if_the_figures_agree()
    {
        var figures = new Figures([.. Votes(3, 2, 1).Votes, new(1, 3), new(2, 9), new(2, 9)]);

        Assert.Equal(
            [
                new Fault.CandidateRepeated(Seat.Candidate(1)),
                new Fault.CandidateRepeated(Seat.Candidate(2)),
            ],
            Check(figures).AsEnumerable()
        );
    }

    [Fact]
    public void Faults_of_the_roll_are_told_of_together()
    {
        var figures = new Figures([new(1, 3), new(1, 4), new(9, 2), new(3, 1)]);

        Assert.Equal(
            ["not-on-roll", "candidate-repeated", "candidate-missing"],
            Check(figures).Select(f => f.Code)
        );
    }

    [Fact]
    public void All_negative_figures_are_told_of_together() =>
        Assert.Equal(
            [
                new Fault.NegativeVotes(Seat.Candidate(1), -3),
                new Fault.NegativeVotes(Seat.Candidate(3), int.MinValue),
                new Fault.NegativeRejected(-1),
            ],
            Check(Votes(-3, 2, int.MinValue) with { Rejected = -1 }).AsEnumerable()
        );

    [Fact]
    public void A_count_without_a_vote_has_no_winner()
    {
        Assert.Equal([new Fault.NoVotes()], Check(Votes(0, 0, 0)).AsEnumerable());
        Assert.Equal(
            [new Fault.NoVotes()],
            Check(Votes(0, 0, 0) with { Rejected = 5 }).AsEnumerable()
        );
    }

    [Fact]
    public void There_cannot_be_more_votes_than_voters()
    {
        Assert.Empty(CheckOrPass(Votes(600, 300, 100)));
        Assert.Equal(
            [new Fault.MoreThanElectorate(1001, 1000)],
            Check(Votes(600, 300, 101)).AsEnumerable()
        );
    }

    [Fact]
    public void Rejected_ballots_are_papers_as_well()
    {
        Assert.Empty(CheckOrPass(Votes(500, 300, 100) with { Rejected = 100 }));
        Assert.Equal(
            [new Fault.MoreThanElectorate(1001, 1000)],
            Check(Votes(500, 300, 100) with { Rejected = 101 }).AsEnumerable()
        );
    }

    [Fact]
    public void Figures_as_large_as_they_can_be_typed_are_refused_and_do_not_wrap_round()
    {
        var figures = Votes(int.MaxValue, int.MaxValue, int.MaxValue) with
        {
            Rejected = int.MaxValue,
        };

        Assert.Equal(
            [new Fault.MoreThanElectorate(4L * int.MaxValue, 1000)],
            Check(figures).AsEnumerable()
        );
    }

    [Fact]
    public void A_tie_is_not_taken_in_without_the_lot()
    {
        var fault = Assert.IsType<Fault.TieWithoutLot>(Assert.Single(Check(Votes(300, 100, 300))));

        Assert.Equal([1, 3], fault.Level.Select(c => c.Number));
        Assert.Empty(CheckOrPass(Votes(300, 100, 300) with { Elected = [3] }));
    }

    [Fact]
    public void Who_is_said_to_be_elected_has_to_lead()
    {
        Assert.Equal(
            [new Fault.ElectedDoesNotLead(Seat.Candidate(2), Seat.Candidate(1))],
            Check(Votes(500, 300, 200) with { Elected = [2] }).AsEnumerable()
        );
        Assert.Empty(CheckOrPass(Votes(500, 300, 200) with { Elected = [1] }));
    }

    [Fact]
    public void After_a_tie_the_lot_cannot_have_chosen_somebody_behind() =>
        Assert.Equal(
            [new Fault.ElectedDoesNotLead(Seat.Candidate(3), Seat.Candidate(1))],
            Check(Votes(300, 300, 200) with { Elected = [3] }).AsEnumerable()
        );

    [Fact]
    public void Every_fault_has_a_code_of_its_own()
    {
        var kinds = typeof(Fault).GetNestedTypes();
        var codes = new Fault[]
        {
            new Fault.UnknownContest(Seat.Id),
            new Fault.NotOnRoll(1),
            new Fault.CandidateMissing(Seat.Candidate(1)),
            new Fault.CandidateRepeated(Seat.Candidate(1)),
            new Fault.NegativeVotes(Seat.Candidate(1), -1),
            new Fault.NegativeRejected(-1),
            new Fault.NoVotes(),
            new Fault.MoreThanElectorate(2, 1),
            new Fault.TieWithoutLot([]),
            new Fault.ElectedDoesNotLead(Seat.Candidate(1), Seat.Candidate(2)),
            new Fault.AlreadyDeclared(Seat, false),
            new Fault.PollStillOpen(PollCloses),
            new Fault.UnknownProposal(new ProposalId("p")),
            new Fault.ProposalSettled(new ProposalId("p"), ProposalState.Sent),
            new Fault.MoreVotesThanPapers(Seat.Candidate(1), 2, 1),
            new Fault.MoreVotesThanPapersCarry(3, 1, 2),
            new Fault.NotReconciled(1, 1, 3),
            new Fault.RejectedMissing(1),
            new Fault.NotDeclared(Seat),
            new Fault.NotRetracted(Seat),
            new Fault.ResultChanged(1, 2),
            new Fault.NothingChanged(),
            new Fault.OutsideSource("outside:wire"),
            new Fault.SecondPersonNeeded([]),
            new Fault.ReasonMissing(),
            new Fault.TextMissing(),
            new Fault.TextTooLong(1001, 1000),
            new Fault.PapersOutOfRange(2, 1),
            new Fault.TurnoutOutOfRange(),
            new Fault.NothingToUndo(),
            new Fault.TooLateToUndo(PollCloses),
            new Fault.BuiltUpon(Seat),
            new Fault.AlreadyHeld(new Embargo.OfSeat(Seat.Id)),
            new Fault.NotHeld(new Embargo.OfSeat(Seat.Id)),
            new Fault.AlreadyPaused(),
            new Fault.NotPaused(),
            new Fault.HeadlineTooLong(151, 150),
            new Fault.PostNotStanding(1),
            new Fault.PostChanged(1),
            new Fault.EverythingHeld(),
            new Fault.NotAwaitingSecondPerson(),
            new Fault.NothingToRetract(Seat),
            new Fault.FlashChanged(Seat),
            new Fault.ElectorateOutOfRange(Seat, 0, 0),
            new Fault.ElectorateChanged(Seat),
            new Fault.SameElectorate(Seat),
            new Fault.UndoNeedsSecondPerson(Seat),
            new Fault.IsContested(Seat),
            new Fault.WasUnopposed(Seat),
            new Fault.PollIsPostponed(Seat),
            new Fault.PollNotPostponed(Seat),
        }
            .Select(f => f.Code)
            .ToArray();

        Assert.Equal(kinds.Length, codes.Length);
        // They stay for ever: logs and other programs rely on them.
        Assert.Equal(
            [
                "unknown-contest",
                "not-on-roll",
                "candidate-missing",
                "candidate-repeated",
                "negative-votes",
                "negative-rejected",
                "no-votes",
                "more-than-electorate",
                "tie-without-lot",
                "elected-does-not-lead",
                "already-declared",
                "poll-still-open",
                "unknown-proposal",
                "proposal-settled",
                "more-votes-than-papers",
                "more-votes-than-papers-carry",
                "not-reconciled",
                "rejected-missing",
                "not-declared",
                "not-retracted",
                "result-changed",
                "nothing-changed",
                "outside-source",
                "second-person-needed",
                "reason-missing",
                "text-missing",
                "text-too-long",
                "papers-out-of-range",
                "turnout-out-of-range",
                "nothing-to-undo",
                "too-late-to-undo",
                "built-upon",
                "already-held",
                "not-held",
                "already-paused",
                "not-paused",
                "headline-too-long",
                "post-not-standing",
                "post-changed",
                "everything-held",
                "not-awaiting-second-person",
                "nothing-to-retract",
                "flash-changed",
                "electorate-out-of-range",
                "electorate-changed",
                "same-electorate",
                "undo-needs-second-person",
                "is-contested",
                "was-unopposed",
                "poll-is-postponed",
                "poll-not-postponed",
            ],
            codes
        );
        Assert.Equal(codes.Length, codes.Distinct().Count());
    }

    private static IEnumerable<Fault> Check(Figures figures) => Check(Election(Seat), figures);

    private static IEnumerable<Fault> Check(Election election, Figures figures) =>
        election.Faults(new Command.Declare(Seat.Id, figures, "rita"));

    private static IEnumerable<Fault> CheckOrPass(Figures figures) =>
        Election(Seat).Decide(new Command.Declare(Seat.Id, figures, "rita"), Night)
            is Decision.Refused refused
            ? refused.Faults
            : [];
}

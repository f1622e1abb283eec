using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests;

/// <summary>Valid and rejected papers come to the verified total, exactly.</summary>
public class VerifyingTests
{
    private static readonly Contest Seat = Contest("A", electorate: 1000);
    private static readonly Contest Ward = Small.Ward("W", 2, "Lab Lab Con", electorate: 1000);

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void A_seats_votes_and_rejected_papers_come_to_the_verified_total(
        int rejected,
        bool reconciled
    ) =>
        Assert.Equal(
            reconciled ? [] : [new Fault.NotReconciled(900, rejected, 910)],
            Check(Seat, 910, Votes(500, 400) with { Rejected = rejected })
        );

    [Fact]
    public void Without_the_rejected_papers_a_verified_total_cannot_be_reconciled()
    {
        Assert.Equal([new Fault.RejectedMissing(10)], Check(Seat, 910, Votes(500, 400)));
        Assert.Empty(Check(Seat, null, Votes(500, 400)));
    }

    [Fact]
    public void More_valid_papers_than_were_verified_are_not_a_matter_of_the_rejected_ones()
    {
        Assert.Equal([new Fault.RejectedMissing(0)], Check(Seat, 900, Votes(500, 400)));
        Assert.Equal([new Fault.NotReconciled(900, 0, 899)], Check(Seat, 899, Votes(500, 400)));
    }

    [Fact]
    public void A_wards_papers_and_rejected_papers_come_to_the_verified_total()
    {
        var figures = Votes(300, 280, 200) with { Papers = 490 };

        Assert.Empty(Check(Ward, 500, figures with { Rejected = 10 }));
        Assert.Equal(
            [new Fault.NotReconciled(490, 11, 500)],
            Check(Ward, 500, figures with { Rejected = 11 })
        );
        Assert.Equal([new Fault.RejectedMissing(10)], Check(Ward, 500, figures));
    }

    [Fact]
    public void Each_figure_of_a_ward_is_at_most_its_papers()
    {
        Assert.Empty(Check(Ward, null, Votes(300, 200, 100) with { Papers = 300 }));
        Assert.Equal(
            [new Fault.MoreVotesThanPapers(Ward.Candidate(1), 301, 300)],
            Check(Ward, null, Votes(301, 200, 99) with { Papers = 300 })
        );
    }

    [Fact]
    public void A_wards_papers_carry_a_vote_for_each_seat()
    {
        Assert.Empty(Check(Ward, null, Votes(300, 200, 100) with { Papers = 300 }));
        Assert.Equal(
            [new Fault.MoreVotesThanPapersCarry(601, 300, 2)],
            Check(Ward, null, Votes(300, 200, 101) with { Papers = 300 })
        );
    }

    [Fact]
    public void Where_a_wards_papers_were_not_said_the_verified_ones_carry_its_votes()
    {
        Assert.Empty(Check(Ward, 300, Votes(300, 200, 100)));
        Assert.Equal(
            [
                new Fault.MoreVotesThanPapers(Ward.Candidate(1), 301, 300),
                new Fault.MoreVotesThanPapersCarry(601, 300, 2),
            ],
            Check(Ward, 300, Votes(301, 200, 100))
        );
    }

    [Fact]
    public void A_wards_rejected_papers_carry_no_votes()
    {
        Assert.Empty(Check(Ward, 310, Votes(300, 200, 100) with { Rejected = 10 }));
        Assert.Equal(
            [
                new Fault.MoreVotesThanPapers(Ward.Candidate(1), 300, 299),
                new Fault.MoreVotesThanPapersCarry(600, 299, 2),
            ],
            Check(Ward, 310, Votes(300, 200, 100) with { Rejected = 11 })
        );
    }

    [Fact]
    public void A_ward_may_have_more_votes_than_voters_but_not_more_papers()
    {
        Assert.Empty(Check(Ward, null, Votes(999, 500, 400) with { Rejected = 1 }));
        Assert.Equal(
            [new Fault.MoreThanElectorate(1001, 1000)],
            Check(Ward, null, Votes(999, 500, 400) with { Rejected = 2 })
        );
        Assert.Equal(
            [new Fault.MoreThanElectorate(1001, 1000)],
            Check(Ward, null, Votes(900, 500, 400) with { Papers = 1000, Rejected = 1 })
        );
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void Verified_papers_are_of_the_electorate(int papers, bool possible) =>
        Assert.Equal(
            possible ? [] : [new Fault.PapersOutOfRange(papers, 1000)],
            Verify(papers, null)
        );

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void An_announced_turnout_is_between_nothing_and_everybody(int percent, bool possible) =>
        Assert.Equal(
            possible ? [] : [new Fault.TurnoutOutOfRange()],
            Verify(500, Percent(percent))
        );

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void A_running_count_has_no_more_votes_than_voters(int votes, bool possible) =>
        Assert.Equal(
            possible ? [] : [new Fault.MoreThanElectorate(votes, 1000)],
            Faults(
                Election(Seat),
                new Command.ReportCount(Seat.Id, Votes(600, votes - 600).Votes, "rita")
            )
        );

    [Fact]
    public void A_running_count_of_a_ward_may_have_more_votes_than_voters_but_for_nobody()
    {
        Assert.Empty(Count(1000, 900));
        Assert.Equal([new Fault.MoreThanElectorate(1001, 1000)], Count(1001, 900));

        static IEnumerable<Fault> Count(params int[] votes) =>
            Faults(Election(Ward), new Command.ReportCount(Ward.Id, Votes(votes).Votes, "rita"));
    }

    [Fact]
    public void A_running_count_may_lack_candidates_and_has_at_least_one_and_nobody_twice()
    {
        Assert.Empty(Count(new CandidateVotes(2, 0)));
        Assert.Equal([new Fault.NoVotes()], Count());
        Assert.Equal([new Fault.NotOnRoll(3)], Count(new CandidateVotes(3, 5)));
        Assert.Equal(
            [new Fault.CandidateRepeated(Seat.Candidate(2))],
            Count(new CandidateVotes(2, 5), new CandidateVotes(2, 5))
        );
        Assert.Equal(
            [new Fault.NegativeVotes(Seat.Candidate(2), -5)],
            Count(new CandidateVotes(2, -5))
        );

        static IEnumerable<Fault> Count(params CandidateVotes[] votes) =>
            Faults(Election(Seat), new Command.ReportCount(Seat.Id, [.. votes], "rita"));
    }

    private static IEnumerable<Fault> Verify(int papers, Fraction? turnout) =>
        Faults(Election(Seat), new Command.ReportVerified(Seat.Id, papers, turnout, "rita"));

    private static IEnumerable<Fault> Check(Contest contest, int? verified, Figures figures)
    {
        var election = Election(contest);
        if (verified is { } papers)
        {
            election = election.After(new Command.ReportVerified(contest.Id, papers, null, "rita"));
        }
        return Faults(election, new Command.Declare(contest.Id, figures, "rita"));
    }

    private static IEnumerable<Fault> Faults(Election election, Command command) =>
        election.Decide(command, Night) is Decision.Refused refused ? refused.Faults : [];
}

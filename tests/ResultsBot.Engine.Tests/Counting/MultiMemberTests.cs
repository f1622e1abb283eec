using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Engine.Tests.Infrastructure;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests.Counting;

public class MultiMemberTests
{
    [Fact]
    public void As_many_as_there_are_seats_are_elected_by_votes()
    {
        var verdict = Verdict(Ward("W"), 500, 300, 420, 410, 430, 200);

        Assert.Equal([1, 5, 3], verdict.Elected.Select(l => l.Candidate.Number));
        Assert.Equal(4, verdict.RunnerUp?.Candidate.Number);
        Assert.Equal(1, verdict.Winner.Candidate.Number);
        Assert.Equal([500, 430, 420, 410, 300, 200], verdict.Lines.Select(l => l.Votes));
        Assert.Equal(3, verdict.Seats);
        Assert.Equal(2260, verdict.ValidVotes);
        Assert.False(verdict.ByLot);
    }

    [Fact]
    public void The_majority_is_that_of_the_last_elected_over_the_first_who_is_not()
    {
        var verdict = Verdict(Ward("W"), 500, 300, 420, 410, 430, 200);

        Assert.Equal(10, verdict.Majority);
        // Of the best candidates' votes of each party.
        Assert.Equal(new Fraction(10, 500 + 430), verdict.MajorityShare);
    }

    [Fact]
    public void Where_everybody_is_elected_the_majority_is_all_of_the_lasts_votes()
    {
        var verdict = Verdict(Ward("W", 2, "Lab Con"), 500, 300);

        Assert.Null(verdict.RunnerUp);
        Assert.Equal(300, verdict.Majority);
    }

    [Fact]
    public void Level_for_the_last_seat_the_lot_chooses_one_of_two()
    {
        var ward = Ward("W", 2, "Lab Con LD");
        var figures = Votes(500, 300, 300);

        var lot = Assert.IsType<Count.LotRequired>(Count.Of(ward, figures));
        var drawn = Verdict(ward, figures with { Elected = [3] });

        Assert.Equal([2, 3], lot.Level.Select(c => c.Number));
        Assert.Equal(1, lot.Seats);
        Assert.Equal([1, 3], drawn.Elected.Select(l => l.Candidate.Number));
        Assert.True(drawn.ByLot);
        Assert.Equal(0, drawn.Majority);
        // Naming all who are elected says the same.
        Assert.Equal(
            drawn.Lines.AsEnumerable(),
            Verdict(ward, figures with { Elected = [1, 3] }).Lines
        );
    }

    [Fact]
    public void Level_for_the_last_two_seats_the_lot_chooses_two_of_three()
    {
        var ward = Ward("W", 3, "Lab Con LD Green");
        var figures = Votes(500, 300, 300, 300);

        var lot = Assert.IsType<Count.LotRequired>(Count.Of(ward, figures));
        Assert.Equal([2, 3, 4], lot.Level.Select(c => c.Number));
        Assert.Equal(2, lot.Seats);
        Assert.IsType<Count.LotRequired>(Count.Of(ward, figures with { Elected = [3] }));
        Assert.IsType<Count.LotRequired>(Count.Of(ward, figures with { Elected = [1, 3] }));
        Assert.IsType<Count.LotRequired>(Count.Of(ward, figures with { Elected = [2, 3, 4] }));
        Assert.Equal(
            [1, 3, 4, 2],
            Verdict(ward, figures with { Elected = [4, 3] }).Lines.Select(l => l.Candidate.Number)
        );
    }

    [Fact]
    public void Level_within_the_seats_or_behind_them_there_is_no_lot()
    {
        Assert.False(Verdict(Ward("W", 2, "Lab Con LD"), 300, 300, 200).ByLot);
        Assert.False(Verdict(Ward("W", 2, "Lab Con LD Green"), 300, 250, 200, 200).ByLot);
    }

    [Fact]
    public void Nobody_is_elected_who_is_said_to_be_and_is_behind()
    {
        var ward = Ward("W", 2, "Lab Con LD");

        Assert.Equal(
            [new Fault.ElectedDoesNotLead(ward.Candidate(3), ward.Candidate(2))],
            Election(ward)
                .Faults(
                    new Command.Declare(
                        ward.Id,
                        Votes(500, 300, 299) with
                        {
                            Elected = [1, 3],
                        },
                        "rita"
                    )
                )
                .AsEnumerable()
        );
        Assert.Empty(
            Election(ward)
                .After(
                    new Command.Declare(
                        ward.Id,
                        Votes(500, 300, 299) with
                        {
                            Elected = [2],
                        },
                        "rita"
                    )
                )
                .Declared("W")
                .Verdict.Lines.Where(l => l.LostDeposit)
        );
    }

    [Fact]
    public void A_share_is_of_the_best_candidates_of_all_parties()
    {
        // Labour's best has 600, the Conservatives' 300, and each independent is a party of one.
        var ward = Ward("W", 2, "Lab Lab Con Ind Ind", "Con 600 Lab 400 Ind 100");
        var verdict = Verdict(ward, 600, 500, 300, 60, 40);

        Assert.Equal(
            [Percent(60), Percent(50), Percent(30), Percent(6), Percent(4)],
            verdict.Lines.Select(l => l.Share)
        );
        Assert.Equal(
            [
                Percent(60) - new Fraction(400, 1100),
                // Last time’s share was that of Labour’s best.
                null,
                Percent(30) - new Fraction(600, 1100),
                null,
                null,
            ],
            verdict.Lines.Select(l => l.Change)
        );
    }

    [Fact]
    public void Turnout_is_valid_papers_over_electorate_and_unknown_without_them()
    {
        var ward = Ward("W", 2, "Lab Lab Con", electorate: 1000);

        Assert.Equal(
            Percent(40),
            Verdict(ward, Votes(300, 280, 200) with { Papers = 400, Rejected = 9 }).Turnout
        );
        Assert.Null(Verdict(ward, 300, 280, 200).Turnout);
        Assert.Equal(9, Verdict(ward, Votes(3, 2, 1) with { Rejected = 9 }).Rejected);
    }

    [Fact]
    public void A_ward_has_neither_a_swing_nor_lost_deposits()
    {
        var verdict = Verdict(Ward("W", 2, "Lab Lab Con"), 300, 280, 1);

        Assert.Null(verdict.Swing);
        Assert.Equal(0, verdict.LostDeposits);
    }

    public static TheoryData<string, int[], Outcome> Outcomes =>
        new()
        {
            { "Con 3", [1, 2, 3, 30, 20, 10], new Outcome.Hold() },
            { "Lab 2 Con 1", [30, 20, 3, 10, 2, 1], new Outcome.Hold() },
            { "Con 3", [30, 2, 3, 20, 10, 1], new Outcome.Gain(Con) },
            { "Con 3", [30, 20, 10, 3, 2, 1], new Outcome.Gain(Con) },
            { "LD 1 Con 2", [30, 2, 3, 20, 10, 1], new Outcome.Gain(LD) },
            { "LD 2 Con 1", [30, 2, 3, 20, 10, 1], new Outcome.Mixed() },
            { "LD 1 Con 2", [30, 20, 3, 10, 2, 1], new Outcome.Mixed() },
            // Fewer seats before: one more is a gain from nobody.
            { "Con 2", [30, 2, 3, 20, 10, 1], new Outcome.Mixed() },
        };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void A_ward_is_held_gained_from_one_party_or_mixed(
        string held,
        int[] votes,
        Outcome outcome
    ) =>
        Assert.Equal(
            outcome,
            Verdict(Ward("W", last: "Con 600 Lab 400 LD 300", held: held), votes).Outcome
        );

    [Fact]
    public void Changes_say_what_each_party_held_and_holds()
    {
        var ward = Ward("W", last: "Con 600 Lab 400 LD 300", held: "LD 1 Con 2");

        var verdict = Verdict(ward, 30, 20, 3, 10, 2, 1);

        Assert.Equal(
            [new SeatChange(Lab, 0, 2), new SeatChange(Con, 2, 1), new SeatChange(LD, 1, 0)],
            verdict.Changes.AsEnumerable()
        );
        Assert.Equal([2, 0, 0], verdict.Changes.Select(c => c.Gained));
        Assert.Equal([0, 1, 1], verdict.Changes.Select(c => c.Lost));
    }

    [Fact]
    public void Without_a_base_result_a_ward_is_won()
    {
        var verdict = Verdict(Ward("W", last: null), 30, 20, 3, 10, 2, 1);

        Assert.Equal(new Outcome.Win(), verdict.Outcome);
        Assert.Equal(
            [new SeatChange(Lab, 0, 2), new SeatChange(Con, 0, 1)],
            verdict.Changes.AsEnumerable()
        );
        var standing = Standing.Empty(Whole, 3).With(verdict);
        Assert.All(standing.Parties, p => Assert.Equal((0, 0), (p.Gains, p.Losses)));
    }

    [Fact]
    public void A_standing_counts_a_wards_seats_and_each_that_changed()
    {
        var ward = Ward("W", last: "Con 600 Lab 400 LD 300", held: "LD 1 Con 2");
        var other = Ward("X", last: "Con 600 Lab 400", held: "Con 3");

        var standing = Standing
            .Empty(Whole, 9)
            .With(Verdict(ward, 30, 20, 3, 10, 2, 1))
            .With(Verdict(other, 5, 4, 3, 30, 20, 10));

        Assert.Equal((6, 3), (standing.Declared, standing.Awaited));
        Assert.Equal(
            [
                new PartyStanding(Con, Seats: 4, Gains: 0, Losses: 1, Votes: 73),
                new PartyStanding(Lab, Seats: 2, Gains: 2, Losses: 0, Votes: 65),
                new PartyStanding(LD, Seats: 0, Gains: 0, Losses: 1, Votes: 0),
            ],
            standing.Parties.AsEnumerable()
        );
    }

    [Fact]
    public void The_sitting_member_of_a_ward_is_defeated_only_outside_the_seats()
    {
        var ward = Ward("W", 2, "Lab Con LD").Sitting(2);

        Assert.Null(Verdict(ward, 300, 200, 100).Defeated);
        Assert.Equal(2, Verdict(ward, 300, 100, 200).Defeated?.Number);
    }
}

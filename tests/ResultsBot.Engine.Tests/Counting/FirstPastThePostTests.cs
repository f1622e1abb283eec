using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests.Counting;

public class FirstPastThePostTests
{
    [Fact]
    public void Most_votes_wins_and_the_majority_is_over_the_runner_up()
    {
        var verdict = Verdict(Contest("A", "LD Lab Con"), 200, 500, 300);

        Assert.Equal(Lab, verdict.Winner.Candidate.Party);
        Assert.Equal(Con, verdict.RunnerUp!.Candidate.Party);
        Assert.Equal(200, verdict.Majority);
        Assert.Equal(new Fraction(200, 1000), verdict.MajorityShare);
        Assert.Equal([500, 300, 200], verdict.Lines.Select(l => l.Votes));
        Assert.Equal([Percent(50), Percent(30), Percent(20)], verdict.Lines.Select(l => l.Share));
        Assert.False(verdict.ByLot);
    }

    [Fact]
    public void Turnout_is_valid_votes_over_electorate_whatever_was_rejected()
    {
        var contest = Contest("A", electorate: 2000);

        var verdict = Verdict(contest, Votes(600, 400) with { Rejected = 100 });

        Assert.Equal(Percent(50), verdict.Turnout);
        Assert.Equal(1000, verdict.ValidVotes);
        Assert.Equal(100, verdict.Rejected);
    }

    [Fact]
    public void A_change_is_against_the_same_partys_share_of_the_base_result()
    {
        var verdict = Verdict(Contest("A", "Lab Con", "Con 1200 Lab 800"), 500, 500 - 1);

        Assert.Equal(new Fraction(500, 999) - Percent(40), verdict.Lines[0].Change);
        Assert.Equal(new Fraction(499, 999) - Percent(60), verdict.Lines[1].Change);
    }

    [Fact]
    public void A_party_that_did_not_stand_last_time_has_no_change()
    {
        var verdict = Verdict(Contest("A", "Lab LD"), 600, 400);

        Assert.NotNull(verdict.Lines[0].Change);
        Assert.Null(verdict.Lines[1].Change);
    }

    [Fact]
    public void Independents_have_no_change_even_where_one_stood_last_time()
    {
        var verdict = Verdict(Contest("A", "Lab Ind Ind", "Lab 500 Ind 500"), 600, 300, 100);

        Assert.Equal([true, false, false], verdict.Lines.Select(l => l.Change is not null));
    }

    [Fact]
    public void Without_a_base_result_there_is_a_win_and_nothing_to_compare_with()
    {
        var verdict = Verdict(Contest("A", last: null), 600, 400);

        Assert.Equal(new Outcome.Win(), verdict.Outcome);
        Assert.Null(verdict.Swing);
        Assert.All(verdict.Lines, l => Assert.Null(l.Change));
    }

    [Fact]
    public void The_winner_of_the_base_result_holds_and_anyone_else_gains_from_it()
    {
        Assert.Equal(new Outcome.Hold(), Verdict(Contest("A"), 400, 600).Outcome);
        Assert.Equal(new Outcome.Gain(Con), Verdict(Contest("A"), 600, 400).Outcome);
    }

    [Fact]
    public void A_seat_that_was_an_independents_and_is_again_is_a_hold_without_a_swing()
    {
        var verdict = Verdict(Contest("A", "Ind Lab", "Ind 600 Lab 400"), 700, 300);

        Assert.Equal(new Outcome.Hold(), verdict.Outcome);
        Assert.Null(verdict.Swing);
    }

    [Fact]
    public void On_a_gain_the_swing_is_from_last_times_winner_though_it_came_third()
    {
        var contest = Contest("A", "Lab LD Con", "Con 600 Lab 300 LD 100");

        var verdict = Verdict(contest, 500, 300, 200);

        // Labour up 20, Conservative down 40.
        Assert.Equal(new Swing(Con, Lab, Percent(30)), verdict.Swing);
    }

    [Fact]
    public void On_a_hold_the_swing_is_against_this_times_runner_up()
    {
        var contest = Contest("A", "Lab LD Con", "Lab 500 Con 400 LD 100");

        var verdict = Verdict(contest, 600, 300, 100);

        // Labour up 10, Liberal Democrat up 20.
        Assert.Equal(new Outcome.Hold(), verdict.Outcome);
        Assert.Equal(new Swing(Lab, LD, Percent(5)), verdict.Swing);
    }

    [Fact]
    public void On_a_hold_the_swing_can_be_to_the_holder()
    {
        var verdict = Verdict(Contest("A", "Lab Con", "Lab 500 Con 500"), 600, 400);

        Assert.Equal(new Swing(Con, Lab, Percent(10)), verdict.Swing);
    }

    [Fact]
    public void Of_two_parties_that_both_fell_the_swing_is_to_the_one_that_fell_less()
    {
        // Both lose to newcomers; Labour falls less, and wins.
        var contest = Contest("A", "Lab Con LD Green", "Con 500 Lab 400 LD 50 Green 50");

        var verdict = Verdict(contest, 300, 250, 225, 225);

        // Labour down 10, Conservative down 25.
        Assert.Equal(new Swing(Con, Lab, new Fraction(75, 1000)), verdict.Swing);
    }

    [Fact]
    public void A_party_that_no_longer_stands_has_fallen_to_nothing()
    {
        var verdict = Verdict(Contest("A", "Lab LD"), 700, 300);

        // Labour up 30, Conservative down 60.
        Assert.Equal(new Outcome.Gain(Con), verdict.Outcome);
        Assert.Equal(new Swing(Con, Lab, Percent(45)), verdict.Swing);
    }

    [Fact]
    public void A_party_new_this_time_rises_from_nothing()
    {
        var verdict = Verdict(Contest("A", "LD Con"), 700, 300);

        // Liberal Democrat up 70, Conservative down 30.
        Assert.Equal(new Swing(Con, LD, Percent(50)), verdict.Swing);
    }

    [Fact]
    public void A_seat_gained_from_an_independent_has_no_swing()
    {
        // Who stood last time may not stand now, and another independent is not the same party.
        var verdict = Verdict(Contest("A", "Lab Con Ind", "Ind 600 Lab 400"), 700, 200, 100);

        Assert.Equal(new Outcome.Gain(Ind), verdict.Outcome);
        Assert.Null(verdict.Swing);
    }

    [Fact]
    public void Two_candidates_of_one_party_first_and_second_have_no_swing_between_them()
    {
        var verdict = Verdict(Contest("A", "Lab Lab Con", "Lab 600 Con 400"), 500, 300, 200);

        Assert.Equal(new Outcome.Hold(), verdict.Outcome);
        Assert.Null(verdict.Swing);
    }

    [Theory]
    [InlineData(49, true)]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void The_deposit_is_lost_by_who_has_not_more_than_a_twentieth(int votes, bool lost)
    {
        var verdict = Verdict(Contest("A", "Lab Con"), 1000 - votes, votes);

        Assert.Equal(lost, verdict.Lines[1].LostDeposit);
        Assert.Equal(lost ? 1 : 0, verdict.LostDeposits);
    }

    [Fact]
    public void A_tie_for_the_seat_asks_for_the_lot_and_picks_nobody()
    {
        var contest = Contest("A", "Lab Con LD");

        var count = Count.Of(contest, Votes(400, 400, 200));

        var lot = Assert.IsType<Count.LotRequired>(count);
        Assert.Equal([1, 2], lot.Level.Select(c => c.Number));
    }

    [Fact]
    public void A_tie_of_three_asks_for_the_lot_among_all_three()
    {
        var count = Count.Of(Contest("A", "Lab Con LD"), Votes(300, 300, 300));

        Assert.Equal(3, Assert.IsType<Count.LotRequired>(count).Level.Length);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void The_lot_decides_a_tie_with_a_majority_of_none(int elected, int other)
    {
        var contest = Contest("A", "Lab Con LD");

        var verdict = Verdict(contest, Votes(400, 400, 200) with { Elected = [elected] });

        Assert.True(verdict.ByLot);
        Assert.Equal([elected, other, 3], verdict.Lines.Select(l => l.Candidate.Number));
        Assert.Equal(0, verdict.Majority);
        Assert.Equal(400, verdict.Winner.Votes);
    }

    [Fact]
    public void A_lot_cannot_choose_somebody_behind_those_who_are_level()
    {
        var count = Count.Of(
            Contest("A", "Lab Con LD"),
            Votes(400, 400, 200) with
            {
                Elected = [3],
            }
        );

        Assert.IsType<Count.LotRequired>(count);
    }

    [Fact]
    public void A_tie_for_second_place_needs_no_lot()
    {
        var verdict = Verdict(Contest("A", "Lab Con LD"), 500, 250, 250);

        Assert.False(verdict.ByLot);
        Assert.Equal(250, verdict.Majority);
    }

    [Fact]
    public void A_single_candidate_has_all_votes_as_majority_and_nobody_to_swing_against()
    {
        var verdict = Verdict(Contest("A", "Con"), 700);

        Assert.Null(verdict.RunnerUp);
        Assert.Equal(700, verdict.Majority);
        Assert.Equal(new Fraction(1, 1), verdict.MajorityShare);
        Assert.Equal(new Outcome.Hold(), verdict.Outcome);
        Assert.Null(verdict.Swing);
    }

    [Fact]
    public void The_sitting_member_who_is_not_elected_is_defeated()
    {
        var contest = Contest("A", "Lab Con") with
        {
            Candidates =
            [
                new Candidate(1, "New", Lab),
                new Candidate(2, "Sitting", Con, Sitting: true),
            ],
        };

        Assert.Equal("Sitting", Verdict(contest, 600, 400).Defeated?.Name);
        Assert.Null(Verdict(contest, 400, 600).Defeated);
    }

    [Fact]
    public void The_order_in_which_figures_come_changes_nothing()
    {
        var contest = Contest("A", "Lab Con LD");
        var forward = Votes(400, 350, 250);
        var backward = forward with { Votes = [.. forward.Votes.Reverse()] };

        Assert.Equal(
            Verdict(contest, forward).Lines.AsEnumerable(),
            Verdict(contest, backward).Lines
        );
        Assert.Equal(forward, backward);
        Assert.Equal(forward.GetHashCode(), backward.GetHashCode());
    }

    [Fact]
    public void The_base_result_is_won_by_the_most_votes_wherever_they_are_listed()
    {
        Assert.Equal(Con, Base("Lab 400 Con 600").Winner);
        Assert.Equal(1000, Base("Lab 400 Con 600").ValidVotes);
        Assert.Equal(Percent(70), Base("Lab 400 Con 300 Lab 300").Share(Lab));
    }

    [Theory]
    [InlineData("Lab 0 Con 0")]
    [InlineData("Lab 5 Con -1")]
    public void A_base_result_without_votes_or_with_fewer_than_none_is_no_base_result(
        string votes
    ) => Assert.Throws<ArgumentException>(() => Base(votes));

    [Fact]
    public void A_number_that_is_not_on_the_roll_names_nobody()
    {
        Contest contest = Contest("A", "Lab Con");

        Assert.Throws<ArgumentOutOfRangeException>(() => contest.Candidate(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => contest.Candidate(3));
    }
}

using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using static ResultsBot.Engine.Tests.Infrastructure.Small;

namespace ResultsBot.Engine.Tests.Counting;

public class StandingTests
{
    [Fact]
    public void At_first_nothing_is_declared()
    {
        var standing = Standing.Empty(Whole, 3);

        Assert.Equal(3, standing.Awaited);
        Assert.False(standing.IsComplete);
        Assert.Empty(standing.Parties);
    }

    [Fact]
    public void A_gain_is_a_seat_for_one_party_and_a_loss_for_another()
    {
        var standing = Standing.Empty(Whole, 1).With(Verdict(Contest("A"), 600, 400));

        Assert.Equal(
            [
                new PartyStanding(Lab, Seats: 1, Gains: 1, Losses: 0, Votes: 600),
                new PartyStanding(Con, Seats: 0, Gains: 0, Losses: 1, Votes: 400),
            ],
            standing.Parties.AsEnumerable()
        );
        Assert.True(standing.IsComplete);
    }

    [Fact]
    public void A_hold_is_no_gain_and_nobodys_loss()
    {
        var standing = Standing.Empty(Whole, 1).With(Verdict(Contest("A"), 400, 600));

        var con = standing.Parties[0];
        Assert.Equal(new PartyStanding(Con, 1, 0, 0, 600), con);
        Assert.Equal(1, con.Holds);
        Assert.All(standing.Parties, p => Assert.Equal(0, p.Losses));
    }

    [Fact]
    public void A_win_without_a_base_result_is_neither_a_gain_nor_a_loss()
    {
        var standing = Standing.Empty(Whole, 1).With(Verdict(Contest("A", last: null), 600, 400));

        Assert.All(standing.Parties, p => Assert.Equal((0, 0), (p.Gains, p.Losses)));
    }

    [Fact]
    public void A_party_that_lost_a_seat_and_did_not_stand_is_still_told_of()
    {
        var standing = Standing.Empty(Whole, 1).With(Verdict(Contest("A", "Lab LD"), 600, 400));

        Assert.Contains(new PartyStanding(Con, 0, 0, 1, 0), standing.Parties);
    }

    [Fact]
    public void Several_candidates_of_one_label_are_added_up()
    {
        var standing = Standing
            .Empty(Whole, 1)
            .With(Verdict(Contest("A", "Lab Ind Ind"), 500, 300, 200));

        Assert.Equal(500, standing.Parties.Single(p => p.Party == Ind).Votes);
    }

    [Fact]
    public void Parties_that_are_level_in_all_stand_by_their_abbreviation()
    {
        var standing = Standing
            .Empty(Whole, 2)
            .With(Verdict(Contest("A", "Lab Con", "Lab 1"), 600, 400))
            .With(Verdict(Contest("B", "Lab Con", "Con 1"), 400, 600));

        Assert.Equal([Con, Lab], standing.Parties.Select(p => p.Party));
    }

    [Fact]
    public void Parties_stand_by_seats_then_by_losses_then_by_votes()
    {
        var standing = Standing
            .Empty(Whole, 3)
            .With(Verdict(Contest("A", "Lab Con LD Green"), 400, 300, 200, 100))
            .With(Verdict(Contest("B", "Lab Con LD Green", "LD 600 Con 400"), 10, 20, 5, 400))
            .With(Verdict(Contest("C", "Lab Con LD Green", "Lab 1"), 500, 20, 900, 0));

        // One seat each for Lab (one loss), Green and LD (one loss); Con has none.
        PartyId[] expected = [Green, LD, Lab, Con];
        Assert.Equal(expected, standing.Parties.Select(p => p.Party));
    }

    [Fact]
    public void An_area_of_which_nothing_is_to_come_and_nothing_came_is_not_complete() =>
        Assert.False(Standing.Empty(Whole, 1).Postpone(1).IsComplete);

    [Fact]
    public void Elected_unopposed_are_counted_by_seats_the_vacant_with_them_and_lost_no_deposit()
    {
        var ward = Ward("W", 3, "Lab Con");
        var verdict = Verdict(ward, Figures.Unopposed(ward));
        var standing = Standing.Empty(Whole, 4).With(verdict);

        Assert.Equal(
            (3, 3, 0, 1),
            (standing.Declared, standing.Unopposed, standing.Counted, standing.Awaited)
        );
        Assert.Equal((0, false), (verdict.LostDeposits, verdict.ByLot));
        Assert.All(standing.Parties, p => Assert.Equal(0, p.LostDeposits));
        Assert.Equal(0, standing.Without(verdict).Unopposed);
    }
}

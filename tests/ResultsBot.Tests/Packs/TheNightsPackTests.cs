using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Packs;

/// <summary>The pack that comes with the program, against what is known of the night.</summary>
public class TheNightsPackTests
{
    private static readonly AreaId Derbyshire = new(AreaKind.County, "Derbyshire");

    [Fact]
    public void All_650_contests_have_a_roll_a_base_result_and_a_recorded_result()
    {
        var definition = TheNight.Definition;

        Assert.Equal(650, definition.Contests.Length);
        Assert.Equal(326, definition.Majority);
        Assert.Equal(4515, definition.Contests.Sum(c => c.Candidates.Length));
        Assert.All(definition.Contests, c => Assert.NotNull(c.Base));
        Assert.Equal(650, TheNight.Pack.Recorded.Select(r => r.Contest).Distinct().Count());
        Assert.Equal(
            TheNight.Pack.Recorded.OrderBy(r => r.At).Select(r => r.Contest),
            TheNight.Pack.Recorded.Select(r => r.Contest)
        );
    }

    [Fact]
    public void The_final_tally_is_the_nights()
    {
        var whole = PlayedNight.Election.Standing(TheNight.Definition.Whole);

        var seats = whole
            .Parties.Where(p => p.Seats > 0)
            .ToDictionary(p => p.Party.Value, p => p.Seats);
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["Lab"] = 411,
                ["Con"] = 121,
                ["LD"] = 72,
                ["SNP"] = 9,
                ["SF"] = 7,
                ["Ind"] = 6,
                ["DUP"] = 5,
                ["RUK"] = 5,
                ["Green"] = 4,
                ["PC"] = 4,
                ["SDLP"] = 2,
                ["APNI"] = 1,
                ["UUP"] = 1,
                ["TUV"] = 1,
                ["Spk"] = 1,
            },
            seats
        );
        Assert.Equal(28_809_340, whole.Parties.Sum(p => (long)p.Votes));
        Assert.True(whole.IsComplete);
    }

    [Fact]
    public void Gains_and_losses_of_the_country_balance()
    {
        var whole = PlayedNight.Election.Standing(TheNight.Definition.Whole);

        Assert.Equal(whole.Parties.Sum(p => p.Gains), whole.Parties.Sum(p => p.Losses));
        Assert.All(
            whole.Parties,
            p =>
                Assert.Equal(
                    TheNight.Definition.Contests.Count(c => c.Base!.Winner == p.Party),
                    p.Seats - p.Gains + p.Losses
                )
        );
    }

    /// <summary>A paper told of “all eleven seats from the Tories”; two were holds.</summary>
    [Fact]
    public void Derbyshire_is_eleven_Labour_nine_gains_and_two_holds()
    {
        var labour = PlayedNight.Election.Standing(Derbyshire).Parties[0];

        Assert.Equal((new PartyId("Lab"), 11), (labour.Party, labour.Seats));
        Assert.Equal((9, 2), (labour.Gains, labour.Holds));
        Assert.IsType<Outcome.Hold>(PlayedNight.Verdict("Chesterfield").Outcome);
        Assert.IsType<Outcome.Hold>(PlayedNight.Verdict("Derby South").Outcome);
    }

    /// <summary>A paper told of a majority of 250 in Derbyshire Dales; the figures give 350.</summary>
    [Theory]
    [InlineData("North East Derbyshire", 1753)]
    [InlineData("Chesterfield", 10_820)]
    [InlineData("Derbyshire Dales", 350)]
    public void A_majority_is_what_the_figures_give(string contest, int majority) =>
        Assert.Equal(majority, PlayedNight.Verdict(contest).Majority);

    [Fact]
    public void The_night_has_one_first_result_and_one_overall_majority()
    {
        var bulletins = PlayedNight.Wire.Select(e => e.Bulletin).ToArray();

        var first = Assert.IsType<Bulletin.FirstResult>(bulletins[0]);
        Assert.Equal("Houghton and Sunderland South", first.Of.Name);
        Assert.Single(bulletins.OfType<Bulletin.FirstResult>());
        var majority = Assert.Single(bulletins.OfType<Bulletin.OverallMajority>());
        Assert.Equal(new PartyId("Lab"), majority.Party);
        Assert.Equal(326, majority.Standing.Parties.Single(p => p.Party == majority.Party).Seats);
        Assert.Equal(650, bulletins.OfType<Bulletin.Result>().Count());
        Assert.Equal(
            TheNight.Definition.Seats.Count,
            bulletins.OfType<Bulletin.AreaComplete>().Count()
        );
    }

    [Fact]
    public void The_last_seat_of_the_county_completes_it_with_a_clean_sweep()
    {
        var complete = PlayedNight
            .Wire.Select(e => e.Bulletin)
            .OfType<Bulletin.AreaComplete>()
            .Single(b => b.Standing.Area == Derbyshire);

        Assert.Equal((9, 2), (complete.CleanSweep!.Gains, complete.CleanSweep.Holds));
        var result = PlayedNight.ResultOf("Derbyshire Dales").Position;
        var next = PlayedNight.Wire.First(e =>
            e.Bulletin is Bulletin.Result && e.Position > result
        );
        Assert.InRange(
            PlayedNight.Wire.Single(e => e.Bulletin == complete).Position,
            result + 1,
            next.Position - 1
        );
    }
}

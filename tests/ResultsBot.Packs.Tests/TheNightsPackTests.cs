using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Tests.Infrastructure;

namespace ResultsBot.Packs.Tests;

/// <summary>The pack that comes with the program, against what is known of the night.</summary>
public class TheNightsPackTests
{
    private static readonly ElectionPack Pack = Assert
        .IsType<PackReading.Loaded>(PackLoader.Load("ge2024"))
        .Pack;

    private static readonly (Election Election, ImmutableArray<Bulletin> Bulletins) Played =
        PlayedPack.Play(Pack.Definition, Pack.Recorded);

    private static readonly AreaId Derbyshire = new(AreaKind.County, "Derbyshire");

    [Fact]
    public void All_650_contests_have_a_roll_a_base_result_and_a_recorded_result()
    {
        var definition = Pack.Definition;

        Assert.Equal(650, definition.Contests.Length);
        var commons = Assert.Single(definition.Chambers);
        Assert.Equal(
            ("House of Commons", 650, 326),
            (commons.Name, commons.Seats, commons.Majority)
        );
        Assert.All(definition.Contests, c => Assert.Equal(commons.Id, c.Chamber));
        Assert.Equal(4515, definition.Contests.Sum(c => c.Candidates.Length));
        Assert.All(definition.Contests, c => Assert.NotNull(c.Base));
        Assert.Equal(650, Pack.Recorded.Select(r => r.Contest).Distinct().Count());
        Assert.Equal(
            Pack.Recorded.OrderBy(r => r.At).Select(r => r.Contest),
            Pack.Recorded.Select(r => r.Contest)
        );
    }

    [Fact]
    public void Every_contest_has_a_hexagon_of_its_own()
    {
        Assert.Equal(650, Pack.Definition.Map.Count);
        Assert.Equal(650, Pack.Definition.Map.Values.Distinct().Count());
    }

    [Fact]
    public void The_final_tally_is_the_nights()
    {
        var whole = Played.Election.Standing(Pack.Definition.Whole);

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
        var whole = Played.Election.Standing(Pack.Definition.Whole);

        Assert.Equal(whole.Parties.Sum(p => p.Gains), whole.Parties.Sum(p => p.Losses));
        Assert.All(
            whole.Parties,
            p =>
                Assert.Equal(
                    Pack.Definition.Contests.Count(c => c.Base!.Winner == p.Party),
                    p.Seats - p.Gains + p.Losses
                )
        );
    }

    /// <summary>A paper told of “all eleven seats from the Tories”; two were holds.</summary>
    [Fact]
    public void Derbyshire_is_eleven_Labour_nine_gains_and_two_holds()
    {
        var labour = Played.Election.Standing(Derbyshire).Parties[0];

        Assert.Equal((new PartyId("Lab"), 11), (labour.Party, labour.Seats));
        Assert.Equal((9, 2), (labour.Gains, labour.Holds));
        Assert.IsType<Outcome.Hold>(Verdict("Chesterfield").Outcome);
        Assert.IsType<Outcome.Hold>(Verdict("Derby South").Outcome);
    }

    /// <summary>A paper told of a majority of 250 in Derbyshire Dales; the figures give 350.</summary>
    [Theory]
    [InlineData("North East Derbyshire", 1753)]
    [InlineData("Chesterfield", 10_820)]
    [InlineData("Derbyshire Dales", 350)]
    public void A_majority_is_what_the_figures_give(string contest, int majority) =>
        Assert.Equal(majority, Verdict(contest).Majority);

    [Fact]
    public void The_night_has_one_first_result_and_one_overall_majority()
    {
        var bulletins = Played.Bulletins;

        var first = Assert.IsType<Bulletin.FirstResult>(bulletins[0]);
        Assert.Equal("Houghton and Sunderland South", first.Of.Name);
        Assert.Single(bulletins.OfType<Bulletin.FirstResult>());
        var majority = Assert.Single(bulletins.OfType<Bulletin.OverallMajority>());
        Assert.Equal(new PartyId("Lab"), majority.Party);
        Assert.Equal(326, majority.Standing.Parties.Single(p => p.Party == majority.Party).Seats);
        Assert.Equal(650, bulletins.OfType<Bulletin.Result>().Count());
        Assert.Equal(
            Pack.Definition.Seats.Count,
            bulletins.OfType<Bulletin.AreaComplete>().Count()
        );
    }

    [Fact]
    public void The_last_seat_of_the_county_completes_it_with_a_clean_sweep()
    {
        var complete = Played
            .Bulletins.OfType<Bulletin.AreaComplete>()
            .Single(b => b.Standing.Area == Derbyshire);

        Assert.Equal((9, 2), (complete.CleanSweep!.Gains, complete.CleanSweep.Holds));
        // Told after the seat's own result, and before the next one's.
        var results = Played.Bulletins.TakeWhile(b => b != complete).OfType<Bulletin.Result>();
        Assert.Equal("Derbyshire Dales", results.Last().Of.Name);
    }

    private static Verdict Verdict(string contest) =>
        Played.Election.Verdict(Pack.Definition.Contests.Single(c => c.Name == contest));
}

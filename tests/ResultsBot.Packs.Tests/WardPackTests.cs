using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Tests.Infrastructure;

namespace ResultsBot.Packs.Tests;

public class WardPackTests
{
    [Fact]
    public void Seats_that_are_not_up_for_election_count_towards_a_majority()
    {
        using var folder = WardPack.Write();
        var pack = Assert.IsType<PackReading.Loaded>(PackLoader.Load(folder.Path)).Pack;

        var (election, bulletins) = PlayedPack.Play(pack.Definition, pack.Recorded.SkipLast(1));

        // 13 seats, 7 are a majority: Labour holds 3, wins 3, and can win no more than one of Dale's two.
        var council = Assert.Single(pack.Definition.Chambers);
        Assert.Equal((13, 7), (council.Seats, council.Majority));
        Assert.Equal(3, election.Standing(pack.Definition.Whole).Of(new PartyId("Lab")).Seats);
        Assert.Empty(bulletins.OfType<Bulletin.NoMajority>());
        Assert.Empty(bulletins.OfType<Bulletin.OverallMajority>());
    }
}

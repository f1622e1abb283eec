using ResultsBot.Hosting;
using ResultsBot.Packs;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.Tests.Hosting;

public class WarmUpTests
{
    [Fact]
    public async Task Forty_invented_results_go_all_the_way_through_a_bot_of_their_own()
    {
        var pack = ((PackReading.Loaded)PackLoader.Load("ge2024")).Pack;

        var sent = await WarmUp.Run(
            new Phrasebook(pack.Definition),
            TimeProvider.System,
            CancellationToken.None
        );

        Assert.Equal(40, sent);
    }

    [Fact]
    public async Task An_election_that_no_invented_result_fits_is_left_alone()
    {
        // Everybody has one name: no line of a result says whom it is about.
        var hostile = new HostileElection("line\nbreak", candidates: 3);

        var sent = await WarmUp.Run(
            new Phrasebook(hostile.Definition),
            TimeProvider.System,
            CancellationToken.None
        );

        Assert.Equal(0, sent);
    }
}

using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Sandbox;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.EndToEnd;

public sealed class ShardsTests
{
    /// <summary>All four shards begin at once, and a server is on each.</summary>
    private static readonly SandboxOptions FourShards = new()
    {
        Shards = 4,
        MaxConcurrency = 4,
        FurtherGuilds = 3,
    };

    [Fact]
    public async Task Servers_on_every_shard_subscribe_and_get_the_result_and_a_reconnect_of_all_loses_nothing()
    {
        using var logs = new KeptLogs(LogLevel.Debug);
        await using var newsroom = await LocalNewsroom.Start(
            options: FourShards,
            configure: builder =>
                builder.Logging.AddProvider(logs).AddFilter<KeptLogs>("ResultsBot", LogLevel.Debug)
        );
        await Connected(newsroom);
        var counted = newsroom.Control.Statistics();
        Assert.Equal(4, counted.Identifies);

        foreach (var channel in Further)
        {
            Assert.Equal(
                "message",
                (await newsroom.Type(LocalNewsroom.Olive, channel, "/subscribe")).State
            );
        }
        await newsroom.Declare(TheNight.Recorded("Chesterfield"));
        foreach (var channel in Further)
        {
            await newsroom.WaitForTitles(channel, 1);
        }

        newsroom.Control.CloseSockets(4000);
        await LocalNewsroom.Until(() => newsroom.Control.Statistics().Resumes == 4);
        await Connected(newsroom);
        await newsroom.Declare(TheNight.Recorded("Bolsover"));
        foreach (var channel in Further)
        {
            Assert.Equal(
                ["Labour hold Chesterfield", "Labour gain Bolsover from Conservative"],
                await newsroom.WaitForTitles(channel, 2)
            );
        }
        Assert.Equal(4, newsroom.Control.Statistics().Identifies);
        Assert.Equal(4, Count("Connected to Discord as ResultsBot"));
        Assert.Equal(
            2,
            Count("The slash commands (everywhere) ")
                + Count($"The slash commands ({newsroom.Sandbox.GuildId}) ")
        );
        Assert.Equal(2, Count("The slash commands ("));
        Assert.Empty(logs.Of(LogLevel.Error));

        int Count(string start) =>
            logs.Lines.Count(line => line.Text.StartsWith(start, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Further =>
        Enumerable.Range(1, FourShards.FurtherGuilds).Select(n => $"further-{n}");

    private static Task Connected(LocalNewsroom newsroom) =>
        LocalNewsroom.Until(() =>
            newsroom.Part<DiscordClient>().Gateway.Shards is { Length: 4 } shards
            && shards.All(s => s.IsConnected)
        );
}

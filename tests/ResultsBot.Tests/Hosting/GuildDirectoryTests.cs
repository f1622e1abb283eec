using ResultsBot.Discord;
using ResultsBot.Hosting;

namespace ResultsBot.Tests.Hosting;

public sealed class GuildDirectoryTests
{
    private static readonly User Bot = new(new Snowflake(5), "bot", null, true);

    [Fact]
    public void A_new_session_of_a_shard_forgets_those_of_its_guilds_that_the_bot_is_no_longer_in_and_no_others()
    {
        var guilds = new GuildDirectory();
        foreach (var number in new ulong[] { 4, 5, 6, 7, 8 })
        {
            guilds.Take(new GatewayEvent.GuildAvailable(Guild(number)));
        }

        // Of four shards, the first has the guilds 4 and 8.
        guilds.Take(new GatewayEvent.Ready(default, Bot, [Id(8)], 0, 4));

        Assert.Equal(
            [5UL, 6UL, 7UL, 8UL],
            new ulong[] { 4, 5, 6, 7, 8 }.Where(n => guilds.IsKnown(Id(n).Value))
        );
    }

    private static Snowflake Id(ulong number) => new(number << 22);

    private static Guild Guild(ulong number) =>
        new(Id(number), "A server", new Snowflake(1), Bot.Id, [], [], []);
}

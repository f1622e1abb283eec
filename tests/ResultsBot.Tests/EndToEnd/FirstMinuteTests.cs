using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>What people learn who have never seen the bot.</summary>
public class FirstMinuteTests
{
    [Fact]
    public async Task Help_says_the_first_command_to_all_and_the_desks_to_the_desk_alone()
    {
        await using var newsroom = await LocalNewsroom.Start();

        var outside = Content(await newsroom.Type(Olive, "general", "/help"));
        var reporter = Content(await newsroom.Type(Rita, "newsroom", "/help"));
        var editor = Content(await newsroom.Type(Ed, "newsroom", "/help"));

        Assert.Contains("`/subscribe`", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("/declare", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("⚠", outside, StringComparison.Ordinal);
        Assert.Contains("/declare", reporter, StringComparison.Ordinal);
        Assert.DoesNotContain("/pause", reporter, StringComparison.Ordinal);
        Assert.Contains("/pause", editor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_says_what_is_missing_in_the_channel()
    {
        await using var newsroom = await LocalNewsroom.Start();
        newsroom.Control.SetBotPermissions(
            newsroom.Sandbox.Channels["derbyshire"],
            ["EMBED_LINKS"]
        );

        Assert.Contains(
            "I can’t post results in this channel yet. Please give me **Embed Links** here.",
            Content(await newsroom.Type(Ed, "derbyshire", "/help")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_server_is_welcomed_when_the_bot_is_invited_and_not_after_an_outage()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var server = newsroom.Sandbox.OtherGuildId;
        newsroom.Control.LoseGuild(server, outage: true);
        newsroom.Control.BringBackGuild(server);
        // The second is told after the first: what the first had led to would stand there as well.
        newsroom.Control.LoseGuild(server, outage: false);
        newsroom.Control.BringBackGuild(server);

        var welcome = Assert.Single(await newsroom.WaitForPosts("general", 1));

        Assert.Contains("`/subscribe`", (string?)welcome["content"], StringComparison.Ordinal);
        Assert.EndsWith("says more.", (string?)welcome["content"], StringComparison.Ordinal);
    }
}

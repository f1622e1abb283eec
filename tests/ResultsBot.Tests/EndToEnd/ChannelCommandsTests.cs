using System.Text.Json.Nodes;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;
using static ResultsBot.Tests.Infrastructure.LocalNewsroom;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>What people are told who say what a channel is to get.</summary>
public class ChannelCommandsTests
{
    private const string Derbyshire = "derbyshire";
    private const string Ada = "ada";

    [Fact]
    public async Task Who_subscribes_is_shown_what_would_have_come_and_what_the_channel_follows()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var nothing = await Said(newsroom, Ed, "/subscribe area:Derbyshire kind:results");
        foreach (var recorded in TheNight.Pack.Recorded.Take(15))
        {
            await newsroom.Submit(recorded);
        }

        var come = await Said(
            newsroom,
            Ed,
            "/subscribe party:Labour kind:results delivery:merged every:7"
        );
        var follows = await Said(newsroom, Ed, "/subscriptions");
        var left = await Said(newsroom, Ed, "/unsubscribe party:Labour");
        var other = await Said(newsroom, Ed, "/unsubscribe party:Labour");

        Assert.Contains(
            "follows results in Derbyshire (county).",
            nothing,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Nothing was published in the last hour.",
            nothing,
            StringComparison.Ordinal
        );
        Assert.Contains("results for Labour", come, StringComparison.Ordinal);
        Assert.Contains("at most one post every 7 minutes", come, StringComparison.Ordinal);
        Assert.Contains("- First result of the night: ", come, StringComparison.Ordinal);
        Assert.Contains(" more", come, StringComparison.Ordinal);
        Assert.Contains("results in Derbyshire (county)", follows, StringComparison.Ordinal);
        Assert.Contains("since <t:", follows, StringComparison.Ordinal);
        Assert.Equal("Done. This channel still follows results in Derbyshire (county).", left);
        Assert.StartsWith("This channel doesn’t follow that.", other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/subscribe area:Bolsover kind:tallies", "needs an area, not a single seat")]
    [InlineData("/subscribe party:Labour kind:tallies", "covers every party")]
    [InlineData("/subscribe party:Lobour", "Did you mean Labour")]
    [InlineData("/subscribe every:3", "only works with gathered delivery")]
    [InlineData("/subscribe publish:true", "Only an announcement channel can publish")]
    public async Task What_cannot_be_followed_is_refused_with_a_reason(string typed, string reason)
    {
        await using var newsroom = await LocalNewsroom.Start();

        Assert.Contains(reason, await Said(newsroom, Ed, typed), StringComparison.Ordinal);
        Assert.Empty(await newsroom.Store.ReadSubscribers(CancellationToken.None));
    }

    [Fact]
    public async Task An_administrator_sees_every_channel_of_the_server_and_chooses_the_role_to_mention()
    {
        await using var newsroom = await LocalNewsroom.Start();
        var role = newsroom.Sandbox.Roles["Reporter"];
        await newsroom.Type(Ed, "newsroom", "/subscribe");
        await newsroom.Type(Ed, Derbyshire, "/subscribe area:Derbyshire");

        var nothing = await Said(newsroom, Ada, $"/mention role:{role}");
        var unknown = await Said(newsroom, Ada, $"/mention role:{role} seats:Bolsover, Nowhere");
        var everyone = await Said(
            newsroom,
            Ada,
            $"/mention role:{newsroom.Sandbox.GuildId} majors:true"
        );
        var set = await Said(newsroom, Ada, $"/mention role:{role} seats:Bolsover");
        var all = await Said(newsroom, Ada, "/subscriptions all:true");
        var nobody = await Said(newsroom, Ada, "/mention");

        Assert.StartsWith("For what?", nothing, StringComparison.Ordinal);
        Assert.StartsWith("There’s no seat called “Nowhere”.", unknown, StringComparison.Ordinal);
        Assert.StartsWith("I can’t mention everyone", everyone, StringComparison.Ordinal);
        Assert.Equal($"<@&{role}> is mentioned for results of Bolsover.", set);
        Assert.Contains(
            $"<#{newsroom.Sandbox.Channels["newsroom"]}>",
            all,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"<#{newsroom.Sandbox.Channels[Derbyshire]}>",
            all,
            StringComparison.Ordinal
        );
        Assert.Contains($"<@&{role}>", all, StringComparison.Ordinal);
        Assert.Equal("No role is mentioned in this channel.", nobody);
    }

    private static async Task<string> Said(LocalNewsroom newsroom, string person, string typed)
    {
        var answer = await newsroom.Type(person, Derbyshire, typed);
        var message = answer.Message!;
        return string.Join(
            '\n',
            (message["embeds"]?.AsArray() ?? [])
                .Select(e => (string?)e!["description"])
                .Prepend((string?)message["content"])
                .Where(t => !string.IsNullOrEmpty(t))
        );
    }
}

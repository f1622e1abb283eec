using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Tests;

public sealed class PostingSpecs
{
    [Fact]
    public async Task A_bot_posts_an_embed_and_anybody_can_read_it()
    {
        await using var sandbox = await Running.Start();

        var reply = await sandbox.Post(
            sandbox.Newsroom,
            """{"embeds":[{"title":"A title","description":"Some text","color":255}],"allowed_mentions":{"parse":[]}}"""
        );

        Assert.Equal(200, reply.Status);
        var held = Assert.Single(sandbox.Server.Control.Read(sandbox.Newsroom));
        Assert.Equal(reply.Id, (string?)held["id"]);
        Assert.Equal("A title", (string?)held["embeds"]![0]!["title"]);
    }
}

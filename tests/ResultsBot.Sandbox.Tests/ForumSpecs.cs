namespace ResultsBot.Sandbox.Tests;

/// <summary>Forums: threads that begin with a message, and nothing else.</summary>
public sealed class ForumSpecs
{
    private const string Post = """{"name":"Bolsover","message":{"content":"Lab gain"}}""";
    private static readonly SandboxOptions NoLimits = new() { EnforceLimits = false };

    [Fact]
    public async Task A_post_is_a_thread_whose_first_message_bears_its_id()
    {
        await using var sandbox = await Running.Start(NoLimits);
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        var made = await Start(sandbox, Post);

        Assert.Equal((201, 11), (made.Status, (int)made.Json!["type"]!));
        Assert.Equal($"{Forum(sandbox)}", (string?)made.Json["parent_id"]);
        Assert.Equal(made.Id, (string?)made.Json["message"]!["id"]);
        Assert.Equal(made.Id, (string?)(await bot.ExpectEvent("THREAD_CREATE"))["id"]);
        var first = Assert.Single(sandbox.Server.Control.Read(ulong.Parse(made.Id)));
        Assert.Equal("Lab gain", (string?)first["content"]);
        Assert.Empty(sandbox.Server.Control.Read(Forum(sandbox)));
        sandbox.Server.Control.Write("rita", "Bolsover", "well, well");
    }

    [Theory]
    [InlineData("""{"name":"n"}""", 50035)]
    [InlineData("""{"message":{"content":"c"}}""", 50035)]
    [InlineData("""{"name":"n","message":{"content":"c"},"applied_tags":["1"]}""", 50035)]
    [InlineData("""{"name":"n","message":{"content":"c"},"auto_archive_duration":61}""", 50035)]
    [InlineData("""{"name":"n","message":{}}""", 50006)]
    public async Task A_post_that_Discord_would_not_make_is_refused(string body, int code)
    {
        await using var sandbox = await Running.Start(NoLimits);
        var reply = await Start(sandbox, body);
        Assert.Equal((400, code), (reply.Status, reply.Code));
        Assert.Equal(
            400,
            (
                await Start(
                    sandbox,
                    Post.Replace("Bolsover", new string('n', 101), StringComparison.Ordinal)
                )
            ).Status
        );
    }

    [Fact]
    public async Task A_forum_takes_no_messages_and_no_commands()
    {
        await using var sandbox = await Running.Start(NoLimits);
        var sent = await sandbox.Post(Forum(sandbox), """{"content":"c"}""");
        Assert.Equal((400, 40058), (sent.Status, sent.Code));
        Assert.Throws<CannotException>(() => sandbox.Server.Control.Write("ed", "forum", "c"));
    }

    [Fact]
    public async Task Posts_take_the_permission_for_messages_and_not_the_one_for_threads()
    {
        await using var sandbox = await Running.Start(NoLimits);
        sandbox.Server.Control.SetBotPermissions(Forum(sandbox), ["CREATE_PUBLIC_THREADS"]);
        Assert.Equal(201, (await Start(sandbox, Post)).Status);
        sandbox.Server.Control.SetBotPermissions(Forum(sandbox), ["SEND_MESSAGES"]);
        Assert.Equal(50013, (await Start(sandbox, Post)).Code);
        sandbox.Server.Control.SetBotPermissions(Forum(sandbox), ["EMBED_LINKS"]);
        const string embed = """{"name":"n","message":{"embeds":[{"title":"t"}]}}""";
        Assert.Equal(50013, (await Start(sandbox, embed)).Code);
    }

    [Fact]
    public async Task A_forum_may_ask_for_a_tag()
    {
        await using var sandbox = await Running.Start(NoLimits);
        sandbox.Server.Control.SetRequiresTag(Forum(sandbox), true);
        Assert.Equal(40067, (await Start(sandbox, Post)).Code);
        sandbox.Server.Control.SetRequiresTag(Forum(sandbox), false);
        Assert.Equal(201, (await Start(sandbox, Post)).Status);
    }

    [Fact]
    public async Task Who_opened_a_thread_renames_it_and_finds_it_among_the_active_ones()
    {
        await using var sandbox = await Running.Start(NoLimits);
        var thread = (await Start(sandbox, Post)).Id;
        var renamed = await sandbox.Ask(
            HttpMethod.Patch,
            $"channels/{thread}",
            """{"name":"Corrected"}"""
        );
        var guild = (string)renamed.Json!["guild_id"]!;
        var active = await sandbox.Ask(HttpMethod.Get, $"guilds/{guild}/threads/active");

        Assert.Equal((200, "Corrected"), (renamed.Status, (string?)renamed.Json["name"]));
        Assert.Equal("Corrected", (string?)active.Json!["threads"]![0]!["name"]);
        sandbox.Server.Control.SetThread(ulong.Parse(thread), archived: true);
        var archived = await sandbox.Ask(
            HttpMethod.Patch,
            $"channels/{thread}",
            """{"name":"Again"}"""
        );
        Assert.Equal(50083, archived.Code);
    }

    private static ulong Forum(Running sandbox) => sandbox.Server.Channels["forum"];

    private static Task<Reply> Start(Running sandbox, string body) =>
        sandbox.Ask(HttpMethod.Post, $"channels/{Forum(sandbox)}/threads", body);
}

namespace ResultsBot.Sandbox.Tests;

/// <summary>Threads, publishing onward, mentions on purpose, and edits that come too often.</summary>
public sealed class ThreadSpecs
{
    private static readonly SandboxOptions NoLimits = new() { EnforceLimits = false };

    private static Task<Reply> StartThread(
        Running sandbox,
        ulong channel,
        string more = "\"type\":11"
    ) =>
        sandbox.Ask(
            HttpMethod.Post,
            $"channels/{channel}/threads",
            $$"""{"name":"Chesterfield",{{more}}}"""
        );

    [Fact]
    public async Task A_thread_without_a_message_is_made_told_of_and_written_in()
    {
        await using var sandbox = await Running.Start(NoLimits);
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        var made = await StartThread(sandbox, sandbox.Newsroom);
        Assert.Equal((201, 11), (made.Status, (int)made.Json!["type"]!));
        Assert.Equal($"{sandbox.Newsroom}", (string?)made.Json["parent_id"]);
        var told = await bot.ExpectEvent("THREAD_CREATE");
        Assert.Equal((made.Id, true), ((string?)told["id"], (bool)told["newly_created"]!));
        var notice = Assert.Single(sandbox.Server.Control.Read(sandbox.Newsroom));
        Assert.Equal((18, "Chesterfield"), ((int)notice["type"]!, (string?)notice["content"]));

        var thread = ulong.Parse(made.Id);
        Assert.Equal(200, (await sandbox.Post(thread, """{"content":"in it"}""")).Status);
        sandbox.Server.Control.Write("rita", "Chesterfield", "so am I");
        Assert.Equal(2, sandbox.Server.Control.CountMessages(thread));
    }

    [Fact]
    public async Task The_thread_of_a_message_bears_its_id_and_there_is_one_only()
    {
        await using var sandbox = await Running.Start(NoLimits);
        var message = (await sandbox.Post(sandbox.Newsroom, """{"content":"c"}""")).Id;
        var path = $"channels/{sandbox.Newsroom}/messages/{message}/threads";
        var made = await sandbox.Ask(HttpMethod.Post, path, """{"name":"n"}""");
        Assert.Equal((201, message), (made.Status, made.Id));
        Assert.Equal(160004, (await sandbox.Ask(HttpMethod.Post, path, """{"name":"n"}""")).Code);
        var held = Assert.Single(sandbox.Server.Control.Read(sandbox.Newsroom));
        Assert.Equal(message, (string?)held["thread"]!["id"]);
    }

    [Theory]
    [InlineData("\"auto_archive_duration\":61,\"type\":11", 400, 50035)]
    [InlineData("\"auto_archive_duration\":60", 403, 50013)]
    [InlineData("\"type\":10", 400, 50024)]
    public async Task A_thread_discord_would_not_make_is_refused(string more, int status, int code)
    {
        await using var sandbox = await Running.Start(NoLimits);
        var reply = await StartThread(sandbox, sandbox.Newsroom, more);
        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Threads_take_permissions_of_their_own()
    {
        await using var sandbox = await Running.Start(NoLimits);
        var thread = ulong.Parse((await StartThread(sandbox, sandbox.Newsroom)).Id);
        sandbox.Server.Control.SetBotPermissions(
            sandbox.Newsroom,
            ["CREATE_PUBLIC_THREADS", "SEND_MESSAGES"]
        );
        Assert.Equal(50013, (await StartThread(sandbox, sandbox.Newsroom)).Code);
        Assert.Equal(200, (await sandbox.Post(thread, """{"content":"c"}""")).Status);
        sandbox.Server.Control.SetBotPermissions(sandbox.Newsroom, ["SEND_MESSAGES_IN_THREADS"]);
        Assert.Equal(50013, (await sandbox.Post(thread, """{"content":"c"}""")).Code);
    }

    [Fact]
    public async Task An_archived_thread_takes_no_edit_and_comes_back_with_the_next_message()
    {
        await using var sandbox = await Running.Start(NoLimits);
        var thread = ulong.Parse((await StartThread(sandbox, sandbox.Newsroom)).Id);
        var message = (await sandbox.Post(thread, """{"content":"c"}""")).Id;
        var path = $"channels/{thread}/messages/{message}";
        sandbox.Server.Control.SetThread(thread, archived: true);
        Assert.Equal(
            50083,
            (await sandbox.Ask(HttpMethod.Patch, path, """{"content":"d"}""")).Code
        );
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        Assert.Equal(200, (await sandbox.Post(thread, """{"content":"back"}""")).Status);
        var told = await bot.ExpectEvent("THREAD_UPDATE");
        Assert.False((bool)told["thread_metadata"]!["archived"]!);
        Assert.Equal(
            200,
            (await sandbox.Ask(HttpMethod.Patch, path, """{"content":"d"}""")).Status
        );
    }

    [Fact]
    public async Task Who_may_write_in_an_archived_thread_takes_it_out_and_who_opened_it_puts_it_back()
    {
        await using var sandbox = await Running.Start(NoLimits);
        var thread = ulong.Parse((await StartThread(sandbox, sandbox.Newsroom)).Id);
        var message = (await sandbox.Post(thread, """{"content":"c"}""")).Id;
        var path = $"channels/{thread}/messages/{message}";
        sandbox.Server.Control.SetThread(thread, archived: true);

        var taken = await Archive(false);
        Assert.Equal(200, taken.Status);
        Assert.False((bool)taken.Json!["thread_metadata"]!["archived"]!);
        Assert.Equal(
            200,
            (await sandbox.Ask(HttpMethod.Patch, path, """{"content":"d"}""")).Status
        );
        Assert.Equal(200, (await Archive(true)).Status);
        Assert.Equal(
            50083,
            (await sandbox.Ask(HttpMethod.Patch, path, """{"content":"e"}""")).Code
        );

        sandbox.Server.Control.SetThread(thread, archived: true, locked: true);
        Assert.Equal(50013, (await Archive(false)).Code);
        sandbox.Server.Control.SetThread(thread, archived: true);
        sandbox.Server.Control.SetBotPermissions(sandbox.Newsroom, ["SEND_MESSAGES_IN_THREADS"]);
        Assert.Equal(50013, (await Archive(false)).Code);

        Task<Reply> Archive(bool archived) =>
            sandbox.Ask(
                HttpMethod.Patch,
                $"channels/{thread}",
                archived ? """{"archived":true}""" : """{"archived":false}"""
            );
    }

    [Fact]
    public async Task A_locked_thread_stays_shut()
    {
        await using var sandbox = await Running.Start(NoLimits);
        var thread = ulong.Parse((await StartThread(sandbox, sandbox.Newsroom)).Id);
        var locked = await sandbox.Drive(
            $"channels/{thread}/thread",
            """{"archived":true,"locked":true}""",
            HttpMethod.Put
        );
        Assert.Equal(200, locked.Status);
        Assert.Equal(160005, (await sandbox.Post(thread, """{"content":"c"}""")).Code);
        Assert.Throws<CannotException>(() =>
            sandbox.Server.Control.Write("rita", "Chesterfield", "c")
        );
        sandbox.Server.Control.Write("ada", "Chesterfield", "I manage threads");
    }

    [Fact]
    public async Task Threads_outlive_a_restart_as_they_were()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-threads-").FullName;
        var options = NoLimits with { DataFile = Path.Combine(folder, "world.jsonl") };
        ulong thread;
        await using (var sandbox = await Running.Start(options))
        {
            thread = ulong.Parse((await StartThread(sandbox, sandbox.Newsroom)).Id);
            sandbox.Server.Control.SetThread(thread, archived: true, locked: true);
        }
        await using (var again = await Running.Start(options))
            Assert.Equal(160005, (await again.Post(thread, """{"content":"c"}""")).Code);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_message_is_published_once_and_in_announcement_channels_only()
    {
        await using var sandbox = await Running.Start(NoLimits);
        var channel = sandbox.Server.Channels["announcements"];
        async Task<Reply> Publish(ulong where, string id) =>
            await sandbox.Ask(HttpMethod.Post, $"channels/{where}/messages/{id}/crosspost", "{}");
        var message = (await sandbox.Post(channel, """{"content":"c"}""")).Id;
        var published = await Publish(channel, message);
        Assert.Equal((200, 1), (published.Status, (int)published.Json!["flags"]! & 1));
        Assert.Equal(40033, (await Publish(channel, message)).Code);
        var elsewhere = (await sandbox.Post(sandbox.Newsroom, """{"content":"c"}""")).Id;
        Assert.Equal(50024, (await Publish(sandbox.Newsroom, elsewhere)).Code);
        var hers = sandbox.Server.Control.Write("ed", "announcements", "by Ed");
        Assert.Equal(50013, (await Publish(channel, $"{hers}")).Code);
    }

    [Fact]
    public async Task The_eleventh_message_published_in_an_hour_has_to_wait()
    {
        await using var sandbox = await Running.Start();
        var channel = sandbox.Server.Channels["announcements"];
        Reply last = null!;
        for (var i = 0; i < 11; i++)
        {
            var id = sandbox.Server.Control.Write("ed", "announcements", $"{i}");
            last = await sandbox.Ask(
                HttpMethod.Post,
                $"channels/{channel}/messages/{id}/crosspost"
            );
            Assert.Equal(i < 10 ? 403 : 429, last.Status);
        }
        Assert.True((double)last.Json!["retry_after"]! > 3500);
        Assert.Equal("user", last.Headers["X-RateLimit-Scope"]);
    }

    [Fact]
    public async Task The_fourth_edit_of_a_published_message_is_limited_with_a_header_that_lies()
    {
        await using var sandbox = await Running.Start();
        var channel = sandbox.Server.Channels["announcements"];
        var message = (await sandbox.Post(channel, """{"content":"c"}""")).Id;
        await sandbox.Ask(HttpMethod.Post, $"channels/{channel}/messages/{message}/crosspost");
        Reply last = null!;
        for (var i = 0; i < 4; i++)
            last = await sandbox.Ask(
                HttpMethod.Patch,
                $"channels/{channel}/messages/{message}",
                $$"""{"content":"{{i}}"}"""
            );
        Assert.Equal((429, 20028), (last.Status, last.Code));
        Assert.Equal(
            ("shared", "1"),
            (last.Headers["X-RateLimit-Scope"], last.Headers["Retry-After"])
        );
        Assert.True((double)last.Json!["retry_after"]! > 3500);
    }

    [Fact]
    public async Task Edits_of_old_messages_are_limited_with_a_long_wait()
    {
        await using var sandbox = await Running.Start(NoLimits);
        var set = await sandbox.Drive(
            "limits/old-edits",
            """{"age_ms":0,"count":1,"window_ms":1200000}""",
            HttpMethod.Put
        );
        Assert.Equal(200, set.Status);
        var message = (await sandbox.Post(sandbox.Newsroom, """{"content":"c"}""")).Id;
        var path = $"channels/{sandbox.Newsroom}/messages/{message}";
        await sandbox.Post(sandbox.Newsroom, """{"content":"later"}""");
        Reply last;
        do last = await sandbox.Ask(HttpMethod.Patch, path, """{"content":"d"}""");
        while (last.Status == 200);
        Assert.Equal((429, 30046), (last.Status, last.Code));
        Assert.True((double)last.Json!["retry_after"]! > 1000);
        sandbox.Server.Control.DeleteMessage(sandbox.Newsroom, ulong.Parse(message));
        Assert.Equal(
            10008,
            (await sandbox.Ask(HttpMethod.Patch, path, """{"content":"d"}""")).Code
        );
    }

    [Theory]
    [InlineData("""{"parse":[]}""", true, false)]
    [InlineData("""{"parse":[],"roles":["ROLE"]}""", false, false)]
    [InlineData("""{"parse":[],"roles":["ROLE"]}""", true, true)]
    [InlineData("""{"parse":["roles"]}""", true, true)]
    public async Task A_role_is_mentioned_only_on_purpose_and_where_it_may_be(
        string allowed,
        bool mentionable,
        bool mentioned
    )
    {
        await using var sandbox = await Running.Start();
        var role = sandbox.Server.Roles["Reporter"];
        sandbox.Server.Control.SetMentionable("Reporter", mentionable);
        var posted = await sandbox.Post(
            sandbox.Newsroom,
            $$"""{"content":"<@&{{role}}>","allowed_mentions":{{allowed.Replace("ROLE", $"{role}", StringComparison.Ordinal)}} }"""
        );
        Assert.Equal(mentioned, posted.Json!["mention_roles"]!.AsArray().Count == 1);
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Tests;

/// <summary>Files that people give in options, and files that the bot sends.</summary>
public sealed class FileSpecs
{
    private const string Commands = """
        [{"name":"note","description":"d","options":[
          {"type":3,"name":"text","description":"d","required":true},
          {"type":11,"name":"photo","description":"d"},
          {"type":6,"name":"who","description":"d"},
          {"type":8,"name":"role","description":"d"}]}]
        """;

    /// <summary>The head of a picture of 3 × 2.</summary>
    private static byte[] Picture()
    {
        byte[] head = [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, 0, 0, 0, 13, .. "IHDR"u8];
        return [.. head, 0, 0, 0, 3, 0, 0, 0, 2, 8, 6, 0, 0, 0];
    }

    private static async Task<(Running, BotSocket)> Ready()
    {
        var sandbox = await Running.Start(new SandboxOptions { EnforceLimits = false });
        var path = $"applications/{sandbox.Server.ApplicationId}/commands";
        Assert.Equal(200, (await sandbox.Ask(HttpMethod.Put, path, Commands)).Status);
        return (sandbox, await BotSocket.LogIn(sandbox.Server, intents: 0));
    }

    private static MultipartFormDataContent Parts(
        string json,
        params (string Name, string Type, byte[] Bytes)[] files
    )
    {
        var content = new MultipartFormDataContent
        {
            { new StringContent(json, Encoding.UTF8, "application/json"), "payload_json" },
        };
        for (var i = 0; i < files.Length; i++)
        {
            var part = new ByteArrayContent(files[i].Bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue(files[i].Type);
            content.Add(part, $"files[{i}]", files[i].Name);
        }
        return content;
    }

    private static async Task<Reply> Post(
        Running sandbox,
        string json,
        params (string Name, string Type, byte[] Bytes)[] files
    )
    {
        using var content = Parts(json, files);
        using var response = await sandbox.Bot.PostAsync(
            $"channels/{sandbox.Newsroom}/messages",
            content
        );
        return await Reply.Read(response);
    }

    [Fact]
    public async Task A_file_given_in_an_option_reaches_the_bot_and_can_be_fetched()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        var typed = sandbox.Server.Control.Type(
            "rita",
            "newsroom",
            "/note text:from the hall",
            new Dictionary<string, UploadedFile>
            {
                ["photo"] = new("the hall.png", "image/png", Picture()),
            }
        );
        var data = (await bot.ExpectEvent("INTERACTION_CREATE"))["data"]!;
        Assert.False(typed.IsCompleted);
        var option = data["options"]!.AsArray().Single(o => (string?)o!["name"] is "photo")!;
        Assert.Equal(11, (int)option["type"]!);
        var file = data["resolved"]!["attachments"]![(string)option["value"]!]!;
        Assert.Equal(
            ("the_hall.png", "image/png", 3, 2),
            (
                (string?)file["filename"],
                (string?)file["content_type"],
                (int)file["width"]!,
                (int)file["height"]!
            )
        );
        using var fetched = await sandbox.Anybody.GetAsync((string)file["url"]!);
        Assert.Equal(Picture(), await fetched.Content.ReadAsByteArrayAsync());
        Assert.Contains(
            "sandbox",
            fetched.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_comes_over_http_too_and_one_that_is_none_is_refused()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        const string rest = """
            "as":"rita","channel":"newsroom","command":"note","options":{"text":"x"},"wait":"none"
            """;
        var bad = await sandbox.Drive(
            "interactions/command",
            "{" + rest + """, "files":{"photo":{"filename":"a","data":"***"}}}"""
        );
        Assert.Equal((400, "photo"), (bad.Status, (string?)bad.Json!["option"]));
        var good = await sandbox.Drive(
            "interactions/command",
            "{"
                + rest
                + """, "files":{"photo":{"filename":"a.txt","content_type":"text/plain","data":"aGk="}}}"""
        );
        Assert.Equal(200, good.Status);
        var data = (await bot.ExpectEvent("INTERACTION_CREATE"))["data"]!;
        var file = data["resolved"]!["attachments"]!.AsObject().Single().Value!;
        Assert.Equal(2, (int)file["size"]!);
    }

    [Fact]
    public async Task People_and_roles_come_with_what_their_ids_stand_for()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        _ = sandbox.Server.Control.Type("ed", "newsroom", "/note text:x who:@Tom role:Reporter");
        var resolved = (await bot.ExpectEvent("INTERACTION_CREATE"))["data"]!["resolved"]!;
        Assert.Equal("tom", (string?)resolved["users"]!.AsObject().Single().Value!["username"]);
        Assert.Equal(
            sandbox.Server.Roles["Reporter"].ToString(),
            resolved["roles"]!.AsObject().Single().Key
        );
    }

    [Fact]
    public async Task A_message_keeps_its_files_with_their_descriptions()
    {
        await using var sandbox = await Running.Start();
        var posted = await Post(
            sandbox,
            """{"attachments":[{"id":"1","filename":"results.csv","description":"all of it"}]}""",
            ("a.png", "image/png", Picture()),
            ("b.csv", "text/csv", "a,b"u8.ToArray())
        );
        Assert.Equal(200, posted.Status);
        var files = posted.Json!["attachments"]!.AsArray();
        Assert.Equal("results.csv a.png", string.Join(' ', files.Select(f => f!["filename"])));
        Assert.Equal("all of it", (string?)files[0]!["description"]);
        var kept = sandbox.Server.Control.File(ulong.Parse((string)files[0]!["id"]!))!;
        Assert.Equal("a,b", Encoding.UTF8.GetString(kept.Bytes.Span));
        using var saved = await sandbox.Anybody.GetAsync((string)files[0]!["url"]!);
        Assert.StartsWith(
            "attachment;",
            saved.Content.Headers.GetValues("Content-Disposition").Single(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_embed_shows_a_file_by_its_name_also_after_an_edit()
    {
        await using var sandbox = await Running.Start();
        const string embeds = """
            "embeds":[{"title":"t","image":{"url":"attachment://map.png"}}]
            """;
        var posted = await Post(
            sandbox,
            $$"""{ {{embeds}} }""",
            ("map.png", "image/png", Picture())
        );
        var url = (string)posted.Json!["embeds"]![0]!["image"]!["url"]!;
        Assert.EndsWith("/map.png", url, StringComparison.Ordinal);
        Assert.Empty(posted.Json["attachments"]!.AsArray());
        var edited = await sandbox.Ask(
            HttpMethod.Patch,
            $"channels/{sandbox.Newsroom}/messages/{posted.Id}",
            $$"""{ {{embeds}} }"""
        );
        Assert.Equal(url, (string?)edited.Json!["embeds"]![0]!["image"]!["url"]);
    }

    [Fact]
    public async Task An_edit_keeps_the_files_it_names_and_takes_off_the_others()
    {
        await using var sandbox = await Running.Start();
        var posted = await Post(
            sandbox,
            """{"content":"c"}""",
            ("a.txt", "text/plain", [1]),
            ("b.txt", "text/plain", [2])
        );
        var path = $"channels/{sandbox.Newsroom}/messages/{posted.Id}";
        var second = (string)posted.Json!["attachments"]![1]!["id"]!;
        var untouched = await sandbox.Ask(HttpMethod.Patch, path, """{"content":"d"}""");
        Assert.Equal(2, untouched.Json!["attachments"]!.AsArray().Count);
        var edited = await sandbox.Ask(
            HttpMethod.Patch,
            path,
            $$"""{"attachments":[{"id":"{{second}}"}]}"""
        );
        Assert.Equal(
            "b.txt",
            (string?)edited.Json!["attachments"]!.AsArray().Single()!["filename"]
        );
    }

    [Fact]
    public async Task More_or_larger_files_than_discord_takes_are_refused()
    {
        await using var sandbox = await Running.Start();
        var eleven = Enumerable.Range(0, 11).Select(i => ($"{i}.txt", "text/plain", new byte[1]));
        Assert.Equal(50035, (await Post(sandbox, "{}", [.. eleven])).Code);
        var large = new byte[10 * 1024 * 1024 + 1];
        var tooLarge = await Post(sandbox, "{}", ("l", "text/plain", large));
        Assert.Equal((413, 40005), (tooLarge.Status, tooLarge.Code));
        Assert.Equal(
            50035,
            (await Post(sandbox, """{"content":"c","attachments":[{"id":"3"}]}""")).Code
        );
    }

    [Fact]
    public async Task Without_the_permission_no_file_goes_out()
    {
        await using var sandbox = await Running.Start();
        sandbox.Server.Control.SetBotPermissions(sandbox.Newsroom, ["ATTACH_FILES"]);
        Assert.Equal(50013, (await Post(sandbox, "{}", ("a.txt", "text/plain", [1]))).Code);
    }

    [Fact]
    public async Task A_web_page_sent_as_a_file_cannot_run()
    {
        await using var sandbox = await Running.Start();
        var posted = await Post(sandbox, "{}", ("x.html", "text/html", "<script>"u8.ToArray()));
        var url = (string)posted.Json!["attachments"]![0]!["url"]!;
        using var fetched = await sandbox.Anybody.GetAsync(url);
        Assert.Equal("application/octet-stream", fetched.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", fetched.Headers.GetValues("X-Content-Type-Options").Single());
    }
}

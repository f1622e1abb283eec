using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace ResultsBot.Sandbox.Tests;

public sealed class MessageSpecs
{
    private static string Embeds(int count, string embed) =>
        "{\"embeds\":[" + string.Join(',', Enumerable.Repeat(embed, count)) + "]}";

    private static string X(int count) => new('x', count);

    [Fact]
    public async Task A_message_is_sent_read_edited_and_deleted()
    {
        await using var sandbox = await Running.Start();
        var sent = await sandbox.Post(sandbox.Newsroom, """{"content":"  one  "}""");
        Assert.Equal("one", (string?)sent.Json!["content"]);
        var path = $"channels/{sandbox.Newsroom}/messages/{sent.Id}";

        Assert.Equal(sent.Id, (await sandbox.Ask(HttpMethod.Get, path)).Id);
        var edited = await sandbox.Ask(HttpMethod.Patch, path, """{"embeds":[{"title":"t"}]}""");
        Assert.Equal("one", (string?)edited.Json!["content"]);
        Assert.Equal("t", (string?)edited.Json["embeds"]![0]!["title"]);
        Assert.NotNull(edited.Json["edited_timestamp"]);
        var cleared = await sandbox.Ask(HttpMethod.Patch, path, """{"content":null}""");
        Assert.Equal("", (string?)cleared.Json!["content"]);
        Assert.Equal(50006, (await sandbox.Ask(HttpMethod.Patch, path, """{"embeds":[]}""")).Code);

        var deleted = await sandbox.Ask(HttpMethod.Delete, path);
        Assert.Equal(204, deleted.Status);
        Assert.False(deleted.Headers.ContainsKey("Content-Type"));
        Assert.Equal(10008, (await sandbox.Ask(HttpMethod.Get, path)).Code);
    }

    public static TheoryData<string, string> TooMuch =>
        new()
        {
            { $$"""{"content":"{{X(2001)}}"}""", "content" },
            { $$"""{"embeds":[{"title":"{{X(257)}}"}]}""", "embeds.0.title" },
            { $$"""{"embeds":[{"description":"{{X(4097)}}"}]}""", "embeds.0.description" },
            { $$$"""{"embeds":[{"footer":{"text":"{{{X(2049)}}}"}}]}""", "embeds.0.footer.text" },
            { $$$"""{"embeds":[{"author":{"name":"{{{X(257)}}}"}}]}""", "embeds.0.author.name" },
            {
                $$"""{"embeds":[{"fields":[{"name":"{{X(257)}}","value":"v"}]}]}""",
                "embeds.0.fields.0.name"
            },
            {
                $$"""{"embeds":[{"fields":[{"name":"n","value":"{{X(1025)}}"}]}]}""",
                "embeds.0.fields.0.value"
            },
            {
                """{"embeds":[{"fields":[{"name":"n","value":"   "}]}]}""",
                "embeds.0.fields.0.value"
            },
            { """{"embeds":[{"title":"t","color":16777216}]}""", "embeds.0.color" },
            { """{"embeds":[{"title":"t","url":"javascript:alert(1)"}]}""", "embeds.0.url" },
            { """{"embeds":[{"title":"t","timestamp":"yesterday"}]}""", "embeds.0.timestamp" },
            { Embeds(11, """{"title":"t"}"""), "embeds" },
            { Embeds(2, $$"""{"description":"{{X(3001)}}"}"""), "embeds" },
            {
                """{"content":"c","allowed_mentions":{"parse":["all"]}}""",
                "allowed_mentions.parse.0"
            },
            {
                """{"content":"c","allowed_mentions":{"parse":["users"],"users":["1"]}}""",
                "allowed_mentions.parse"
            },
            { """{"content":"c","nonce":"12345678901234567890123456"}""", "nonce" },
            {
                """{"content":"c","components":[{"type":1,"components":[{"type":2,"style":1,"label":"l"}]}]}""",
                "components.0.components.0.custom_id"
            },
            {
                """{"content":"c","components":[{"type":1,"components":[{"type":2,"style":1,"label":"l","custom_id":"a"},{"type":2,"style":1,"label":"l","custom_id":"a"}]}]}""",
                "components.0.components.1.custom_id"
            },
            {
                """{"content":"c","components":[{"type":1,"components":[{"type":3,"custom_id":"a","options":[]}]}]}""",
                "components.0.components.0.options"
            },
            { """{"components":[],"flags":32768}""", "flags" },
        };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public async Task What_breaks_a_limit_is_refused_by_the_path_of_the_fault(
        string body,
        string path
    )
    {
        await using var sandbox = await Running.Start();
        var reply = await sandbox.Post(sandbox.Newsroom, body);

        Assert.Equal((400, 50035), (reply.Status, reply.Code));
        var at = reply.Json!["errors"];
        foreach (var step in path.Split('.'))
            at = at?[step];
        Assert.NotEmpty(at!["_errors"]!.AsArray());
        Assert.Equal(0, sandbox.Server.Control.CountMessages(sandbox.Newsroom));
    }

    [Fact]
    public async Task What_just_fits_is_taken()
    {
        await using var sandbox = await Running.Start();
        var fields = string.Join(
            ',',
            Enumerable.Repeat($$"""{"name":"{{X(40)}}","value":"{{X(40)}}"}""", 25)
        );
        var body =
            $$"""{"content":"{{X(2000)}}","embeds":[{"description":"{{X(4000)}}","fields":[{{fields}}]},{"title":"t"},{"title":"t"},{"title":"t"},{"title":"t"},{"title":"t"},{"title":"t"},{"title":"t"},{"title":"t"},{"title":"t"}]}""";
        // 4000 + 25 × 80 = 6000; nine more characters are nine too many.
        Assert.Equal(50035, (await sandbox.Post(sandbox.Newsroom, body)).Code);
        var fits = body.Replace(X(4000), X(3991), StringComparison.Ordinal);
        Assert.Equal(200, (await sandbox.Post(sandbox.Newsroom, fits)).Status);
    }

    [Theory]
    [InlineData("{}", 50006)]
    [InlineData("""{"content":"   "}""", 50006)]
    [InlineData("""{"embeds":[]}""", 50006)]
    [InlineData("{", 50109)]
    [InlineData("""{"content":"\ud800"}""", 50109)]
    [InlineData("""{"content":"a","content":"b"}""", 50109)]
    [InlineData("[]", 50035)]
    [InlineData("3", 50035)]
    [InlineData("null", 50035)]
    [InlineData("""{"content":{}}""", 50035)]
    [InlineData("""{"content":true}""", 50035)]
    [InlineData("""{"content":"c","flags":1e999}""", 50035)]
    [InlineData("""{"embeds":[3,null,"x",{}]}""", 50035)]
    [InlineData("""{"embeds":{"0":{}}}""", 50035)]
    [InlineData("""{"content":"c","components":[{"type":"x","components":3}]}""", 50035)]
    [InlineData("""{"content":"c","message_reference":{"message_id":"abc"}}""", 50035)]
    public async Task Every_bad_body_is_a_400_in_discords_shape(string body, int code)
    {
        await using var sandbox = await Running.Start();
        var reply = await sandbox.Post(sandbox.Newsroom, body);
        Assert.Equal((400, code), (reply.Status, reply.Code));
        Assert.False(string.IsNullOrEmpty((string?)reply.Json!["message"]));
    }

    [Fact]
    public async Task No_random_body_upsets_the_sandbox()
    {
        await using var sandbox = await Running.Start(
            new SandboxOptions { EnforceLimits = false, GlobalLimit = 0 }
        );
        string[] words =
        [
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"embeds\"",
            "\"content\"",
            "\"components\"",
            "\"type\"",
            "1",
            "3",
            "-1",
            "null",
            "true",
            "\"x\"",
            "\"fields\"",
            "\"flags\"",
            "\"\\u0000\"",
            "\"allowed_mentions\"",
            "1e400",
        ];
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(1, 30); n > 0; n--)
                text.Append(words[random.Next(words.Length)]);
            var reply = await sandbox.Post(sandbox.Newsroom, text.ToString());
            Assert.True(reply.Status is 400 or 200, $"{reply.Status} for {text}");
        }
    }

    [Fact]
    public async Task A_nonce_sent_again_returns_the_first_message_until_the_window_is_over()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var sandbox = await Running.Start(time: time);
        const string body = """{"content":"once","nonce":"n1","enforce_nonce":true}""";

        var first = await sandbox.Post(sandbox.Newsroom, body);
        var second = await sandbox.Post(sandbox.Newsroom, body);

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("n1", (string?)first.Json!["nonce"]);
        Assert.Equal(1, sandbox.Server.Control.CountMessages(sandbox.Newsroom));
        Assert.Equal(1, sandbox.Server.Control.Statistics().NonceReplays);

        time.Advance(TimeSpan.FromMinutes(10));
        Assert.NotEqual(
            first.Id,
            (await sandbox.Post(sandbox.Newsroom, body)).Id,
            StringComparer.Ordinal
        );
        Assert.Equal(1, sandbox.Server.Control.Statistics().Duplicates);
    }

    [Fact]
    public async Task A_nonce_whose_message_was_deleted_is_an_unknown_message()
    {
        await using var sandbox = await Running.Start();
        const string body = """{"content":"once","nonce":"n1","enforce_nonce":true}""";
        var first = await sandbox.Post(sandbox.Newsroom, body);
        sandbox.Server.Control.DeleteMessage(sandbox.Newsroom, ulong.Parse(first.Id));
        Assert.Equal(10008, (await sandbox.Post(sandbox.Newsroom, body)).Code);
    }

    [Fact]
    public async Task History_is_read_in_pages()
    {
        await using var sandbox = await Running.Start(new SandboxOptions { EnforceLimits = false });
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
            ids.Add((await sandbox.Post(sandbox.Newsroom, $$"""{"content":"{{i}}"}""")).Id);
        async Task<string> List(string query) =>
            string.Concat(
                (await sandbox.Ask(HttpMethod.Get, $"channels/{sandbox.Newsroom}/messages{query}"))
                    .Json!.AsArray()
                    .Select(m => (string?)m!["content"])
            );

        Assert.Equal("654", await List("?limit=3"));
        Assert.Equal("32", await List($"?limit=2&before={ids[4]}"));
        Assert.Equal("65", await List($"?limit=2&after={ids[4]}"));
        Assert.Equal("432", await List($"?limit=3&around={ids[3]}"));
        Assert.Equal(
            50035,
            (
                await sandbox.Ask(HttpMethod.Get, $"channels/{sandbox.Newsroom}/messages?limit=101")
            ).Code
        );
    }

    [Fact]
    public async Task Mentions_ping_only_as_far_as_they_are_allowed()
    {
        await using var sandbox = await Running.Start(new SandboxOptions { EnforceLimits = false });
        var state = await sandbox.Anybody.GetStringAsync("sandbox/state?as=rita");
        var rita = (string)JsonNode.Parse(state)!["you"]!["id"]!;

        var loud = await sandbox.Post(
            sandbox.Newsroom,
            $$"""{"content":"<@{{rita}}> @everyone"}"""
        );
        Assert.Single(loud.Json!["mentions"]!.AsArray());
        Assert.False((bool?)loud.Json["mention_everyone"]); // the bot may not
        var calm = await sandbox.Post(
            sandbox.Newsroom,
            $$$"""{"content":"<@{{{rita}}}>","allowed_mentions":{"parse":[]}}"""
        );
        Assert.Empty(calm.Json!["mentions"]!.AsArray());
    }

    [Fact]
    public async Task Permissions_are_asked_for_in_discords_order()
    {
        await using var sandbox = await Running.Start(new SandboxOptions { EnforceLimits = false });
        var control = sandbox.Server.Control;
        const string plain = """{"content":"c"}""";
        const string embed = """{"embeds":[{"title":"t"}]}""";

        control.SetBotPermissions(sandbox.Newsroom, ["EMBED_LINKS"]);
        Assert.Equal(200, (await sandbox.Post(sandbox.Newsroom, plain)).Status);
        Assert.Equal((403, 50013), Both(await sandbox.Post(sandbox.Newsroom, embed)));
        control.SetBotPermissions(sandbox.Newsroom, ["SEND_MESSAGES"]);
        Assert.Equal((403, 50013), Both(await sandbox.Post(sandbox.Newsroom, plain)));
        control.SetBotPermissions(sandbox.Newsroom, ["VIEW_CHANNEL"]);
        Assert.Equal((403, 50001), Both(await sandbox.Post(sandbox.Newsroom, plain)));
        control.SetBotPermissions(sandbox.Newsroom, []);
        Assert.Equal(200, (await sandbox.Post(sandbox.Newsroom, embed)).Status);
        control.DeleteChannel(sandbox.Newsroom);
        Assert.Equal((404, 10003), Both(await sandbox.Post(sandbox.Newsroom, plain)));
        Assert.Equal(3, control.Statistics().Invalid);
    }

    [Fact]
    public async Task A_thread_asks_for_the_threads_permission_and_inherits_its_parents()
    {
        await using var sandbox = await Running.Start(new SandboxOptions { EnforceLimits = false });
        var control = sandbox.Server.Control;
        var thread = control.CreateChannel("a-thread", type: 11, parent: sandbox.Newsroom);
        control.SetBotPermissions(sandbox.Newsroom, ["SEND_MESSAGES"]);
        Assert.Equal(200, (await sandbox.Post(thread, """{"content":"c"}""")).Status);
        control.SetBotPermissions(sandbox.Newsroom, ["SEND_MESSAGES_IN_THREADS"]);
        Assert.Equal(50013, (await sandbox.Post(thread, """{"content":"c"}""")).Code);
    }

    [Fact]
    public async Task Others_messages_cannot_be_edited()
    {
        await using var sandbox = await Running.Start();
        var id = sandbox.Server.Control.Write("rita", "newsroom", "mine");
        var path = $"channels/{sandbox.Newsroom}/messages/{id}";
        Assert.Equal(
            50005,
            (await sandbox.Ask(HttpMethod.Patch, path, """{"content":"yours"}""")).Code
        );
        Assert.Equal(50013, (await sandbox.Ask(HttpMethod.Delete, path)).Code);
    }

    [Fact]
    public async Task A_multipart_body_brings_its_json()
    {
        await using var sandbox = await Running.Start();
        using var form = new MultipartFormDataContent
        {
            {
                new StringContent(
                    """{"content":"with a file"}""",
                    Encoding.UTF8,
                    "application/json"
                ),
                "payload_json"
            },
            { new ByteArrayContent([1, 2, 3]), "files[0]", "a.png" },
        };
        using var response = await sandbox.Bot.PostAsync(
            $"channels/{sandbox.Newsroom}/messages",
            form
        );
        var reply = await Reply.Read(response);
        Assert.Equal("with a file", (string?)reply.Json!["content"]);
    }

    private static (int, int?) Both(Reply reply) => (reply.Status, reply.Code);
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace ResultsBot.Sandbox.Tests;

public sealed class InteractionSpecs
{
    private const string Commands = """
        [
          {"name":"declare","description":"d","options":[
            {"type":3,"name":"seat","description":"d","required":true,"autocomplete":true},
            {"type":3,"name":"result","description":"d","required":true},
            {"type":3,"name":"note","description":"d"}]},
          {"name":"subscribe","description":"d","default_member_permissions":"16","options":[
            {"type":7,"name":"channel","description":"d","channel_types":[0]},
            {"type":4,"name":"count","description":"d","min_value":1,"max_value":9},
            {"type":5,"name":"loud","description":"d"},
            {"type":3,"name":"kind","description":"d","choices":[{"name":"Every one","value":"all"}]}]},
          {"name":"tally","description":"d","options":[
            {"type":1,"name":"seats","description":"d"},
            {"type":2,"name":"by","description":"d","options":[
              {"type":1,"name":"party","description":"d","options":[
                {"type":3,"name":"name","description":"d"}]}]}]}
        ]
        """;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    private async Task<(Running, BotSocket)> Ready()
    {
        var sandbox = await Running.Start(new SandboxOptions { EnforceLimits = false }, _time);
        var set = await sandbox.Ask(
            HttpMethod.Put,
            $"applications/{sandbox.Server.ApplicationId}/commands",
            Commands
        );
        Assert.Equal(200, set.Status);
        return (sandbox, await BotSocket.LogIn(sandbox.Server, intents: 0));
    }

    private static Task<Reply> Answer(
        Running sandbox,
        JsonNode interaction,
        string body,
        string query = ""
    ) =>
        sandbox.Ask(
            HttpMethod.Post,
            $"interactions/{interaction["id"]}/{interaction["token"]}/callback{query}",
            body
        );

    private static string Hook(Running sandbox, JsonNode interaction) =>
        $"webhooks/{sandbox.Server.ApplicationId}/{interaction["token"]}";

    [Fact]
    public async Task A_command_of_a_message_comes_with_the_message_and_its_files_and_cannot_be_typed()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        await sandbox.Ask(
            HttpMethod.Put,
            $"applications/{sandbox.Server.ApplicationId}/commands",
            """[{"type":3,"name":"Keep it"}]"""
        );
        var control = sandbox.Server.Control;
        var message = control.Write(
            "sam",
            "newsroom",
            "The boxes are in.",
            new UploadedFile("hall.gif", "image/gif", "GIF89a.........."u8.ToArray())
        );

        var chosen = control.UseOn("rita", "newsroom", message, "Keep it");
        var interaction = await bot.ExpectEvent("INTERACTION_CREATE");

        var data = interaction["data"]!;
        Assert.Equal((2, 3), ((int)interaction["type"]!, (int)data["type"]!));
        Assert.Equal($"{message}", (string?)data["target_id"]);
        var told = data["resolved"]!["messages"]![$"{message}"]!;
        Assert.Equal("The boxes are in.", (string?)told["content"]);
        Assert.Equal("hall.gif", (string?)told["attachments"]![0]!["filename"]);
        await Answer(sandbox, interaction, """{"type":4,"data":{"content":"kept","flags":64}}""");
        Assert.Equal("kept", (string?)(await chosen).Message!["content"]);
        await Assert.ThrowsAsync<CannotException>(() =>
            control.Type("rita", "newsroom", "/Keep it")
        );
        await Assert.ThrowsAsync<CannotException>(() =>
            control.UseOn("rita", "newsroom", 1, "Keep it")
        );
    }

    [Fact]
    public async Task A_typed_command_reaches_the_bot_with_all_that_discord_sends()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        var typed = sandbox.Server.Control.Type(
            "rita",
            "newsroom",
            "/declare seat:Chesterfield result:Toby Perkins, Labour - 19,316\nBen Flook: Conservative - 8,496\nsee: note:late, said Ed"
        );
        var interaction = await bot.ExpectEvent("INTERACTION_CREATE");

        var options = interaction["data"]!["options"]!.AsArray();
        Assert.Equal("Chesterfield", (string?)options[0]!["value"]);
        Assert.Equal(
            "Toby Perkins, Labour - 19,316\nBen Flook: Conservative - 8,496\nsee:",
            (string?)options[1]!["value"]
        );
        Assert.Equal("late, said Ed", (string?)options[2]!["value"]);
        Assert.Equal("rita", (string?)interaction["member"]!["user"]!["username"]);
        Assert.Equal("en-GB", (string?)interaction["locale"]);
        Assert.Equal(0, (int?)interaction["context"]);
        Assert.Equal(1, (int?)interaction["version"]);
        Assert.Equal(10_485_760, (int?)interaction["attachment_size_limit"]);
        Assert.Equal(
            sandbox.Server.GuildId.ToString(),
            (string?)interaction["authorizing_integration_owners"]!["0"]
        );
        Assert.True(ulong.Parse((string)interaction["app_permissions"]!) > 0);

        var answered = await Answer(
            sandbox,
            interaction,
            """{"type":4,"data":{"content":"seen","flags":64}}"""
        );
        Assert.Equal(204, answered.Status);
        Assert.False(answered.Headers.ContainsKey("Content-Type"));
        var outcome = await typed;
        Assert.Equal(("message", "seen"), (outcome.State, (string?)outcome.Message!["content"]));
        Assert.Empty(sandbox.Server.Control.Read(sandbox.Newsroom)); // only Rita sees it
    }

    [Fact]
    public async Task An_answer_after_three_seconds_is_too_late_and_a_second_one_too_many()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        var late = sandbox.Server.Control.Type("rita", "newsroom", "/tally seats");
        var interaction = await bot.ExpectEvent("INTERACTION_CREATE");
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("failed", (await late).State);
        Assert.Equal(10062, (await Answer(sandbox, interaction, """{"type":5}""")).Code);
        Assert.Equal(1, sandbox.Server.Control.Statistics().InteractionsTimedOut);

        var inTime = sandbox.Server.Control.Type("rita", "newsroom", "/tally seats");
        interaction = await bot.ExpectEvent("INTERACTION_CREATE");
        _time.Advance(TimeSpan.FromSeconds(2.9));
        var first = await Answer(
            sandbox,
            interaction,
            """{"type":4,"data":{"content":"x"}}""",
            "?with_response=true"
        );
        Assert.Equal("x", (string?)first.Json!["resource"]!["message"]!["content"]);
        Assert.Equal(
            40060,
            (await Answer(sandbox, interaction, """{"type":4,"data":{"content":"x"}}""")).Code
        );
        Assert.Equal("message", (await inTime).State);
    }

    [Fact]
    public async Task A_deferred_answer_is_settled_by_an_edit_and_followed_up_for_a_quarter_of_an_hour()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        var typed = sandbox.Server.Control.Type("rita", "newsroom", "/tally seats");
        var interaction = await bot.ExpectEvent("INTERACTION_CREATE");
        var hook = Hook(sandbox, interaction);
        Assert.Equal(
            10015,
            (await sandbox.Ask(HttpMethod.Post, hook, """{"content":"too early"}""")).Code
        );
        await Answer(sandbox, interaction, """{"type":5}""");
        Assert.Equal(
            128,
            (int?)(await sandbox.Ask(HttpMethod.Get, $"{hook}/messages/@original")).Json!["flags"]
        );
        Assert.False(typed.IsCompleted);

        var edited = await sandbox.Ask(
            HttpMethod.Patch,
            $"{hook}/messages/@original",
            """{"content":"done"}"""
        );
        Assert.Equal((200, 0), (edited.Status, (int)edited.Json!["flags"]!));
        Assert.Equal("done", (string?)(await typed).Message!["content"]);
        Assert.Equal(
            "done",
            (string?)sandbox.Server.Control.Read(sandbox.Newsroom).Single()["content"]
        );

        var more = await sandbox.Ask(HttpMethod.Post, hook, """{"content":"more","flags":64}""");
        Assert.Equal(64, (int?)more.Json!["flags"]);
        Assert.Equal(
            204,
            (await sandbox.Ask(HttpMethod.Delete, $"{hook}/messages/@original")).Status
        );
        Assert.Equal(10008, (await sandbox.Ask(HttpMethod.Get, $"{hook}/messages/@original")).Code);

        _time.Advance(TimeSpan.FromMinutes(15.1));
        Assert.Equal(
            50027,
            (await sandbox.Ask(HttpMethod.Post, hook, """{"content":"late"}""")).Code
        );
    }

    [Fact]
    public async Task A_button_opens_a_form_whose_values_come_back_in_labels()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        var posted = await sandbox.Post(
            sandbox.Newsroom,
            """{"content":"c","components":[{"type":1,"components":[{"type":2,"style":1,"label":"Edit","custom_id":"edit"},{"type":2,"style":2,"label":"Off","custom_id":"off","disabled":true}]}]}"""
        );
        var message = ulong.Parse(posted.Id);
        await Assert.ThrowsAsync<CannotException>(() =>
            sandbox.Server.Control.Press("rita", "newsroom", message, "off")
        );
        var pressed = sandbox.Server.Control.Press("rita", "newsroom", message, "edit");
        var interaction = await bot.ExpectEvent("INTERACTION_CREATE");
        Assert.Equal(
            (3, "edit"),
            ((int)interaction["type"]!, (string?)interaction["data"]!["custom_id"])
        );
        Assert.Equal(posted.Id, (string?)interaction["message"]!["id"]);
        var shown = await Answer(
            sandbox,
            interaction,
            """{"type":9,"data":{"custom_id":"form","title":"Edit","components":[{"type":18,"label":"Result","component":{"type":4,"custom_id":"result","style":2,"value":"as it was","max_length":20}},{"type":18,"label":"Why","component":{"type":4,"custom_id":"why","style":1,"required":false}}]}}"""
        );
        Assert.Equal(204, shown.Status);
        var form = await pressed;
        Assert.Equal(("modal", "Edit"), (form.State, (string?)form.Modal!["title"]));

        static Dictionary<string, string> Values(string result) =>
            new(StringComparer.Ordinal) { ["result"] = result };
        var control = sandbox.Server.Control;
        await Assert.ThrowsAsync<CannotException>(() =>
            control.Submit("rita", form.InteractionId, Values(""))
        );
        await Assert.ThrowsAsync<CannotException>(() =>
            control.Submit("rita", form.InteractionId, Values(new string('x', 21)))
        );
        await Assert.ThrowsAsync<CannotException>(() =>
            control.Submit("ed", form.InteractionId, Values("x"))
        );
        var sent = control.Submit("rita", form.InteractionId, Values("line one\nline two"));
        var submit = await bot.ExpectEvent("INTERACTION_CREATE");
        var label = submit["data"]!["components"]![0]!;
        Assert.Equal((5, 18), ((int)submit["type"]!, (int)label["type"]!));
        Assert.Equal("line one\nline two", (string?)label["component"]!["value"]);
        await Answer(
            sandbox,
            submit,
            """{"type":7,"data":{"content":"changed","components":[]}}"""
        );
        Assert.Equal("changed", (string?)(await sent).Message!["content"]);
    }

    [Fact]
    public async Task Suggestions_come_from_the_bot()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        var asked = sandbox.Server.Control.Suggest("rita", "newsroom", "declare", "seat", "ches");
        var interaction = await bot.ExpectEvent("INTERACTION_CREATE");
        Assert.True((bool?)interaction["data"]!["options"]![0]!["focused"]);
        Assert.Equal(
            50035,
            (await Answer(sandbox, interaction, """{"type":4,"data":{"content":"x"}}""")).Code
        );
        await Answer(
            sandbox,
            interaction,
            """{"type":8,"data":{"choices":[{"name":"Chesterfield","value":"E14"}]}}"""
        );
        Assert.Equal("Chesterfield", Assert.Single(await asked).Name);
    }

    [Theory]
    [InlineData("rita", "/declare seat:Chesterfield", "result")]
    [InlineData("rita", "/subscribe", null)]
    [InlineData("rita", "/nothing", null)]
    [InlineData("rita", "no slash", null)]
    [InlineData("ed", "/subscribe channel:nowhere", "channel")]
    [InlineData("ed", "/subscribe count:12", "count")]
    [InlineData("ed", "/subscribe count:many", "count")]
    [InlineData("ed", "/subscribe loud:perhaps", "loud")]
    [InlineData("ed", "/subscribe kind:some", "kind")]
    [InlineData("ed", "/tally", null)]
    [InlineData("olive", "/tally seats", null)]
    [InlineData("nobody", "/tally seats", null)]
    public async Task What_discords_own_client_refuses_is_refused(
        string person,
        string text,
        string? option
    )
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        var refused = await Assert.ThrowsAsync<CannotException>(() =>
            sandbox.Server.Control.Type(person, "newsroom", text)
        );
        Assert.Equal(option, refused.Option);
    }

    [Fact]
    public async Task Options_are_typed_and_resolved()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        sandbox.Server.Control.SetBotPermissions(
            sandbox.Server.Channels["derbyshire"],
            ["SEND_MESSAGES"]
        );
        _ = sandbox.Server.Control.Type(
            "ed",
            "newsroom",
            "/subscribe channel:#derbyshire count:3 loud:true kind:every one"
        );
        var interaction = await bot.ExpectEvent("INTERACTION_CREATE");
        var options = interaction["data"]!["options"]!.AsArray();
        var id = sandbox.Server.Channels["derbyshire"].ToString();
        Assert.Equal(
            $"[\"{id}\",3,true,\"all\"]",
            new JsonArray([.. options.Select(o => o!["value"]!.DeepClone())]).ToJsonString()
        );
        var resolved = interaction["data"]!["resolved"]!["channels"]![id]!;
        Assert.Equal(0UL, ulong.Parse((string)resolved["app_permissions"]!) & (1 << 11));
    }

    [Fact]
    public async Task A_subcommand_comes_nested()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        _ = sandbox.Server.Control.Type("rita", "newsroom", "/tally by party name:Labour");
        var data = (await bot.ExpectEvent("INTERACTION_CREATE"))["data"]!;
        Assert.Equal("by", (string?)data["options"]![0]!["name"]);
        var sub = data["options"]![0]!["options"]![0]!;
        Assert.Equal("party", (string?)sub["name"]);
        Assert.Equal("Labour", (string?)sub["options"]![0]!["value"]);
    }

    [Fact]
    public async Task An_outsider_uses_the_bot_in_her_own_server()
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        _ = sandbox.Server.Control.Type("olive", "general", "/tally seats");
        var interaction = await bot.ExpectEvent("INTERACTION_CREATE");
        Assert.Equal(sandbox.Server.OtherGuildId.ToString(), (string?)interaction["guild_id"]);
    }

    [Theory]
    [InlineData("""{"type":99}""")]
    [InlineData("""{"type":"4x"}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"type":4,"data":[]}""")]
    [InlineData("""{"type":7,"data":{"content":"x"}}""")]
    [InlineData("""{"type":8,"data":{"choices":[]}}""")]
    [InlineData("""{"type":4,"data":{"embeds":[{"title":3}],"content":[]}}""")]
    [InlineData("""{"type":9,"data":{"custom_id":"f","title":"t","components":[{"type":18}]}}""")]
    [InlineData("""{"type":9,"data":{"custom_id":"f","title":"t","components":[]}}""")]
    public async Task A_bad_answer_is_a_400_and_leaves_the_interaction_open(string body)
    {
        var (sandbox, bot) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        _ = sandbox.Server.Control.Type("rita", "newsroom", "/tally seats");
        var interaction = await bot.ExpectEvent("INTERACTION_CREATE");
        Assert.Equal(
            (400, 50035),
            ((await Answer(sandbox, interaction, body)) is var r ? (r.Status, r.Code) : default)
        );
        Assert.Equal(
            204,
            (await Answer(sandbox, interaction, """{"type":4,"data":{"content":"x"}}""")).Status
        );
    }
}

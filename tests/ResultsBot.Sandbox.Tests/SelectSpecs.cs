using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Tests;

/// <summary>Lists to choose from, on messages and in forms.</summary>
public sealed class SelectSpecs
{
    private const string Rows = """
        {"content":"c","components":[
          {"type":1,"components":[{"type":5,"custom_id":"who","max_values":2}]},
          {"type":1,"components":[{"type":6,"custom_id":"role"}]},
          {"type":1,"components":[{"type":8,"custom_id":"where","channel_types":[5]}]},
          {"type":1,"components":[{"type":2,"style":5,"label":"Rules","url":"https://example.org/rules"},
                                  {"type":2,"style":1,"label":"Form","custom_id":"form"}]}]}
        """;

    private const string Form = """
        {"type":9,"data":{"custom_id":"f","title":"Assign","components":[
          {"type":10,"content":"**Who** counts where"},
          {"type":18,"label":"Kind","component":{"type":3,"custom_id":"kind","options":[{"label":"One","value":"1"},{"label":"Two","value":"2","default":true}]}},
          {"type":18,"label":"People","component":{"type":5,"custom_id":"people","max_values":3}},
          {"type":18,"label":"Role","component":{"type":6,"custom_id":"role","required":false,"min_values":0}},
          {"type":18,"label":"Channel","component":{"type":8,"custom_id":"channel","channel_types":[0]}}]}}
        """;

    private static async Task<(Running, BotSocket, ulong)> Ready()
    {
        var sandbox = await Running.Start(new SandboxOptions { EnforceLimits = false });
        var bot = await BotSocket.LogIn(sandbox.Server, intents: 0);
        var posted = await sandbox.Post(sandbox.Newsroom, Rows);
        Assert.Equal(200, posted.Status);
        return (sandbox, bot, ulong.Parse(posted.Id));
    }

    [Fact]
    public async Task People_roles_and_channels_are_chosen_by_name_and_come_as_ids()
    {
        var (sandbox, bot, message) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        var control = sandbox.Server.Control;
        _ = control.Choose("ed", "newsroom", message, "who", ["@Rita", "tom"]);
        var data = (await bot.ExpectEvent("INTERACTION_CREATE"))["data"]!;
        Assert.Equal((5, 2), ((int)data["component_type"]!, data["values"]!.AsArray().Count));
        Assert.Equal(2, data["resolved"]!["members"]!.AsObject().Count);

        _ = control.Choose("ed", "newsroom", message, "role", ["Editor"]);
        data = (await bot.ExpectEvent("INTERACTION_CREATE"))["data"]!;
        Assert.Equal($"{sandbox.Server.Roles["Editor"]}", (string?)data["values"]![0]);

        _ = control.Choose("ed", "newsroom", message, "where", ["#announcements"]);
        data = (await bot.ExpectEvent("INTERACTION_CREATE"))["data"]!;
        Assert.Equal(5, (int)data["resolved"]!["channels"]!.AsObject().Single().Value!["type"]!);

        await Assert.ThrowsAsync<CannotException>(() =>
            control.Choose("ed", "newsroom", message, "where", ["#newsroom"])
        );
        await Assert.ThrowsAsync<CannotException>(() =>
            control.Choose("ed", "newsroom", message, "role", ["Editor", "Reporter"])
        );
    }

    [Fact]
    public async Task A_form_with_lists_is_filled_in_and_says_what_is_missing()
    {
        var (sandbox, bot, message) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        var control = sandbox.Server.Control;
        var pressed = control.Press("ed", "newsroom", message, "form");
        var opened = await bot.ExpectEvent("INTERACTION_CREATE");
        var answered = await sandbox.Ask(
            HttpMethod.Post,
            $"interactions/{opened["id"]}/{opened["token"]}/callback",
            Form
        );
        Assert.Equal(204, answered.Status);
        var form = (await pressed).InteractionId;

        var refused = await Assert.ThrowsAsync<CannotException>(() =>
            control.Submit("ed", form, new Dictionary<string, string>())
        );
        Assert.Equal("people", refused.Option);

        _ = control.Submit(
            "ed",
            form,
            new Dictionary<string, string> { ["channel"] = "#derbyshire" },
            new Dictionary<string, System.Collections.Immutable.ImmutableArray<string>>
            {
                ["people"] = ["Rita", "Vic"],
            }
        );
        var data = (await bot.ExpectEvent("INTERACTION_CREATE"))["data"]!;
        var values = data["components"]!
            .AsArray()
            .Where(c => c!["component"] is not null)
            .Select(c => c!["component"]!)
            .ToDictionary(c => (string)c["custom_id"]!, c => c["values"]!.AsArray());
        Assert.Equal("2", (string?)values["kind"].Single());
        Assert.Equal(2, values["people"].Count);
        Assert.Empty(values["role"]);
        Assert.Equal($"{sandbox.Server.Channels["derbyshire"]}", (string?)values["channel"][0]);
        Assert.Equal(2, data["resolved"]!["users"]!.AsObject().Count);
    }

    [Fact]
    public async Task A_button_that_opens_an_address_says_nothing_to_the_bot()
    {
        var (sandbox, bot, _) = await Ready();
        await using var s = sandbox;
        await using var b = bot;
        var wrong = await sandbox.Post(
            sandbox.Newsroom,
            """{"content":"c","components":[{"type":1,"components":[{"type":2,"style":5,"label":"x","url":"javascript:alert(1)"}]}]}"""
        );
        Assert.Equal(50035, wrong.Code);
        JsonNode link = sandbox.Server.Control.Read(sandbox.Newsroom)[0]["components"]![3]![
            "components"
        ]![0]!;
        Assert.Equal("https://example.org/rules", (string?)link["url"]);
        Assert.Null(link["custom_id"]);
    }
}

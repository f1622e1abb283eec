namespace ResultsBot.Sandbox.Tests;

/// <summary>Who there is, what they see, and what they are offered.</summary>
public sealed class PeopleSpecs
{
    private const string Commands = """
        [{"name":"tally","description":"d","options":[{"type":7,"name":"channel","description":"d"}]},
         {"name":"assign","description":"d","default_member_permissions":"32"}]
        """;

    private static async Task<Running> Ready()
    {
        var sandbox = await Running.Start(new SandboxOptions { EnforceLimits = false });
        var path = $"applications/{sandbox.Server.ApplicationId}/commands";
        Assert.Equal(200, (await sandbox.Ask(HttpMethod.Put, path, Commands)).Status);
        return sandbox;
    }

    [Theory]
    [InlineData("rita", "Reporter")]
    [InlineData("sam", "Reporter")]
    [InlineData("tom", "Reporter")]
    [InlineData("ed", "Editor")]
    [InlineData("ada", "Administrator")]
    [InlineData("vic", null)]
    public async Task Everybody_comes_with_the_roles_the_server_tells_of(string who, string? role)
    {
        await using var sandbox = await Ready();
        await using var bot = await BotSocket.LogIn(sandbox.Server, intents: 0);
        var typed = sandbox.Drive(
            "interactions/command",
            $$"""{"as":"{{who}}","channel":"newsroom","text":"/tally","wait":"none"}"""
        );
        var member = (await bot.ExpectEvent("INTERACTION_CREATE"))["member"]!;
        Assert.Equal(200, (await typed).Status);
        Assert.Equal(
            role is null ? "" : sandbox.Server.Roles[role].ToString(),
            string.Join(' ', member["roles"]!.AsArray().Select(r => (string?)r))
        );
    }

    [Theory]
    [InlineData("ed", true)]
    [InlineData("ada", true)]
    [InlineData("rita", false)]
    [InlineData("vic", false)]
    [InlineData("olive", false)]
    public async Task The_desk_is_for_editors_and_administrators_alone(string who, bool sees)
    {
        await using var sandbox = await Ready();
        var desk = sandbox.Server.Channels["desk"];
        var seen = await sandbox.Anybody.GetStringAsync($"sandbox/channels?as={who}");
        var page = await sandbox.Anybody.GetStringAsync($"sandbox/state?as={who}");
        Assert.Equal(sees, seen.Contains($"\"{desk}\"", StringComparison.Ordinal));
        Assert.Equal(sees, page.Contains($"\"{desk}\"", StringComparison.Ordinal));
        if (sees)
            Assert.NotEqual(0UL, sandbox.Server.Control.Write(who, "desk", "here"));
        else
            Assert.Contains(
                "sees no channel",
                Assert
                    .Throws<CannotException>(() =>
                        sandbox.Server.Control.Write(who, "desk", "here")
                    )
                    .Message,
                StringComparison.Ordinal
            );
        Assert.Equal(200, (await sandbox.Post(desk, """{"content":"the bot is in"}""")).Status);
    }

    [Fact]
    public async Task Nobody_chooses_a_channel_they_cannot_see()
    {
        await using var sandbox = await Ready();
        var refused = await Assert.ThrowsAsync<CannotException>(() =>
            sandbox.Server.Control.Type("rita", "newsroom", "/tally channel:#desk")
        );
        Assert.Equal("channel", refused.Option);
    }

    [Theory]
    [InlineData("ada", true)]
    [InlineData("ed", true)]
    [InlineData("tom", false)]
    [InlineData("vic", false)]
    public async Task Who_may_not_manage_the_server_is_not_offered_its_commands(
        string who,
        bool offered
    )
    {
        await using var sandbox = await Ready();
        var refused = await Record.ExceptionAsync(() =>
            sandbox
                .Server.Control.Type(who, "newsroom", "/assign")
                .WaitAsync(TimeSpan.Zero, TimeProvider.System)
        );
        Assert.Equal(offered, refused is not CannotException);
        var page = (
            await Reply.Read(await sandbox.Anybody.GetAsync($"sandbox/state?as={who}"))
        ).Json!["guilds"]![0]!["commands"]!.AsArray();
        Assert.Equal(offered, page.Any(c => (string?)c!["name"] is "assign"));
    }

    [Fact]
    public async Task Where_commands_may_not_be_used_none_are_offered()
    {
        await using var sandbox = await Ready();
        var channel = sandbox.Server.Channels["count-chesterfield"];
        sandbox.Server.Control.SetRolePermissions(
            channel,
            "Reporter",
            ["USE_APPLICATION_COMMANDS"]
        );
        await Assert.ThrowsAsync<CannotException>(() =>
            sandbox.Server.Control.Type("rita", "count-chesterfield", "/tally")
        );
        var state = await Reply.Read(await sandbox.Anybody.GetAsync("sandbox/state?as=rita"));
        var shown = state.Json!["guilds"]![0]!["channels"]!.AsArray();
        Assert.Empty(shown.Single(c => (string?)c!["id"] == $"{channel}")!["offers"]!.AsArray());
        Assert.Null(shown.Single(c => (string?)c!["name"] is "newsroom")!["offers"]);
    }

    [Fact]
    public async Task The_page_is_told_what_a_newcomer_may_try()
    {
        await using var sandbox = await Running.Start(
            new SandboxOptions { Welcome = [new("Say hello:", "hello"), new("Look.")] }
        );
        var state = await Reply.Read(await sandbox.Anybody.GetAsync("sandbox/state?as=rita"));
        var steps = state.Json!["welcome"]!.AsArray();
        Assert.Equal(["Say hello:", "Look."], steps.Select(s => (string?)s!["text"]));
        Assert.Equal(["hello", null], steps.Select(s => (string?)s!["copy"]));
    }
}

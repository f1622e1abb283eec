using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace ResultsBot.Sandbox.Tests;

public sealed class CommandSpecs
{
    private static readonly SandboxOptions NoLimits = new() { EnforceLimits = false };

    private static string Global(Running sandbox) =>
        $"applications/{sandbox.Server.ApplicationId}/commands";

    [Fact]
    public async Task A_set_of_commands_is_replaced_and_keeps_the_ids_of_those_that_stay()
    {
        await using var sandbox = await Running.Start();
        var first = await sandbox.Ask(
            HttpMethod.Put,
            Global(sandbox),
            """[{"name":"one","description":"d"},{"name":"two","description":"d"}]"""
        );
        Assert.Equal(200, first.Status);

        var second = await sandbox.Ask(
            HttpMethod.Put,
            Global(sandbox),
            """[{"name":"two","description":"d"},{"name":"three","description":"other"}]"""
        );

        Assert.Equal((string?)first.Json![1]!["id"], (string?)second.Json![0]!["id"]);
        Assert.Equal((string?)first.Json[1]!["version"], (string?)second.Json[0]!["version"]);
        var list = await sandbox.Ask(HttpMethod.Get, Global(sandbox));
        Assert.Equal(
            "two three",
            string.Join(' ', list.Json!.AsArray().Select(c => (string?)c!["name"]))
        );
    }

    [Fact]
    public async Task One_command_is_made_replaced_changed_read_and_deleted()
    {
        await using var sandbox = await Running.Start();
        var path =
            $"applications/{sandbox.Server.ApplicationId}/guilds/{sandbox.Server.GuildId}/commands";
        var made = await sandbox.Ask(HttpMethod.Post, path, """{"name":"one","description":"d"}""");
        Assert.Equal(201, made.Status);
        var again = await sandbox.Ask(
            HttpMethod.Post,
            path,
            """{"name":"one","description":"other"}"""
        );
        Assert.Equal((200, made.Id), (again.Status, again.Id));
        var changed = await sandbox.Ask(
            HttpMethod.Patch,
            $"{path}/{made.Id}",
            """{"description":"third"}"""
        );
        Assert.Equal("third", (string?)changed.Json!["description"]);
        Assert.Equal(
            "third",
            (string?)(await sandbox.Ask(HttpMethod.Get, $"{path}/{made.Id}")).Json!["description"]
        );
        Assert.Equal(204, (await sandbox.Ask(HttpMethod.Delete, $"{path}/{made.Id}")).Status);
        Assert.Equal(10063, (await sandbox.Ask(HttpMethod.Get, $"{path}/{made.Id}")).Code);
    }

    public static TheoryData<string> Wrong =>
        [
            """{"name":"One","description":"d"}""",
            """{"name":"with space","description":"d"}""",
            """{"name":"","description":"d"}""",
            """{"name":"one"}""",
            $$"""{"name":"one","description":"{{new string('x', 101)}}"}""",
            $$"""{"name":"{{new string('x', 33)}}","description":"d"}""",
            """{"name":"one","description":"d","options":[{"type":3,"name":"a","description":"d"},{"type":3,"name":"b","description":"d","required":true}]}""",
            """{"name":"one","description":"d","options":[{"type":3,"name":"a","description":"d"},{"type":3,"name":"a","description":"d"}]}""",
            """{"name":"one","description":"d","options":[{"type":3,"name":"a","description":"d","autocomplete":true,"choices":[{"name":"n","value":"v"}]}]}""",
            """{"name":"one","description":"d","options":[{"type":99,"name":"a","description":"d"}]}""",
            """{"name":"one","description":"d","options":"many"}""",
            $$"""{"name":"one","description":"d","options":[{{string.Join(',', Enumerable.Range(0, 26).Select(i => $$"""{"type":3,"name":"o{{i}}","description":"d"}"""))}}]}""",
            $$"""{"name":"one","description":"d","options":[{{string.Join(',', Enumerable.Range(0, 5).Select(i => $$"""{"type":3,"name":"o{{i}}","description":"d","choices":[{{string.Join(',', Enumerable.Range(0, 20).Select(n => $$"""{"name":"{{n}}","value":"{{new string('x', 90)}}"}"""))}}]}"""))}}]}""",
            """{"name":"one","description":"d","default_member_permissions":"many"}""",
        ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_command_that_breaks_a_rule_is_refused(string command)
    {
        await using var sandbox = await Running.Start();
        var reply = await sandbox.Ask(HttpMethod.Put, Global(sandbox), $"[{command}]");
        Assert.Equal((400, 50035), (reply.Status, reply.Code));
        Assert.NotNull(reply.Json!["errors"]);
    }

    [Fact]
    public async Task The_201st_create_of_a_day_is_refused_and_the_next_day_is_new()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var sandbox = await Running.Start(NoLimits, time);
        for (var round = 0; round < 2; round++)
        {
            var hundred = string.Join(
                ',',
                Enumerable
                    .Range(0, 100)
                    .Select(i => $$"""{"name":"c{{round}}-{{i}}","description":"d"}""")
            );
            Assert.Equal(
                200,
                (await sandbox.Ask(HttpMethod.Put, Global(sandbox), $"[{hundred}]")).Status
            );
            time.Advance(TimeSpan.FromSeconds(2));
        }
        const string one = """[{"name":"one-more","description":"d"}]""";
        Assert.Equal(30034, (await sandbox.Ask(HttpMethod.Put, Global(sandbox), one)).Code);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(200, (await sandbox.Ask(HttpMethod.Put, Global(sandbox), one)).Status);
    }
}

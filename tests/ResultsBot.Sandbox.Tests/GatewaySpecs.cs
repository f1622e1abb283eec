using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace ResultsBot.Sandbox.Tests;

public sealed class GatewaySpecs
{
    private static readonly SandboxOptions NoLimits = new() { EnforceLimits = false };

    [Theory]
    [InlineData("?v=10&encoding=json")]
    [InlineData("?v=10&encoding=json&compress=zlib-stream")]
    public async Task A_bot_logs_in_and_is_shown_its_servers(string query)
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.Open(sandbox.Server, query);

        Assert.Equal(41_250, (int?)(await bot.Expect(op: 10))!["heartbeat_interval"]);
        await bot.Identify(sandbox.Server.BotToken, 1);

        var ready = await bot.ExpectEvent("READY");
        Assert.Equal("ResultsBot", (string?)ready["user"]!["username"]);
        Assert.Equal(
            sandbox.Server.PageAddress.Authority,
            new Uri((string)ready["resume_gateway_url"]!).Authority
        );
        Assert.NotNull(ready["application"]!["id"]);
        var guild = await bot.ExpectEvent("GUILD_CREATE");
        Assert.Equal("Local newsroom", (string?)guild["name"]);
        Assert.Contains(
            guild["channels"]!.AsArray(),
            c => (string?)c!["name"] is "count-chesterfield"
        );
        Assert.Single(guild["members"]!.AsArray());
        Assert.NotEmpty(guild["roles"]!.AsArray());
    }

    [Fact]
    public async Task A_wrong_token_is_closed_with_4004()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.Open(sandbox.Server);
        await bot.Expect(op: 10);
        await bot.Identify("another", 1);
        await bot.ExpectClose(4004);
    }

    [Theory]
    [InlineData(1 << 15, 4014)]
    [InlineData(1 << 1, 4014)]
    [InlineData(1 << 30, 4013)]
    public async Task Intents_that_are_privileged_or_unknown_are_refused(int intents, int code)
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.Open(sandbox.Server);
        await bot.Expect(op: 10);
        await bot.Identify(sandbox.Server.BotToken, intents);
        await bot.ExpectClose(code);
    }

    [Theory]
    [InlineData("{\"op\":99}", 4001)]
    [InlineData("not json", 4002)]
    [InlineData("[]", 4002)]
    [InlineData("{\"op\":2,\"d\":\"\\ud800\"}", 4002)]
    [InlineData("{\"op\":2,\"op\":2}", 4002)]
    [InlineData("{\"op\":3,\"d\":{}}", 4003)]
    [InlineData("{\"op\":2,\"d\":[]}", 4002)]
    [InlineData("{\"op\":6,\"d\":{}}", 4004)]
    public async Task What_makes_no_sense_closes_the_socket(string frame, int code)
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.Open(sandbox.Server);
        await bot.Expect(op: 10);
        await bot.Send(frame);
        await bot.ExpectClose(code);
    }

    [Fact]
    public async Task A_frame_over_4096_bytes_is_closed_with_4002()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.Open(sandbox.Server);
        await bot.Expect(op: 10);
        await bot.Send("{\"op\":1,\"d\":\"" + new string('x', 4096) + "\"}");
        await bot.ExpectClose(4002);
    }

    [Fact]
    public async Task More_than_120_frames_a_minute_are_closed_with_4008()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.Open(sandbox.Server);
        await bot.Expect(op: 10);
        for (var i = 0; i < 121; i++)
            await bot.Send("{\"op\":1,\"d\":null}");
        await bot.ExpectClose(4008);
    }

    [Fact]
    public async Task A_second_identify_is_closed_with_4005()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        await bot.Identify(sandbox.Server.BotToken, 1);
        await bot.ExpectClose(4005);
    }

    [Fact]
    public async Task A_second_session_within_five_seconds_gets_op_9_and_later_one_starts()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var sandbox = await Running.Start(time: time);
        await using var first = await BotSocket.LogIn(sandbox.Server);
        await using var second = await BotSocket.Open(sandbox.Server);
        await second.Expect(op: 10);
        await second.Identify(sandbox.Server.BotToken, 1);
        Assert.False((bool)(await second.Expect(op: 9))!);

        time.Advance(TimeSpan.FromSeconds(5));
        await using var third = await BotSocket.LogIn(sandbox.Server);
    }

    [Fact]
    public async Task Shards_of_different_buckets_begin_together_and_those_of_one_five_seconds_apart()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var sandbox = await Running.Start(
            new SandboxOptions { Shards = 4, MaxConcurrency = 2 },
            time: time
        );
        foreach (var (shard, begins) in new[] { (0, true), (1, true), (2, false), (3, false) })
        {
            await using var bot = await BotSocket.Open(sandbox.Server);
            await bot.Expect(op: 10);
            await bot.Identify(sandbox.Server.BotToken, 1, (shard, 4));
            if (begins)
            {
                var ready = await bot.ExpectEvent("READY");
                Assert.Equal($"[{shard},4]", ready["shard"]!.ToJsonString());
            }
            else
                Assert.False((bool)(await bot.Expect(op: 9))!);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public async Task Fewer_shards_than_the_gateway_asks_for_are_closed_with_4011(int? count)
    {
        await using var sandbox = await Running.Start(new SandboxOptions { Shards = 4 });
        await using var bot = await BotSocket.Open(sandbox.Server);
        await bot.Expect(op: 10);
        await bot.Identify(sandbox.Server.BotToken, 1, count is { } shards ? (0, shards) : null);
        await bot.ExpectClose(4011);
    }

    [Fact]
    public async Task Each_shard_is_shown_its_own_servers()
    {
        await using var sandbox = await Running.Start(
            NoLimits with
            {
                Shards = 4,
                FurtherGuilds = 5,
            }
        );
        var names = new List<string>();
        for (var shard = 0; shard < 4; shard++)
        {
            await using var bot = await BotSocket.Open(sandbox.Server);
            await bot.Expect(op: 10);
            await bot.Identify(sandbox.Server.BotToken, 1, (shard, 4));
            var count = (await bot.ExpectEvent("READY"))["guilds"]!.AsArray().Count;
            for (; count > 0; count--)
            {
                var guild = await bot.ExpectEvent("GUILD_CREATE");
                names.Add($"{shard}: {guild["name"]}");
            }
        }

        // Both of the newsroom's moment are on one shard, and each further one on the next.
        Assert.Equal(
            [
                "0: Local newsroom",
                "0: Elsewhere",
                "0: Further 4",
                "1: Further 1",
                "1: Further 5",
                "2: Further 2",
                "3: Further 3",
            ],
            names
        );
    }

    [Fact]
    public async Task A_heartbeat_is_acknowledged()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        await bot.Send("{\"op\":1,\"d\":3}");
        await bot.Expect(op: 11);
    }

    [Fact]
    public async Task A_bot_that_stops_beating_is_let_go_and_may_resume()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var sandbox = await Running.Start(time: time);
        await using var bot = await BotSocket.LogIn(sandbox.Server);

        time.Advance(TimeSpan.FromSeconds(83));
        time.Advance(TimeSpan.FromSeconds(83));

        await bot.ExpectClose(4000);
    }

    [Fact]
    public async Task A_resume_replays_what_was_missed_and_then_says_so()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        await bot.Leave();
        var made = sandbox.Server.Control.CreateChannel("made-meanwhile");

        await using var again = await BotSocket.Open(sandbox.Server);
        await again.Expect(op: 10);
        await again.Resume(sandbox.Server.BotToken, bot.SessionId, bot.Sequence);

        Assert.Equal(made.ToString(), (string?)(await again.ExpectEvent("CHANNEL_CREATE"))["id"]);
        await again.ExpectEvent("RESUMED");
        Assert.Equal(1, sandbox.Server.Control.Statistics().Resumes);
    }

    [Fact]
    public async Task A_session_closed_with_1000_is_gone()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        await bot.Leave(1000);

        await using var again = await BotSocket.Open(sandbox.Server);
        await again.Expect(op: 10);
        await again.Resume(sandbox.Server.BotToken, bot.SessionId, bot.Sequence);

        Assert.False((bool)(await again.Expect(op: 9))!);
    }

    [Fact]
    public async Task A_sequence_from_the_future_is_closed_with_4007()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        await bot.Leave();
        await using var again = await BotSocket.Open(sandbox.Server);
        await again.Expect(op: 10);
        await again.Resume(sandbox.Server.BotToken, bot.SessionId, bot.Sequence + 1);
        await again.ExpectClose(4007);
    }

    [Fact]
    public async Task Op_7_op_9_and_op_1_come_on_demand()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        sandbox.Server.Control.Break(new Fault(FaultKind.Reconnect));
        await bot.Expect(op: 7);
        sandbox.Server.Control.Break(new Fault(FaultKind.AskForHeartbeat));
        await bot.Expect(op: 1);
        sandbox.Server.Control.Break(new Fault(FaultKind.InvalidateResumable));
        Assert.True((bool)(await bot.Expect(op: 9))!);
        sandbox.Server.Control.Break(new Fault(FaultKind.Invalidate));
        Assert.False((bool)(await bot.Expect(op: 9))!);
    }

    [Fact]
    public async Task After_a_resumable_op_9_the_same_connection_may_resume()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        sandbox.Server.Control.Break(new Fault(FaultKind.InvalidateResumable));
        await bot.Expect(op: 9);
        Assert.Equal(0, sandbox.Server.Control.BotsListening());
        await bot.Resume(sandbox.Server.BotToken, bot.SessionId, bot.Sequence);
        await bot.ExpectEvent("RESUMED");
    }

    [Fact]
    public async Task Sockets_close_with_the_code_asked_for()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        Assert.Equal(1, sandbox.Server.Control.CloseSockets(4009));
        await bot.ExpectClose(4009);
    }

    [Fact]
    public async Task Messages_go_only_to_those_with_the_intent_and_others_words_are_hidden()
    {
        await using var sandbox = await Running.Start(NoLimits);
        await using var without = await BotSocket.LogIn(sandbox.Server, intents: 1);
        await using var with = await BotSocket.LogIn(sandbox.Server, intents: 1 | (1 << 9));

        sandbox.Server.Control.Write("rita", "newsroom", "the words");
        sandbox.Server.Control.CreateChannel("after");

        var heard = await with.ExpectEvent("MESSAGE_CREATE");
        Assert.Equal("", (string?)heard["content"]);
        Assert.Equal("rita", (string?)heard["author"]!["username"]);
        await without.ExpectEvent("CHANNEL_CREATE");
    }

    [Fact]
    public async Task Changes_of_channels_roles_and_servers_are_told()
    {
        await using var sandbox = await Running.Start();
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        var control = sandbox.Server.Control;

        control.SetBotPermissions(sandbox.Newsroom, ["SEND_MESSAGES"]);
        var overwrite = (await bot.ExpectEvent("CHANNEL_UPDATE"))["permission_overwrites"]![0]!;
        Assert.Equal("2048", (string?)overwrite["deny"]);
        control.DeleteChannel(sandbox.Server.Channels["derbyshire"]);
        await bot.ExpectEvent("CHANNEL_DELETE");
        control.SetBotRole(sandbox.Server.OtherGuildId, ["EMBED_LINKS"]);
        await bot.ExpectEvent("GUILD_ROLE_UPDATE");
        await bot.ExpectEvent("GUILD_ROLE_UPDATE");
        control.LoseGuild(sandbox.Server.OtherGuildId, outage: true);
        Assert.True((bool?)(await bot.ExpectEvent("GUILD_DELETE"))["unavailable"]);
        control.BringBackGuild(sandbox.Server.OtherGuildId);
        await bot.ExpectEvent("GUILD_CREATE");
        control.LoseGuild(sandbox.Server.OtherGuildId, outage: false);
        Assert.Null((await bot.ExpectEvent("GUILD_DELETE"))["unavailable"]);
    }

    [Fact]
    public async Task A_shard_hears_of_its_own_servers_alone()
    {
        await using var sandbox = await Running.Start(NoLimits);
        await using var bot = await BotSocket.Open(sandbox.Server);
        await bot.Expect(op: 10);
        var frame = new JsonObject
        {
            ["op"] = 2,
            ["d"] = new JsonObject
            {
                ["token"] = sandbox.Server.BotToken,
                ["intents"] = 1,
                ["shard"] = new JsonArray((int)(((sandbox.Server.GuildId >> 22) + 1) % 1000), 1000),
            },
        };
        await bot.Send(frame.ToJsonString());
        Assert.Empty((await bot.ExpectEvent("READY"))["guilds"]!.AsArray());
    }
}

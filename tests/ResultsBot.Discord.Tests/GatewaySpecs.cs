using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using ResultsBot.Discord.Tests.Infra;

namespace ResultsBot.Discord.Tests;

public sealed class GatewaySpecs
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(45);

    public GatewaySpecs() => OneThread.Use();

    [Fact]
    public async Task It_connects_compressed_and_identifies_with_the_guilds_intent_alone()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.Start();

        socket.Hello();
        await Clock.Settle();

        Assert.Equal(
            "wss://gateway.test/?v=10&encoding=json&compress=zlib-stream",
            socket.Address!.AbsoluteUri
        );
        var identify = socket.SentPayload(2).GetProperty("d");
        Assert.Equal(FakeDiscord.Token, identify.GetProperty("token").GetString());
        Assert.Equal(1, identify.GetProperty("intents").GetInt32());
        Assert.Equal("[0,1]", identify.GetProperty("shard").GetRawText());
        Assert.False(
            string.IsNullOrEmpty(identify.GetProperty("properties").GetProperty("os").GetString())
        );
    }

    [Fact]
    public async Task Asked_ahead_it_connects_without_asking_again_and_not_before_it_runs()
    {
        using var gateway = new FakeGateway();
        gateway.Gateway.AskAhead(CancellationToken.None);
        await Clock.Settle();
        Assert.Single(gateway.Discord.Requests);
        Assert.Empty(gateway.Sockets);

        await gateway.StartReady();

        Assert.Single(gateway.Discord.Requests);
        Assert.IsType<GatewayEvent.Ready>(Assert.Single(gateway.Events));
    }

    [Fact]
    public async Task It_is_asked_ahead_only_once()
    {
        using var gateway = new FakeGateway();
        gateway.Gateway.AskAhead(CancellationToken.None);

        Assert.Throws<InvalidOperationException>(() =>
            gateway.Gateway.AskAhead(CancellationToken.None)
        );
        await Clock.Settle();
        Assert.Single(gateway.Discord.Requests);
    }

    [Fact]
    public async Task What_was_asked_ahead_and_given_up_is_asked_again()
    {
        using var gateway = new FakeGateway();
        using var given = new CancellationTokenSource();
        gateway.Discord.ThenNothing();
        gateway.Gateway.AskAhead(given.Token);
        await Clock.Settle();
        given.Cancel();
        await Clock.Settle();

        await gateway.StartReady();

        Assert.Equal(2, gateway.Discord.Requests.Count);
        Assert.IsType<GatewayEvent.Ready>(Assert.Single(gateway.Events));
    }

    [Fact]
    public async Task Ready_tells_who_we_are()
    {
        using var gateway = new FakeGateway();
        await gateway.StartReady();

        var ready = Assert.IsType<GatewayEvent.Ready>(Assert.Single(gateway.Events));
        Assert.Equal((new Snowflake(200), new Snowflake(5)), (ready.ApplicationId, ready.User.Id));
        Assert.Equal([new Snowflake(1)], ready.GuildIds.AsEnumerable());
    }

    [Fact]
    public async Task Heartbeats_start_at_a_random_moment_and_carry_the_last_sequence()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.StartReady();
        socket.Dispatch("SOMETHING_NEW", "{}", 17);

        await gateway.Time.Pass(Interval / 2);
        socket.Say("""{"op":11}""");
        await gateway.Time.Pass(Interval);

        var beats = socket
            .Sent.Where(one => one.Payload.GetProperty("op").GetInt32() == 1)
            .ToList();
        Assert.Equal(2, beats.Count);
        Assert.Equal(17, beats[0].Payload.GetProperty("d").GetInt32());
        Assert.Equal(Interval, beats[1].At - beats[0].At);
    }

    [Fact]
    public async Task The_first_heartbeat_before_any_sequence_carries_null()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.Start();
        socket.Hello(1000);

        await gateway.Time.Pass(TimeSpan.FromMilliseconds(600));

        Assert.Equal(JsonValueKind.Null, socket.SentPayload(1).GetProperty("d").ValueKind);
    }

    [Fact]
    public async Task A_heartbeat_without_an_answer_means_a_dead_link_and_a_resume()
    {
        using var gateway = new FakeGateway();
        var first = await gateway.StartReady();
        await gateway.Time.Pass(Interval / 2);

        var second = await gateway.Next(Interval + TimeSpan.FromSeconds(2));
        second.Hello();
        await Clock.Settle();

        Assert.InRange(first.ClosedWith!.Value, 4000, 4999);
        Assert.Equal(
            "wss://resume.test/?v=10&encoding=json&compress=zlib-stream",
            second.Address!.AbsoluteUri
        );
        var resume = second.SentPayload(6).GetProperty("d");
        Assert.Equal("s1", resume.GetProperty("session_id").GetString());
        Assert.Equal(1, resume.GetProperty("seq").GetInt32());
        Assert.DoesNotContain(2, second.SentOps);
    }

    [Fact]
    public async Task A_heartbeat_the_server_asks_for_is_answered_at_once_and_its_missing_ack_is_no_dead_link()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.StartReady();

        socket.Say("""{"op":1,"d":null}""");
        await Clock.Settle();
        Assert.Equal(1, socket.SentOps.Count(op => op == 1));

        await gateway.Time.Pass((Interval / 2) + TimeSpan.FromSeconds(1));
        Assert.Equal(2, socket.SentOps.Count(op => op == 1));
        Assert.Null(socket.ClosedWith);
    }

    [Fact]
    public async Task A_server_that_asks_for_heartbeats_without_end_does_not_get_us_over_the_limit()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.StartReady();

        for (var count = 0; count < 300; count++)
        {
            socket.Say("""{"op":1,"d":null}""");
        }

        await gateway.Time.Pass((Interval / 2) + TimeSpan.FromSeconds(1));

        Assert.InRange(socket.Sent.Count, 50, 120);
        Assert.Equal(Interval / 2, socket.Sent[^1].At - socket.OpenedAt);
    }

    [Fact]
    public async Task After_resuming_the_missed_events_arrive_and_then_the_news_that_we_are_back()
    {
        using var gateway = new FakeGateway();
        var first = await gateway.StartReady();
        first.Close(null);
        var second = await gateway.Next();
        second.Hello();
        second.Dispatch("GUILD_DELETE", """{"id":"1"}""", 2);
        second.Dispatch("RESUMED", "{}", 3);
        await Clock.Settle();

        Assert.Equal(
            [
                typeof(GatewayEvent.Ready),
                typeof(GatewayEvent.GuildRemoved),
                typeof(GatewayEvent.Resumed),
            ],
            gateway.Events.Select(one => one.GetType())
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1006)]
    [InlineData(4000)]
    [InlineData(4001)]
    [InlineData(4002)]
    [InlineData(4008)]
    public async Task After_these_codes_the_session_is_resumed(int? code)
    {
        using var gateway = new FakeGateway();
        (await gateway.StartReady()).Close(code);

        var second = await gateway.Next();
        second.Hello();
        await Clock.Settle();

        Assert.Contains(6, second.SentOps);
    }

    [Theory]
    [InlineData(4003)]
    [InlineData(4005)]
    [InlineData(4007)]
    [InlineData(4009)]
    public async Task After_these_codes_a_new_session_is_begun(int code)
    {
        using var gateway = new FakeGateway();
        (await gateway.StartReady()).Close(code);

        var second = await gateway.Next();
        second.Hello();
        await gateway.Time.Pass(TimeSpan.FromSeconds(6));

        Assert.Equal(
            "wss://gateway.test/?v=10&encoding=json&compress=zlib-stream",
            second.Address!.AbsoluteUri
        );
        Assert.Contains(2, second.SentOps);
    }

    [Theory]
    [InlineData(4004)]
    [InlineData(4010)]
    [InlineData(4011)]
    [InlineData(4012)]
    [InlineData(4013)]
    [InlineData(4014)]
    public async Task After_these_codes_it_stops_with_a_sentence_for_the_operator(int code)
    {
        using var gateway = new FakeGateway();
        (await gateway.StartReady()).Close(code);

        var end = Assert.IsType<GatewayEnd.Fatal>(await gateway.Time.RunUntil(gateway.Running));

        Assert.Equal(code, end.Code);
        Assert.NotEmpty(end.Sentence);
        Assert.Single(gateway.Sockets);
    }

    [Fact]
    public async Task Asked_to_reconnect_it_resumes_on_a_new_connection()
    {
        using var gateway = new FakeGateway();
        var first = await gateway.StartReady();

        first.Say("""{"op":7,"d":null}""");
        var second = await gateway.Next();
        second.Hello();
        await Clock.Settle();

        Assert.InRange(first.ClosedWith!.Value, 4000, 4999);
        Assert.Contains(6, second.SentOps);
    }

    [Fact]
    public async Task Asked_to_reconnect_instead_of_a_hello_it_does()
    {
        using var gateway = new FakeGateway();
        var first = await gateway.Start();

        first.Say("""{"op":7,"d":null}""");
        var second = await gateway.Next();
        second.Hello();
        await gateway.Time.Pass(TimeSpan.FromSeconds(6));

        Assert.Contains(2, second.SentOps);
    }

    [Theory]
    [InlineData("true", 6)]
    [InlineData("false", 2)]
    public async Task An_invalid_session_takes_a_new_connection_after_a_while(
        string mayResume,
        int op
    )
    {
        using var gateway = new FakeGateway();
        var first = await gateway.StartReady();
        var at = gateway.Time.GetUtcNow();

        first.Say($$"""{"op":9,"d":{{mayResume}}}""");
        var second = await gateway.Next();
        second.Hello();
        await gateway.Time.Pass(TimeSpan.FromSeconds(6));

        Assert.InRange((second.OpenedAt - at).TotalSeconds, 1, 6);
        Assert.Contains(op, second.SentOps);
        Assert.NotNull(first.ClosedWith);
    }

    [Fact]
    public async Task What_an_old_connection_still_says_has_no_effect()
    {
        using var gateway = new FakeGateway();
        var first = await gateway.StartReady();
        first.Say("""{"op":7,"d":null}""");
        var second = await gateway.Next();
        second.Hello();
        second.Dispatch("RESUMED", "{}", 2);
        await Clock.Settle();
        var before = gateway.Events.Count;

        first.Dispatch("GUILD_DELETE", """{"id":"1"}""", 99);
        first.Close(4004);
        first.Say("""{"op":9,"d":false}""");
        await gateway.Time.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(before, gateway.Events.Count);
        Assert.Equal(2, gateway.Sockets.Count);
        Assert.Null(second.ClosedWith);
        Assert.False(gateway.Running.IsCompleted);
    }

    [Fact]
    public async Task A_session_that_cannot_be_resumed_three_times_is_given_up()
    {
        using var gateway = new FakeGateway();
        (await gateway.StartReady()).Close(null);

        for (var tries = 0; tries < 3; tries++)
        {
            var resuming = await gateway.Next();
            Assert.Equal("resume.test", resuming.Address!.Host);
            resuming.Hello();
            await Clock.Settle();
            resuming.Close(null);
        }

        var fresh = await gateway.Next();
        Assert.Equal("gateway.test", fresh.Address!.Host);
    }

    [Fact]
    public async Task A_session_that_breaks_right_after_each_resume_is_given_up_too()
    {
        using var gateway = new FakeGateway();
        (await gateway.StartReady()).Close(null);

        for (var tries = 0; tries < 3; tries++)
        {
            var resuming = await gateway.Next();
            resuming.Hello();
            resuming.Dispatch("RESUMED", "{}", 2 + tries);
            await Clock.Settle();
            resuming.Close(null);
        }

        Assert.Equal("gateway.test", (await gateway.Next()).Address!.Host);
    }

    [Fact]
    public async Task A_connection_that_held_makes_earlier_resumes_forgotten()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.StartReady(interval: 600_000);

        for (var night = 0; night < 8; night++)
        {
            await gateway.Time.Pass(TimeSpan.FromMinutes(1.1));
            socket.Close(null);
            socket = await gateway.Next(TimeSpan.FromSeconds(2));
            Assert.Equal("resume.test", socket.Address!.Host);
            socket.Hello(600_000);
            socket.Dispatch("RESUMED", "{}", 2 + night);
            await Clock.Settle();
        }
    }

    [Fact]
    public async Task Failing_connections_are_tried_ever_more_slowly_and_spend_no_session()
    {
        using var gateway = new FakeGateway(
            remaining: 3,
            prepare: (number, socket) => number < 10 ? Unreachable(socket) : socket
        );
        await gateway.Start();
        while (gateway.Sockets.Count < 11)
        {
            await gateway.Next();
        }

        var waits = gateway
            .Sockets.Zip(gateway.Sockets.Skip(1), (one, next) => next.OpenedAt - one.OpenedAt)
            .ToList();
        Assert.True(waits[1] > waits[0] && waits[4] > waits[2]);
        Assert.InRange(waits[^1].TotalSeconds, 30, 60);
        gateway.Last.Hello();
        await Clock.Settle();
        Assert.Contains(2, gateway.Last.SentOps);
    }

    [Fact]
    public async Task Without_a_hello_the_connection_is_given_up()
    {
        using var gateway = new FakeGateway();
        await gateway.Start();

        await gateway.Next(TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task Without_a_ready_the_connection_is_given_up()
    {
        using var gateway = new FakeGateway();
        var first = await gateway.Start();
        first.Hello(300_000);

        await gateway.Next(TimeSpan.FromSeconds(70));
        Assert.Contains(2, first.SentOps);
    }

    [Fact]
    public async Task Without_a_resumed_the_connection_is_given_up()
    {
        using var gateway = new FakeGateway();
        var first = await gateway.StartReady(interval: 300_000);
        first.Close(null);
        var second = await gateway.Next();
        second.Hello(300_000);

        await gateway.Next(TimeSpan.FromSeconds(70));
        Assert.Contains(6, second.SentOps);
    }

    [Theory]
    [InlineData("""{"op":10,"d":{}}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":-1}}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":"soon"}}""")]
    public async Task A_hello_that_makes_no_sense_is_none(string hello)
    {
        using var gateway = new FakeGateway();
        var first = await gateway.Start();
        first.Say(hello);

        await gateway.Next(TimeSpan.FromSeconds(30));
        Assert.Empty(first.SentOps);
    }

    [Fact]
    public async Task Several_reasons_to_reconnect_at_once_open_one_connection()
    {
        using var gateway = new FakeGateway();
        var first = await gateway.StartReady();

        first.Say("""{"op":7,"d":null}""");
        first.Say("""{"op":9,"d":false}""");
        first.Close(4000);
        var second = await gateway.Next();
        second.Hello();
        await gateway.Time.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(2, gateway.Sockets.Count);
        Assert.Equal([6], second.SentOps.Where(op => op != 1));
    }

    [Fact]
    public async Task A_session_begun_anew_tells_of_itself_and_its_guilds_again()
    {
        using var gateway = new FakeGateway();
        var first = await gateway.StartReady();
        first.Dispatch("GUILD_CREATE", """{"id":"1","name":"g","owner_id":"2"}""", 2);
        await Clock.Settle();
        first.Close(4009);
        var second = await gateway.Next();
        second.Hello();
        await gateway.Time.Pass(TimeSpan.FromSeconds(6));
        second.Ready(session: "s2");
        second.Dispatch("GUILD_CREATE", """{"id":"1","name":"g","owner_id":"2"}""", 2);
        await Clock.Settle();

        Assert.Equal(
            [
                typeof(GatewayEvent.Ready),
                typeof(GatewayEvent.GuildAvailable),
                typeof(GatewayEvent.Ready),
                typeof(GatewayEvent.GuildAvailable),
            ],
            gateway.Events.Select(one => one.GetType())
        );
    }

    [Fact]
    public async Task A_dead_link_that_heeds_nothing_is_left_behind_all_the_same()
    {
        using var gateway = new FakeGateway();
        var first = await gateway.StartReady(interval: 10_000);

        first.IsDead = true;
        var second = await gateway.Next(TimeSpan.FromSeconds(60));

        Assert.True(first.Aborted);
        Assert.Equal("resume.test", second.Address!.Host);
    }

    [Fact]
    public async Task A_connection_that_never_opens_is_given_up()
    {
        using var gateway = new FakeGateway(
            prepare: (number, socket) =>
            {
                socket.IsDead = number == 0;
                return socket;
            }
        );
        await gateway.Start();

        await gateway.Next(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task With_no_session_left_it_waits_for_the_allowance_instead_of_looping()
    {
        using var gateway = new FakeGateway(remaining: 1);
        var first = await gateway.StartReady();
        gateway.Remaining = 0;
        first.Close(4009);

        await gateway.Time.Pass(TimeSpan.FromMinutes(50));
        Assert.Single(gateway.Sockets);
        Assert.Contains(
            "no further gateway session",
            gateway.Discord.Logs.All,
            StringComparison.Ordinal
        );

        gateway.Remaining = 1000;
        await gateway.Next(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task One_shard_turned_away_for_good_ends_all()
    {
        using var gateway = new FakeGateway(shards: 2, maxConcurrency: 2);
        await gateway.Start();

        gateway.Sockets[1].Close(4014);

        Assert.IsType<GatewayEnd.Fatal>(await gateway.Time.RunUntil(gateway.Running));
        Assert.Equal(1000, gateway.Sockets[0].ClosedWith);
    }

    [Fact]
    public async Task It_keeps_asking_while_the_server_is_not_up_yet()
    {
        using var gateway = new FakeGateway();
        for (var count = 0; count < 20; count++)
        {
            gateway.Discord.Then(new HttpRequestException(HttpRequestError.ConnectionError));
        }

        var starting = gateway.Gateway.Run(
            (_, _) => ValueTask.CompletedTask,
            CancellationToken.None
        );
        for (var tries = 0; tries < 40_000 && gateway.Sockets.Count == 0; tries++)
        {
            gateway.Time.Advance(TimeSpan.FromMilliseconds(250));
            await Clock.Settle();
        }

        Assert.Single(gateway.Sockets);
        Assert.False(starting.IsCompleted);
        gateway.Last.Close(4004);
        await gateway.Time.RunUntil(starting);
    }

    [Fact]
    public async Task A_token_the_http_api_does_not_accept_ends_it()
    {
        using var gateway = new FakeGateway();
        // Asked once more before it is believed.
        gateway.Discord.Then(FakeDiscord.Refusal(HttpStatusCode.Unauthorized, 0));
        gateway.Discord.Then(FakeDiscord.Refusal(HttpStatusCode.Unauthorized, 0));

        var end = await gateway.Time.RunUntil(
            gateway.Gateway.Run((_, _) => ValueTask.CompletedTask, CancellationToken.None)
        );

        Assert.Equal(401, Assert.IsType<GatewayEnd.Fatal>(end).Code);
    }

    [Fact]
    public async Task Stopped_it_says_goodbye()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.StartReady();

        Assert.IsType<GatewayEnd.Stopped>(await gateway.Stop());

        Assert.Equal(1000, socket.ClosedWith);
    }

    [Fact]
    public async Task It_does_not_run_twice_at_once()
    {
        using var gateway = new FakeGateway();
        await gateway.StartReady();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            gateway.Gateway.Run((_, _) => ValueTask.CompletedTask, CancellationToken.None)
        );
    }

    [Fact]
    public async Task A_handler_that_hangs_delays_no_heartbeat()
    {
        using var gateway = new FakeGateway(
            handle: (_, _) => new ValueTask(new TaskCompletionSource().Task)
        );
        var socket = await gateway.StartReady();

        await gateway.Time.Pass(Interval / 2);

        Assert.Contains(1, socket.SentOps);
    }

    [Fact]
    public async Task A_handler_that_throws_still_gets_the_next_event()
    {
        using var gateway = new FakeGateway(
            handle: (_, _) => throw new InvalidOperationException("bug")
        );
        var socket = await gateway.StartReady();
        socket.Dispatch("GUILD_DELETE", """{"id":"1"}""", 2);
        await Clock.Settle();

        Assert.Equal(2, gateway.Events.Count);
        Assert.Contains("bug", gateway.Discord.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interaction_delivered_twice_is_handed_over_once()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.StartReady();
        const string Pressed =
            """{"id":"9","application_id":"200","token":"t","type":3,"data":{"custom_id":"go","component_type":2}}""";
        var received = gateway.Time.GetTimestamp();

        socket.Dispatch("INTERACTION_CREATE", Pressed, 2);
        socket.Dispatch("INTERACTION_CREATE", Pressed, 3);
        await Clock.Settle();

        var interaction = Assert
            .Single(gateway.Events.OfType<GatewayEvent.InteractionCreated>())
            .Interaction;
        Assert.Equal(received, interaction.ReceivedAt);
    }

    [Fact]
    public async Task An_outage_is_not_a_removal()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.StartReady();

        socket.Dispatch("GUILD_DELETE", """{"id":"1","unavailable":true}""", 2);
        socket.Dispatch("GUILD_DELETE", """{"id":"2"}""", 3);
        await Clock.Settle();

        Assert.Equal(
            [
                new GatewayEvent.GuildUnavailable(new Snowflake(1)),
                new GatewayEvent.GuildRemoved(new Snowflake(2)),
            ],
            gateway.Events.Skip(1)
        );
    }

    [Fact]
    public async Task The_life_of_channels_threads_and_roles_is_told()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.StartReady();
        (string Name, string Data)[] told =
        [
            ("CHANNEL_CREATE", """{"id":"7","guild_id":"1","type":0,"name":"c"}"""),
            ("CHANNEL_UPDATE", """{"id":"7","guild_id":"1","type":0,"name":"d"}"""),
            ("CHANNEL_DELETE", """{"id":"7","guild_id":"1","type":0}"""),
            ("THREAD_CREATE", """{"id":"8","guild_id":"1","parent_id":"7","type":11}"""),
            (
                "THREAD_LIST_SYNC",
                """{"guild_id":"1","threads":[{"id":"8","parent_id":"7","type":11}]}"""
            ),
            ("THREAD_DELETE", """{"id":"8","guild_id":"1","parent_id":"7","type":11}"""),
            ("GUILD_ROLE_UPDATE", """{"guild_id":"1","role":{"id":"3","permissions":"1024"}}"""),
            ("GUILD_ROLE_DELETE", """{"guild_id":"1","role_id":"3"}"""),
            ("GUILD_MEMBER_UPDATE", """{"guild_id":"1","user":{"id":"5"},"roles":["3"]}"""),
            ("GUILD_MEMBER_UPDATE", """{"guild_id":"1","user":{"id":"6"},"roles":["3"]}"""),
            ("GUILD_UPDATE", """{"id":"1","name":"g","owner_id":"2","roles":[]}"""),
            ("TYPING_START", "{}"),
        ];

        foreach (var (name, data) in told)
        {
            socket.Dispatch(name, data, 2);
        }

        await Clock.Settle();

        Assert.Equal(
            [
                typeof(GatewayEvent.ChannelCreated),
                typeof(GatewayEvent.ChannelUpdated),
                typeof(GatewayEvent.ChannelDeleted),
                typeof(GatewayEvent.ThreadChanged),
                typeof(GatewayEvent.ThreadChanged),
                typeof(GatewayEvent.ThreadDeleted),
                typeof(GatewayEvent.RoleChanged),
                typeof(GatewayEvent.RoleDeleted),
                typeof(GatewayEvent.OwnRolesChanged),
                typeof(GatewayEvent.GuildUpdated),
            ],
            gateway.Events.Skip(1).Select(one => one.GetType())
        );
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"op":"ten"}""")]
    [InlineData("""{"op":99999999999}""")]
    [InlineData("""{"op":10,"d":{"heartbeat_interval":-1}}""")]
    [InlineData("""{"op":0,"t":"GUILD_CREATE","s":"x","d":[]}""")]
    [InlineData("""{"op":0,"t":"INTERACTION_CREATE","s":5,"d":{"type":2}}""")]
    [InlineData(
        """{"op":0,"t":"INTERACTION_CREATE","s":5,"d":{"id":"1","application_id":"2","token":"\ud800","type":3}}"""
    )]
    [InlineData("""{"op":0,"t":"GUILD_ROLE_UPDATE","s":5,"d":{"guild_id":"1","role":7}}""")]
    [InlineData("""{"op":0,"t":"CHANNEL_DELETE","s":99999999999999999999999,"d":"x"}""")]
    public async Task A_malformed_payload_is_passed_over(string payload)
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.StartReady();

        socket.Say(payload);
        socket.Dispatch("GUILD_DELETE", """{"id":"1"}""", 9);
        await Clock.Settle();

        Assert.Null(socket.ClosedWith);
        Assert.IsType<GatewayEvent.GuildRemoved>(gateway.Events[^1]);
        Assert.Equal(2, gateway.Events.Count);
    }

    [Fact]
    public async Task A_broken_zlib_stream_takes_a_new_connection()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.StartReady();

        socket.Say(new SocketFrame.Binary(new byte[] { 1, 2, 3, 4, 0x00, 0x00, 0xFF, 0xFF }));

        Assert.Equal("resume.test", (await gateway.Next()).Address!.Host);
    }

    [Fact]
    public async Task The_token_is_in_no_log()
    {
        using var gateway = new FakeGateway();
        var socket = await gateway.StartReady();
        socket.Say(
            """{"op":0,"t":"INTERACTION_CREATE","s":2,"d":{"id":"1","token":"interaction-secret","type":"x"}}"""
        );
        socket.Close(4000);
        (await gateway.Next()).Close(4004);
        await gateway.Time.RunUntil(gateway.Running);

        Assert.DoesNotContain(
            FakeDiscord.Token,
            gateway.Discord.Logs.All,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "interaction-secret",
            gateway.Discord.Logs.All,
            StringComparison.Ordinal
        );
    }

    private static FakeSocket Unreachable(FakeSocket socket)
    {
        socket.FailsToConnect = new WebSocketException("refused");
        return socket;
    }
}

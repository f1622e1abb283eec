using Microsoft.Extensions.Time.Testing;

namespace ResultsBot.Sandbox.Tests;

/// <summary>Each thing that can be made to go wrong, as a bot sees it.</summary>
public sealed class TroubleSpecs
{
    private static readonly SandboxOptions NoLimits = new() { EnforceLimits = false };

    private static async Task Break(Running sandbox, string fault) =>
        Assert.Equal(200, (await sandbox.Drive("faults/add", fault)).Status);

    private static async Task<BotSocket> Resume(Running sandbox, BotSocket old)
    {
        var bot = await BotSocket.Open(sandbox.Server);
        await bot.Expect(op: 10);
        await bot.Resume(sandbox.Server.BotToken, old.SessionId, old.Sequence);
        return bot;
    }

    [Theory]
    [InlineData("server_error_before", 500, 0)]
    [InlineData("server_error_after", 500, 1)]
    [InlineData("bad_gateway", 502, 0)]
    [InlineData("rate_limit", 429, 0)]
    [InlineData("cloudflare_forbids", 403, 0)]
    [InlineData("unauthorized", 401, 0)]
    [InlineData("no_gzip", 200, 1)]
    [InlineData("cut_gzip", 200, 1)]
    [InlineData("no_brotli", 200, 1)]
    [InlineData("no_headers", 200, 1)]
    public async Task A_request_fails_before_or_after_its_effect(
        string fault,
        int status,
        int effect
    )
    {
        await using var sandbox = await Running.Start();
        await Break(sandbox, $$"""{"fault":"{{fault}}"}""");
        using var response = await sandbox.Bot.PostAsync(
            $"channels/{sandbox.Newsroom}/messages",
            new StringContent("""{"content":"c"}""", System.Text.Encoding.UTF8, "application/json")
        );
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(effect, sandbox.Server.Control.CountMessages(sandbox.Newsroom));
        Assert.Equal(200, (await sandbox.Post(sandbox.Newsroom, """{"content":"d"}""")).Status);
    }

    [Theory]
    [InlineData("no_answer_before", 0)]
    [InlineData("no_answer_after", 1)]
    public async Task A_connection_breaks_before_or_after_the_effect(string fault, int effect)
    {
        await using var sandbox = await Running.Start();
        await Break(sandbox, $$"""{"fault":"{{fault}}"}""");
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            sandbox.Post(sandbox.Newsroom, """{"content":"c"}""")
        );
        Assert.Equal(effect, sandbox.Server.Control.CountMessages(sandbox.Newsroom));
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_waited_for_in_vain()
    {
        await using var sandbox = await Running.Start();
        await Break(sandbox, """{"fault":"hang"}""");
        var asked = sandbox.Post(sandbox.Newsroom, """{"content":"c"}""");
        while (sandbox.Server.Control.CountMessages(sandbox.Newsroom) == 0)
            await Task.Yield();
        Assert.False(asked.IsCompleted);
        sandbox.Bot.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Header_and_body_of_a_limit_may_disagree()
    {
        await using var sandbox = await Running.Start();
        await Break(
            sandbox,
            """{"fault":"rate_limit","scope":"shared","retry_after_ms":1163000,"header_retry_after_ms":1000}"""
        );
        var reply = await sandbox.Post(sandbox.Newsroom, """{"content":"c"}""");
        Assert.Equal("1", reply.Headers["Retry-After"]);
        Assert.Equal(1163, (double)reply.Json!["retry_after"]!);
        Assert.Equal("shared", reply.Headers["X-RateLimit-Scope"]);
        Assert.Equal(0, sandbox.Server.Control.Statistics().Invalid);
    }

    [Fact]
    public async Task Cloudflare_answers_with_a_page_and_without_via()
    {
        await using var sandbox = await Running.Start();
        await Break(sandbox, """{"fault":"cloudflare"}""");
        using var response = await sandbox.Bot.GetAsync("users/@me");
        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.False(response.Headers.Contains("Via"));
    }

    [Theory]
    [InlineData("no_headers", "X-RateLimit-Remaining", null)]
    [InlineData("far_headers", "X-RateLimit-Reset-After", "259200.000")]
    [InlineData("empty_headers", "X-RateLimit-Remaining", "0")]
    [InlineData("wrong_bucket", "X-RateLimit-Bucket", "00000000000000000000000000000000")]
    public async Task Headers_may_be_missing_or_wrong(string fault, string header, string? value)
    {
        await using var sandbox = await Running.Start();
        await Break(sandbox, $$"""{"fault":"{{fault}}"}""");
        var reply = await sandbox.Ask(HttpMethod.Get, "users/@me");
        Assert.Equal(value, reply.Headers.GetValueOrDefault(header));
    }

    [Fact]
    public async Task The_clock_that_answers_tell_can_be_set_wrong()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var sandbox = await Running.Start(time: time);
        await Break(sandbox, """{"fault":"step_clock","shift_ms":-7200000}""");
        var reply = await sandbox.Ask(HttpMethod.Get, "users/@me");
        var expected = time.GetUtcNow().AddHours(-2);
        Assert.Equal(expected, DateTimeOffset.Parse(reply.Headers["Date"]));
        var reset = DateTimeOffset.FromUnixTimeMilliseconds(
            (long)(double.Parse(reply.Headers["X-RateLimit-Reset"]) * 1000)
        );
        Assert.True(reset < time.GetUtcNow().AddHours(-1));
    }

    [Theory]
    [InlineData(GlobalWindow.Sliding, 429)]
    [InlineData(GlobalWindow.Fixed, 200)]
    public async Task The_global_limit_slides_or_begins_anew_each_second(
        GlobalWindow window,
        int status
    )
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(0.9));
        await using var sandbox = await Running.Start(
            NoLimits with
            {
                GlobalLimit = 2,
                GlobalWindow = window,
            },
            time
        );
        await sandbox.Ask(HttpMethod.Get, "users/@me");
        await sandbox.Ask(HttpMethod.Get, "users/@me");
        Assert.Equal(429, (await sandbox.Ask(HttpMethod.Get, "users/@me")).Status);
        time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(status, (await sandbox.Ask(HttpMethod.Get, "users/@me")).Status);
    }

    [Fact]
    public async Task A_frozen_socket_stays_open_and_says_nothing_while_a_new_one_resumes()
    {
        await using var sandbox = await Running.Start(NoLimits);
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        Assert.Equal(200, (await sandbox.Drive("gateway/freeze", "{}")).Status);
        await bot.Send("""{"op":1,"d":1}""");
        var heard = bot.Next();
        sandbox.Server.Control.CreateChannel("made-meanwhile");
        await using var again = await Resume(sandbox, bot);
        Assert.Equal(
            "made-meanwhile",
            (string?)(await again.ExpectEvent("CHANNEL_CREATE"))["name"]
        );
        await again.ExpectEvent("RESUMED");
        Assert.False(heard.IsCompleted);
    }

    [Fact]
    public async Task A_resume_can_be_refused()
    {
        await using var sandbox = await Running.Start(NoLimits);
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        await Break(sandbox, """{"fault":"refuse_resume"}""");
        await bot.Leave();
        await using var again = await Resume(sandbox, bot);
        Assert.False((bool)(await again.Expect(op: 9))!);
        await using var third = await Resume(sandbox, bot);
        await third.ExpectEvent("RESUMED");
    }

    [Fact]
    public async Task A_new_connection_can_be_told_to_go_before_it_is_greeted()
    {
        await using var sandbox = await Running.Start(NoLimits);
        await Break(sandbox, """{"fault":"reconnect_before_hello"}""");
        await using var first = await BotSocket.Open(sandbox.Server);
        await first.Expect(op: 7);
        await using var second = await BotSocket.Open(sandbox.Server);
        await second.Expect(op: 10);
    }

    [Fact]
    public async Task A_new_connection_can_be_met_with_silence()
    {
        await using var sandbox = await Running.Start(NoLimits);
        await Break(sandbox, """{"fault":"no_hello"}""");
        await using var first = await BotSocket.Open(sandbox.Server);
        var heard = first.Next();
        await using var second = await BotSocket.LogIn(sandbox.Server);
        Assert.False(heard.IsCompleted);
    }

    [Fact]
    public async Task A_heartbeat_can_go_unanswered()
    {
        await using var sandbox = await Running.Start(NoLimits);
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        await Break(sandbox, """{"fault":"no_heartbeat_ack"}""");
        await bot.Send("""{"op":1,"d":1}""");
        await bot.Send("""{"op":1,"d":2}""");
        await bot.Expect(op: 11);
        Assert.Equal(1, sandbox.Server.Control.Struck()[FaultKind.NoHeartbeatAck]);
        sandbox.Server.Control.Break(new Fault(FaultKind.AskForHeartbeat));
        await bot.Expect(op: 1); // and no second acknowledgement before it
    }

    [Fact]
    public async Task Events_can_come_twice_and_out_of_turn()
    {
        await using var sandbox = await Running.Start(NoLimits);
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        await Break(sandbox, """{"fault":"duplicate_event"}""");
        sandbox.Server.Control.CreateChannel("a");
        Assert.Equal("a", (string?)(await bot.ExpectEvent("CHANNEL_CREATE"))["name"]);
        Assert.Equal("a", (string?)(await bot.ExpectEvent("CHANNEL_CREATE"))["name"]);
        await Break(sandbox, """{"fault":"late_event"}""");
        sandbox.Server.Control.CreateChannel("b");
        sandbox.Server.Control.CreateChannel("c");
        var before = bot.Sequence;
        Assert.Equal("c", (string?)(await bot.ExpectEvent("CHANNEL_CREATE"))["name"]);
        Assert.Equal("b", (string?)(await bot.ExpectEvent("CHANNEL_CREATE"))["name"]);
        Assert.Equal(before + 2, bot.Sequence);
    }

    [Fact]
    public async Task An_interaction_can_come_twice()
    {
        await using var sandbox = await Running.Start(NoLimits);
        await using var bot = await BotSocket.LogIn(sandbox.Server, intents: 0);
        await sandbox.Ask(
            HttpMethod.Put,
            $"applications/{sandbox.Server.ApplicationId}/commands",
            """[{"name":"tally","description":"d"}]"""
        );
        await Break(sandbox, """{"fault":"repeat_interaction"}""");
        _ = sandbox.Server.Control.Type("rita", "newsroom", "/tally");
        var first = await bot.ExpectEvent("INTERACTION_CREATE");
        var second = await bot.ExpectEvent("INTERACTION_CREATE");
        Assert.Equal((string?)first["id"], (string?)second["id"]);
    }

    [Fact]
    public async Task What_hits_every_socket_can_wait_for_requests_and_for_time()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var sandbox = await Running.Start(NoLimits, time);
        await using var bot = await BotSocket.LogIn(sandbox.Server);
        await Break(sandbox, """{"fault":"ask_for_heartbeat","after_requests":2,"count":2}""");
        await Break(sandbox, """{"fault":"close_sockets","code":4008,"after_ms":5000}""");
        for (var i = 0; i < 4; i++)
            await sandbox.Ask(HttpMethod.Get, "users/@me");
        await bot.Expect(op: 1);
        await bot.Expect(op: 1);
        time.Advance(TimeSpan.FromSeconds(5));
        await bot.ExpectClose(4008);
    }

    [Fact]
    public async Task The_same_seed_meets_the_same_faults()
    {
        async Task<string> Night(int seed)
        {
            await using var sandbox = await Running.Start(NoLimits);
            var script = await sandbox.Drive(
                "faults/script",
                $$"""
                {"seed":{{seed}},"faults":[
                  {"fault":"server_error_before","count":"always","probability":0.3},
                  {"fault":"rate_limit","count":5,"probability":0.3,"after_requests":5,"path":"messages"}]}
                """
            );
            Assert.Equal(200, script.Status);
            var seen = new List<int>();
            for (var i = 0; i < 30; i++)
                seen.Add((await sandbox.Post(sandbox.Newsroom, """{"content":"c"}""")).Status);
            Assert.Equal(200, (await sandbox.Drive("faults", "{}", HttpMethod.Delete)).Status);
            Assert.Equal(200, (await sandbox.Post(sandbox.Newsroom, """{"content":"c"}""")).Status);
            return string.Join(' ', seen);
        }

        var first = await Night(7);
        Assert.Equal(first, await Night(7));
        Assert.NotEqual(first, await Night(8));
        Assert.Contains("500", first, StringComparison.Ordinal);
        Assert.Contains("429", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"fault":"no_such_thing"}""")]
    [InlineData("""{"fault":"3"}""")]
    [InlineData("""{"fault":"hang","probability":2}""")]
    [InlineData("""{"fault":"hang","count":-1}""")]
    public async Task What_cannot_go_wrong_is_refused(string fault)
    {
        await using var sandbox = await Running.Start();
        Assert.Equal(400, (await sandbox.Drive("faults/add", fault)).Status);
        Assert.Equal(200, (await sandbox.Ask(HttpMethod.Get, "users/@me")).Status);
    }
}

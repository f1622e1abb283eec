using Microsoft.Extensions.Time.Testing;

namespace ResultsBot.Sandbox.Tests;

public sealed class LimitSpecs
{
    private const string Body = """{"content":"c"}""";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Fact]
    public async Task The_sixth_message_to_a_channel_within_five_seconds_has_to_wait()
    {
        await using var sandbox = await Running.Start(time: _time);
        for (var left = 4; left >= 0; left--)
        {
            var sent = await sandbox.Post(sandbox.Newsroom, Body);
            Assert.Equal(200, sent.Status);
            Assert.Equal(left.ToString(), sent.Headers["X-RateLimit-Remaining"]);
            Assert.Equal("5", sent.Headers["X-RateLimit-Limit"]);
        }
        _time.Advance(TimeSpan.FromSeconds(3));

        var refused = await sandbox.Post(sandbox.Newsroom, Body);

        Assert.Equal(429, refused.Status);
        Assert.Equal(2.0, (double?)refused.Json!["retry_after"]);
        Assert.False((bool?)refused.Json["global"]);
        Assert.Equal("user", refused.Headers["X-RateLimit-Scope"]);
        Assert.Equal("2", refused.Headers["Retry-After"]);
        Assert.True(refused.Headers.ContainsKey("Via"));
        var other = await sandbox.Post(sandbox.Server.Channels["derbyshire"], Body);
        Assert.Equal(200, other.Status);
        Assert.Equal(refused.Headers["X-RateLimit-Bucket"], other.Headers["X-RateLimit-Bucket"]);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(200, (await sandbox.Post(sandbox.Newsroom, Body)).Status);
    }

    [Fact]
    public async Task The_51st_request_of_any_second_is_refused_for_all()
    {
        await using var sandbox = await Running.Start(
            new SandboxOptions { EnforceLimits = false },
            _time
        );
        for (var i = 0; i < 25; i++)
            Assert.Equal(200, (await sandbox.Ask(HttpMethod.Get, "users/@me")).Status);
        _time.Advance(TimeSpan.FromSeconds(0.6));
        for (var i = 0; i < 25; i++)
            Assert.Equal(200, (await sandbox.Ask(HttpMethod.Get, "users/@me")).Status);

        var refused = await sandbox.Ask(HttpMethod.Get, "users/@me");
        Assert.Equal(429, refused.Status);
        Assert.Equal(0.4, (double?)refused.Json!["retry_after"]);
        Assert.True((bool?)refused.Json["global"]);
        Assert.Equal("global", refused.Headers["X-RateLimit-Scope"]);

        // The window slides: the first half has left it, the second has not.
        _time.Advance(TimeSpan.FromSeconds(0.4));
        for (var i = 0; i < 25; i++)
            Assert.Equal(200, (await sandbox.Ask(HttpMethod.Get, "users/@me")).Status);
        Assert.Equal(429, (await sandbox.Ask(HttpMethod.Get, "users/@me")).Status);
        Assert.Equal(2, sandbox.Server.Control.Statistics().RateLimited["global"]);
    }

    [Fact]
    public async Task Interaction_endpoints_do_not_count_towards_the_global_limit()
    {
        await using var sandbox = await Running.Start(
            new SandboxOptions { EnforceLimits = false },
            _time
        );
        for (var i = 0; i < 60; i++)
            Assert.Equal(
                10062,
                (await sandbox.Ask(HttpMethod.Post, "interactions/1/x/callback", "{}")).Code
            );
    }

    [Fact]
    public async Task A_request_is_counted_when_it_arrives_not_when_it_is_sent()
    {
        var options = new SandboxOptions
        {
            GlobalLimit = 1,
            EnforceLimits = false,
            Latency = TimeSpan.FromSeconds(2),
        };
        await using var sandbox = await Running.Start(options, _time);
        var asked = sandbox.Ask(HttpMethod.Get, "users/@me");
        while (!asked.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        Assert.Equal(200, (await asked).Status);
        Assert.True(_time.GetUtcNow() >= DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(2));
    }

    [Fact]
    public async Task What_was_refused_and_never_sent_again_is_counted_as_lost()
    {
        await using var sandbox = await Running.Start(time: _time);
        sandbox.Server.Control.Break(new Fault(FaultKind.ServerErrorBefore) { Count = 2 });
        await sandbox.Post(sandbox.Newsroom, """{"content":"a","nonce":"1"}""");
        await sandbox.Post(sandbox.Newsroom, """{"content":"b"}""");
        Assert.Equal(2, sandbox.Server.Control.Statistics().Lost);
        await sandbox.Post(sandbox.Newsroom, """{"content":"a","nonce":"1"}""");
        Assert.Equal(1, sandbox.Server.Control.Statistics().Lost);
        await sandbox.Post(sandbox.Newsroom, """{"content":"b"}""");
        Assert.Equal(0, sandbox.Server.Control.Statistics().Lost);
    }
}

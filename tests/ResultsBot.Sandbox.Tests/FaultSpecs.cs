namespace ResultsBot.Sandbox.Tests;

public sealed class FaultSpecs
{
    private const string Body = """{"content":"c"}""";

    [Fact]
    public async Task A_500_before_does_nothing_and_one_after_has_done_it()
    {
        await using var sandbox = await Running.Start();
        await sandbox.Drive("faults", """{"fail_before":1}""");
        Assert.Equal(500, (await sandbox.Post(sandbox.Newsroom, Body)).Status);
        Assert.Equal(0, sandbox.Server.Control.CountMessages(sandbox.Newsroom));
        await sandbox.Drive("faults", """{"fail_after":1}""");
        Assert.Equal(500, (await sandbox.Post(sandbox.Newsroom, Body)).Status);
        Assert.Equal(1, sandbox.Server.Control.CountMessages(sandbox.Newsroom));
        Assert.Equal(200, (await sandbox.Post(sandbox.Newsroom, Body)).Status);
        Assert.Equal(2, sandbox.Server.Control.Statistics().ServerErrors);
    }

    [Fact]
    public async Task A_dropped_connection_has_done_it_too()
    {
        await using var sandbox = await Running.Start();
        await sandbox.Drive("faults", """{"drop_after":1}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.Post(sandbox.Newsroom, Body));
        Assert.Equal(1, sandbox.Server.Control.CountMessages(sandbox.Newsroom));
    }

    [Fact]
    public async Task A_429_comes_on_demand_with_its_scope_and_only_where_asked()
    {
        await using var sandbox = await Running.Start();
        await sandbox.Drive(
            "faults",
            """{"limit":1,"scope":"shared","retry_after_ms":1500,"path":"/messages"}"""
        );
        Assert.Equal(200, (await sandbox.Ask(HttpMethod.Get, "users/@me")).Status);
        var refused = await sandbox.Post(sandbox.Newsroom, Body);
        Assert.Equal(429, refused.Status);
        Assert.Equal("shared", refused.Headers["X-RateLimit-Scope"]);
        Assert.Equal(1.5, (double?)refused.Json!["retry_after"]);
        Assert.Equal(0, sandbox.Server.Control.Statistics().Invalid);
    }
}

using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using ResultsBot.Discord;
using ResultsBot.Health;
using ResultsBot.Hosting;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage.Postgres;

namespace ResultsBot.Tests.Hosting;

/// <summary>Health over HTTP, for load balancers and orchestrators.</summary>
public sealed class HealthServerTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly HostFailure _failure = new(
        Mock.Of<IHostApplicationLifetime>(),
        Options.Create(new HostOptions()),
        Time,
        NullLogger<HostFailure>.Instance
    );
    private readonly HttpClient _client = new();
    private HealthReport _report = Report(connected: true);
    private HealthServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await HealthServer.Start(
            "http://127.0.0.1:0",
            Time,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        _server.AnswerWith(
            new BotHealth(() => _report with { Time = Time.GetUtcNow() }, _failure, Time).Now
        );
        _client.BaseAddress = _server.Addresses.Single();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_bot_that_is_well_says_what_its_health_file_says_and_is_ready()
    {
        var (status, body) = await Ask("/healthz");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(3, HealthReport.Parse(body)!.Channels);
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await AskText("/readyz"));
    }

    [Fact]
    public async Task Not_connected_it_is_neither_well_nor_ready_and_says_why()
    {
        _report = Report(connected: false);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Ask("/healthz")).Status);
        var (status, line) = await AskText("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith(
            "not ready: shard 0 of 1 is not connected",
            line,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task With_posts_that_wait_it_is_not_well_and_takes_commands_all_the_same()
    {
        _report = Report(connected: true) with
        {
            Waiting = 2,
            OldestWaitingSince = Time.GetUtcNow() - TimeSpan.FromMinutes(3),
        };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Ask("/healthz")).Status);
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await AskText("/readyz"));
    }

    [Fact]
    public async Task A_store_that_takes_nothing_takes_no_commands()
    {
        _report = Report(connected: true) with { Store = "the disk is full" };

        Assert.Equal(
            (
                HttpStatusCode.ServiceUnavailable,
                "not ready: the store takes nothing: the disk is full\n"
            ),
            await AskText("/readyz")
        );
    }

    [Fact]
    public async Task A_bot_that_has_failed_says_so_until_it_is_gone()
    {
        await Ask("/healthz");
        _failure.End("Broadcasting has failed");

        var (status, body) = await Ask("/healthz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        var report = HealthReport.Parse(body)!;
        Assert.Equal(("Broadcasting has failed", 3), (report.Failed, report.Channels));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Ask("/readyz")).Status);
    }

    [Fact]
    public async Task Standing_by_well_it_is_well_and_not_ready_and_names_the_leader()
    {
        var standby = new StandbyHealth(path: null);
        _server.AnswerWith(() => standby.Last);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Ask("/healthz")).Status);

        standby.Say(new Leader("news1 (process 1)", 7, default));

        Assert.Equal(HttpStatusCode.OK, (await Ask("/healthz")).Status);
        Assert.Equal(
            (
                HttpStatusCode.ServiceUnavailable,
                "not ready: standing by, news1 (process 1) leads\n"
            ),
            await AskText("/readyz")
        );
        standby.Say(leader: null);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Ask("/healthz")).Status);
    }

    [Theory]
    [InlineData("GET", "/", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "/healthz", null, HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/healthz", "evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("GET", "/healthz", "localhost:1", HttpStatusCode.OK)]
    [InlineData("HEAD", "/healthz", null, HttpStatusCode.OK)]
    public async Task Nothing_else_is_answered(
        string method,
        string path,
        string? host,
        HttpStatusCode expected
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Host = host;
        using var answer = await _client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
        if (expected != HttpStatusCode.OK || method == "HEAD")
        {
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told_in_a_sentence()
    {
        var error = await Assert.ThrowsAsync<IOException>(() =>
            HealthServer.Start(
                $"{_client.BaseAddress}",
                Time,
                NullLoggerFactory.Instance,
                CancellationToken.None
            )
        );

        Assert.StartsWith(
            "Health:Urls: nothing can listen on",
            error.Message,
            StringComparison.Ordinal
        );
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> Ask(string path)
    {
        using var answer = await _client.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task<(HttpStatusCode, string)> AskText(string path)
    {
        using var answer = await _client.GetAsync(path);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static HealthReport Report(bool connected) =>
        HealthReport.Of(
            Time.GetUtcNow(),
            [new ShardStatus(0, connected, Time.GetUtcNow())],
            BroadcastStatus.Nothing with
            {
                Channels = 3,
            },
            [],
            null
        );
}

using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Sandbox;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>Two processes on one PostgreSQL, as an operator starts them: what the one that stands by says of itself.</summary>
public sealed class TwoMachinesTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private PostgresServer? _server;
    private SandboxServer _sandbox = null!;
    private string _store = "";

    public async Task InitializeAsync()
    {
        if (PostgresServer.Programs is null)
        {
            return;
        }
        _server = await PostgresServer.Start("-c fsync=off");
        _store = await _server.CreateSchema();
        _sandbox = await SandboxServer.Start(
            LocalNewsroom.QuickRestarts,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _sandbox.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task The_standby_answers_over_HTTP_from_its_start_and_takes_over()
    {
        var first = await Lead();
        await using var leader = first.Bot;
        var second = Addresses();
        await using var standby = Start(second);
        using var health = new HttpClient { BaseAddress = new Uri(second.Health) };
        using var blog = new HttpClient { BaseAddress = new Uri(second.Blog) };

        await LocalNewsroom.Until(async () =>
            (await Ask(health, "/healthz")).Status == HttpStatusCode.OK
        );
        var (status, line) = await Ask(health, "/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Matches(@"^not ready: standing by, .+ \(process \d+\) leads\n$", line);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Ask(blog, "/")).Status);

        await leader.Stop();

        await LocalNewsroom.Until(async () =>
            (await Ask(health, "/readyz")).Status == HttpStatusCode.OK
        );
        // The page is written beside all else.
        await LocalNewsroom.Until(async () => (await Ask(blog, "/")).Status == HttpStatusCode.OK);
        // Each of them would be two lines, a probe every few seconds.
        Assert.DoesNotContain("Request starting", standby.Printed, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("Health__Urls")]
    [InlineData("Blog__Urls")]
    public async Task A_standby_that_could_not_listen_ends_at_once_with_a_sentence(string key)
    {
        var first = await Lead();
        await using var leader = first.Bot;
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        await using var standby = Start(Addresses(), (key, taken));

        var printed = await Ends(standby, $"listen on {taken}: Address already in use");
        Assert.DoesNotContain("   at ", printed, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_standby_of_another_election_ends_at_once()
    {
        var first = await Lead();
        await using var leader = first.Bot;

        await using var standby = Start(Addresses(), ("Election__Rehearsal", "true"));

        await Ends(standby, "The store holds the election ge2024");
    }

    private sealed record Listening(string Health, string Blog);

    private static Listening Addresses() =>
        new($"http://127.0.0.1:{FreePort()}", $"http://127.0.0.1:{FreePort()}");

    private async Task<(BotProcess Bot, Listening At)> Lead()
    {
        Skip.If(_server is null, "Needs PostgreSQL: apt-get install postgresql.");
        var at = Addresses();
        var bot = Start(at);
        using var client = new HttpClient { BaseAddress = new Uri(at.Health) };
        await LocalNewsroom.Until(async () =>
            (await Ask(client, "/readyz")).Status == HttpStatusCode.OK
        );
        return (bot, at);
    }

    private BotProcess Start(Listening at, params (string Key, string Value)[] others)
    {
        var environment = new Dictionary<string, string>
        {
            ["Discord__Token"] = _sandbox.BotToken,
            ["Discord__BaseAddress"] = $"{_sandbox.ApiAddress}",
            ["Discord__NewsroomGuilds"] = $"{_sandbox.GuildId}",
            ["Store__Provider"] = "postgres",
            ["Store__ConnectionString"] = _store,
            ["Health__Urls"] = at.Health,
            ["Blog__Urls"] = at.Blog,
        };
        foreach (var (key, value) in others)
        {
            environment[key] = value;
        }
        return BotProcess.Start(_folder.Path, [], environment);
    }

    /// <returns>What it has printed.</returns>
    private static async Task<string> Ends(BotProcess bot, string told)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        Assert.Equal(1, await bot.WaitForExit(patience.Token));
        Assert.Contains(told, bot.Printed, StringComparison.Ordinal);
        return bot.Printed;
    }

    /// <returns>No status where nobody listens.</returns>
    private static async Task<(HttpStatusCode? Status, string Body)> Ask(
        HttpClient client,
        string path
    )
    {
        try
        {
            using var answer = await client.GetAsync(path);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException)
        {
            return (null, "");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

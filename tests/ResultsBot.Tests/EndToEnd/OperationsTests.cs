using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Health;
using ResultsBot.Sandbox;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.EndToEnd;

/// <summary>An operator's night, each step a process: check, back up, lose the machine, restore.</summary>
public sealed class OperationsTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];
    private SandboxServer _sandbox = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.Start(
            LocalNewsroom.QuickRestarts,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        foreach (
            var (key, value) in new Dictionary<string, string>
            {
                ["Discord__Token"] = _sandbox.BotToken,
                ["Discord__BaseAddress"] = $"{_sandbox.ApiAddress}",
                ["Discord__NewsroomGuilds"] = $"{_sandbox.GuildId}",
                ["Desk__Reporters"] = $"{_sandbox.Roles["Reporter"]}",
                ["Desk__Editors"] = $"{_sandbox.Roles["Editor"]}",
                ["Desk__Channel"] = $"{_sandbox.Channels["desk"]}",
                ["Store__ConnectionString"] = $"Data Source={_folder.Of("results.db")}",
                ["Health__File"] = _folder.Of("health.json"),
            }
        )
        {
            _environment[key] = value;
        }
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_night_is_checked_backed_up_while_it_runs_and_restored_after_its_machine_is_lost()
    {
        await using (var bot = Start())
        {
            await LocalNewsroom.Listens(_sandbox.Control);
            await _sandbox.Control.Type(LocalNewsroom.Ed, "newsroom", "/subscribe");
            var health = new HealthFile(_folder.Of("health.json"));
            await LocalNewsroom.Until(() => health.Read()?.Shards is [{ Connected: true }]);

            var (code, said) = await Run("check");
            Assert.True(code == 0, said);
            Assert.Contains("✓ A bot runs here: healthy: ", said, StringComparison.Ordinal);

            (code, said) = await Run("backup", "kept/night.db");
            Assert.True(code == 0, said);
            Assert.Contains(
                "night.db is whole: the election ge2024, 0 events, 0 bulletins, 1 channel, 0 pictures (",
                said,
                StringComparison.Ordinal
            );
            (code, said) = await Run("backup", "kept/night.db");
            Assert.Equal((1, true), (code, said.Contains("--force", StringComparison.Ordinal)));

            (code, said) = await Run("restore", "kept/night.db");
            Assert.Equal(1, code);
            Assert.Contains("is in use by another process", said, StringComparison.Ordinal);
            await bot.Kill();
        }
        File.Delete(_folder.Of("results.db"));

        var (restored, told) = await Run("restore", "kept/night.db");

        Assert.True(restored == 0, told);
        Assert.Contains("Before you start the bot:", told, StringComparison.Ordinal);
        await using var again = Start();
        await LocalNewsroom.Listens(_sandbox.Control);
        Assert.Equal(1, StoreBackup.Read(_folder.Of("results.db")).Channels);
    }

    [Fact]
    public async Task Health_is_told_over_HTTP_as_the_verb_tells_it()
    {
        var port = FreePort();
        _environment["Health__Urls"] = $"http://127.0.0.1:{port}";
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await using var bot = Start();

        await LocalNewsroom.Until(async () => await Status(client, "/readyz") == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, await Status(client, "/healthz"));
        // The file is written within a second of it.
        await LocalNewsroom.Until(async () => await Run("health") is (0, _));
        var (_, said) = await Run("check");
        Assert.Contains(
            $"✓ Health listens at http://127.0.0.1:{port}: the bot runs.",
            said,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_live_blog_is_written_as_files_from_where_the_bot_serves_it_or_another_address()
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        _environment["Blog__Urls"] = address;
        await using var bot = Start();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        await LocalNewsroom.Until(async () => await Status(client, "/") == HttpStatusCode.OK);

        foreach (
            var arguments in (string[][])
                [
                    [],
                    ["--from", address],
                ]
        )
        {
            var folder = _folder.Of($"files-{arguments.Length}");
            var (code, said) = await Run(["blog", "export", folder, .. arguments]);
            Assert.True(code == 0, said);
            Assert.True(File.Exists(Path.Combine(folder, "index.html")), said);
        }

        var (refused, why) = await Run("blog", "export", _folder.Of("none"), "--from", "5181");
        Assert.Equal(1, refused);
        Assert.Contains(
            "--from is an http or https address, not “5181”.",
            why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Commands_and_presses_come_in_over_HTTP_once_Discord_sends_them_there()
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        _environment["Interactions__Urls"] = address;
        _environment["Interactions__PublicKey"] = _sandbox.PublicKey;
        await using var bot = Start();
        await LocalNewsroom.Listens(_sandbox.Control);
        await _sandbox.Control.SetInteractionsEndpoint(new Uri($"{address}/interactions"));
        // Each of them twice: Discord may send again what it has no answer to.
        _sandbox.Control.Break(new Fault(FaultKind.RepeatInteraction) { Count = 3 });

        await _sandbox.Control.Type(LocalNewsroom.Ed, "newsroom", "/subscribe");
        var readBack = await _sandbox.Control.Type(
            "rita",
            "newsroom",
            "/declare seat:Chesterfield result:Lab 22000, Con 9000, Reform 8000, Green 2000, LD 1500, TUSC 300"
        );
        Assert.Equal("message", readBack.State);
        Assert.Contains("Chesterfield", readBack.Message!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, _sandbox.Control.Statistics().InteractionsTimedOut);

        var (_, said) = await Run("check");
        Assert.Contains(
            $"✓ Discord sends commands to {address}/interactions.",
            said,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"✓ The way in for interactions listens at {address}: the bot runs.",
            said,
            StringComparison.Ordinal
        );
        _environment["Interactions__PublicKey"] = new string('0', 64);
        (var code, said) = await Run("check");
        Assert.Equal(2, code);
        Assert.Contains(
            "✗ Interactions:PublicKey is another application's",
            said,
            StringComparison.Ordinal
        );
        _environment.Remove("Interactions__Urls");
        _environment.Remove("Interactions__PublicKey");
        (code, said) = await Run("check");
        Assert.Equal(2, code);
        Assert.Contains(
            $"✗ Discord sends commands to {address}/interactions, and the bot doesn't listen",
            said,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Metrics_and_traces_go_to_the_collector_that_the_environment_names()
    {
        await using var collector = new Collector();
        _environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address;
        _environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        _environment["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        _environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        await using var bot = Start();
        await LocalNewsroom.Listens(_sandbox.Control);
        await _sandbox.Control.Type(LocalNewsroom.Ed, "newsroom", "/subscribe");

        await LocalNewsroom.Until(() => collector.Got("/v1/metrics", "resultsbot.queue"));
        await LocalNewsroom.Until(() => collector.Got("/v1/traces", "subscribe"));
        // What warms it up is nobody's business.
        Assert.False(collector.Got("/v1/traces", "declare"));
        Assert.False(collector.Got("/v1/metrics", "ResultsBot.WarmUp"));
    }

    [Fact]
    public async Task Nothing_of_OpenTelemetry_is_loaded_where_nobody_asks_for_it()
    {
        if (!OperatingSystem.IsLinux())
        {
            // Only there is it easily seen.
            return;
        }
        await using var bot = Start();
        await LocalNewsroom.Listens(_sandbox.Control);

        var loaded = await File.ReadAllTextAsync($"/proc/{bot.Id}/maps");

        Assert.Contains("ResultsBot.Newswire.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry", loaded, StringComparison.Ordinal);
    }

    private BotProcess Start() => BotProcess.Start(_folder.Path, [], _environment);

    private async Task<(int Code, string Said)> Run(params string[] arguments)
    {
        await using var verb = BotProcess.Start(_folder.Path, arguments, _environment);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var code = await verb.WaitForExit(patience.Token);
        return (code, verb.Printed);
    }

    private static async Task<HttpStatusCode?> Status(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(path);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Takes what is exported by OTLP over HTTP.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<(string Path, string Body)> _taken = [];
        private readonly Task _taking;

        public Collector()
        {
            Address = $"http://127.0.0.1:{FreePort()}/";
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _taking = Take();
        }

        public string Address { get; }

        public bool Got(string path, string word) =>
            _taken.Any(t => t.Path == path && t.Body.Contains(word, StringComparison.Ordinal));

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _taking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task Take()
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body);
                // Names are plain in it.
                _taken.Enqueue(
                    (call.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray()))
                );
                call.Response.Close();
            }
        }
    }
}

using System.Globalization;
using Microsoft.Extensions.Logging;
using ResultsBot.Engine.Definition;
using ResultsBot.LiveBlog;
using ResultsBot.Newswire;
using ResultsBot.Wording;

namespace ResultsBot.Benchmarks;

/// <summary>Whom readers ask while results go out.</summary>
internal enum Asked
{
    Nobody,

    /// <summary>What the load and any server take of the machine.</summary>
    Nginx,
    LiveBlog,
}

/// <summary>
/// A live blog in this process, as it is in the bot's, and a load of readers of it or of nginx with the same bytes: four of
/// five ask how far the night is, one opens the page.
/// </summary>
internal sealed class ReadersBeside : IAsyncDisposable
{
    private const int Connections = 250;

    private readonly CancellationTokenSource _stop = new();
    private readonly LiveBlogServer _server;
    private readonly Task _reading;
    private Nginx? _nginx;

    private ReadersBeside(LiveBlogServer server, LiveBlogReader reader)
    {
        _server = server;
        _reading = reader.Run(_stop.Token);
    }

    public static async Task<ReadersBeside> Start(
        BulletinLog log,
        ElectionDefinition definition,
        ILoggerFactory loggers
    )
    {
        var phrases = new Phrasebook(definition);
        var reader = new LiveBlogReader(log, new PublicationHold(), definition);
        var server = await LiveBlogServer.Start(
            "http://127.0.0.1:0",
            null,
            null,
            reader,
            phrases,
            new PostWriter(phrases),
            new Quarantine(),
            (_, _) => Task.FromResult<BlogPhoto?>(null),
            loggers,
            CancellationToken.None
        );
        var beside = new ReadersBeside(server, reader);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        await Tools.Until(
            async () =>
                (await client.GetAsync(new Uri(server.Address, "latest"))).IsSuccessStatusCode,
            TimeSpan.FromSeconds(30),
            "the live blog has read the log."
        );
        return beside;
    }

    /// <returns>The load, done after that time.</returns>
    public async Task<Task<Wrk>> Ask(Asked who, string folder, int aSecond, TimeSpan during)
    {
        var target = who is Asked.Nginx ? await Files(folder) : _server.Address;
        var script = Path.Combine(folder, "readers.lua");
        await File.WriteAllTextAsync(
            script,
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                local asked = 0
                function delay() return {{Connections * 1000.0 / aSecond:0}} end
                function request()
                  asked = asked + 1
                  if asked % 5 == 0 then return wrk.format("GET", "/") end
                  return wrk.format("GET", "/latest")
                end
                """
            )
        );
        return Wrk.Run(target, Connections, during, ["Accept-Encoding: gzip"], script);
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is not null)
        {
            await _nginx.DisposeAsync();
        }
        await _server.DisposeAsync();
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task<Uri> Files(string folder)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        foreach (
            var (path, file) in ((string, string)[])
                [("", "index.html"), ("", "index.html.gz"), ("latest", "latest")]
        )
        {
            await File.WriteAllBytesAsync(
                Path.Combine(files, file),
                await client.GetByteArrayAsync(new Uri(_server.Address, path))
            );
        }
        var port = Tools.FreePort();
        _nginx = await Nginx.Start(
            folder,
            $$"""
            open_file_cache max=100;
            server {
                listen 127.0.0.1:{{port}};
                root {{files}};
                location = / { gzip_static always; index index.html; }
                location = /index.html { gzip_static always; }
            }
            """,
            port
        );
        return new Uri($"http://127.0.0.1:{port}/");
    }
}

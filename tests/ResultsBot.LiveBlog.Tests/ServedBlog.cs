using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Engine.Bulletins;
using ResultsBot.LiveBlog.Site;
using ResultsBot.Newswire;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>A live blog that is served, and a log to append to.</summary>
internal sealed class ServedBlog : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly BulletinLog _log = new([]);
    private readonly LiveBlogReader _reader;
    private Task _running = Task.CompletedTask;

    private ServedBlog() =>
        _reader = new LiveBlogReader(_log, new PublicationHold(), TheNight.Definition);

    public LiveBlogServer Server { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public long Number => _reader.Current?.Number ?? 0;

    public static Task<ServedBlog> Start(params IEnumerable<Bulletin> bulletins) =>
        Start(ReaderLimits.OfThisMachine(), bulletins);

    public static async Task<ServedBlog> Start(
        ReaderLimits limits,
        params IEnumerable<Bulletin> bulletins
    )
    {
        var phrases = new Phrasebook(TheNight.Definition);
        var blog = new ServedBlog();
        await blog.Append(bulletins);
        blog.Server = await LiveBlogServer.Start(
            "http://127.0.0.1:0",
            null,
            null,
            blog._reader,
            phrases,
            new PostWriter(phrases),
            new Quarantine(),
            (name, _) =>
                Task.FromResult(
                    name switch
                    {
                        "hall.png" => new BlogPhoto("image/png", new byte[] { 1, 2, 3 }),
                        "hall.mp4" => new BlogPhoto("video/mp4", new byte[] { 1, 2, 3 }),
                        _ => null,
                    }
                ),
            limits,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        blog.Client = new HttpClient { BaseAddress = blog.Server.Address };
        return blog;
    }

    public Task Append(params IEnumerable<Bulletin> bulletins)
    {
        _log.Append([.. bulletins.Select((b, at) => new LogEntry(_log.End + 1 + at, b))]);
        if (_running.IsCompleted)
        {
            _running = _reader.Run(_stop.Token);
        }
        return Until(() => _reader.Current is not null && Number == _log.End);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task Until(Func<bool> condition)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _reader.Published += Look;
        Look(null, EventArgs.Empty);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        _reader.Published -= Look;

        void Look(object? sender, EventArgs e)
        {
            if (condition())
            {
                done.TrySetResult();
            }
        }
    }
}

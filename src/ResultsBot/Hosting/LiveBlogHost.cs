using Microsoft.Extensions.Logging;
using ResultsBot.LiveBlog;
using ResultsBot.Newswire;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Hosting;

/// <summary>The live blog in this process: one more reader of the log, and who serves it.</summary>
internal sealed class LiveBlogHost(
    BlogOptions options,
    BulletinLog log,
    PublicationHold hold,
    Phrasebook phrases,
    PostWriter writer,
    Quarantine quarantine,
    IPhotos photos,
    ILoggerFactory loggers
) : IAsyncDisposable
{
    private const string AnyPort = "http://127.0.0.1:0";

    private readonly LiveBlogReader _reader = new(log, hold, phrases.Definition);
    private LiveBlogServer? _server;

    /// <summary>Begins to listen, if it does not yet.</summary>
    /// <returns>Where readers find it.</returns>
    /// <exception cref="IOException">The address is taken, or none of this machine's.</exception>
    public async Task<Uri> Listen(CancellationToken ct)
    {
        _server ??= await Start(ct);
        return _server.Address;
    }

    /// <summary>Runs until stopped.</summary>
    public Task Follow(CancellationToken stop) => _reader.Run(stop);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task<LiveBlogServer> Start(CancellationToken ct)
    {
        var urls = options.Urls ?? BlogOptions.UsualUrls;
        try
        {
            return await Start(urls, ct);
        }
        catch (IOException) when (options.MayMove)
        {
            return await Start(AnyPort, ct);
        }
    }

    private Task<LiveBlogServer> Start(string urls, CancellationToken ct) =>
        LiveBlogServer.Start(
            urls,
            options.PublicAddress,
            options.Title,
            _reader,
            phrases,
            writer,
            quarantine,
            FindPhoto,
            loggers,
            ct
        );

    private async Task<BlogPhoto?> FindPhoto(string name, CancellationToken ct) =>
        await photos.FindPhoto(name, ct) is { } photo
            ? new BlogPhoto(photo.Type, photo.Bytes.AsMemory())
            : null;
}

using Microsoft.Extensions.Logging;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage.Sql;
using ResultsBot.Wording;

namespace ResultsBot.Hosting;

/// <summary>The live blog in a process of its own, beside the bot whose store it reads: readers cost the bot nothing.</summary>
internal sealed class LiveBlogAlone(
    StoreFollower store,
    BlogOptions options,
    Phrasebook phrases,
    PostWriter writer,
    TimeProvider time,
    ILoggerFactory loggers
)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly ILogger _log = loggers.CreateLogger<LiveBlogAlone>();
    private readonly PublicationHold _hold = new();

    /// <summary>Runs until stopped.</summary>
    /// <param name="announce">Told where readers find it, once it listens.</param>
    /// <exception cref="IOException">The address is taken, or none of this machine's.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read at the start.</exception>
    public async Task Run(Func<Uri, Task> announce, CancellationToken stop)
    {
        var stored = await store.Read(after: 0, stop);
        _hold.Set(stored.PausedSince);
        var log = new BulletinLog(stored.Bulletins);
        await using var blog = new LiveBlogHost(
            options with
            {
                MayMove = false,
            },
            log,
            _hold,
            phrases,
            writer,
            store.Quarantine,
            store,
            loggers
        );
        await announce(await blog.Listen(stop));
        // Whichever fails takes the other with it.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] both = [blog.Follow(end.Token), Follow(log, end.Token)];
        await Task.WhenAny(both);
        await end.CancelAsync();
        await Task.WhenAll(both);
    }

    private async Task Follow(BulletinLog log, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, time);
        var isAway = false;
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                var news = await store.Read(log.End, stop);
                // First: what comes with a pause has to wait for its end.
                _hold.Set(news.PausedSince);
                log.Append(news.Bulletins);
                isAway = false;
            }
            catch (StoreUnavailableException e)
            {
                if (!isAway)
                {
                    _log.LogWarning(
                        "The store can't be read, and the page stays as it is: {Why}",
                        e.Message
                    );
                }
                isAway = true;
            }
        }
    }
}

using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;

namespace ResultsBot.LiveBlog;

/// <summary>
/// One more reader of the log, whose bookmark is how far the page has come. What the desk holds back isn't on the log; what it
/// has paused waits here.
/// </summary>
public sealed class LiveBlogReader(
    BulletinLog log,
    PublicationHold hold,
    ElectionDefinition definition
)
{
    private volatile Edition? _current;
    private volatile TaskCompletionSource _next = Waiting();

    /// <summary>What readers are to see; null while the log is still being read.</summary>
    public Edition? Current => _current;

    /// <summary>Done once an edition is out that was not when this was asked for.</summary>
    public Task Next => _next.Task;

    /// <summary>A new edition is out. Who listens takes note and goes on.</summary>
    public event EventHandler? Published;

    /// <summary>Runs until stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        await log.Opened.WaitAsync(stop);
        var edition = Edition.Empty(definition);
        var (stored, waiting) = Released(log.Entries);
        edition = Publish(edition, stored);
        edition = await PublishAll(edition, waiting, stop);
        await foreach (var news in log.Follow(edition.Number, stop))
        {
            edition = await PublishAll(edition, news, stop);
        }
    }

    private async Task<Edition> PublishAll(
        Edition edition,
        ImmutableArray<LogEntry> news,
        CancellationToken stop
    )
    {
        while (!news.IsEmpty)
        {
            var changed = hold.Changed;
            (var released, news) = Released(news);
            if (!released.IsEmpty)
            {
                edition = Publish(edition, released);
            }
            if (!news.IsEmpty)
            {
                await changed.WaitAsync(stop);
            }
        }
        return edition;
    }

    private (ImmutableArray<LogEntry> Released, ImmutableArray<LogEntry> Waiting) Released(
        ImmutableArray<LogEntry> news
    )
    {
        var count = news.TakeWhile(hold.Lets).Count();
        return (news[..count], news[count..]);
    }

    private Edition Publish(Edition edition, ImmutableArray<LogEntry> news)
    {
        var next = edition.With(news, log);
        _current = next;
        Interlocked.Exchange(ref _next, Waiting()).SetResult();
        Published?.Invoke(this, EventArgs.Empty);
        return next;
    }

    private static TaskCompletionSource Waiting() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}

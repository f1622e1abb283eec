using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ResultsBot.LiveBlog.Site;

/// <summary>
/// What is answered to whoever fetches a picture. Discord remembers what it got, a refusal too: so one that comes before its
/// bulletin has been read waits for it, and one that cannot be drawn is not there, as the post can be read without it.
/// </summary>
internal sealed class PictureRoute(
    PictureFiles pictures,
    LiveBlogReader reader,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>A post comes behind its bulletin, and the live blog alone looks four times a second.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>For what may never come: anybody can ask for any hash.</summary>
    private const int MostWaiting = 64;

    private readonly ConcurrentDictionary<string, bool> _broken = new(StringComparer.Ordinal);
    private int _waiting;

    /// <returns>Whether there is room to draw it now, and the picture; null where none of that hash stands in public.</returns>
    public async Task<(bool IsBusy, Body? Body)> Find(string hash, CancellationToken ct)
    {
        if (await Edition(hash, ct) is not { } edition || _broken.ContainsKey(hash))
        {
            return (false, null);
        }
        try
        {
            return await pictures.Find(edition, hash, ct);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            if (_broken.TryAdd(hash, true))
            {
                logger.LogError(e, "The picture {Hash} can't be drawn: it isn't shown.", hash);
            }
            return (false, null);
        }
    }

    /// <summary>The one that it stands in; null where it doesn't, and doesn't come in time.</summary>
    private async Task<Edition?> Edition(string hash, CancellationToken ct)
    {
        var next = reader.Next;
        if (reader.Current is { } edition && pictures.Knows(edition, hash))
        {
            return edition;
        }
        if (!PictureUrls.IsHash(hash))
        {
            return null;
        }
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
            {
                return null;
            }
            using var end = new CancellationTokenSource(Longest, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(end.Token, ct);
            while (true)
            {
                await next.WaitAsync(both.Token);
                next = reader.Next;
                if (reader.Current is { } newer && pictures.Knows(newer, hash))
                {
                    return newer;
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}

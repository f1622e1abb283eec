using System.Collections.Frozen;
using ResultsBot.Engine.Definition;
using ResultsBot.LiveBlog.Pages;
using ResultsBot.Newswire;
using ResultsBot.Pictures;

namespace ResultsBot.LiveBlog.Site;

/// <summary>
/// Pictures of what stands in public, by their hash: drawn when one is first asked for, one after the other, and remembered.
/// Neither a page nor a post ever waits for one.
/// </summary>
/// <param name="mostBytes">Of what is remembered; a picture has some 100 KB.</param>
internal sealed class PictureFiles(PictureUrls urls, ArticleHtml articles, long mostBytes)
    : IDisposable
{
    /// <summary>Who comes behind these is told to come again.</summary>
    private const int MostWaiting = 16;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly LinkedList<(string Hash, Body Body)> _drawn = [];
    private volatile Index? _index;
    private int _waiting;
    private long _bytes;

    private sealed record Index(Edition Edition, FrozenDictionary<string, Picture> Pictures);

    /// <summary>What stands at the front: the newest that has a picture, or the state of the parties.</summary>
    public Picture? Newest(Edition edition) =>
        edition
            .Articles.Reverse()
            .Select(a => Of(a.Entry, edition))
            .FirstOrDefault(p => p is not null)
        ?? (edition.Whole.Declared > 0 ? urls.State(edition.Whole) : null);

    /// <summary>A seat's result as it stands; null where it has not declared.</summary>
    public Picture? OfSeat(Edition edition, ContestId seat) =>
        edition.Seat(seat).Verdict is null
            ? null
            : edition
                .History(seat)
                .Reverse()
                .Select(e => Of(e, edition))
                .FirstOrDefault(p => p is not null);

    public Picture? OfArea(Edition edition, AreaId area) =>
        edition.Standing(area) is { Declared: > 0 } standing ? urls.State(standing) : null;

    public Picture? Map(Edition edition) => urls.Map(edition);

    public Uri UrlOf(Picture picture) => urls.UrlOf(picture);

    /// <summary>Whether it stands in public.</summary>
    public bool Knows(Edition edition, string hash) => Known(edition).ContainsKey(hash);

    /// <returns>Whether there is room to draw it now, and the picture; null where none of that hash stands in public.</returns>
    public async ValueTask<(bool IsBusy, Body? Body)> Find(
        Edition edition,
        string hash,
        CancellationToken ct
    )
    {
        if (!Known(edition).TryGetValue(hash, out var picture))
        {
            return (false, null);
        }
        if (Remembered(hash) is { } known)
        {
            return (false, known);
        }
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return (true, null);
        }
        try
        {
            await _turn.WaitAsync(ct);
            try
            {
                return (
                    false,
                    Remembered(hash) ?? Remember(hash, await Task.Run(() => Draw(picture), ct))
                );
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _turn.Dispose();

    private static Body Draw(Picture picture) =>
        Body.Picture("image/png", Png.Encode(picture.Draw())) with
        {
            Keeping = Keeping.Forever,
        };

    private Body? Remembered(string hash)
    {
        lock (_drawn)
        {
            for (var node = _drawn.First; node is not null; node = node.Next)
            {
                if (node.Value.Hash == hash)
                {
                    _drawn.Remove(node);
                    _drawn.AddFirst(node);
                    return node.Value.Body;
                }
            }
            return null;
        }
    }

    private Body Remember(string hash, Body body)
    {
        lock (_drawn)
        {
            _drawn.AddFirst((hash, body));
            _bytes += body.Size;
            while (_bytes > mostBytes && _drawn.Last is { } oldest && _drawn.Count > 1)
            {
                _drawn.RemoveLast();
                _bytes -= oldest.Value.Body.Size;
            }
            return body;
        }
    }

    /// <summary>All pictures that pages and posts name now.</summary>
    private FrozenDictionary<string, Picture> Known(Edition edition)
    {
        if (_index is { } index && index.Edition == edition)
        {
            return index.Pictures;
        }
        var pictures = edition
            .Articles.Select(a => Of(a.Entry, edition))
            .Concat(edition.Definition.Seats.Keys.Select(a => OfArea(edition, a)))
            .Append(urls.Map(edition))
            .OfType<Picture>()
            .DistinctBy(p => p.Hash)
            .ToFrozenDictionary(p => p.Hash);
        _index = new Index(edition, pictures);
        return pictures;
    }

    private Picture? Of(LogEntry entry, Edition edition) =>
        articles.OrNothing(
            entry,
            () => urls.Picture(entry.Bulletin, articles.MarkOf(entry, edition))
        );
}

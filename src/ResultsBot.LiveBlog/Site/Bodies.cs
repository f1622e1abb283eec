using System.Collections.Concurrent;

namespace ResultsBot.LiveBlog.Site;

/// <summary>
/// What was written for an edition, so that it is written once. Everything is written one after the other: however many
/// people ask for whatever pages, they take no more than one processor from those who post results.
/// </summary>
/// <param name="mostBytes">More than this is not remembered.</param>
internal sealed class Bodies(long mostBytes) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile Known _known = new(null);

    private sealed class Known(Edition? edition)
    {
        public Edition? Edition => edition;
        public ConcurrentDictionary<string, Body> Bodies { get; } = new(StringComparer.Ordinal);
        public long Bytes;
    }

    /// <param name="edition">Null for what holds for all editions.</param>
    /// <returns>Null where there is nothing at that address.</returns>
    public ValueTask<Body?> Get(
        Edition? edition,
        string path,
        Func<Body?> write,
        CancellationToken ct
    ) =>
        Of(edition).Bodies.TryGetValue(path, out var body)
            ? ValueTask.FromResult<Body?>(body)
            : new ValueTask<Body?>(Write(edition, path, write, ct));

    public void Dispose() => _turn.Dispose();

    private async Task<Body?> Write(
        Edition? edition,
        string path,
        Func<Body?> write,
        CancellationToken ct
    )
    {
        await _turn.WaitAsync(ct);
        try
        {
            var known = Of(edition);
            if (known.Bodies.TryGetValue(path, out var body) || write() is not { } made)
            {
                return body;
            }
            if (known.Bytes + made.Size > mostBytes)
            {
                known.Bodies.Clear();
                known.Bytes = 0;
            }
            known.Bodies[path] = made;
            known.Bytes += made.Size;
            return made;
        }
        finally
        {
            _turn.Release();
        }
    }

    private Known Of(Edition? edition)
    {
        var known = _known;
        if (known.Edition == edition)
        {
            return known;
        }
        known = new Known(edition);
        _known = known;
        return known;
    }
}

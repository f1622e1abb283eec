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
        public ConcurrentDictionary<string, Answer> Answers { get; } = new(StringComparer.Ordinal);
        public long Bytes;
    }

    /// <returns>Null where it has not been written yet, or there is nothing.</returns>
    public Answer? Find(Edition edition, string path) =>
        Of(edition).Answers.GetValueOrDefault(path);

    /// <param name="edition">Null for what holds for all editions.</param>
    /// <param name="tag">What the edition is known by; null where it is kept indefinitely.</param>
    /// <returns>Null where there is nothing at that address.</returns>
    public ValueTask<Answer?> Get(
        Edition? edition,
        string? tag,
        string path,
        Func<Body?> write,
        CancellationToken ct
    ) =>
        Of(edition).Answers.TryGetValue(path, out var answer)
            ? ValueTask.FromResult<Answer?>(answer)
            : new ValueTask<Answer?>(Write(edition, tag, path, write, ct));

    public void Dispose() => _turn.Dispose();

    private async Task<Answer?> Write(
        Edition? edition,
        string? tag,
        string path,
        Func<Body?> write,
        CancellationToken ct
    )
    {
        await _turn.WaitAsync(ct);
        try
        {
            var known = Of(edition);
            if (known.Answers.TryGetValue(path, out var answer) || write() is not { } body)
            {
                return answer;
            }
            answer = new Answer(body, tag);
            if (known.Bytes + body.Size > mostBytes)
            {
                known.Answers.Clear();
                known.Bytes = 0;
            }
            known.Answers[path] = answer;
            known.Bytes += body.Size;
            return answer;
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

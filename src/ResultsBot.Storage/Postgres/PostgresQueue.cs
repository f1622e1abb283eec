namespace ResultsBot.Storage.Postgres;

/// <summary>What is to be written: first what somebody waits for, then what a broadcast writes down.</summary>
internal sealed class PostgresQueue : IDisposable
{
    /// <summary>Pieces of work in one commit: few enough that what somebody waits for comes soon after them.</summary>
    private const int MostTogether = 64;

    private readonly Lock _gate = new();
    private readonly Queue<PostgresWork> _waiting = new();
    private readonly Queue<PostgresWork> _bulk = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private bool _isEnding;

    /// <returns>Done when it is written.</returns>
    public Task Add(PostgresWork work) => Add(_waiting, work);

    /// <inheritdoc cref="Add(PostgresWork)"/>
    public Task AddBulk(PostgresWork work) => Add(_bulk, work);

    /// <summary>What goes to the server together: many that are plain, or one that reads.</summary>
    /// <returns>Empty where nothing waits; null at the end, when all is done.</returns>
    public PostgresWork[]? Take()
    {
        lock (_gate)
        {
            var works = Take(_waiting.Count > 0 ? _waiting : _bulk);
            return works is [] && _isEnding ? null : works;
        }
    }

    /// <summary>Everything that waits, to be told that it is not written.</summary>
    public PostgresWork[] TakeAll()
    {
        lock (_gate)
        {
            PostgresWork[] all = [.. _waiting, .. _bulk];
            _waiting.Clear();
            _bulk.Clear();
            return all;
        }
    }

    /// <returns>False where there is nothing new after that time.</returns>
    public Task<bool> AwaitNews(TimeSpan longest) =>
        _news.WaitAsync(longest, CancellationToken.None);

    /// <summary>From now on nothing more is taken in.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnding = true;
            Wake();
        }
    }

    public void Dispose() => _news.Dispose();

    private Task Add(Queue<PostgresWork> queue, PostgresWork work)
    {
        lock (_gate)
        {
            if (_isEnding)
            {
                return Task.FromException(new ObjectDisposedException(nameof(PostgresWriter)));
            }
            queue.Enqueue(work);
            Wake();
        }
        return work.Outcome;
    }

    /// <summary>In its turn alone.</summary>
    private void Wake()
    {
        if (_news.CurrentCount == 0)
        {
            _news.Release();
        }
    }

    private static PostgresWork[] Take(Queue<PostgresWork> queue)
    {
        if (queue.TryPeek(out var first) && first is PostgresWork.Reading)
        {
            return [queue.Dequeue()];
        }
        var works = new List<PostgresWork>();
        while (
            works.Count < MostTogether && queue.TryPeek(out var next) && next is PostgresWork.Plain
        )
        {
            works.Add(queue.Dequeue());
        }
        return [.. works];
    }
}

using System.Data;
using System.Data.Common;
using Npgsql;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage.Sql;

namespace ResultsBot.Storage.Postgres;

/// <summary>
/// The one connection that writes, and the lease that it writes under. Whatever waits when it comes round goes to the server
/// together: one round trip and one commit, which is also what renews the lease. Where the connection is lost in the midst
/// of it, it is found out whether that was committed, and if not it is written again: whoever waits does not see it.
/// </summary>
internal sealed class PostgresWriter : ISqlWriter
{
    /// <summary>Where nothing is written.</summary>
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ConnectAgain = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the end waits for a database that is away.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    /// <summary>Pieces of work in one commit: few enough that what somebody waits for comes soon after them.</summary>
    private const int MostTogether = 64;

    private readonly PostgresLease _lease;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Queue<Work> _waiting = new();
    private readonly Queue<Work> _bulk = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly CancellationTokenSource _givenUp = new();
    private readonly Task _loop;
    private bool _isEnding;
    private long _lastCommit;
    private long _writingSince;
    private volatile string? _trouble;
    private volatile string? _loss;

    /// <param name="lease">Taken; disposed of with this.</param>
    public PostgresWriter(PostgresLease lease, TimeProvider time)
    {
        _lease = lease;
        _time = time;
        _loop = Task.Run(Loop);
    }

    /// <inheritdoc/>
    public DateTimeOffset? LastCommit =>
        Interlocked.Read(ref _lastCommit) is var ticks and not 0
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    /// <inheritdoc/>
    public string? Trouble => _trouble;

    /// <inheritdoc/>
    public TimeSpan WritingFor =>
        Interlocked.Read(ref _writingSince) is var since and not 0 && _trouble is null
            ? _time.GetElapsedTime(since)
            : TimeSpan.Zero;

    /// <inheritdoc/>
    /// <remarks>Somebody else leads, or a bug has ended the loop that writes.</remarks>
    public string? FindLoss() =>
        _loss
        ?? (
            _loop.Exception?.GetBaseException() is { } bug
                ? $"Nothing is written to the store any more: {bug.Message}"
                : null
        );

    /// <summary>A piece of work: statements, or something that reads before it writes.</summary>
    private abstract record Work(TaskCompletionSource Outcome)
    {
        public sealed record Plain(
            IReadOnlyList<Statement> Statements,
            Mark? Expected,
            TaskCompletionSource Outcome
        ) : Work(Outcome);

        public sealed record Reading(Action<DbConnection> Run, TaskCompletionSource Outcome)
            : Work(Outcome);
    }

    public Task Write(params IReadOnlyList<Statement> statements) =>
        Queue(_waiting, new Work.Plain(statements, null, Outcome()));

    public Task WriteBulk(params IReadOnlyList<Statement> statements) =>
        Queue(_bulk, new Work.Plain(statements, null, Outcome()));

    public async Task<Mark> WriteAt(Mark expected, IReadOnlyList<Statement> statements)
    {
        try
        {
            await Queue(_waiting, new Work.Plain(statements, expected, Outcome()));
            return expected;
        }
        catch (PostgresException e) when (e.IsOtherMark())
        {
            return await Write(Mark.Read);
        }
    }

    public async Task<T> Write<T>(Func<DbConnection, T> work)
    {
        T? result = default;
        await Queue(_waiting, new Work.Reading(connection => result = work(connection), Outcome()));
        return result!;
    }

    /// <summary>Waits until it is certain that nobody else leads; for ever, where somebody does.</summary>
    public async Task ConfirmLeading(CancellationToken ct)
    {
        while (!_lease.IsHeld)
        {
            if (_loss is not null)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, ct);
            }
            try
            {
                await Write([]).WaitAsync(ct);
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(ConnectAgain, _time, ct);
            }
            catch (LeadershipLostException)
            {
                // Known by now: whoever waits for this sends nothing more.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isEnding = true;
            Wake();
        }
        _givenUp.CancelAfter(LongestEnd);
        await _loop;
        await _lease.DisposeAsync();
        _news.Dispose();
        _givenUp.Dispose();
    }

    private static TaskCompletionSource Outcome() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task Queue(Queue<Work> queue, Work work)
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
        return work.Outcome.Task;
    }

    /// <summary>In its turn alone.</summary>
    private void Wake()
    {
        if (_news.CurrentCount == 0)
        {
            _news.Release();
        }
    }

    private async Task Loop()
    {
        while (await Next() is { } works)
        {
            Interlocked.Exchange(ref _writingSince, _time.GetTimestamp());
            await WriteTogether(works);
            Interlocked.Exchange(ref _writingSince, 0);
        }
        try
        {
            if (_loss is null)
            {
                await _lease.Release(_givenUp.Token);
            }
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            // Then it runs out by itself.
        }
    }

    /// <summary>What is to be written next: of what somebody waits for, or else of a broadcast; nothing, to renew the lease.</summary>
    /// <returns>Null at the end, when all is done.</returns>
    private async Task<Work[]?> Next()
    {
        while (true)
        {
            lock (_gate)
            {
                if (Take(_waiting.Count > 0 ? _waiting : _bulk) is { Length: > 0 } works)
                {
                    return works;
                }
                if (_isEnding)
                {
                    return null;
                }
            }
            var rest = RenewAfter - _lease.Age;
            if (
                _loss is null
                && (rest <= TimeSpan.Zero || !await _news.WaitAsync(rest, CancellationToken.None))
            )
            {
                return [];
            }
            if (_loss is not null)
            {
                await _news.WaitAsync();
            }
        }
    }

    /// <summary>Statements go together; what reads goes alone.</summary>
    private static Work[] Take(Queue<Work> queue)
    {
        var works = new List<Work>();
        while (works.Count < MostTogether && queue.TryPeek(out var next))
        {
            if (next is Work.Reading && works.Count > 0)
            {
                break;
            }
            works.Add(queue.Dequeue());
            if (next is Work.Reading)
            {
                break;
            }
        }
        return [.. works];
    }

    private async Task WriteTogether(Work[] works)
    {
        while (true)
        {
            if (_loss is null && _lease.Connection is null)
            {
                await Reconnect(untilItIsThere: false);
            }
            if (_loss is { } loss)
            {
                Fail(works, new LeadershipLostException(loss));
                return;
            }
            if (_lease.Connection is null)
            {
                var away = new StoreUnavailableException(_trouble!);
                Fail(works, away);
                FailWaiting(away);
                return;
            }
            try
            {
                await WriteOnce(works);
                Done(works);
                return;
            }
            catch (Exception e)
            {
                if (!IsUnknown(e))
                {
                    await Refuse(works, e);
                    return;
                }
                _trouble = e.Message;
                var number = _lease.LastWrite;
                await Reconnect(untilItIsThere: true);
                if (_loss is null && _lease.LastWrite == number)
                {
                    Done(works);
                    return;
                }
            }
        }
    }

    private async Task WriteOnce(Work[] works)
    {
        var connection = _lease.Connection!;
        Action held;
        if (works is [Work.Reading reading])
        {
            await using var transaction = await connection.BeginTransactionAsync();
            reading.Run(connection);
            await using var last = new NpgsqlBatch(connection);
            last.BatchCommands.Add(_lease.Hold(out held));
            await last.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }
        else
        {
            // Of one batch the server makes one transaction.
            await using var batch = new NpgsqlBatch(connection);
            foreach (var work in works.Cast<Work.Plain>())
            {
                if (work.Expected is var (version, end))
                {
                    batch.BatchCommands.Add(
                        new Statement(
                            "SELECT expect_mark(@version, @end)",
                            new { version, end }
                        ).Command()
                    );
                }
                foreach (var statement in work.Statements)
                {
                    batch.BatchCommands.Add(statement.Command());
                }
            }
            batch.BatchCommands.Add(_lease.Hold(out held));
            await batch.ExecuteNonQueryAsync();
        }
        held();
        _trouble = null;
        Interlocked.Exchange(ref _lastCommit, _time.GetUtcNow().UtcTicks);
    }

    /// <summary>Whether it may have been committed all the same, or somebody else leads: a new connection tells.</summary>
    private bool IsUnknown(Exception e) =>
        e is NpgsqlException and not PostgresException
        || (e is PostgresException term && term.IsTermOver())
        || _lease.Connection is not { State: ConnectionState.Open };

    /// <summary>Nothing of it is stored. If it is the fault of one, only that one is refused.</summary>
    private async Task Refuse(Work[] works, Exception e)
    {
        switch (e)
        {
            case PostgresException server when server.IsOfServer():
                _trouble = server.MessageText;
                Fail(works, new StoreUnavailableException(server.MessageText, server));
                break;
            default:
                if (works is [var one])
                {
                    one.Outcome.SetException(e);
                    break;
                }
                foreach (var work in works)
                {
                    await WriteTogether([work]);
                }
                break;
        }
    }

    /// <summary>A new connection and a new term; where somebody else leads, that is the end.</summary>
    private async Task Reconnect(bool untilItIsThere)
    {
        while (true)
        {
            try
            {
                if (!await _lease.TakeAgain(_givenUp.Token))
                {
                    Lose(await _lease.WhoLeads(_givenUp.Token));
                }
                return;
            }
            catch (NpgsqlException e)
            {
                _trouble = e.Message;
                if (!untilItIsThere)
                {
                    return;
                }
                // What is not on its way yet need not wait for it.
                FailWaiting(new StoreUnavailableException(e.Message, e));
                await Task.Delay(ConnectAgain, _time, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                _loss ??= "The bot was stopped while its database was away.";
                return;
            }
        }
    }

    private void Lose(Leader? by) =>
        _loss = by is null
            ? "Another process has taken over."
            : $"{by.Name} has taken over, with term {by.Term}.";

    private static void Done(Work[] works) => Array.ForEach(works, w => w.Outcome.SetResult());

    private static void Fail(IEnumerable<Work> works, Exception e)
    {
        foreach (var work in works)
        {
            work.Outcome.SetException(e);
        }
    }

    private void FailWaiting(Exception e)
    {
        Work[] all;
        lock (_gate)
        {
            all = [.. _waiting, .. _bulk];
            _waiting.Clear();
            _bulk.Clear();
        }
        Fail(all, e);
    }
}

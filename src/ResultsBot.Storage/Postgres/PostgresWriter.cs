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

    private readonly PostgresLease _lease;
    private readonly TimeProvider _time;
    private readonly PostgresQueue _queue = new();
    private readonly CancellationTokenSource _givenUp = new();
    private readonly Task _loop;
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

    public Task Write(params IReadOnlyList<Statement> statements) =>
        _queue.Add(new PostgresWork.Plain(statements));

    public Task WriteBulk(params IReadOnlyList<Statement> statements) =>
        _queue.AddBulk(new PostgresWork.Plain(statements));

    public async Task<Mark> WriteAt(Mark expected, IReadOnlyList<Statement> statements)
    {
        try
        {
            await _queue.Add(new PostgresWork.Plain(statements, expected));
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
        await _queue.Add(new PostgresWork.Reading(connection => result = work(connection)));
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
        _queue.End();
        _givenUp.CancelAfter(LongestEnd);
        await _loop;
        await _lease.DisposeAsync();
        _queue.Dispose();
        _givenUp.Dispose();
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

    /// <summary>What is to be written next; nothing, to renew the lease.</summary>
    /// <returns>Null at the end, when all is done.</returns>
    private async Task<PostgresWork[]?> Next()
    {
        while (_queue.Take() is { } works)
        {
            if (works.Length > 0)
            {
                return works;
            }
            // Once the lease is lost there is nothing to renew.
            var rest = _loss is null ? RenewAfter - _lease.Age : Timeout.InfiniteTimeSpan;
            var isDue = _loss is null && rest <= TimeSpan.Zero;
            if (isDue || !await _queue.AwaitNews(rest))
            {
                return works;
            }
        }
        return null;
    }

    private async Task WriteTogether(PostgresWork[] works)
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

    private async Task WriteOnce(PostgresWork[] works)
    {
        var connection = _lease.Connection!;
        Action held;
        if (works is [PostgresWork.Reading reading])
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
            foreach (var work in works.Cast<PostgresWork.Plain>())
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
    private async Task Refuse(PostgresWork[] works, Exception e)
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
                    one.Fail(e);
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

    private static void Done(PostgresWork[] works) => Array.ForEach(works, w => w.Done());

    private static void Fail(IEnumerable<PostgresWork> works, Exception e)
    {
        foreach (var work in works)
        {
            work.Fail(e);
        }
    }

    private void FailWaiting(Exception e) => Fail(_queue.TakeAll(), e);
}

using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage.Sql;

namespace ResultsBot.Storage.Sqlite;

/// <summary>
/// The one connection that writes, on a thread of its own. Whatever waits when it comes round is committed together,
/// with one wait for the disk: a broadcast to a thousand channels does not sync a thousand times. What somebody
/// waits for never stands behind what a broadcast writes down, but for the piece that is being written and its commit.
/// </summary>
internal sealed class SqliteWriter : ISqlWriter
{
    /// <summary>
    /// After how many pieces of work the log is brought into the database's own file, as soon as nothing waits. SQLite
    /// does it after a thousand pages in the midst of a commit, and that one takes several milliseconds more
    /// (https://sqlite.org/wal.html, "Performance Considerations").
    /// </summary>
    public const int WorksPerCheckpoint = 250;

    // What is wrong with one piece of work alone (https://sqlite.org/rescode.html).
    private const int SqlError = 1;
    private const int Constraint = 19;

    // SQLITE_READONLY_DBMOVED.
    private const int ReadOnly = 8;
    private const int DatabaseMoved = 1032;

    /// <summary>While the disk takes nothing, and nobody writes: whoever is told to send nothing here would never find out that it does again.</summary>
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(3);

    /// <summary>Where nothing ever rests, or pictures make the log long, SQLite does it after all: 40 MB.</summary>
    private const int MostPagesInLog = 10_000;

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private readonly Func<string?> _loss;
    private readonly object _gate = new();
    private readonly Queue<Work> _waiting = new();
    private readonly Queue<Work> _bulk = new();
    private readonly ITimer _again;
    private readonly TaskCompletionSource _ended = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private int _sinceCheckpoint;
    private bool _isEnding;
    private long _lastCommit;
    private long _writingSince;

    /// <summary>Something of the transaction in hand was not taken.</summary>
    private bool _isRefused;
    private volatile string? _trouble;

    /// <param name="loss">Why what is committed would be lost, in a sentence; null where it would not.</param>
    public SqliteWriter(SqliteConnection connection, TimeProvider time, Func<string?> loss)
    {
        _time = time;
        _loss = loss;
        _connection = connection;
        Execute($"PRAGMA wal_autocheckpoint = {MostPagesInLog}");
        _again = time.CreateTimer(
            _ => Try(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        // SQLite blocks its thread, and a thread of the pool's would come late where many posts are put together.
        new Thread(Loop) { IsBackground = true, Name = nameof(SqliteWriter) }.Start();
    }

    public DateTimeOffset? LastCommit =>
        Interlocked.Read(ref _lastCommit) is var ticks and not 0
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    /// <remarks>It is full, or gone.</remarks>
    public string? Trouble => _trouble;

    public TimeSpan WritingFor =>
        Interlocked.Read(ref _writingSince) is var since and not 0
            ? _time.GetElapsedTime(since)
            : TimeSpan.Zero;

    public string? FindLoss() => _loss();

    private sealed record Work(Action<SqliteConnection> Run, Action Done, Action<Exception> Failed);

    public Task Write(params IReadOnlyList<Statement> statements) =>
        Queue(_waiting, connection => Execute(connection, statements));

    public Task WriteBulk(params IReadOnlyList<Statement> statements) =>
        Queue(_bulk, connection => Execute(connection, statements));

    public Task<Mark> WriteAt(Mark expected, IReadOnlyList<Statement> statements) =>
        Write(connection =>
        {
            var found = Mark.Read(connection);
            if (found == expected)
            {
                Execute(connection, statements);
            }
            return found;
        });

    public Task<T> Write<T>(Func<DbConnection, T> work) => Queue(_waiting, work);

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.Pulse(_gate);
        }
        await _ended.Task;
        await _again.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static bool Execute(DbConnection connection, IReadOnlyList<Statement> statements)
    {
        foreach (var statement in statements)
        {
            connection.Execute(statement.Sql, statement.Parameters);
        }
        return true;
    }

    private Task<T> Queue<T>(Queue<Work> queue, Func<DbConnection, T> work)
    {
        // Continuations run elsewhere: the writer's thread only writes.
        var written = new TaskCompletionSource<T>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        T? result = default;
        lock (_gate)
        {
            if (_isEnding)
            {
                return Task.FromException<T>(new ObjectDisposedException(nameof(SqliteWriter)));
            }
            queue.Enqueue(
                new Work(
                    connection => result = work(connection),
                    () => written.SetResult(result!),
                    e => written.SetException(e)
                )
            );
            Monitor.Pulse(_gate);
        }
        return written.Task;
    }

    /// <summary>Writes a page as it is: no more than whether the disk takes it comes of that.</summary>
    private void Try()
    {
        lock (_gate)
        {
            if (!_isEnding && Next is null)
            {
                _bulk.Enqueue(new Work(WriteAsItIs, () => { }, _ => { }));
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>SQLite writes the first page anew, also where the number is the same.</summary>
    private static void WriteAsItIs(SqliteConnection connection) =>
        connection.Execute(
            $"PRAGMA user_version = {connection.ExecuteScalar<long>("PRAGMA user_version")}"
        );

    /// <summary>The queue that is to be worked off next; null where nothing waits.</summary>
    private Queue<Work>? Next =>
        _waiting.Count > 0 ? _waiting
        : _bulk.Count > 0 ? _bulk
        : null;

    /// <summary>Waits until there is something to do.</summary>
    /// <returns>Null at the end, when all is done.</returns>
    private Queue<Work>? AwaitNext()
    {
        lock (_gate)
        {
            while (true)
            {
                if (Next is { } next)
                {
                    return next;
                }
                if (_isEnding)
                {
                    return null;
                }
                Monitor.Wait(_gate);
            }
        }
    }

    private bool IsQuiet
    {
        get
        {
            lock (_gate)
            {
                return Next is null;
            }
        }
    }

    /// <returns>Null where nothing is left, or somebody waits for another.</returns>
    private Work? Take(Queue<Work> queue)
    {
        lock (_gate)
        {
            return queue != _waiting && _waiting.Count > 0 ? null
                : queue.TryDequeue(out var work) ? work
                : null;
        }
    }

    private void Loop()
    {
        while (AwaitNext() is { } queue)
        {
            Interlocked.Exchange(ref _writingSince, _time.GetTimestamp());
            WriteTogether(queue);
            if (_trouble is not null)
            {
                _again.Change(TryAgain, Timeout.InfiniteTimeSpan);
            }
            Interlocked.Exchange(ref _writingSince, 0);
            if (_sinceCheckpoint >= WorksPerCheckpoint && IsQuiet)
            {
                _sinceCheckpoint = 0;
                Checkpoint();
            }
        }
        _ended.SetResult();
    }

    private void WriteTogether(Queue<Work> queue)
    {
        var begun = false;
        var done = new List<Work>();
        try
        {
            _isRefused = false;
            Execute("BEGIN IMMEDIATE");
            begun = true;
            while (Take(queue) is { } work)
            {
                if (Run(work))
                {
                    done.Add(work);
                }
            }
            // With a log beside it, SQLite itself does not look whether the file is still the one that it has opened.
            if (_loss() is { } loss)
            {
                throw new SqliteException(loss, ReadOnly, DatabaseMoved);
            }
            Execute("COMMIT");
            if (done.Count > 0 && !_isRefused)
            {
                _trouble = null;
            }
            Interlocked.Exchange(ref _lastCommit, _time.GetUtcNow().UtcTicks);
        }
        catch (SqliteException e)
        {
            // The disk is full or gone: none of this transaction is stored, and whoever waits for it is told so.
            // What has come in since gets a transaction of its own; only where none can be begun is it told too,
            // or it would be tried without end.
            RollBack();
            _trouble = _isRefused ? _trouble : e.Message;
            var unavailable = new StoreUnavailableException(e.Message, e);
            done.ForEach(work => work.Failed(unavailable));
            while (!begun && Take(queue) is { } work)
            {
                work.Failed(unavailable);
            }
            return;
        }
        _sinceCheckpoint += done.Count;
        done.ForEach(work => work.Done());
    }

    private void Checkpoint()
    {
        try
        {
            Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException)
        {
            // The log keeps what it has, and is tried again later: where the disk is at fault, the next commit says so.
        }
    }

    /// <summary>One piece of work; if it fails, only it is undone.</summary>
    private bool Run(Work work)
    {
        try
        {
            Execute("SAVEPOINT work");
            work.Run(_connection);
            Execute("RELEASE work");
            return true;
        }
        catch (Exception e)
        {
            if (e is SqliteException { SqliteErrorCode: not (SqlError or Constraint) } refused)
            {
                _isRefused = true;
                _trouble = refused.Message;
                e = new StoreUnavailableException(refused.Message, refused);
            }
            // Told first: where the disk has failed, the whole transaction may be gone and with it the savepoint.
            work.Failed(e);
            Execute("ROLLBACK TO work");
            Execute("RELEASE work");
            return false;
        }
    }

    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // A failed commit may have rolled back already: there is nothing left to undo.
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

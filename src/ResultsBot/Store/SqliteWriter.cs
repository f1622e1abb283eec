using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace ResultsBot.Store;

/// <summary>
/// The one connection that writes. Whatever waits when it comes round is committed together, with one wait for
/// the disk: a broadcast to a thousand channels does not sync a thousand times, and a declaration never queues
/// behind more than one commit.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly Task _loop;
    private long _lastCommit;

    public SqliteWriter(SqliteConnection connection, TimeProvider time)
    {
        _time = time;
        _connection = connection;
        // SQLite blocks its thread: it gets one of its own.
        _loop = Task
            .Factory.StartNew(
                Loop,
                CancellationToken.None,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default
            )
            .Unwrap();
    }

    /// <summary>When something last got to the disk; null where nothing has yet.</summary>
    public DateTimeOffset? LastCommit =>
        Interlocked.Read(ref _lastCommit) is var ticks and not 0
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    private sealed record Work(Action<SqliteConnection> Run, Action Done, Action<Exception> Failed);

    /// <summary>Runs <paramref name="work"/> in a transaction. When the task is done, it is on the disk.</summary>
    public Task<T> Write<T>(Func<SqliteConnection, T> work)
    {
        // Continuations run elsewhere: the writer's thread only writes.
        var written = new TaskCompletionSource<T>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        T? result = default;
        var queued = _queue.Writer.TryWrite(
            new Work(
                connection => result = work(connection),
                () => written.SetResult(result!),
                e => written.SetException(e)
            )
        );
        return queued
            ? written.Task
            : Task.FromException<T>(new ObjectDisposedException(nameof(SqliteWriter)));
    }

    public Task Write(Action<SqliteConnection> work) =>
        Write(connection =>
        {
            work(connection);
            return true;
        });

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        await _connection.DisposeAsync();
    }

    private async Task Loop()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var begun = false;
            var done = new List<Work>();
            try
            {
                Execute("BEGIN IMMEDIATE");
                begun = true;
                while (_queue.Reader.TryRead(out var work))
                {
                    if (Run(work))
                    {
                        done.Add(work);
                    }
                }
                Execute("COMMIT");
                Interlocked.Exchange(ref _lastCommit, _time.GetUtcNow().UtcTicks);
            }
            catch (SqliteException e)
            {
                // The disk is full or gone: none of this transaction is stored, and whoever waits for it is told so.
                // What has come in since gets a transaction of its own; only where none can be begun is it told too,
                // or it would be tried without end.
                RollBack();
                done.ForEach(work => work.Failed(e));
                while (!begun && _queue.Reader.TryRead(out var work))
                {
                    work.Failed(e);
                }
                continue;
            }
            done.ForEach(work => work.Done());
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

using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage.Sql;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Storage.Tests;

/// <summary>Whoever waits for the writer is always told, whatever happens to the disk.</summary>
public sealed class SqliteWriterTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteWriter _writer;

    public SqliteWriterTests()
    {
        _connection = new SqliteConnection($"Data Source={_folder.Of("w.db")};Pooling=False");
        _connection.Open();
        _connection.Execute("PRAGMA journal_mode = WAL; CREATE TABLE t (n BIGINT PRIMARY KEY)");
        _writer = new SqliteWriter(_connection, TimeProvider.System, () => null);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Work_that_fails_is_undone_alone()
    {
        var good = Insert(1);
        var bad = _writer.Write<int>(c =>
        {
            c.Execute("INSERT INTO t VALUES (2)");
            throw new InvalidOperationException("no");
        });
        var alsoGood = Insert(3);

        await good;
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        await alsoGood;
        Assert.Equal([1, 3], await Numbers());
    }

    [Fact]
    public async Task Work_in_a_transaction_that_the_disk_has_ended_is_told_so_and_the_next_goes_on()
    {
        // SQLite itself rolls the whole transaction back when the disk is full or fails.
        var ended = _writer.Write<int>(c =>
        {
            c.Execute("ROLLBACK");
            throw new SqliteException("database or disk is full", 13);
        });

        await Assert.ThrowsAsync<StoreUnavailableException>(() => ended.WaitAsync(Patience));
        await Insert(1).WaitAsync(Patience);
        Assert.Equal([1], await Numbers());
    }

    [Fact]
    public async Task A_disk_that_is_full_is_known_for_as_long_as_it_takes_nothing()
    {
        Assert.Null(_writer.Trouble);
        var refused = _writer.Write<int>(_ =>
            throw new SqliteException("database or disk is full", 13)
        );
        await Assert.ThrowsAsync<StoreUnavailableException>(() => refused.WaitAsync(Patience));
        Assert.Equal("database or disk is full", _writer.Trouble);

        // What is wrong with one piece of work alone says nothing of the disk.
        await Insert(1).WaitAsync(Patience);
        await Assert.ThrowsAsync<SqliteException>(() => Insert(1).WaitAsync(Patience));
        Assert.Null(_writer.Trouble);
    }

    [Fact]
    public async Task A_disk_that_was_full_is_tried_again_by_itself_until_it_takes_something()
    {
        var time = new FakeTimeProvider();
        await using var connection = new SqliteConnection(
            $"Data Source={_folder.Of("w.db")};Pooling=False"
        );
        connection.Open();
        string? fault = null;
        var asked = 0;
        await using var writer = new SqliteWriter(
            connection,
            time,
            () =>
            {
                Interlocked.Increment(ref asked);
                return Volatile.Read(ref fault);
            }
        );
        var log = new FileInfo(_folder.Of("w.db-wal"));
        Volatile.Write(ref fault, "the disk is full");
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            writer.Write(new Statement("INSERT INTO t VALUES (1)")).WaitAsync(Patience)
        );

        for (var tried = 2; tried < 5; tried++)
        {
            // The timer is set after whoever waits was told.
            await Until(() =>
            {
                time.Advance(TimeSpan.FromSeconds(3));
                return Volatile.Read(ref asked) >= tried;
            });
        }
        Assert.Equal("the disk is full", writer.Trouble);
        log.Refresh();
        var before = log.Exists ? log.Length : 0;

        Volatile.Write(ref fault, null);
        await Until(() =>
        {
            time.Advance(TimeSpan.FromSeconds(3));
            return writer.Trouble is null;
        });

        log.Refresh();
        Assert.True(log.Length > before, "Nothing got to the disk.");
        Assert.Empty(await Numbers());
        var settled = Volatile.Read(ref asked);
        time.Advance(TimeSpan.FromMinutes(1));
        await writer.Write(new Statement("INSERT INTO t VALUES (1)")).WaitAsync(Patience);
        Assert.Equal(settled + 1, Volatile.Read(ref asked));
    }

    [Fact]
    public async Task What_somebody_waits_for_goes_before_what_a_broadcast_writes_down()
    {
        using var isBusy = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var order = new List<string>();
        _connection.CreateFunction(
            "note",
            (string what) =>
            {
                order.Add(what);
                if (order.Count == 1)
                {
                    isBusy.Set();
                    goOn.Wait(Patience);
                }
                return 0;
            }
        );
        var first = _writer.WriteBulk(new Statement("SELECT note('bulk 1')"));
        Assert.True(isBusy.Wait(Patience));
        var second = _writer.WriteBulk(new Statement("SELECT note('bulk 2')"));
        var desk = _writer.Write(c =>
        {
            order.Add("desk");
            // Of its own: what is committed with it has been waited for as well.
            Assert.Equal(0, c.ExecuteScalar<int>("SELECT count(*) FROM t WHERE n = 2"));
            return 0;
        });
        var third = _writer.WriteBulk(
            new Statement("SELECT note('bulk 3')"),
            new Statement("INSERT INTO t VALUES (2)")
        );
        goOn.Set();

        await Task.WhenAll(first, second, desk, third).WaitAsync(Patience);
        Assert.Equal(["bulk 1", "desk", "bulk 2", "bulk 3"], order);
    }

    [Fact]
    public async Task The_log_is_brought_into_the_database_when_nothing_waits()
    {
        var file = new FileInfo(_folder.Of("w.db"));
        var empty = file.Length;
        var written = 0;
        for (; file.Length == empty && written < 20 * SqliteWriter.WorksPerCheckpoint; written++)
        {
            await Insert(written);
            file.Refresh();
        }

        Assert.InRange(
            written,
            SqliteWriter.WorksPerCheckpoint,
            2 * SqliteWriter.WorksPerCheckpoint
        );
        Assert.Equal(written, (await Numbers()).Count);
    }

    [Fact]
    public async Task After_the_end_nothing_is_taken_and_what_was_taken_is_done()
    {
        var last = Insert(1);
        await _writer.DisposeAsync();

        await last;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Insert(2));
    }

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    private Task Insert(int n) =>
        _writer.Write(new Statement("INSERT INTO t VALUES (@n)", new { n }));

    private Task<List<long>> Numbers() =>
        _writer.Write(c => c.Query<long>("SELECT n FROM t ORDER BY n").ToList());
}

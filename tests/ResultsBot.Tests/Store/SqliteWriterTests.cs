using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Store;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Store;

/// <summary>Whoever waits for the writer is always told, whatever happens to the disk.</summary>
public sealed class SqliteWriterTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();
    private readonly SqliteWriter _writer;

    public SqliteWriterTests()
    {
        var connection = new SqliteConnection($"Data Source={_folder.Of("w.db")};Pooling=False");
        connection.Open();
        connection.Execute("CREATE TABLE t (n BIGINT PRIMARY KEY)");
        _writer = new SqliteWriter(connection, TimeProvider.System);
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
        var bad = _writer.Write(c =>
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
        var ended = _writer.Write(c =>
        {
            c.Execute("ROLLBACK");
            throw new SqliteException("database or disk is full", 13);
        });

        await Assert.ThrowsAsync<SqliteException>(() => ended.WaitAsync(Patience));
        await Insert(1).WaitAsync(Patience);
        Assert.Equal([1], await Numbers());
    }

    [Fact]
    public async Task After_the_end_nothing_is_taken_and_what_was_taken_is_done()
    {
        var last = Insert(1);
        await _writer.DisposeAsync();

        await last;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Insert(2));
    }

    private Task Insert(int n) =>
        _writer.Write(c => c.Execute("INSERT INTO t VALUES (@n)", new { n }));

    private Task<List<long>> Numbers() =>
        _writer.Write(c => c.Query<long>("SELECT n FROM t ORDER BY n").ToList());
}

using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Storage.Tests;

public sealed class SqliteStoreTests : StoreContract, IDisposable
{
    private readonly TempFolder _folder = new();

    private string Address => $"Data Source={_folder.Of("results.db")}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_store_in_use_is_not_opened_a_second_time()
    {
        var error = Assert.Throws<StoreException>(() => Open("ge2024"));

        Assert.Contains("in use by another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_elections_store_is_refused_and_left_as_it_was()
    {
        using var folder = new TempFolder();
        var address = $"Data Source={folder.Of("results.db")}";
        await using (SqliteStore.Open(address, "ge2024", TimeProvider.System)) { }

        var error = Assert.Throws<StoreException>(() =>
            SqliteStore.Open(address, "by2025", TimeProvider.System)
        );

        Assert.Contains(
            "holds the election ge2024, and Election:Pack is by2025",
            error.Message,
            StringComparison.Ordinal
        );
        await using var again = SqliteStore.Open(address, "ge2024", TimeProvider.System);
    }

    [Theory]
    [InlineData("UPDATE bulletins SET data = '{}' WHERE position = 3")]
    [InlineData("UPDATE bulletins SET kind = 'from-tomorrow' WHERE position = 3")]
    public async Task A_correction_that_cannot_be_read_is_found_at_every_start_with_what_it_corrects(
        string change
    )
    {
        using var folder = new TempFolder();
        var address = $"Data Source={folder.Of("results.db")}";
        await using (var store = SqliteStore.Open(address, "ge2024", TimeProvider.System))
        {
            var note = new Bulletin.Noted(Samples.Contest, "Nearly there.", Samples.At);
            await store.Append(0, "i1", [Samples.Declared()], [Samples.Result, note]);
            var correction = Samples.Bulletins.OfType<Bulletin.Corrected>().First();
            await store.Append(1, "i2", [Samples.Declared()], [correction]);
        }
        await using (var connection = new SqliteConnection(address))
        {
            await connection.ExecuteAsync(change);
            SqliteConnection.ClearPool(connection);
        }
        for (var start = 0; start < 2; start++)
        {
            await using var store = SqliteStore.Open(address, "ge2024", TimeProvider.System);

            var read = await store.ReadBulletins(default).ToArrayAsync();
            Assert.Equal([1, 2], read.Select(e => e.Position));

            var unread = Assert.Single(store.Quarantine.Items);
            Assert.Equal(3, unread.Position);
            Assert.Equal(1, Assert.Single(unread.Revises));
            Assert.Equal(1, Assert.Single(store.Quarantine.Revised));
            Assert.Equal(2, store.Quarantine.KnownThrough(3));
        }
    }

    [Fact]
    public async Task No_two_stores_share_an_id()
    {
        using var folder = new TempFolder();
        await using var one = SqliteStore.Open(
            $"Data Source={folder.Of("1.db")}",
            "ge2024",
            TimeProvider.System
        );
        await using var two = SqliteStore.Open(
            $"Data Source={folder.Of("2.db")}",
            "ge2024",
            TimeProvider.System
        );

        Assert.NotEqual(one.StoreId, two.StoreId);
    }

    [Fact]
    public async Task The_folder_is_made()
    {
        using var folder = new TempFolder();

        await using var store = SqliteStore.Open(
            $"Data Source={folder.Of("data/deep/results.db")}",
            "ge2024",
            TimeProvider.System
        );

        Assert.True(File.Exists(folder.Of("data/deep/results.db")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Server=db;User=me")]
    [InlineData("results.db")]
    [InlineData("Data Source=/dev/null/results.db")]
    public void What_names_no_file_is_refused_with_a_sentence(string address) =>
        Assert.Throws<StoreException>(() =>
            SqliteStore.Open(address, "ge2024", TimeProvider.System)
        );

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_not_touched()
    {
        using var folder = new TempFolder();
        var text = string.Concat(Enumerable.Repeat("these are minutes of a meeting\n", 200));
        folder.Write("results.db", text);

        Assert.Throws<StoreException>(() =>
            SqliteStore.Open(
                $"Data Source={folder.Of("results.db")}",
                "ge2024",
                TimeProvider.System
            )
        );
        Assert.Equal(text, folder.Read("results.db"));
    }

    [Fact]
    public async Task The_write_ahead_log_is_on()
    {
        using var folder = new TempFolder();
        await using var store = SqliteStore.Open(
            $"Data Source={folder.Of("results.db")}",
            "ge2024",
            TimeProvider.System
        );
        await using var connection = new SqliteConnection($"Data Source={folder.Of("results.db")}");

        Assert.Equal("wal", await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode"));
    }

    private protected override Task<OpenStore> Open()
    {
        var store = Open("ge2024");
        return Task.FromResult(
            new OpenStore(store, store, store, store, store, () => store.DisposeAsync().AsTask())
        );
    }

    private SqliteStore Open(string election) =>
        SqliteStore.Open(Address, election, TimeProvider.System);
}

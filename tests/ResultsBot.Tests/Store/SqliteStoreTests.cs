using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Newswire;
using ResultsBot.Store;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Store;

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

    [Fact]
    public async Task A_store_of_the_first_version_goes_on_as_it_was()
    {
        using var folder = new TempFolder();
        var address = $"Data Source={folder.Of("results.db")}";
        await using (var connection = new SqliteConnection(address))
        {
            using var script = new StreamReader(
                typeof(SqliteStore).Assembly.GetManifestResourceStream(
                    "ResultsBot.Store.Migrations.0001_first.sql"
                )!
            );
            await connection.ExecuteAsync(await script.ReadToEndAsync());
            await connection.ExecuteAsync(
                """
                CREATE TABLE SchemaVersions (
                    SchemaVersionID INTEGER CONSTRAINT PK_SchemaVersions PRIMARY KEY AUTOINCREMENT NOT NULL,
                    ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL);
                INSERT INTO SchemaVersions (ScriptName, Applied)
                VALUES ('ResultsBot.Store.Migrations.0001_first.sql', '2024-07-04');
                INSERT INTO about VALUES ('s', 'ge2024');
                INSERT INTO channels VALUES (1, 2, 7, 8, 9, 'n', '2024-07-04T22:00:00.0000000Z', '403');
                INSERT INTO subscriptions VALUES (1, 'area:County', 'Shire', 3);
                INSERT INTO receipts VALUES (1, 5, 5, 55), (1, 6, 7, 56);
                """
            );
            SqliteConnection.ClearPool(connection);
        }
        await using var store = SqliteStore.Open(address, "ge2024", TimeProvider.System);

        var channel = Assert.Single(await store.ReadChannels(default));
        Assert.Equal(
            [new Subscription(new Scope.Area(Samples.Shire), null, Kind.Everything, 3)],
            channel.Subscriptions.AsEnumerable()
        );
        Assert.Equal((7L, "403"), (channel.Bookmark, channel.Suspended!.Reason));
        Assert.Equal(("n", null), (channel.Sending!.Nonce, channel.Sending.Page));
        // Of a message of several bulletins that version has not written down which.
        var copy = Assert.Single(await store.ReadCopies([5, 6, 7], 10, default));
        Assert.Equal((55UL, 1UL), (copy.Message, copy.Place));
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

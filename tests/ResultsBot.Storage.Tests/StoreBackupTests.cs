using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Storage.Tests;

/// <summary>A night copied while it goes on, and put back.</summary>
public sealed class StoreBackupTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2024, 7, 5, 3, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Now);

    private string Store => $"Data Source={_folder.Of("results.db")}";

    private string Backup => _folder.Of("kept/night.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_that_is_written_to_is_copied_as_it_is_at_one_moment_into_one_file()
    {
        await using var store = Open();
        await Declare(store, 0);
        var channel = new Address("discord", "1");
        await store.Subscribe(
            channel,
            new Group("discord", "2"),
            new Topic(new Scope.Seat(Samples.Contest.Id), null, Kind.Everything),
            DeliveryChange.None
        );

        var contents = StoreBackup.Write(Store, Backup, mayReplace: false);
        await Declare(store, 1);

        Assert.Equal(
            (store.StoreId, "ge2024", 1, 1, 1),
            (
                contents.StoreId,
                contents.Election,
                contents.Events,
                contents.Bulletins,
                contents.Channels
            )
        );
        Assert.Equal(Samples.Declared().At, contents.LastEventAt);
        Assert.Equal(contents, StoreBackup.Read(Backup));
        Assert.Equal([Backup], Directory.GetFiles(Path.GetDirectoryName(Backup)!));
    }

    [Fact]
    public async Task A_copy_made_while_results_come_in_holds_whole_reports_alone()
    {
        await using var store = Open();
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var version = 0; !stop.IsCancellationRequested; version++)
            {
                await Declare(store, version);
            }
        });

        for (var copy = 0; copy < 20; copy++)
        {
            var contents = StoreBackup.Write(Store, Backup, mayReplace: true);
            Assert.Equal(contents.Events, contents.Bulletins);
        }
        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_where_that_is_asked_for()
    {
        await using var store = Open();
        _folder.Write("night.db", "something else");

        Assert.Contains(
            "is there already. --force replaces it.",
            Refusal(() => StoreBackup.Write(Store, _folder.Of("night.db"), mayReplace: false)),
            StringComparison.Ordinal
        );
        Assert.Equal("something else", _folder.Read("night.db"));

        StoreBackup.Write(Store, _folder.Of("night.db"), mayReplace: true);
        Assert.Equal(store.StoreId, StoreBackup.Read(_folder.Of("night.db")).StoreId);
    }

    [Theory]
    [InlineData("results.db")]
    [InlineData("results.db-wal")]
    [InlineData("results.db-shm")]
    [InlineData("results.db.lock")]
    [InlineData("link.db")]
    public async Task The_store_itself_is_never_written_over(string file)
    {
        await using var store = Open();
        File.CreateSymbolicLink(_folder.Of("link.db"), _folder.Of("results.db"));

        Assert.Contains(
            "belongs to the store itself",
            Refusal(() => StoreBackup.Write(Store, _folder.Of(file), mayReplace: true)),
            StringComparison.Ordinal
        );
        Assert.Null(store.FindLoss());
    }

    [Fact]
    public void Where_there_is_no_store_nothing_is_made()
    {
        Assert.Contains(
            "There is no store at",
            Refusal(() => StoreBackup.Write(Store, Backup, mayReplace: false)),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_damaged_store_is_not_taken_for_a_backup()
    {
        await using (var store = Open())
        {
            await Declare(store, 0);
        }
        Damage(_folder.Of("results.db"));

        Assert.Contains(
            "results.db",
            Refusal(() => StoreBackup.Write(Store, Backup, mayReplace: false)),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Backup)!));
    }

    [Fact]
    public async Task A_backup_takes_the_stores_place_and_what_stood_there_is_kept()
    {
        string before;
        await using (var store = Open())
        {
            await Declare(store, 0);
            StoreBackup.Write(Store, Backup, mayReplace: false);
            await Declare(store, 1);
            before = store.StoreId;
        }

        var restored = StoreBackup.Restore(Backup, Store, "ge2024", _time);

        Assert.Equal($"{_folder.Of("results.db")}.replaced-20240705T030000Z", restored.Aside);
        Assert.Equal(2, StoreBackup.Read(restored.Aside!).Events);
        await using var again = Open();
        Assert.Single(await again.ReadEvents(default).ToArrayAsync());
        // Under the old keys, Discord would take a new result for the one that it has.
        Assert.NotEqual(before, again.StoreId);
        await Declare(again, 1);
    }

    [Fact]
    public async Task A_store_that_a_bot_holds_is_left_alone()
    {
        await using var store = Open();
        await Declare(store, 0);
        StoreBackup.Write(Store, Backup, mayReplace: false);
        await Declare(store, 1);

        Assert.Contains(
            "in use by another process",
            Refusal(() => StoreBackup.Restore(Backup, Store, "ge2024", _time)),
            StringComparison.Ordinal
        );
        await Declare(store, 2);
        Assert.Null(store.FindLoss());
    }

    [Fact]
    public async Task A_backup_of_another_election_or_that_is_not_whole_is_refused_and_the_store_stays()
    {
        await using (var store = Open())
        {
            await Declare(store, 0);
            StoreBackup.Write(Store, Backup, mayReplace: false);
        }
        var id = StoreBackup.Read(_folder.Of("results.db")).StoreId;

        Assert.Contains(
            "holds the election ge2024, and the configuration is for by2025",
            Refusal(() => StoreBackup.Restore(Backup, Store, "by2025", _time)),
            StringComparison.Ordinal
        );
        Damage(Backup);
        Refusal(() => StoreBackup.Restore(Backup, Store, "ge2024", _time));
        _folder.Write("text.db", "not a database at all, but long enough to be read as if it were");
        Refusal(() => StoreBackup.Restore(_folder.Of("text.db"), Store, "ge2024", _time));
        _folder.Write("empty.db", "");
        Assert.Contains(
            "there's no store in it",
            Refusal(() => StoreBackup.Restore(_folder.Of("empty.db"), Store, "ge2024", _time)),
            StringComparison.Ordinal
        );

        Assert.Equal(id, StoreBackup.Read(_folder.Of("results.db")).StoreId);
    }

    [Fact]
    public async Task On_a_new_machine_there_is_nothing_to_keep()
    {
        await using (Open())
        {
            StoreBackup.Write(Store, Backup, mayReplace: false);
        }
        var elsewhere = $"Data Source={_folder.Of("new/results.db")}";

        Assert.Null(StoreBackup.Restore(Backup, elsewhere, "ge2024", _time).Aside);

        await using var store = SqliteStore.Open(elsewhere, "ge2024", _time);
        Assert.False(store.IsNew);
    }

    [Fact]
    public async Task A_backup_never_meets_the_log_of_a_database_that_is_gone()
    {
        await using (var store = Open())
        {
            await Declare(store, 0);
            StoreBackup.Write(Store, Backup, mayReplace: false);
            await Declare(store, 1);
            // As a machine leaves it that is switched off, and a hand that deletes the wrong file.
            File.Copy(_folder.Of("results.db-wal"), _folder.Of("left-wal"));
        }
        File.Delete(_folder.Of("results.db"));
        File.Move(_folder.Of("left-wal"), _folder.Of("results.db-wal"));

        var restored = StoreBackup.Restore(Backup, Store, "ge2024", _time);

        Assert.Equal(1, restored.Contents.Events);
        Assert.True(File.Exists(restored.Aside + "-wal"));
        await using var again = Open();
        Assert.Single(await again.ReadEvents(default).ToArrayAsync());
    }

    [Fact]
    public async Task A_damaged_store_can_be_replaced()
    {
        await using (var store = Open())
        {
            await Declare(store, 0);
            StoreBackup.Write(Store, Backup, mayReplace: false);
        }
        File.WriteAllText(_folder.Of("results.db"), "nothing of it is left to be read by anybody");

        var restored = StoreBackup.Restore(Backup, Store, "ge2024", _time);

        Assert.Equal(1, StoreBackup.Read(_folder.Of("results.db")).Events);
        Assert.StartsWith(
            "nothing of it",
            File.ReadAllText(restored.Aside!),
            StringComparison.Ordinal
        );
    }

    private SqliteStore Open() => SqliteStore.Open(Store, "ge2024", _time);

    private static async Task Declare(SqliteStore store, long version) =>
        Assert.IsType<Appended.Stored>(
            await store.Append(
                version,
                $"i{version}",
                [Samples.Declared()],
                [new Bulletin.Noted(Samples.Contest, $"Number {version}.", Samples.At)]
            )
        );

    private static string Refusal(Action work) => Assert.Throws<StoreException>(work).Message;

    /// <summary>Overwrites the first page of the events.</summary>
    private static void Damage(string path)
    {
        long page;
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            page = connection.ExecuteScalar<long>(
                "SELECT (rootpage - 1) * (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'events'"
            );
        }
        using var file = File.OpenWrite(path);
        file.Position = page;
        file.Write([.. Enumerable.Repeat((byte)0xEE, 512)]);
    }
}

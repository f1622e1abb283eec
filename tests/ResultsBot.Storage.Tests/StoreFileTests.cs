using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Storage.Tests;

/// <summary>The right file, all of it, by one process alone; or a sentence that says why not.</summary>
public sealed class StoreFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => _folder.Of("results.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_in_use_is_refused_also_by_a_symbolic_link()
    {
        await using var store = Open(File);
        System.IO.File.CreateSymbolicLink(_folder.Of("link.db"), File);

        Assert.Contains(
            "in use by another process",
            Refusal(_folder.Of("link.db")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_store_in_use_is_refused_also_by_a_hard_link()
    {
        // Elsewhere there is no lock that SQLite's own do not meet.
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        await using var store = Open(File);
        using (var link = Process.Start("ln", [File, _folder.Of("hard.db")]))
        {
            await link.WaitForExitAsync();
        }

        Assert.Contains(
            "in use by another process",
            Refusal(_folder.Of("hard.db")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_store_in_use_is_refused_also_once_its_lock_file_is_deleted()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        await using var store = Open(File);
        System.IO.File.Delete(File + ".lock");

        Assert.Contains("in use by another process", Refusal(File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_leads_to_the_store_it_points_to()
    {
        System.IO.File.CreateSymbolicLink(_folder.Of("link.db"), File);
        string id;
        await using (var store = Open(_folder.Of("link.db")))
        {
            id = store.StoreId;
            Assert.Equal(File, store.FilePath);
        }

        await using var same = Open(File);
        Assert.Equal(id, same.StoreId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task Nothing_is_acknowledged_once_a_file_of_the_store_is_gone(string part)
    {
        if (OperatingSystem.IsWindows())
        {
            // A file that is open cannot be deleted there.
            return;
        }
        await using var store = Open(File);
        await Save(store, "1");
        Assert.Null(store.FindLoss());

        System.IO.File.Delete(File + part);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => Save(store, "2"));
        Assert.Contains("while the bot was running", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(File + part, store.FindLoss(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_once_another_file_lies_in_the_stores_place()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        await using var store = Open(File);
        _folder.Write("other.db", "");

        System.IO.File.Move(_folder.Of("other.db"), File, overwrite: true);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Save(store, "1"));
        Assert.Contains("deleted, moved or replaced", store.FindLoss(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_knows_whether_a_new_night_begins()
    {
        await using (var first = Open(File))
        {
            Assert.True(first.IsNew);
        }
        await using (var again = Open(File))
        {
            Assert.False(again.IsNew);
        }
        System.IO.File.WriteAllBytes(File, []);
        await using var emptied = Open(File);
        Assert.True(emptied.IsNew);
    }

    [Theory]
    [InlineData("Data Source=file:results.db", "without “file:” before it")]
    [InlineData("Data Source=FILE:results.db?mode=rwc", "without “file:” before it")]
    [InlineData("Data Source=results.db;Mode=ReadOnly", "says Mode=ReadOnly")]
    [InlineData("Data Source=results.db;Mode=Memory", "says Mode=Memory")]
    [InlineData("Data Source=missing/results.db;Mode=ReadWrite", "does not exist")]
    [InlineData("Data Source=results.db;Password=hunter2", "holds a password")]
    public void An_address_that_no_night_can_be_kept_at_is_refused_without_its_secrets(
        string address,
        string told
    )
    {
        var error = Assert.Throws<StoreException>(() =>
            SqliteStore.Open(address, "ge2024", TimeProvider.System)
        );

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused_and_left_as_it_was()
    {
        await using (Open(File)) { }
        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await connection.ExecuteAsync("INSERT INTO migrations VALUES ('9999_later.sql')");
        }

        Assert.Contains(
            "was written by a newer version of this program",
            Refusal(File),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "was written by a newer version of this program",
            Refusal(File),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_with_the_tables_of_another_program_is_refused_and_left_as_it_was()
    {
        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await connection.ExecuteAsync("CREATE TABLE bulletins (text TEXT)");
        }

        Assert.Contains("holds something else", Refusal(File), StringComparison.Ordinal);
        Assert.Contains("holds something else", Refusal(File), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_made_is_not_said_to_be_in_use()
    {
        var refusal = Refusal(_folder.Of(new string('x', 252)));

        Assert.Contains("cannot be opened for writing", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("in use", refusal, StringComparison.Ordinal);
    }

    private static Task Save(SqliteStore store, string id) =>
        store.Save(new Draft(id, "declare", new Dictionary<string, string>()));

    private static string Refusal(string file) =>
        Assert.Throws<StoreException>(() => Open(file)).Message;

    private static SqliteStore Open(string file) =>
        SqliteStore.Open($"Data Source={file}", "ge2024", TimeProvider.System);
}

using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Engine.Definition;
using ResultsBot.Storage;
using ResultsBot.Storage.Sqlite;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Storage.Tests;

public sealed class DeskStoreTests : IDisposable
{
    private static readonly ContestId One = new("E1");
    private static readonly ContestId Two = new("E2");

    private readonly TempFolder _folder = new();

    private string Connection => $"Data Source={Path.Combine(_folder.Path, "desk.db")}";

    [Fact]
    public async Task A_reporter_is_tied_to_the_seats_that_were_said_last()
    {
        await using var store = Open();

        await store.Assign("7", [One]);
        await store.Assign("7", [Two, One]);
        await store.Assign("8", [One]);
        await store.Assign("8", []);

        Assert.Equal(
            [("7", One), ("7", Two)],
            (await store.ReadAssignments(default)).AsEnumerable()
        );
    }

    [Fact]
    public async Task A_card_is_kept_over_a_restart_until_it_is_settled()
    {
        await using (var store = Open())
        {
            await store.SaveCard(new Card("board", "1", "2", "first"));
            await store.SaveCard(new Card("board", "1", "3", "second"));
            await store.SaveCard(new Card("alert", "1", "4", "x"));
            await store.DeleteCard("alert");
        }

        await using var again = Open();
        Assert.Equal(
            [new Card("board", "1", "3", "second")],
            (await again.ReadCards(default)).AsEnumerable()
        );
    }

    [Fact]
    public async Task The_record_says_which_interaction_led_to_each_event()
    {
        await using var store = Open();
        await store.Append(0, "a", [Samples.Proposed(), Samples.Withdrawn()], []);
        await store.Append(2, "b", [Samples.Declared(null)], []);

        var record = await store.ReadRecord(default);

        Assert.Equal(
            [(1L, "a"), (2L, "a"), (3L, "b")],
            record.Select(r => (r.Version, r.Interaction))
        );
    }

    public void Dispose() => _folder.Dispose();

    private SqliteStore Open() => SqliteStore.Open(Connection, "test", TimeProvider.System);
}

using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage.Postgres;
using ResultsBot.Storage.Sql;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Storage.Tests;

/// <summary>On a real server.</summary>
[Collection(nameof(PostgresTests))]
public sealed class PostgresStoreTests(PostgresFixture fixture) : StoreContract
{
    private string? _database;

    [SkippableFact]
    public async Task Another_elections_store_is_refused_and_nobody_leads_it()
    {
        var database = await fixture.CreateDatabase();
        await using (await Lead(database)) { }

        var error = await Assert.ThrowsAsync<StoreException>(() => Lead(database, "by2025"));

        Assert.Contains("holds the election ge2024", error.Message, StringComparison.Ordinal);
        await using var again = await Lead(database);
    }

    [SkippableFact]
    public async Task A_standby_of_another_election_is_refused_while_another_leads()
    {
        var database = await fixture.CreateDatabase();
        await using var first = await Lead(database);

        var error = await Assert.ThrowsAsync<StoreException>(() =>
            Lead(database, "by2025").WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System)
        );

        Assert.Contains("holds the election ge2024", error.Message, StringComparison.Ordinal);
        await Append(first, 0, "i1");
    }

    [SkippableFact]
    public async Task A_trial_leaves_an_empty_place_empty_and_a_store_as_it_is()
    {
        var database = await fixture.CreateDatabase();

        await PostgresTrial.Run(database, default);
        await PostgresServer.Execute("CREATE TABLE leader (one INT); DROP TABLE leader", database);

        await using var store = await Lead(database);
        await PostgresTrial.Run(database, default);
        await Append(store, 0, "i1");
    }

    [SkippableFact]
    public async Task A_user_who_may_not_write_where_the_store_is_or_would_be_is_told_what_to_ask_for()
    {
        var database = await fixture.CreateDatabase();
        var user = $"guest_{Guid.NewGuid():N}";
        await PostgresServer.Execute(
            $"CREATE ROLE {user} LOGIN; GRANT USAGE ON SCHEMA {SchemaOf(database)} TO {user}",
            database
        );
        var guest = database.Replace(
            "Username=postgres",
            $"Username={user}",
            StringComparison.Ordinal
        );

        var error = await Assert.ThrowsAsync<StoreException>(() =>
            PostgresTrial.Run(guest, default)
        );
        Assert.Contains("permission denied for schema", error.Message, StringComparison.Ordinal);
        Assert.Contains("CREATE SCHEMA", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<StoreException>(() => Lead(guest));
        Assert.Contains("CREATE SCHEMA", error.Message, StringComparison.Ordinal);

        await using (await Lead(database)) { }
        await PostgresServer.Execute($"GRANT ALL ON leader TO {user}", database);
        await PostgresServer.Execute(
            $"GRANT SELECT ON ALL TABLES IN SCHEMA {SchemaOf(database)} TO {user}",
            database
        );
        error = await Assert.ThrowsAsync<StoreException>(() => PostgresTrial.Run(guest, default));
        Assert.Contains(
            "may not write to the table about",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public async Task A_schema_that_is_not_there_is_told_with_how_to_make_it()
    {
        var database = await fixture.CreateDatabase();

        var error = await Assert.ThrowsAsync<StoreException>(() =>
            PostgresTrial.Run(database + "_nosuch", default)
        );

        Assert.Contains("no schema has been selected", error.Message, StringComparison.Ordinal);
        Assert.Contains("CREATE SCHEMA", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_database_of_somebody_else_is_refused_and_not_touched()
    {
        var database = await fixture.CreateDatabase();
        await PostgresServer.Execute("CREATE TABLE minutes (text TEXT)", database);

        var error = await Assert.ThrowsAsync<StoreException>(() => Lead(database));

        Assert.Contains("holds something else", error.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("Data Source=results.db")]
    [InlineData("Host=127.0.0.1")]
    [InlineData("Host=127.0.0.1;Port=1;Database=results;Username=desk;Password=hush")]
    public async Task What_leads_to_no_database_is_refused_without_its_password(string address)
    {
        PostgresFixture.SkipWhereThereIsNone();

        var error = await Assert.ThrowsAsync<StoreException>(() => Lead(address));

        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task One_leads_and_another_stands_by_until_it_has_ended()
    {
        var database = await fixture.CreateDatabase();
        var first = await Lead(database);
        var looked = new TaskCompletionSource<Leader?>();

        var second = Lead(database, standsBy: leader => looked.TrySetResult(leader));
        var leader = await looked.Task;
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();
        await using var after = await second;

        Assert.Equal(first.Leader!.Term, leader!.Term);
        Assert.True(after.Leader!.Term > leader.Term);
    }

    [SkippableFact]
    public async Task Whose_lease_was_taken_writes_nothing_more_and_says_who_has_it()
    {
        var database = await fixture.CreateDatabase();
        await using var first = await Lead(database);
        await Append(first, 0, "i1");
        await PostgresServer.Execute(
            "UPDATE leader SET term = term + 1, holder = 'other', name = 'news2'",
            database
        );

        await Assert.ThrowsAsync<LeadershipLostException>(() => Append(first, 1, "i2"));

        Assert.Contains("news2 has taken over", first.FindLoss(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<LeadershipLostException>(() =>
            first.SetMention(new("o", "1"), null)
        );
        Assert.Single(await first.ReadEvents(default).ToArrayAsync());
    }

    [SkippableFact]
    public async Task A_connection_that_is_cut_again_and_again_loses_and_doubles_nothing()
    {
        var database = await fixture.CreateDatabase();
        await using var store = await Lead(database);
        using var end = new CancellationTokenSource();
        var cutting = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await PostgresServer.Execute(
                    "SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.application_name LIKE 'resultsbot-%' ",
                    database
                );
            }
        });

        const int count = 60;
        for (var version = 0; version < count; version++)
        {
            Appended? appended = null;
            while (appended is null)
            {
                try
                {
                    appended = await Append(store, version, $"i{version}");
                }
                catch (StoreUnavailableException)
                {
                    // Then nothing of it is stored, and it is asked again.
                }
            }
            Assert.Equal(version + 1, Assert.IsType<Appended.Stored>(appended).Version);
        }
        await end.CancelAsync();
        await cutting;

        Assert.Equal(count, (await store.ReadEvents(default).ToArrayAsync()).Length);
        Assert.Equal(
            Enumerable.Range(1, count).Select(n => (long)n),
            (await store.ReadBulletins(default).ToArrayAsync()).Select(e => e.Position)
        );
        Assert.Null(store.FindLoss());
    }

    [SkippableFact]
    public async Task While_the_database_is_away_it_says_so_and_what_was_on_its_way_is_written_when_it_is_back()
    {
        PostgresFixture.SkipWhereThereIsNone();
        await using var server = await PostgresServer.Start("-c fsync=off");
        await using var store = await Lead(await server.CreateSchema());
        await server.Stop("immediate");

        // It may have been stored, and nobody can tell before the database is back.
        var onItsWay = Append(store, 0, "i1");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (store.Trouble is null)
        {
            await timer.WaitForNextTickAsync();
        }
        // Now that it is known to be away, nothing more is begun.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Append(store, 0, "i2"));
        Assert.False(onItsWay.IsCompleted);
        await server.Begin();

        Assert.Equal(1, Assert.IsType<Appended.Stored>(await onItsWay).Version);
        await store.ConfirmLeading(default);
        Assert.Equal(2, Assert.IsType<Appended.Stored>(await Append(store, 1, "i2")).Version);
        Assert.Null(store.Trouble);
    }

    [SkippableFact]
    public async Task Who_reads_does_not_see_that_all_connections_were_cut()
    {
        var database = await fixture.CreateDatabase();
        await using var store = await Lead(database);
        await Append(store, 0, "i1");
        await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => store.ReadRecord(CancellationToken.None))
        );

        await PostgresServer.Execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'resultsbot%'",
            database
        );

        Assert.Single(await store.FindDelivery("i1", default));
    }

    [SkippableFact]
    public async Task What_it_holds_is_copied_into_a_file_that_a_bot_could_go_on_with()
    {
        var database = await fixture.CreateDatabase();
        using var folder = new TempFolder();
        Assert.Null(await PostgresCopy.Write(database, folder.Of("none.db"), default));
        Assert.False(File.Exists(folder.Of("none.db")));
        await using var store = await Lead(database);
        await store.Append(0, "i", [Samples.Proposed(), Samples.Declared()], Samples.Bulletins);
        await ((ISubscriberStore)store).Subscribe(
            new Address("discord", "1"),
            new Group("discord", "7"),
            new Topic(new Scope.Area(Samples.Whole), null, Kind.Everything),
            DeliveryChange.None
        );
        await store.Save(new Photo("a.png", "image/png", [1, 0, 2]));

        var contents = await PostgresCopy.Write(database, folder.Of("copy.db"), default);

        Assert.Equal((2L, (long)Samples.Bulletins.Length), (contents!.Events, contents.Bulletins));
        await using var copy = ResultsBot.Storage.Sqlite.SqliteStore.Open(
            $"Data Source={folder.Of("copy.db")}",
            "ge2024",
            TimeProvider.System
        );
        Assert.Equivalent(
            await store.ReadSubscribers(default),
            await copy.ReadSubscribers(default),
            strict: true
        );
        Assert.Equal(
            (await store.ReadRecord(default)).Select(e => Codec.Write(e.Event)),
            (await copy.ReadRecord(default)).Select(e => Codec.Write(e.Event))
        );
        Assert.Equal([1, 0, 2], (await copy.FindPhoto("a.png", default))!.Bytes.AsEnumerable());
    }

    private protected override async Task<OpenStore> Open()
    {
        var store = await Lead(_database ??= await fixture.CreateDatabase());
        return new OpenStore(
            store,
            store,
            store,
            store,
            store,
            () => store.DisposeAsync().AsTask()
        );
    }

    private static string SchemaOf(string database) => database.Split("Search Path=")[1];

    private static Task<PostgresStore> Lead(
        string database,
        string election = "ge2024",
        Action<Leader?>? standsBy = null
    ) =>
        PostgresStore.Open(
            database,
            election,
            TimeProvider.System,
            standsBy ?? (_ => { }),
            default
        );

    private static Task<Appended> Append(SqlStore store, long version, string interaction) =>
        store.Append(
            version,
            interaction,
            [Samples.Declared()],
            [new Bulletin.Noted(Samples.Contest, interaction, Samples.At)],
            new BulletinLog([])
        );
}

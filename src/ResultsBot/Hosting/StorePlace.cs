using ResultsBot.Rehearsing;
using ResultsBot.Storage;
using ResultsBot.Storage.Postgres;
using ResultsBot.Storage.Sql;
using ResultsBot.Storage.Sqlite;

namespace ResultsBot.Hosting;

/// <summary>
/// Which store, and of which election. A store is bound to its election, and a rehearsal is another election: neither opens
/// the other's store, and so nothing of it can reach the real channels.
/// </summary>
internal sealed record StorePlace(StoreProvider Provider, string ConnectionString, string Election)
{
    public const string SandboxFolder = "data/sandbox";
    private const string LiveStore = "Data Source=data/resultsbot.db";
    private const string RehearsedStore = "Data Source=data/rehearsal.db";

    public static StorePlace Of(Settings settings, string election)
    {
        var stored = settings.IsRehearsal ? RehearsalStore.ElectionOf(election) : election;
        return new StorePlace(
            settings.Store.Provider,
            settings.Store.ConnectionString
                ?? (
                    settings.Token is null ? TriedStore(stored)
                    : settings.IsRehearsal ? RehearsedStore
                    : LiveStore
                ),
            stored
        );
    }

    /// <summary>Who tries the bot out tries one election after the other, from one folder.</summary>
    private static string TriedStore(string election) =>
        $"Data Source={SandboxFolder}/{string.Concat(election.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}.db";

    /// <summary>Opens it, and makes it or brings it up to date first; waits where another process leads.</summary>
    /// <param name="standsBy">Told who leads while it waits, again and again, and not to be kept long; null where the database is away.</param>
    /// <exception cref="StoreException">It cannot be used, is another election's, or is in use.</exception>
    public async Task<SqlStore> Open(Action<Leader?> standsBy, CancellationToken ct) =>
        Provider is StoreProvider.Postgres
            ? await PostgresStore.Open(
                ConnectionString,
                Election,
                TimeProvider.System,
                standsBy,
                ct
            )
            : SqliteStore.Open(ConnectionString, Election, TimeProvider.System);

    /// <summary>For people; never with a password.</summary>
    /// <exception cref="StoreException">Store:ConnectionString names no store.</exception>
    public string Name =>
        Provider is StoreProvider.Postgres
            ? PostgresStore.PlaceOf(ConnectionString)
            : StoreBackup.PathOf(ConnectionString);

    /// <summary>Copies it into a new file, as it is now, beside a bot that writes to it.</summary>
    /// <returns>Null where there is none yet, and then no file either.</returns>
    /// <exception cref="StoreException">It can't be read, or is damaged.</exception>
    public async Task<StoreContents?> Copy(string file, CancellationToken ct) =>
        Provider is StoreProvider.Postgres ? await PostgresCopy.Write(ConnectionString, file, ct)
        : File.Exists(StoreBackup.PathOf(ConnectionString))
            ? StoreBackup.Write(ConnectionString, file, mayReplace: false)
        : null;

    /// <summary>Whether a start could make it or write to it, as far as the database has a say in that.</summary>
    /// <exception cref="StoreException">It couldn't: why, and what to do.</exception>
    public Task TryToWrite(CancellationToken ct) =>
        Provider is StoreProvider.Postgres
            ? PostgresTrial.Run(ConnectionString, ct)
            : Task.CompletedTask;

    /// <summary>To be read as it grows, while another process writes it.</summary>
    /// <exception cref="StoreException">There is none, it is another election's, or it cannot be read.</exception>
    public Task<StoreFollower> Follow(CancellationToken ct) =>
        Provider is StoreProvider.Postgres
            ? PostgresStore.Follow(ConnectionString, Election, ct)
            : SqliteStore.Follow(ConnectionString, Election, ct);
}

using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Storage.Sqlite;

/// <summary>Everything in one SQLite file: write-ahead log, and a commit waits for the disk.</summary>
public sealed partial class SqliteStore : IStore, IAsyncDisposable
{
    /// <summary>
    /// In KiB, for each connection, and several are open. The system caches the file as well, so that more than the
    /// top of each table here is the same memory twice (https://sqlite.org/pragma.html#pragma_cache_size).
    /// </summary>
    private const string SmallCache = "PRAGMA cache_size = -256";

    private readonly string _connectionString;
    private readonly StoreFile _file;
    private readonly SqliteWriter _writer;
    private readonly TimeProvider _time;
    private ChannelReader<ElectionEvent>? _eventsAhead;
    private ChannelReader<LogEntry>? _bulletinsAhead;

    private SqliteStore(
        string connectionString,
        StoreFile file,
        SqliteWriter writer,
        string id,
        bool isNew,
        TimeProvider time
    )
    {
        _connectionString = connectionString;
        _file = file;
        _writer = writer;
        _time = time;
        StoreId = id;
        IsNew = isNew;
    }

    public string StoreId { get; }

    /// <summary>Nothing was kept in it before it was opened.</summary>
    public bool IsNew { get; }

    public string FilePath => _file.Path;

    public Quarantine Quarantine { get; } = new();

    /// <summary>Why nothing gets to the disk just now; null where it does.</summary>
    public string? Trouble => _writer.Trouble;

    /// <summary>For how long the writer has been at what it writes; zero where it writes nothing.</summary>
    public TimeSpan WritingFor => _writer.WritingFor;

    /// <summary>When something last got to the disk; null where nothing has since the start.</summary>
    public DateTimeOffset? LastCommit => _writer.LastCommit;

    /// <summary>Opens the store, and makes it or brings it up to date first.</summary>
    /// <exception cref="StoreException">Another process uses it, it is of another election, or it cannot be read.</exception>
    public static SqliteStore Open(string connectionString, string election, TimeProvider time)
    {
        var address = StoreAddress.Parse(connectionString);
        var file = StoreFile.Hold(address.DataSource, address.Mode != SqliteOpenMode.ReadWrite);
        address.DataSource = file.Path;
        address.DefaultTimeout = 30;
        var connection = new SqliteConnection(address.ConnectionString);
        try
        {
            connection.Open();
            Migrations.Run(connection);
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            connection.Execute(SmallCache);
            var (id, isNew) = Identify(connection, election);
            return new SqliteStore(
                address.ConnectionString,
                file,
                new SqliteWriter(connection, time, () => file.FindLoss(connection)),
                id,
                isNew,
                time
            );
        }
        catch (Exception e) when (e is SqliteException or IOException or StoreException)
        {
            Close(connection);
            file.Dispose();
            throw e is StoreException ? e : Unreadable(file.Path, e);
        }
    }

    /// <summary>Reads every page: damage shows at the start, and not when the night comes to it. 0.13 s for 50 MB.</summary>
    /// <exception cref="StoreException">Something of it is damaged.</exception>
    public async Task Check()
    {
        try
        {
            await using var connection = await Reader(CancellationToken.None);
            var found = connection.QueryFirst<string>("PRAGMA integrity_check(1)");
            if (found != "ok")
            {
                throw new StoreException(
                    $"The store {FilePath} is damaged: {found.Split('\n')[^1]}. Put a copy in its place."
                );
            }
        }
        catch (SqliteException e)
        {
            throw Unreadable(FilePath, e);
        }
    }

    /// <summary>Why what is written would be lost, in a sentence; null while the file is where it was opened.</summary>
    public string? FindLoss() => _writer.FindLoss();

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        Close(new SqliteConnection(_connectionString));
        _file.Dispose();
    }

    /// <summary>The pool would keep the file open after us.</summary>
    private static void Close(SqliteConnection connection)
    {
        connection.Dispose();
        SqliteConnection.ClearPool(connection);
    }

    private static StoreException Unreadable(string path, Exception why) =>
        new($"The store {path} cannot be read: {why.Message}", why);

    private static (string Id, bool IsNew) Identify(SqliteConnection connection, string election)
    {
        var known = connection.QuerySingleOrDefault<AboutRow>("SELECT store, election FROM about");
        if (known is null)
        {
            var id = Guid.NewGuid().ToString("N");
            connection.Execute("INSERT INTO about VALUES (@id, @election)", new { id, election });
            return (id, true);
        }
        return known.Election == election
            ? (known.Store, false)
            : throw new StoreException(
                $"The store holds the election {known.Election}, and Election:Pack is {election}: each has a store of its own."
            );
    }

    // Rows are classes: for each kind of tuple all of Dapper would be compiled anew at a start.
    private sealed record AboutRow(string Store, string Election);

    private static long EndOfLog(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("SELECT coalesce(max(position), 0) FROM bulletins");

    private async Task<SqliteConnection> Reader(CancellationToken ct)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(ct);
        connection.Execute(SmallCache);
        return connection;
    }

    /// <exception cref="StoreUnavailableException">It cannot be read for now.</exception>
    private async Task<T> Read<T>(Func<SqliteConnection, Task<T>> read, CancellationToken ct)
    {
        try
        {
            await using var connection = await Reader(ct);
            return await read(connection);
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException(e.Message, e);
        }
    }
}

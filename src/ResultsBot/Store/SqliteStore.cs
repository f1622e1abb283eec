using System.Threading.Channels;
using Dapper;
using DbUp;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Wire;

namespace ResultsBot.Store;

/// <summary>The store cannot be used, and why: for the operator.</summary>
internal sealed class StoreException(string message, Exception? inner = null)
    : Exception(message, inner);

/// <summary>Everything in one SQLite file: write-ahead log, and a commit waits for the disk.</summary>
internal sealed partial class SqliteStore : IStore, IAsyncDisposable
{
    /// <summary>
    /// In KiB, for each connection, and several are open. The system caches the file as well, so that more than the
    /// top of each table here is the same memory twice (https://sqlite.org/pragma.html#pragma_cache_size).
    /// </summary>
    private const string SmallCache = "PRAGMA cache_size = -256";

    private readonly string _connectionString;
    private readonly FileStream _lock;
    private readonly SqliteWriter _writer;
    private readonly TimeProvider _time;
    private ChannelReader<ElectionEvent>? _ahead;

    private SqliteStore(
        string connectionString,
        FileStream @lock,
        SqliteWriter writer,
        string id,
        TimeProvider time
    )
    {
        _connectionString = connectionString;
        _lock = @lock;
        _writer = writer;
        _time = time;
        StoreId = id;
    }

    public string StoreId { get; }

    public string FilePath => new SqliteConnectionStringBuilder(_connectionString).DataSource;

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
        SqliteConnectionStringBuilder settings;
        try
        {
            settings = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException e)
        {
            throw new StoreException(
                "Store:ConnectionString is not a SQLite connection string.",
                e
            );
        }
        if (settings.DataSource is "" or ":memory:")
        {
            throw new StoreException("Store:ConnectionString has to name a file: Data Source=….");
        }
        var path = Path.GetFullPath(settings.DataSource);
        settings.DataSource = path;
        settings.DefaultTimeout = 30;
        FileStream? held = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            held = Lock(path);
            var connection = new SqliteConnection(settings.ConnectionString);
            connection.Open();
            if (!IsUpToDate(connection))
            {
                Migrate(settings.ConnectionString);
            }
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            connection.Execute(SmallCache);
            var id = Identify(connection, election);
            return new SqliteStore(
                settings.ConnectionString,
                held,
                new SqliteWriter(connection, time),
                id,
                time
            );
        }
        catch (Exception e)
            when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new StoreException($"The store {path} cannot be opened: {e.Message}", e);
        }
        catch (StoreException)
        {
            held?.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        // The pool would keep the file open after us.
        using (var connection = new SqliteConnection(_connectionString))
        {
            SqliteConnection.ClearPool(connection);
        }
        await _lock.DisposeAsync();
    }

    private static FileStream Lock(string path)
    {
        try
        {
            // Held by the operating system for as long as the process lives, however it ends.
            return new FileStream(
                path + ".lock",
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException e)
        {
            throw new StoreException(
                $"The store {path} is in use by another process: two would post everything twice.",
                e
            );
        }
    }

    /// <summary>
    /// Whether every script is in DbUp's own journal: asked first, since to load DbUp takes longer than all else of
    /// the opening, and almost every start has nothing for it to do.
    /// </summary>
    private static bool IsUpToDate(SqliteConnection connection)
    {
        var hasJournal = connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'SchemaVersions')"
        );
        return hasJournal
            && typeof(SqliteStore)
                .Assembly.GetManifestResourceNames()
                .Where(IsScript)
                .All(connection.Query<string>("SELECT ScriptName FROM SchemaVersions").Contains);
    }

    private static bool IsScript(string resource) =>
        resource.EndsWith(".sql", StringComparison.Ordinal);

    private static void Migrate(string connectionString)
    {
        var result = DeployChanges
            .To.SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(SqliteStore).Assembly, IsScript)
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new StoreException(
                $"The store {new SqliteConnectionStringBuilder(connectionString).DataSource} cannot be brought up to date: {result.Error.Message}",
                result.Error
            );
        }
    }

    private static string Identify(SqliteConnection connection, string election)
    {
        var known = connection.QuerySingleOrDefault<AboutRow>("SELECT store, election FROM about");
        if (known is null)
        {
            var id = Guid.NewGuid().ToString("N");
            connection.Execute("INSERT INTO about VALUES (@id, @election)", new { id, election });
            return id;
        }
        return known.Election == election
            ? known.Store
            : throw new StoreException(
                $"The store holds the election {known.Election}, and Election:Pack is {election}: each has a store of its own."
            );
    }

    // Rows are classes: for each kind of tuple all of Dapper would be compiled anew at a start.
    private sealed record AboutRow(string Store, string Election);

    private static long EndOfWire(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("SELECT coalesce(max(position), 0) FROM wire");

    private async Task<SqliteConnection> Reader(CancellationToken ct)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(ct);
        connection.Execute(SmallCache);
        return connection;
    }
}

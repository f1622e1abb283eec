using System.Collections.Immutable;
using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Engine;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Storage.Sqlite;

/// <summary>What a store holds at one moment.</summary>
/// <param name="Bulletins">Behind the place that was asked for, in order.</param>
/// <param name="PausedSince">What was decided from then on is not for the public; null where nothing is paused.</param>
public sealed record StoredNews(ImmutableArray<LogEntry> Bulletins, DateTimeOffset? PausedSince);

/// <summary>
/// A store that another process writes, read as it grows. Nothing is written to it, and its writer never waits. What is on hold
/// is not among the bulletins; what is paused is, and has to wait.
/// </summary>
public sealed class StoreFollower : IAsyncDisposable
{
    private readonly string _connectionString;
    private long _event;
    private DateTimeOffset? _pausedSince;

    private StoreFollower(string connectionString) => _connectionString = connectionString;

    public Quarantine Quarantine { get; } = new();

    /// <exception cref="StoreException">There is no such store, it is of another election, or it cannot be read.</exception>
    public static StoreFollower Open(string connectionString, string election)
    {
        var address = StoreAddress.Parse(connectionString);
        var path = Path.GetFullPath(address.DataSource);
        if (!File.Exists(path))
        {
            throw new StoreException(
                $"There is no store at {path} yet. Start the bot first, or name its store in Store:ConnectionString."
            );
        }
        address.DataSource = path;
        address.Mode = SqliteOpenMode.ReadOnly;
        var follower = new StoreFollower(address.ConnectionString);
        try
        {
            using var connection = new SqliteConnection(address.ConnectionString);
            connection.Open();
            Migrations.Check(connection);
            var known = connection.QuerySingleOrDefault<string>("SELECT election FROM about");
            return known == election
                ? follower
                : throw new StoreException(
                    $"The store holds the election {known}, and Election:Pack is {election}: name the store of that one."
                );
        }
        catch (SqliteException e)
        {
            throw new StoreException($"The store {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>All from one moment: no bulletin comes out ahead of the pause that holds it.</summary>
    /// <param name="after">The place on the log that is known already.</param>
    /// <exception cref="StoreUnavailableException">It cannot be read for now.</exception>
    public async Task<StoredNews> Read(long after, CancellationToken ct)
    {
        try
        {
            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(ct);
            await using var moment = connection.BeginTransaction(deferred: true);
            await ReadPause(connection, moment);
            var rows = await connection.QueryAsync<SqliteStore.BulletinRow>(
                SqliteStore.BulletinRow.Select + " WHERE position > @after ORDER BY position",
                new { after },
                moment
            );
            return new StoredNews(
                [.. rows.Select(r => r.Read(Quarantine)).OfType<LogEntry>()],
                _pausedSince
            );
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException(e.Message, e);
        }
    }

    /// <exception cref="StoreUnavailableException">It cannot be read for now.</exception>
    public async Task<Photo?> FindPhoto(string name, CancellationToken ct)
    {
        try
        {
            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(ct);
            return await SqliteStore.FindPhoto(connection, name);
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException(e.Message, e);
        }
    }

    public ValueTask DisposeAsync()
    {
        // The pool would keep the file open after us.
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    private async Task ReadPause(SqliteConnection connection, SqliteTransaction moment)
    {
        var rows = await connection.QueryAsync<SqliteStore.EventRow>(
            SqliteStore.EventRow.Select
                + " WHERE e.version > @after AND e.kind IN ('paused', 'resumed') ORDER BY e.version",
            new { after = _event },
            moment
        );
        foreach (var row in rows)
        {
            _pausedSince = row.Event is ElectionEvent.Paused paused ? paused.At : null;
        }
        _event = await connection.ExecuteScalarAsync<long>(
            "SELECT coalesce(max(version), 0) FROM events",
            transaction: moment
        );
    }
}

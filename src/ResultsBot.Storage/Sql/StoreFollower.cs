using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using ResultsBot.Engine;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Storage.Sql;

/// <summary>What a store holds at one moment.</summary>
/// <param name="Bulletins">Behind the place that was asked for, in order.</param>
/// <param name="PausedSince">What was decided from then on is not for the public; null where nothing is paused.</param>
public sealed record StoredNews(ImmutableArray<LogEntry> Bulletins, DateTimeOffset? PausedSince);

/// <summary>
/// A store that another process writes, read as it grows. Nothing is written to it, and its writer never waits. What is on hold
/// is not among the bulletins; what is paused is, and has to wait.
/// </summary>
public sealed class StoreFollower : IPhotos, IAsyncDisposable
{
    private readonly SqlDialect _dialect;
    private readonly Func<CancellationToken, Task<DbConnection>> _connect;
    private readonly Func<ValueTask> _close;
    private long _event;
    private DateTimeOffset? _pausedSince;

    private StoreFollower(
        SqlDialect dialect,
        Func<CancellationToken, Task<DbConnection>> connect,
        Func<ValueTask> close
    )
    {
        _dialect = dialect;
        _connect = connect;
        _close = close;
    }

    public Quarantine Quarantine { get; } = new();

    /// <param name="connect">An open connection, which reads.</param>
    /// <param name="close">Called at the end, and where the store is refused.</param>
    /// <exception cref="StoreException">It is of another election or another version.</exception>
    internal static async Task<StoreFollower> Of(
        SqlDialect dialect,
        string election,
        Func<CancellationToken, Task<DbConnection>> connect,
        Func<ValueTask> close,
        CancellationToken ct
    )
    {
        var follower = new StoreFollower(dialect, connect, close);
        try
        {
            await using var connection = await connect(ct);
            Migrations.Check(connection, dialect);
            var known = connection.QuerySingleOrDefault<string>("SELECT election FROM about");
            return known == election
                ? follower
                : throw new StoreException(
                    $"The store holds the election {known}, and Election:Pack is {election}: name the store of that one."
                );
        }
        catch
        {
            await close();
            throw;
        }
    }

    /// <summary>All from one moment: no bulletin comes out ahead of the pause that holds it.</summary>
    /// <param name="after">The place on the log that is known already.</param>
    /// <exception cref="StoreUnavailableException">It cannot be read for now.</exception>
    public async Task<StoredNews> Read(long after, CancellationToken ct)
    {
        try
        {
            await using var connection = await _connect(ct);
            await using var moment = _dialect.OneMoment(connection);
            await ReadPause(connection, moment);
            var rows = await connection.QueryAsync<SqlStore.BulletinRow>(
                SqlStore.BulletinRow.Select(_dialect)
                    + " WHERE position > @after ORDER BY position",
                new { after },
                moment
            );
            return new StoredNews(
                [.. rows.Select(r => r.Read(Quarantine)).OfType<LogEntry>()],
                _pausedSince
            );
        }
        catch (DbException e)
        {
            throw new StoreUnavailableException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public async Task<Photo?> FindPhoto(string name, CancellationToken ct)
    {
        try
        {
            await using var connection = await _connect(ct);
            return await SqlStore.FindPhoto(connection, name);
        }
        catch (DbException e)
        {
            throw new StoreUnavailableException(e.Message, e);
        }
    }

    public ValueTask DisposeAsync() => _close();

    private async Task ReadPause(DbConnection connection, DbTransaction moment)
    {
        var rows = await connection.QueryAsync<SqlStore.EventRow>(
            SqlStore.EventRow.Select(_dialect)
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

using System.Data.Common;
using Npgsql;
using ResultsBot.Storage.Sql;

namespace ResultsBot.Storage.Postgres;

/// <summary>Everything in one PostgreSQL database, which several processes may be started against: one leads, the others stand by.</summary>
public sealed class PostgresStore : SqlStore
{
    private readonly PostgresAddress _address;
    private readonly PostgresLease _lease;
    private readonly PostgresWriter _writer;
    private readonly NpgsqlDataSource _readers;

    private PostgresStore(
        PostgresAddress address,
        PostgresLease lease,
        PostgresWriter writer,
        NpgsqlDataSource readers,
        SqlIdentity identity,
        TimeProvider time
    )
        : base(SqlDialect.Postgres, writer, identity, time)
    {
        _address = address;
        _lease = lease;
        _writer = writer;
        _readers = readers;
    }

    public override string Place => _address.Place;

    /// <summary>Rehearsals that are held beside the election are nobody else's business.</summary>
    public override string FilePath => Path.GetFullPath("data/resultsbot.db");

    public override Leader? Leader => _lease.Leader;

    /// <summary>Waits until this process leads; then makes the store or brings it up to date.</summary>
    /// <param name="standsBy">Told who leads, twice a second while it waits, and not to be kept long; null where the database is away.</param>
    /// <exception cref="StoreException">The database cannot be used, or is of another election.</exception>
    public static async Task<PostgresStore> Open(
        string? connectionString,
        string election,
        TimeProvider time,
        Action<Leader?> standsBy,
        CancellationToken ct
    )
    {
        var address = PostgresAddress.Parse(connectionString);
        var lease = new PostgresLease(address, time);
        try
        {
            await lease.Take(
                standsBy,
                connection => SqlIdentity.Recognise(connection, SqlDialect.Postgres, election),
                ct
            );
            Migrations.Run(lease.Connection!, SqlDialect.Postgres);
            var identity = SqlIdentity.Of(lease.Connection!, election);
            return new PostgresStore(
                address,
                lease,
                new PostgresWriter(lease, time),
                NpgsqlDataSource.Create(address.Reading()),
                identity,
                time
            );
        }
        catch (Exception e) when (e is NpgsqlException or StoreException)
        {
            await GiveUp(lease);
            throw e is NpgsqlException failed ? failed.At(address, "cannot be used") : e;
        }
        catch (OperationCanceledException)
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    /// <summary>A store that another process writes, to be read as it grows.</summary>
    /// <exception cref="StoreException">There is no such store, it is of another election, or it cannot be read.</exception>
    public static async Task<StoreFollower> Follow(
        string? connectionString,
        string election,
        CancellationToken ct
    )
    {
        var address = PostgresAddress.Parse(connectionString);
        var readers = NpgsqlDataSource.Create(address.Reading());
        try
        {
            return await StoreFollower.Of(
                SqlDialect.Postgres,
                election,
                async stop => await readers.OpenConnectionAsync(stop),
                readers.DisposeAsync,
                ct
            );
        }
        catch (NpgsqlException e)
        {
            throw e.At(address, "cannot be read");
        }
    }

    /// <summary>Which database it is, without user and password.</summary>
    /// <exception cref="StoreException">It names none.</exception>
    public static string PlaceOf(string connectionString) =>
        PostgresAddress.Parse(connectionString).Place;

    /// <inheritdoc/>
    /// <remarks>The server sees to that itself, with checksums where they are on.</remarks>
    public override Task Check() => Task.CompletedTask;

    public override Task ConfirmLeading(CancellationToken ct) => _writer.ConfirmLeading(ct);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _readers.DisposeAsync();
    }

    private protected override async Task<DbConnection> Reader(CancellationToken ct) =>
        await _readers.OpenConnectionAsync(ct);

    private protected override void ForgetReaders() => _readers.Clear();

    private static async Task GiveUp(PostgresLease lease)
    {
        try
        {
            await lease.Release(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // Then it runs out by itself.
        }
        await lease.DisposeAsync();
    }
}

using System.Data.Common;
using Dapper;
using Npgsql;

namespace ResultsBot.Storage.Postgres;

/// <summary>Who leads.</summary>
/// <param name="Name">The machine and the process, for people.</param>
/// <param name="Term">Higher than each before.</param>
/// <param name="Since">By the database's clock.</param>
public sealed record Leader(string Name, long Term, DateTimeOffset Since);

/// <summary>
/// The right to write, and the connection that it is used on. It lasts ten seconds on the database's clock, is renewed by
/// every transaction, and is taken by another only when it has run out. This process counts it from before it asked, on its
/// own monotonic clock, and so never longer than the database does.
/// </summary>
/// <remarks>
/// No session lock: who leads would change with a connection, and for hours with one that has vanished. Each connection
/// made anew gets a new term, so that what the old one may still be doing on the server can no longer be committed.
/// </remarks>
internal sealed class PostgresLease(PostgresAddress address, TimeProvider time) : IAsyncDisposable
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    /// <summary>Before its end, no request is begun any more that somebody else will see.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(3);

    /// <summary>How often whoever stands by looks.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    private readonly string _holder = $"resultsbot-{Guid.NewGuid():N}";
    private long _term;
    private long _askedAt;

    /// <summary>The connection that writes; null while there is none.</summary>
    public NpgsqlConnection? Connection { get; private set; }

    /// <summary>Of the last transaction that was begun: see lease.sql.</summary>
    public long LastWrite { get; private set; }

    public Leader? Leader { get; private set; }

    /// <summary>Whether it is certain that nobody else leads yet. Asked of any thread.</summary>
    public bool IsHeld =>
        Interlocked.Read(ref _askedAt) is var asked and not 0
        && time.GetElapsedTime(asked) < Length - Margin;

    /// <summary>How long it has not been renewed.</summary>
    public TimeSpan Age => time.GetElapsedTime(Interlocked.Read(ref _askedAt));

    /// <summary>Waits until nobody else leads.</summary>
    /// <param name="standsBy">Told who leads, each time it has looked, and not to be kept long; null where that is not known just now.</param>
    /// <param name="recognises">
    /// Asked until it says yes, before anything is taken: whether this process could lead. Only that is known while another
    /// does, and a standby that couldn't take over is worse than none.
    /// </param>
    /// <exception cref="StoreException">The database cannot be used at all, or not by this process.</exception>
    public async Task Take(
        Action<Leader?> standsBy,
        Func<DbConnection, bool> recognises,
        CancellationToken ct
    )
    {
        try
        {
            await Connect(ct);
            await Prepare(ct);
        }
        catch (NpgsqlException e)
        {
            throw e.At(address, "cannot be used");
        }
        var isRecognised = false;
        while (true)
        {
            try
            {
                if (Connection is null)
                {
                    await Connect(ct);
                }
                isRecognised = isRecognised || recognises(Connection!);
                if (await TryTake(ct))
                {
                    return;
                }
                standsBy(await WhoLeads(ct));
            }
            catch (NpgsqlException)
            {
                // It was there before, and will be again; nobody leads without it.
                await Disconnect();
                standsBy(null);
            }
            await Task.Delay(LookAgain, time, ct);
        }
    }

    /// <summary>A new connection in the place of one that was lost.</summary>
    /// <returns>Whether it still leads; <see cref="LastWrite"/> is then the number of the last transaction that was committed.</returns>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<bool> TakeAgain(CancellationToken ct)
    {
        await Disconnect();
        await Connect(ct);
        return await Take("holder = @holder", ct);
    }

    /// <summary>To be the last of a transaction that writes.</summary>
    /// <param name="sending">Call it when the transaction was committed: since then the lease is held.</param>
    public NpgsqlBatchCommand Hold(out Action sending)
    {
        LastWrite++;
        var asked = time.GetTimestamp();
        sending = () => Interlocked.Exchange(ref _askedAt, asked);
        return new NpgsqlBatchCommand("SELECT hold_lease($1, $2, $3)")
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = _term },
                new NpgsqlParameter<long> { TypedValue = LastWrite },
                new NpgsqlParameter<double> { TypedValue = Length.TotalSeconds },
            },
        };
    }

    /// <summary>Who leads now.</summary>
    public async Task<Leader?> WhoLeads(CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT name, term, since FROM leader WHERE expires_at > clock_timestamp()",
            Connection
        );
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new Leader(row.GetString(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2))
            : null;
    }

    /// <summary>Whoever stands by need not wait for its end.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task Release(CancellationToken ct)
    {
        Interlocked.Exchange(ref _askedAt, 0);
        if (Connection is not null)
        {
            await using var command = new NpgsqlCommand(
                "UPDATE leader SET expires_at = '-infinity' WHERE term = $1",
                Connection
            )
            {
                Parameters = { new NpgsqlParameter<long> { TypedValue = _term } },
            };
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    public async ValueTask DisposeAsync() => await Disconnect();

    private async Task Connect(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(address.Writing(_holder));
        try
        {
            await connection.OpenAsync(ct);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        Connection = connection;
    }

    private async Task Disconnect()
    {
        var connection = Connection;
        Connection = null;
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>Makes the row that says who leads, where there is none yet. Two that start at once wait for each other.</summary>
    private async Task Prepare(CancellationToken ct)
    {
        await using var transaction = await Connection!.BeginTransactionAsync(ct);
        await Prepare(Connection, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>In a transaction that has begun: whether it is committed is another's business.</summary>
    internal static async Task Prepare(NpgsqlConnection connection, CancellationToken ct)
    {
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(5252025)");
        if (!await connection.ExecuteScalarAsync<bool>("SELECT to_regclass('leader') IS NOT NULL"))
        {
            using var script = new StreamReader(
                typeof(PostgresLease).Assembly.GetManifestResourceStream(
                    "ResultsBot.Storage.Postgres.lease.sql"
                )!
            );
            await connection.ExecuteAsync(await script.ReadToEndAsync(ct));
        }
    }

    private async Task<bool> TryTake(CancellationToken ct)
    {
        if (await WhoLeads(ct) is not null)
        {
            return false;
        }
        // What the one before has left on the server would hold its locks for as long as it is there.
        await Connection!.ExecuteAsync(
            """
            SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN leader l ON a.application_name = l.holder
            WHERE l.holder <> '' AND l.expires_at <= clock_timestamp()
                AND a.usename = current_user AND a.pid <> pg_backend_pid()
            """
        );
        return await Take("holder = @holder OR expires_at <= clock_timestamp()", ct);
    }

    private async Task<bool> Take(string where, CancellationToken ct)
    {
        var asked = time.GetTimestamp();
        await using var command = new NpgsqlCommand(
            $"""
            UPDATE leader SET term = term + 1, holder = @holder, name = @name,
                since = CASE WHEN holder = @holder THEN since ELSE clock_timestamp() END,
                expires_at = clock_timestamp() + make_interval(secs => @seconds)
            WHERE {where}
            RETURNING term, last_write, since
            """,
            Connection
        );
        command.Parameters.AddWithValue("holder", _holder);
        command.Parameters.AddWithValue("name", Name);
        command.Parameters.AddWithValue("seconds", Length.TotalSeconds);
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
        {
            return false;
        }
        _term = row.GetInt64(0);
        LastWrite = row.GetInt64(1);
        Leader = new Leader(Name, _term, row.GetFieldValue<DateTimeOffset>(2));
        Interlocked.Exchange(ref _askedAt, asked);
        return true;
    }

    private static string Name => $"{Environment.MachineName} (process {Environment.ProcessId})";
}

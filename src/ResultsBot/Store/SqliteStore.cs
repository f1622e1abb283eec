using System.Collections.Immutable;
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
internal sealed class SqliteStore : IElectionStore, IChannelStore, IDraftStore, IAsyncDisposable
{
    private const string AreaScope = "area";
    private const string SeatScope = "seat";

    private readonly string _connectionString;
    private readonly FileStream _lock;
    private readonly SqliteWriter _writer;
    private readonly TimeProvider _time;

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
            Migrate(settings.ConnectionString);
            var connection = new SqliteConnection(settings.ConnectionString);
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            var id = Identify(connection, election);
            return new SqliteStore(
                settings.ConnectionString,
                held,
                new SqliteWriter(connection),
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

    public async Task<IReadOnlyDictionary<string, string>> ReadRolls(CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        var rows = await connection.QueryAsync<(string Contest, string Fingerprint)>(
            "SELECT contest, fingerprint FROM rolls"
        );
        return rows.ToDictionary(r => r.Contest, r => r.Fingerprint);
    }

    public Task SaveRolls(IReadOnlyDictionary<string, string> rolls) =>
        _writer.Write(connection =>
        {
            foreach (var (contest, fingerprint) in rolls)
            {
                connection.Execute(
                    """
                    INSERT INTO rolls VALUES (@contest, @fingerprint)
                    ON CONFLICT (contest) DO UPDATE SET fingerprint = excluded.fingerprint
                    """,
                    new { contest, fingerprint }
                );
            }
        });

    public async Task<ImmutableArray<ElectionEvent>> ReadEvents(CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        var rows = await connection.QueryAsync<(string Kind, string Data)>(
            "SELECT kind, data FROM events ORDER BY version"
        );
        return [.. rows.Select(r => Codec.Read<ElectionEvent>(r.Kind, r.Data))];
    }

    public async Task<ImmutableArray<ElectionEvent>> FindDelivery(
        string interaction,
        CancellationToken ct
    )
    {
        await using var connection = await Reader(ct);
        var rows = await connection.QueryAsync<(string Kind, string Data)>(
            """
            SELECT e.kind, e.data
            FROM deliveries d JOIN events e ON e.version BETWEEN d.first_version AND d.last_version
            WHERE d.interaction = @interaction
            ORDER BY e.version
            """,
            new { interaction }
        );
        return [.. rows.Select(r => Codec.Read<ElectionEvent>(r.Kind, r.Data))];
    }

    public Task<Appended> Append(
        long expectedVersion,
        string interaction,
        ImmutableArray<ElectionEvent> events,
        ImmutableArray<Bulletin> bulletins
    )
    {
        // Into text here, so that the writer's thread only writes.
        var eventRows = events.Select(e => Codec.Write(e)).ToArray();
        var wireRows = bulletins.Select(b => (Codec.Write(b), Bulletin: b)).ToArray();
        return _writer.Write<Appended>(connection =>
        {
            var version = connection.ExecuteScalar<long>(
                "SELECT coalesce(max(version), 0) FROM events"
            );
            if (version != expectedVersion)
            {
                return new Appended.Conflict(version);
            }
            connection.Execute(
                "INSERT INTO deliveries VALUES (@interaction, @first, @last)",
                new
                {
                    interaction,
                    first = version + 1,
                    last = version + eventRows.Length,
                }
            );
            foreach (var (kind, data) in eventRows)
            {
                version++;
                connection.Execute(
                    "INSERT INTO events VALUES (@version, @kind, @data)",
                    new
                    {
                        version,
                        kind,
                        data,
                    }
                );
            }
            var position = EndOfWire(connection);
            var entries = ImmutableArray.CreateBuilder<WireEntry>(wireRows.Length);
            foreach (var ((kind, data), bulletin) in wireRows)
            {
                position++;
                connection.Execute(
                    "INSERT INTO wire VALUES (@position, @version, @kind, @data)",
                    new
                    {
                        position,
                        version,
                        kind,
                        data,
                    }
                );
                entries.Add(new WireEntry(position, bulletin));
            }
            return new Appended.Stored(version, entries.MoveToImmutable());
        });
    }

    public async Task<ImmutableArray<WireEntry>> ReadWire(long position, CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        var rows = await connection.QueryAsync<(long Position, string Kind, string Data)>(
            "SELECT position, kind, data FROM wire WHERE position > @position ORDER BY position",
            new { position }
        );
        return
        [
            .. rows.Select(r => new WireEntry(r.Position, Codec.Read<Bulletin>(r.Kind, r.Data))),
        ];
    }

    public async Task<ImmutableArray<ChannelRecord>> ReadChannels(CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        var scopes = (
            await connection.QueryAsync<(long Channel, string Kind, string Name, long Since)>(
                "SELECT channel, kind, name, since FROM subscriptions ORDER BY channel, kind, name"
            )
        ).ToLookup(s => s.Channel, s => new Subscription(Scope(s.Kind, s.Name), s.Since));
        var rows = await connection.QueryAsync<ChannelRow>(ChannelRow.Select + " ORDER BY channel");
        return [.. rows.Select(r => r.Record([.. scopes[r.Channel]]))];
    }

    public Task<ChannelRecord> Subscribe(ulong channel, ulong guild, Scope scope)
    {
        var (kind, name) = Columns(scope);
        return _writer.Write(connection =>
        {
            connection.Execute(
                """
                INSERT INTO channels (channel, guild, bookmark) VALUES (@channel, @guild, @end)
                ON CONFLICT (channel) DO UPDATE SET suspended = NULL
                """,
                new
                {
                    channel = (long)channel,
                    guild = (long)guild,
                    end = EndOfWire(connection),
                }
            );
            connection.Execute(
                "INSERT INTO subscriptions VALUES (@channel, @kind, @name, @end) ON CONFLICT DO NOTHING",
                new
                {
                    channel = (long)channel,
                    kind,
                    name,
                    end = EndOfWire(connection),
                }
            );
            return Find(connection, channel)!;
        });
    }

    public Task<ChannelRecord?> Unsubscribe(ulong channel, Scope? scope) =>
        _writer.Write(connection =>
        {
            var (kind, name) = scope is null ? (null, null) : Columns(scope);
            connection.Execute(
                """
                DELETE FROM subscriptions
                WHERE channel = @channel AND (@kind IS NULL OR (kind = @kind AND name = @name))
                """,
                new
                {
                    channel = (long)channel,
                    kind,
                    name,
                }
            );
            connection.Execute(
                """
                DELETE FROM channels
                WHERE channel = @channel AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE channel = @channel)
                """,
                new { channel = (long)channel }
            );
            return Find(connection, channel);
        });

    public Task Intend(ulong channel, Sending sending) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                """
                UPDATE channels SET sending_first = @First, sending_through = @Through,
                    sending_nonce = @Nonce, sending_since = @since
                WHERE channel = @channel
                """,
                new
                {
                    channel = (long)channel,
                    sending.First,
                    sending.Through,
                    sending.Nonce,
                    since = sending.Since.UtcDateTime.ToString("O"),
                }
            );
        });

    public Task Receive(ulong channel, Sending sending, ulong message) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                """
                INSERT INTO receipts VALUES (@channel, @First, @Through, @message)
                ON CONFLICT (channel, first_position)
                DO UPDATE SET last_position = excluded.last_position, message = excluded.message
                """,
                new
                {
                    channel = (long)channel,
                    sending.First,
                    sending.Through,
                    message = (long)message,
                }
            );
            connection.Execute(
                """
                UPDATE channels SET bookmark = @Through, sending_first = NULL, sending_through = NULL,
                    sending_nonce = NULL, sending_since = NULL
                WHERE channel = @channel AND bookmark < @Through
                """,
                new { channel = (long)channel, sending.Through }
            );
        });

    public Task Suspend(ulong channel, string reason) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                """
                UPDATE channels SET suspended = @reason, sending_first = NULL, sending_through = NULL,
                    sending_nonce = NULL, sending_since = NULL
                WHERE channel = @channel
                """,
                new { channel = (long)channel, reason }
            );
        });

    public Task Resume(ulong channel) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                "UPDATE channels SET suspended = NULL WHERE channel = @channel",
                new { channel = (long)channel }
            );
        });

    public Task Save(Draft draft) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                """
                INSERT INTO drafts VALUES (@Id, @Seat, @Figures, @Rejected, @savedAt) ON CONFLICT DO NOTHING
                """,
                new
                {
                    draft.Id,
                    draft.Seat,
                    draft.Figures,
                    draft.Rejected,
                    savedAt = _time.GetUtcNow().UtcDateTime.ToString("O"),
                }
            );
        });

    public async Task<Draft?> Find(string id, CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        return await connection.QuerySingleOrDefaultAsync<Draft>(
            "SELECT id, seat, figures, rejected FROM drafts WHERE id = @id",
            new { id }
        );
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

    private static void Migrate(string connectionString)
    {
        var result = DeployChanges
            .To.SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(
                typeof(SqliteStore).Assembly,
                s => s.EndsWith(".sql", StringComparison.Ordinal)
            )
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
        var about = connection.QuerySingleOrDefault<(string Store, string Election)?>(
            "SELECT store, election FROM about"
        );
        if (about is not { } known)
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

    private static long EndOfWire(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("SELECT coalesce(max(position), 0) FROM wire");

    private static ChannelRecord? Find(SqliteConnection connection, ulong channel)
    {
        var row = connection.QuerySingleOrDefault<ChannelRow>(
            ChannelRow.Select + " WHERE channel = @channel",
            new { channel = (long)channel }
        );
        var scopes = connection.Query<(string Kind, string Name, long Since)>(
            "SELECT kind, name, since FROM subscriptions WHERE channel = @channel ORDER BY kind, name",
            new { channel = (long)channel }
        );
        return row?.Record([
            .. scopes.Select(s => new Subscription(Scope(s.Kind, s.Name), s.Since)),
        ]);
    }

    private static (string Kind, string Name) Columns(Scope scope) =>
        scope switch
        {
            Scope.Area { Id: var area } => ($"{AreaScope}:{area.Kind}", area.Name),
            Scope.Seat seat => (SeatScope, seat.Contest.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "No column for it."),
        };

    private static Scope Scope(string kind, string name) =>
        kind == SeatScope
            ? new Scope.Seat(new ContestId(name))
            : new Scope.Area(
                new AreaId(Enum.Parse<AreaKind>(kind[(AreaScope.Length + 1)..]), name)
            );

    private async Task<SqliteConnection> Reader(CancellationToken ct)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>A line of the table, as it is read.</summary>
    private sealed class ChannelRow
    {
        public const string Select = """
            SELECT channel, guild, bookmark, sending_first AS SendingFirst, sending_through AS SendingThrough,
                sending_nonce AS SendingNonce, sending_since AS SendingSince, suspended
            FROM channels
            """;

        public long Channel { get; init; }
        public long Guild { get; init; }
        public long Bookmark { get; init; }
        public long? SendingFirst { get; init; }
        public long? SendingThrough { get; init; }
        public string? SendingNonce { get; init; }
        public string? SendingSince { get; init; }
        public string? Suspended { get; init; }

        public ChannelRecord Record(ImmutableArray<Subscription> subscriptions) =>
            new(
                (ulong)Channel,
                (ulong)Guild,
                subscriptions,
                Bookmark,
                SendingThrough is { } through
                    ? new Sending(
                        SendingFirst ?? through,
                        through,
                        SendingNonce ?? "",
                        DateTimeOffset.Parse(SendingSince ?? "0001-01-01Z", null)
                    )
                    : null,
                Suspended
            );
    }
}

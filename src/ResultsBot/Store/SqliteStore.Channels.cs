using System.Collections.Immutable;
using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Wire;

namespace ResultsBot.Store;

/// <summary>The channels, what they follow and how far each has come.</summary>
internal sealed partial class SqliteStore
{
    private const string AreaScope = "area";
    private const string SeatScope = "seat";

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

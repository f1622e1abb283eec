using System.Collections.Immutable;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;

namespace ResultsBot.Store;

/// <summary>The channels, what they follow and how far each has come.</summary>
internal sealed partial class SqliteStore
{
    private const string AreaScope = "area";
    private const string SeatScope = "seat";

    public async Task<ImmutableArray<ChannelRecord>> ReadChannels(CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        var follows = (
            await connection.QueryAsync<FollowRow>(FollowRow.Select + FollowRow.Order)
        ).ToLookup(f => f.Channel, f => f.Subscription);
        var ahead = (
            await connection.QueryAsync<AheadRow>(AheadRow.Select + " ORDER BY channel, position")
        ).ToLookup(a => a.Channel, a => a.Ahead);
        var rows = await connection.QueryAsync<ChannelRow>(
            ChannelRow.Select + " ORDER BY c.channel"
        );
        return [.. rows.Select(r => r.Record([.. follows[r.Channel]], [.. ahead[r.Channel]]))];
    }

    public Task<ChannelRecord> Subscribe(
        ulong channel,
        ulong guild,
        Topic topic,
        DeliveryChange delivery
    )
    {
        var (kind, name) = Columns(topic.Scope);
        var party = topic.Party?.Value ?? "";
        return _writer.Write(connection =>
        {
            var end = EndOfWire(connection);
            connection.Execute(
                """
                INSERT INTO channels (channel, guild, bookmark) VALUES (@channel, @guild, @end)
                ON CONFLICT (channel) DO UPDATE SET suspended = NULL, suspended_since = NULL
                """,
                new
                {
                    channel = (long)channel,
                    guild = (long)guild,
                    end,
                }
            );
            // What it had of the same in a larger kind goes on in the smaller one.
            var larger = Larger(topic.Kind).Select(Name).ToArray();
            var since =
                connection.ExecuteScalar<long?>(
                    """
                    SELECT min(since) FROM follows
                    WHERE channel = @channel AND kind = @kind AND name = @name AND party = @party AND news IN @larger
                    """,
                    new
                    {
                        channel = (long)channel,
                        kind,
                        name,
                        party,
                        larger,
                    }
                ) ?? end;
            connection.Execute(
                """
                DELETE FROM follows
                WHERE channel = @channel AND kind = @kind AND name = @name AND party = @party AND news IN @larger
                """,
                new
                {
                    channel = (long)channel,
                    kind,
                    name,
                    party,
                    larger,
                }
            );
            connection.Execute(
                """
                INSERT INTO follows (channel, kind, name, party, news, since)
                VALUES (@channel, @kind, @name, @party, @news, @since) ON CONFLICT DO NOTHING
                """,
                new
                {
                    channel = (long)channel,
                    kind,
                    name,
                    party,
                    news = Name(topic.Kind),
                    since,
                }
            );
            var now = delivery.Of(Find(connection, channel)!.Delivery);
            connection.Execute(
                "UPDATE channels SET every_minutes = @every, threads = @Threads, publishes = @Publishes WHERE channel = @channel",
                new
                {
                    channel = (long)channel,
                    every = (long?)now.Every?.TotalMinutes,
                    now.Threads,
                    now.Publishes,
                }
            );
            return Find(connection, channel)!;
        });
    }

    public Task<ChannelRecord?> Unsubscribe(ulong channel, ImmutableArray<Topic>? topics) =>
        _writer.Write(connection =>
        {
            if (topics is { } some)
            {
                foreach (var topic in some)
                {
                    var (kind, name) = Columns(topic.Scope);
                    connection.Execute(
                        """
                        DELETE FROM follows
                        WHERE channel = @channel AND kind = @kind AND name = @name AND party = @party AND news = @news
                        """,
                        new
                        {
                            channel = (long)channel,
                            kind,
                            name,
                            party = topic.Party?.Value ?? "",
                            news = Name(topic.Kind),
                        }
                    );
                }
            }
            else
            {
                connection.Execute(
                    "DELETE FROM follows WHERE channel = @channel",
                    new { channel = (long)channel }
                );
            }
            foreach (var table in (string[])["channels", "ahead"])
            {
                connection.Execute(
                    $"""
                    DELETE FROM {table}
                    WHERE channel = @channel AND NOT EXISTS (SELECT 1 FROM follows WHERE channel = @channel)
                    """,
                    new { channel = (long)channel }
                );
            }
            return Find(connection, channel);
        });

    public Task Intend(ulong channel, Sending sending)
    {
        var page = sending.Page is { } p ? PageCodec.Write(p) : null;
        return _writer.WriteBulk(connection =>
        {
            connection.Execute(
                """
                UPDATE channels SET sending_first = @First, sending_through = @Through,
                    sending_nonce = @Nonce, sending_since = @since, sending_page = @page,
                    sending_thread = @thread
                WHERE channel = @channel
                """,
                new
                {
                    channel = (long)channel,
                    sending.First,
                    sending.Through,
                    sending.Nonce,
                    since = Text(sending.Since),
                    page,
                    thread = sending.Thread?.Value,
                }
            );
        });
    }

    public Task Receive(ulong channel, Sending sending, Posted? posted)
    {
        var page = sending.Page is { } p ? PageCodec.Write(p) : null;
        return _writer.WriteBulk(connection =>
        {
            if (posted is not null)
            {
                connection.Execute(
                    """
                    INSERT INTO receipts
                        (channel, first_position, last_position, message, place, page, as_of, unpublished_since)
                    VALUES (@channel, @First, @Through, @message, @place, @page, @AsOf, @unpublished)
                    ON CONFLICT (channel, first_position)
                    DO UPDATE SET last_position = excluded.last_position, message = excluded.message,
                        place = excluded.place, page = excluded.page, as_of = excluded.as_of,
                        unpublished_since = excluded.unpublished_since
                    """,
                    new
                    {
                        channel = (long)channel,
                        sending.First,
                        sending.Through,
                        message = (long)posted.Message,
                        place = (long)posted.Place,
                        page,
                        posted.AsOf,
                        unpublished = posted.ToPublish ? Text(posted.At) : null,
                    }
                );
            }
            var moved = connection.Execute(
                """
                UPDATE channels SET bookmark = @Through, posted_at = coalesce(@at, posted_at),
                    sending_first = NULL, sending_through = NULL, sending_nonce = NULL,
                    sending_since = NULL, sending_page = NULL, sending_thread = NULL
                WHERE channel = @channel AND bookmark < @Through
                """,
                new
                {
                    channel = (long)channel,
                    sending.Through,
                    at = posted is null ? null : Text(posted.At),
                }
            );
            if (moved > 0)
            {
                connection.Execute(
                    "DELETE FROM ahead WHERE channel = @channel AND position <= @Through",
                    new { channel = (long)channel, sending.Through }
                );
            }
        });
    }

    public Task IntendAhead(ulong channel, Ahead ahead) =>
        _writer.WriteBulk(connection =>
        {
            connection.Execute(
                """
                INSERT INTO ahead (channel, position, nonce, since, message)
                VALUES (@channel, @Position, @Nonce, @since, NULL) ON CONFLICT DO NOTHING
                """,
                new
                {
                    channel = (long)channel,
                    ahead.Position,
                    ahead.Nonce,
                    since = Text(ahead.Since),
                }
            );
        });

    public Task ReceiveAhead(ulong channel, long position, ulong message) =>
        _writer.WriteBulk(connection =>
        {
            connection.Execute(
                "UPDATE ahead SET message = @message WHERE channel = @channel AND position = @position",
                new
                {
                    channel = (long)channel,
                    position,
                    message = (long)message,
                }
            );
        });

    public Task Suspend(ulong channel, Suspension suspension, bool nothingArrived = false) =>
        _writer.Write(connection =>
        {
            if (nothingArrived)
            {
                connection.Execute(
                    """
                    UPDATE channels SET sending_first = NULL, sending_through = NULL, sending_nonce = NULL,
                        sending_since = NULL, sending_page = NULL, sending_thread = NULL
                    WHERE channel = @channel
                    """,
                    new { channel = (long)channel }
                );
            }
            connection.Execute(
                "UPDATE channels SET suspended = @Reason, suspended_since = @since WHERE channel = @channel",
                new
                {
                    channel = (long)channel,
                    suspension.Reason,
                    since = Text(suspension.Since),
                }
            );
        });

    public Task Resume(ulong channel) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                "UPDATE channels SET suspended = NULL, suspended_since = NULL WHERE channel = @channel",
                new { channel = (long)channel }
            );
        });

    public async Task<ImmutableArray<Copy>> ReadCopies(
        IReadOnlyCollection<long> positions,
        long revision,
        CancellationToken ct
    )
    {
        if (positions.Count == 0)
        {
            return [];
        }
        await using var connection = await Reader(ct);
        var wanted = positions.ToHashSet();
        var copies = new SortedDictionary<(ulong, long), Copy>();
        foreach (var (first, last) in Stretches([.. wanted.Order()]))
        {
            // One after the other: of a night in thousands of channels, all would take more room than the bot has.
            await foreach (
                var row in connection
                    .QueryUnbufferedAsync<CopyRow>(
                        CopyRow.Select
                            + " WHERE last_position >= @first AND first_position <= @last AND as_of < @revision",
                        new
                        {
                            first,
                            last,
                            revision,
                        }
                    )
                    .WithCancellation(ct)
            )
            {
                if (row.Copy is { } copy && copy.Page.Positions.Any(wanted.Contains))
                {
                    copies[(copy.Channel, copy.First)] = copy;
                }
            }
        }
        return [.. copies.Values];
    }

    /// <summary>Positions that lie close together, as one stretch of the wire.</summary>
    private static IEnumerable<(long First, long Last)> Stretches(long[] ordered)
    {
        const int close = 20;
        var begin = 0;
        for (var i = 1; i <= ordered.Length; i++)
        {
            if (i == ordered.Length || ordered[i] - ordered[i - 1] > close)
            {
                yield return (ordered[begin], ordered[i - 1]);
                begin = i;
            }
        }
    }

    public Task Revise(ulong channel, long first, long asOf) =>
        _writer.WriteBulk(connection =>
        {
            connection.Execute(
                "UPDATE receipts SET as_of = @asOf WHERE channel = @channel AND first_position = @first AND as_of < @asOf",
                new
                {
                    channel = (long)channel,
                    first,
                    asOf,
                }
            );
        });

    public async Task<ImmutableArray<Unpublished>> ReadUnpublished(CancellationToken ct)
    {
        await using var connection = await Reader(ct);
        var rows = await connection.QueryAsync<UnpublishedRow>(
            """
            SELECT channel, first_position AS first, message, unpublished_since AS since FROM receipts
            WHERE unpublished_since IS NOT NULL ORDER BY channel, first_position
            """
        );
        return
        [
            .. rows.Select(r => new Unpublished(
                (ulong)r.Channel,
                r.First,
                (ulong)r.Message,
                Time(r.Since)
            )),
        ];
    }

    public Task Publish(ulong channel, long first) =>
        _writer.WriteBulk(connection =>
        {
            connection.Execute(
                "UPDATE receipts SET unpublished_since = NULL WHERE channel = @channel AND first_position = @first",
                new { channel = (long)channel, first }
            );
        });

    public async Task<SeatThread?> FindThread(
        ulong channel,
        ContestId contest,
        CancellationToken ct
    )
    {
        await using var connection = await Reader(ct);
        var row = await connection.QuerySingleOrDefaultAsync<(long? Thread, bool Closed)?>(
            "SELECT thread, closed FROM threads WHERE channel = @channel AND contest = @contest",
            new { channel = (long)channel, contest = contest.Value }
        );
        return row is { } r ? new SeatThread((ulong?)r.Thread, r.Closed) : null;
    }

    public Task SaveThread(ulong channel, ContestId contest, SeatThread thread) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                """
                INSERT INTO threads (channel, contest, thread, closed)
                VALUES (@channel, @contest, @thread, @IsClosed)
                ON CONFLICT (channel, contest)
                DO UPDATE SET thread = excluded.thread, closed = excluded.closed
                """,
                new
                {
                    channel = (long)channel,
                    contest = contest.Value,
                    thread = (long?)thread.Thread,
                    thread.IsClosed,
                }
            );
        });

    public Task ForgetThread(ulong channel, ContestId contest) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                "DELETE FROM threads WHERE channel = @channel AND contest = @contest",
                new { channel = (long)channel, contest = contest.Value }
            );
        });

    public Task<ChannelRecord?> SetMention(ulong channel, Mention? mention) =>
        _writer.Write(connection =>
        {
            connection.Execute(
                "DELETE FROM mentions WHERE channel = @channel",
                new { channel = (long)channel }
            );
            if (mention is not null)
            {
                connection.Execute(
                    "INSERT INTO mentions (channel, role, seats, majors) VALUES (@channel, @role, @seats, @Majors)",
                    new
                    {
                        channel = (long)channel,
                        role = (long)mention.Role,
                        seats = string.Join('\n', mention.Seats),
                        mention.Majors,
                    }
                );
            }
            return Find(connection, channel);
        });

    private static ChannelRecord? Find(SqliteConnection connection, ulong channel)
    {
        var row = connection.QuerySingleOrDefault<ChannelRow>(
            ChannelRow.Select + " WHERE c.channel = @channel",
            new { channel = (long)channel }
        );
        return row?.Record(
            [
                .. connection
                    .Query<FollowRow>(
                        FollowRow.Select + " WHERE channel = @channel" + FollowRow.Order,
                        new { channel = (long)channel }
                    )
                    .Select(f => f.Subscription),
            ],
            [
                .. connection
                    .Query<AheadRow>(
                        AheadRow.Select + " WHERE channel = @channel ORDER BY position",
                        new { channel = (long)channel }
                    )
                    .Select(a => a.Ahead),
            ]
        );
    }

    private static IEnumerable<Kind> Larger(Kind kind) =>
        kind == Kind.Tallies ? [] : Enum.GetValues<Kind>().Where(k => k > kind);

    private static string Name(Kind kind) =>
        kind switch
        {
            Kind.Tallies => "tallies",
            Kind.Results => "results",
            Kind.Flashes => "flashes",
            Kind.Everything => "everything",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No column for it."),
        };

    private static Kind NamedKind(string name) =>
        Enum.GetValues<Kind>().First(k => Name(k) == name);

    private static (string Kind, string Name) Columns(Scope scope) =>
        scope switch
        {
            Scope.Area { Id: var area } => ($"{AreaScope}:{area.Kind}", area.Name),
            Scope.Seat seat => (SeatScope, seat.Contest.Value),
            _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "No column for it."),
        };

    private static Scope NamedScope(string kind, string name) =>
        kind == SeatScope
            ? new Scope.Seat(new ContestId(name))
            : new Scope.Area(
                new AreaId(Enum.Parse<AreaKind>(kind[(AreaScope.Length + 1)..]), name)
            );

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O");

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, null, DateTimeStyles.AssumeUniversal);

    /// <summary>A line of the table, as it is read.</summary>
    private sealed class FollowRow
    {
        public const string Select = "SELECT channel, kind, name, party, news, since FROM follows";
        public const string Order = " ORDER BY channel, kind, name, party, news";

        public long Channel { get; init; }
        public string Kind { get; init; } = "";
        public string Name { get; init; } = "";
        public string Party { get; init; } = "";
        public string News { get; init; } = "";
        public long Since { get; init; }

        public Subscription Subscription =>
            new(
                NamedScope(Kind, Name),
                Party.Length == 0 ? null : new PartyId(Party),
                NamedKind(News),
                Since
            );
    }

    private sealed class AheadRow
    {
        public const string Select = "SELECT channel, position, nonce, since, message FROM ahead";

        public long Channel { get; init; }
        public long Position { get; init; }
        public string Nonce { get; init; } = "";
        public string Since { get; init; } = "";
        public long? Message { get; init; }

        public Ahead Ahead => new(Position, Nonce, Time(Since), (ulong?)Message);
    }

    private sealed class CopyRow
    {
        public const string Select =
            "SELECT channel, first_position AS First, last_position AS Last, message, place, page FROM receipts";

        public long Channel { get; init; }
        public long First { get; init; }
        public long Last { get; init; }
        public long Message { get; init; }
        public long? Place { get; init; }
        public string? Page { get; init; }

        /// <summary>Null where version 0.1 has not written down which of several bulletins it shows.</summary>
        public Copy? Copy
        {
            get
            {
                var page =
                    Page is not null ? PageCodec.Read(Page)
                    : First == Last ? new Page(Layout.Cards, [First], [])
                    : null;
                return page is null
                    ? null
                    : new Copy(
                        (ulong)Channel,
                        First,
                        (ulong)(Place ?? Channel),
                        (ulong)Message,
                        page
                    );
            }
        }
    }

    private sealed class ChannelRow
    {
        public const string Select = """
            SELECT c.channel, c.guild, c.bookmark, c.sending_first AS SendingFirst,
                c.sending_through AS SendingThrough, c.sending_nonce AS SendingNonce,
                c.sending_since AS SendingSince, c.sending_page AS SendingPage,
                c.sending_thread AS SendingThread, c.suspended, c.suspended_since AS SuspendedSince,
                c.posted_at AS PostedAt, c.every_minutes AS EveryMinutes, c.threads, c.publishes,
                m.role, m.seats, m.majors
            FROM channels c LEFT JOIN mentions m ON m.channel = c.channel
            """;

        public long Channel { get; init; }
        public long Guild { get; init; }
        public long Bookmark { get; init; }
        public long? SendingFirst { get; init; }
        public long? SendingThrough { get; init; }
        public string? SendingNonce { get; init; }
        public string? SendingSince { get; init; }
        public string? SendingPage { get; init; }
        public string? SendingThread { get; init; }
        public string? Suspended { get; init; }
        public string? SuspendedSince { get; init; }
        public string? PostedAt { get; init; }
        public long? EveryMinutes { get; init; }
        public bool Threads { get; init; }
        public bool Publishes { get; init; }
        public long? Role { get; init; }
        public string? Seats { get; init; }
        public bool? Majors { get; init; }

        public ChannelRecord Record(
            ImmutableArray<Subscription> subscriptions,
            ImmutableArray<Ahead> ahead
        ) =>
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
                        Time(SendingSince ?? "0001-01-01Z")
                    )
                    {
                        Page = SendingPage is null ? null : PageCodec.Read(SendingPage),
                        Thread = SendingThread is null ? null : new ContestId(SendingThread),
                    }
                    : null,
                Suspended is null
                    ? null
                    : new Suspension(Suspended, Time(SuspendedSince ?? "0001-01-01Z"))
            )
            {
                Delivery = Delivery.Of(
                    EveryMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
                    Threads,
                    Publishes
                ),
                PostedAt = PostedAt is null ? null : Time(PostedAt),
                Mention = Role is { } role
                    ? new Mention(
                        (ulong)role,
                        [
                            .. (Seats ?? "")
                                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                                .Select(s => new ContestId(s)),
                        ],
                        Majors ?? false
                    )
                    : null,
                Ahead = ahead,
            };
    }

    private sealed record UnpublishedRow(long Channel, long First, long Message, string Since);
}

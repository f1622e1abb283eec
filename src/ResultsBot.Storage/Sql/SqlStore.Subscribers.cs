using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Storage.Sql;

/// <summary>The subscribers and what they follow.</summary>
public abstract partial class SqlStore
{
    private const string AreaScope = "area";
    private const string SeatScope = "seat";

    /// <summary>One subscriber's, in any table.</summary>
    private const string There = "outlet = @Outlet AND address = @Id";

    public Task<ImmutableArray<Subscriber>> ReadSubscribers(CancellationToken ct) =>
        Read<ImmutableArray<Subscriber>>(
            async connection =>
            {
                var follows = (
                    await connection.QueryAsync<FollowRow>(FollowRow.Select + FollowRow.Order)
                ).ToLookup(f => f.Place, f => f.Subscription);
                var ahead = (
                    await connection.QueryAsync<AheadRow>(AheadRow.Select + AheadRow.Order)
                ).ToLookup(a => a.Place, a => a.Ahead);
                var rows = await connection.QueryAsync<SubscriberRow>(
                    SubscriberRow.Select + " ORDER BY s.outlet, s.address"
                );
                return
                [
                    .. rows.Select(r => r.Subscriber([.. follows[r.Place]], [.. ahead[r.Place]])),
                ];
            },
            ct
        );

    public Task<Subscriber> Subscribe(
        Address address,
        Group group,
        Topic topic,
        DeliveryChange change,
        params ImmutableArray<Topic> instead
    ) =>
        _writer.Write(connection =>
        {
            var end = Mark.Read(connection).EndOfLog;
            connection.Execute(
                """
                INSERT INTO subscribers (outlet, address, address_group, bookmark) VALUES (@Outlet, @Id, @group, @end)
                ON CONFLICT (outlet, address) DO UPDATE SET suspended = NULL, suspended_since = NULL
                """,
                new
                {
                    address.Outlet,
                    address.Id,
                    group = group.Id,
                    end,
                }
            );
            Follow(connection, address, topic, instead, end);
            var options = change.Of(Find(connection, address)!.Options);
            connection.Execute(
                $"UPDATE subscribers SET every_minutes = @every, threads = @Threads, publishes = @Publishes, pictures = @Pictures WHERE {There}",
                new
                {
                    address.Outlet,
                    address.Id,
                    every = (long?)options.Every?.TotalMinutes,
                    options.Threads,
                    options.Publishes,
                    options.Pictures,
                }
            );
            return Find(connection, address)!;
        });

    public Task<Subscriber?> Unsubscribe(Address address, ImmutableArray<Topic>? topics) =>
        _writer.Write(connection =>
        {
            if (topics is { } some)
            {
                foreach (var topic in some)
                {
                    connection.Execute(
                        $"DELETE FROM follows WHERE {There} AND {FollowRow.OfTopic}",
                        new FollowKey(address, topic)
                    );
                }
            }
            else
            {
                connection.Execute($"DELETE FROM follows WHERE {There}", address);
            }
            foreach (var table in (string[])["subscribers", "ahead"])
            {
                connection.Execute(
                    $"DELETE FROM {table} WHERE {There} AND NOT EXISTS (SELECT 1 FROM follows WHERE {There})",
                    address
                );
            }
            return Find(connection, address);
        });

    public Task<Subscriber?> SetMention(Address address, Mention? mention) =>
        _writer.Write(connection =>
        {
            connection.Execute($"DELETE FROM mentions WHERE {There}", address);
            if (mention is not null)
            {
                connection.Execute(
                    "INSERT INTO mentions VALUES (@Outlet, @Id, @Role, @seats, @Majors)",
                    new
                    {
                        address.Outlet,
                        address.Id,
                        mention.Role,
                        seats = string.Join('\n', mention.Seats),
                        mention.Majors,
                    }
                );
            }
            return Find(connection, address);
        });

    /// <summary>Goes on from where the first began of what it takes the place of.</summary>
    private static void Follow(
        DbConnection connection,
        Address address,
        Topic topic,
        ImmutableArray<Topic> instead,
        long end
    )
    {
        var since = end;
        foreach (var replaced in instead)
        {
            const string it = $"FROM follows WHERE {There} AND {FollowRow.OfTopic}";
            var old = new FollowKey(address, replaced);
            since = Math.Min(
                since,
                connection.ExecuteScalar<long?>($"SELECT since {it}", old) ?? end
            );
            connection.Execute($"DELETE {it}", old);
        }
        var key = new FollowKey(address, topic);
        connection.Execute(
            "INSERT INTO follows VALUES (@Outlet, @Id, @Kind, @Name, @Party, @News, @Under, @since) ON CONFLICT DO NOTHING",
            new
            {
                key.Outlet,
                key.Id,
                key.Kind,
                key.Name,
                key.Party,
                key.News,
                key.Under,
                since,
            }
        );
    }

    private static Subscriber? Find(DbConnection connection, Address address) =>
        connection
            .QuerySingleOrDefault<SubscriberRow>(
                SubscriberRow.Select + " WHERE s.outlet = @Outlet AND s.address = @Id",
                address
            )
            ?.Subscriber(
                [
                    .. connection
                        .Query<FollowRow>(
                            $"{FollowRow.Select} WHERE {There} {FollowRow.Order}",
                            address
                        )
                        .Select(f => f.Subscription),
                ],
                [
                    .. connection
                        .Query<AheadRow>(
                            $"{AheadRow.Select} WHERE {There} {AheadRow.Order}",
                            address
                        )
                        .Select(a => a.Ahead),
                ]
            );

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

    private static Scope NamedScope(string kind, string name) =>
        kind == SeatScope
            ? new Scope.Seat(new ContestId(name))
            : new Scope.Area(
                new AreaId(Enum.Parse<AreaKind>(kind[(AreaScope.Length + 1)..]), name)
            );

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O");

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, null, DateTimeStyles.AssumeUniversal);

    /// <summary>A topic in columns.</summary>
    private sealed class FollowKey(Address address, Topic topic)
    {
        public string Outlet => address.Outlet;
        public string Id => address.Id;
        public string Kind =>
            topic.Scope switch
            {
                Scope.Area { Id.Kind: var kind } => $"{AreaScope}:{kind}",
                Scope.Seat => SeatScope,
                _ => throw new InvalidOperationException($"No column for {topic.Scope}."),
            };
        public string Name =>
            topic.Scope switch
            {
                Scope.Area { Id.Name: var name } => name,
                Scope.Seat { Contest.Value: var contest } => contest,
                _ => throw new InvalidOperationException($"No column for {topic.Scope}."),
            };
        public string Party => topic.Party?.Value ?? "";
        public string News => SqlStore.Name(topic.Kind);
        public long Under => topic.Within ?? 0;
    }

    // Rows are classes: for each kind of tuple all of Dapper would be compiled anew at a start.
    private abstract class Row
    {
        public string Outlet { get; init; } = "";
        public string Address { get; init; } = "";

        public Address Place => new(string.Intern(Outlet), Address);
    }

    private sealed class FollowRow : Row
    {
        public const string Select =
            "SELECT outlet, address, kind, name, party, news, majority_under AS Under, since FROM follows";
        public const string OfTopic =
            "kind = @Kind AND name = @Name AND party = @Party AND news = @News AND majority_under = @Under";
        public const string Order =
            " ORDER BY outlet, address, kind, name, party, news, majority_under";

        public string Kind { get; init; } = "";
        public string Name { get; init; } = "";
        public string Party { get; init; } = "";
        public string News { get; init; } = "";
        public long Under { get; init; }
        public long Since { get; init; }

        public Subscription Subscription =>
            new(
                NamedScope(Kind, Name),
                Party.Length == 0 ? null : new PartyId(Party),
                NamedKind(News),
                Since,
                Under == 0 ? null : (int)Under
            );
    }

    private sealed class AheadRow : Row
    {
        public const string Select =
            "SELECT outlet, address, position, sending_key AS SendingKey, since, handle FROM ahead";
        public const string Order = " ORDER BY outlet, address, position";

        public long Position { get; init; }
        public string SendingKey { get; init; } = "";
        public string Since { get; init; } = "";
        public string? Handle { get; init; }

        public Ahead Ahead => new(Position, SendingKey, Time(Since), Handle);
    }

    private sealed class SubscriberRow : Row
    {
        public const string Select = """
            SELECT s.outlet, s.address, s.address_group AS AddressGroup, s.bookmark,
                s.sending_first AS SendingFirst, s.sending_through AS SendingThrough,
                s.sending_key AS SendingKey, s.sending_since AS SendingSince,
                s.sending_page AS SendingPage, s.sending_thread AS SendingThread,
                s.suspended, s.suspended_since AS SuspendedSince, s.posted_at AS PostedAt,
                s.every_minutes AS EveryMinutes, s.threads, s.publishes, s.pictures, m.role, m.seats, m.majors
            FROM subscribers s LEFT JOIN mentions m ON m.outlet = s.outlet AND m.address = s.address
            """;

        public string AddressGroup { get; init; } = "";
        public long Bookmark { get; init; }
        public long SendingFirst { get; init; }
        public long SendingThrough { get; init; }
        public string SendingKey { get; init; } = "";
        public string SendingSince { get; init; } = "";
        public string? SendingPage { get; init; }
        public string? SendingThread { get; init; }
        public string? Suspended { get; init; }
        public string SuspendedSince { get; init; } = "";
        public string? PostedAt { get; init; }
        public long? EveryMinutes { get; init; }
        public bool Threads { get; init; }
        public bool Publishes { get; init; }
        public bool Pictures { get; init; }
        public string? Role { get; init; }
        public string Seats { get; init; } = "";
        public bool Majors { get; init; }

        public Subscriber Subscriber(
            ImmutableArray<Subscription> subscriptions,
            ImmutableArray<Ahead> ahead
        ) =>
            new(
                Place,
                // One object for all of a group.
                new Group(Place.Outlet, string.Intern(AddressGroup)),
                subscriptions,
                Bookmark,
                SendingPage is null
                    ? null
                    : new Sending(
                        SendingFirst,
                        SendingThrough,
                        SendingKey,
                        Time(SendingSince),
                        PageCodec.Read(SendingPage)
                    )
                    {
                        Thread = SendingThread is null ? null : new ContestId(SendingThread),
                    },
                Suspended is null ? null : new Suspension(Suspended, Time(SuspendedSince))
            )
            {
                Options = DeliveryOptions.Of(
                    EveryMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
                    Threads,
                    Publishes,
                    Pictures
                ),
                PostedAt = PostedAt is null ? null : Time(PostedAt),
                Mention = Role is null
                    ? null
                    : new Mention(
                        Role,
                        [
                            .. Seats
                                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                                .Select(s => new ContestId(s)),
                        ],
                        Majors
                    ),
                Ahead = ahead,
            };
    }
}

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
}

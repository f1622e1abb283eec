using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Storage.Sql;

/// <summary>The subscribers as their tables have them.</summary>
public abstract partial class SqlStore
{
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

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire.Delivery;

/// <summary>What goes to one subscriber in one message: settled here, before it is written down and sent.</summary>
internal static class NextPost
{
    /// <summary>In hexadecimal digits.</summary>
    private const int KeyLength = 32;

    /// <summary>As much of what waits as one message takes, in order.</summary>
    public static Sending Of(
        string store,
        Subscriber subscriber,
        IReadOnlyCollection<LogEntry> waiting,
        IOutlet outlet,
        Func<LogEntry, Mark?> marks,
        DateTimeOffset now
    )
    {
        var thread = Thread(subscriber, waiting.First());
        var (page, through) = outlet.Compose(
            waiting
                .TakeWhile(e => Thread(subscriber, e) == thread)
                .Select(e => Waited(subscriber, e)),
            marks
        );
        var first = waiting.First().Position;
        var isWorthAMention =
            subscriber.Mention is { } mention
            && waiting
                .TakeWhile(e => e.Position <= through)
                .Any(e =>
                    page.Positions.Contains(e.Position) && IsWorthAMention(mention, e.Bulletin)
                );
        return new Sending(
            first,
            through,
            Key($"{store}/{subscriber.Address}/{first}-{through}"),
            now,
            isWorthAMention ? page with { Mentions = subscriber.Mention!.Role } : page
        )
        {
            Thread = thread,
        };
    }

    /// <summary>One bulletin before its turn.</summary>
    public static Ahead Ahead(string store, Address address, LogEntry entry, DateTimeOffset now) =>
        new(entry.Position, Key($"{store}/{address}/ahead/{entry.Position}"), now, null);

    private static ContestId? Thread(Subscriber subscriber, LogEntry entry) =>
        subscriber.Options.Threads && Waited(subscriber, entry).AsCard
            ? entry.Bulletin.Contest
            : null;

    private static Waited Waited(Subscriber subscriber, LogEntry entry)
    {
        // By hand: with a backlog it is asked for every bulletin that waits, for each of thousands of subscribers.
        var asCard = entry.Bulletin is Bulletin.Notice;
        ImmutableArray<AreaId> tallies = [];
        foreach (var subscription in subscriber.Subscriptions)
        {
            if (!subscription.Wants(entry))
            {
                continue;
            }
            if (subscription.Kind != Kind.Tallies)
            {
                asCard = true;
            }
            else if (
                subscription.Topic.Tally(entry.Bulletin) is { Area: var area }
                && !tallies.Contains(area)
            )
            {
                tallies = tallies.Add(area);
            }
        }
        return new Waited(entry, asCard, tallies);
    }

    /// <summary>Only what an administrator has chosen a role for: a mention that comes too often is none.</summary>
    private static bool IsWorthAMention(Mention mention, Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result result when mention.Seats.Contains(result.Of.Id) => true,
            Bulletin.Flashed => mention.Majors,
            _ => mention.Majors && bulletin.Importance == Importance.Major,
        };

    /// <summary>
    /// The same for the same bulletins at the same address, whoever sends them and however often: an outlet that knows it
    /// then gives back the message it has instead of making another.
    /// </summary>
    private static string Key(string of) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)))[..KeyLength];
}

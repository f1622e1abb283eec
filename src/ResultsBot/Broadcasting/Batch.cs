using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ResultsBot.Discord;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Store;
using ResultsBot.Wording;

namespace ResultsBot.Broadcasting;

/// <summary>What goes to one channel in one message: settled here, before it is written down and sent.</summary>
internal static class Batch
{
    /// <summary>As much of what waits as one message takes, in order.</summary>
    public static Sending Of(
        string store,
        ChannelRecord record,
        IReadOnlyCollection<LogEntry> waiting,
        Pages pages,
        Func<LogEntry, Mark?> marks,
        DateTimeOffset now
    )
    {
        var thread = Thread(record, waiting.First());
        var (page, through) = pages.Compose(
            waiting.TakeWhile(e => Thread(record, e) == thread).Select(e => Waited(record, e)),
            marks
        );
        var first = waiting.First().Position;
        var isWorthAMention =
            record.Mention is { } mention
            && waiting
                .TakeWhile(e => e.Position <= through)
                .Any(e =>
                    page.Positions.Contains(e.Position) && IsWorthAMention(mention, e.Bulletin)
                );
        return new Sending(
            first,
            through,
            Nonce($"{store}/{record.Channel}/{first}-{through}"),
            now
        )
        {
            Page = isWorthAMention ? page with { Mentions = record.Mention!.Role } : page,
            Thread = thread,
        };
    }

    /// <summary>One bulletin before its turn.</summary>
    public static Ahead Ahead(string store, ulong channel, LogEntry entry, DateTimeOffset now) =>
        new(entry.Position, Nonce($"{store}/{channel}/ahead/{entry.Position}"), now, null);

    /// <summary>What a version that did not write it down meant to send: all of it that is followed.</summary>
    public static Page PageOf(Sending sending, IEnumerable<LogEntry> waiting) =>
        sending.Page
        ?? new Page(
            Layout.Cards,
            [
                .. waiting
                    .Select(e => e.Position)
                    .Where(p => p >= sending.First && p <= sending.Through),
            ],
            []
        );

    private static ContestId? Thread(ChannelRecord record, LogEntry entry) =>
        record.Delivery.Threads && Waited(record, entry).AsCard ? entry.Bulletin.Contest : null;

    private static Waited Waited(ChannelRecord record, LogEntry entry)
    {
        // By hand: with a backlog it is asked for every bulletin that waits, for each of thousands of channels.
        var asCard = entry.Bulletin is Bulletin.Notice;
        ImmutableArray<AreaId> tallies = [];
        foreach (var subscription in record.Subscriptions)
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
    /// The same for the same bulletins in the same channel, whoever sends them and however often: Discord then
    /// gives back the message it has instead of making another.
    /// </summary>
    private static string Nonce(string of) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)))[..Limits.Nonce];
}

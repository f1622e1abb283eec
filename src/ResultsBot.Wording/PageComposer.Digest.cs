using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>
/// Many bulletins in one post: what was wrong first, then what changes the story, then the seats that changed hands, the
/// holds as a list, and what came from the counts. Within each, as they came.
/// </summary>
public sealed partial class PageComposer
{
    private Post Digest(
        ImmutableArray<LogEntry> cards,
        ImmutableArray<PageTally> tallies,
        IReadOnlyDictionary<long, LogEntry> entries,
        Func<LogEntry, Mark?> marks
    )
    {
        ImmutableArray<LogEntry> ordered =
        [
            .. cards.OrderBy(c => Rank(c.Bulletin)).ThenBy(c => c.Position),
        ];
        var whole = phrases.Definition.Whole;
        var latest = cards.LastOrDefault(c => c.Bulletin is Bulletin.Result && marks(c) is null);
        List<RichText> standings =
        [
            .. tallies.Select(t =>
                entries.TryGetValue(t.Position, out var entry)
                    ? Standing(entry, t.Area, marks)
                    : RichText.Empty
            ),
        ];
        if (latest is not null && tallies.All(t => t.Area != whole))
        {
            standings.Add(Standing(latest, whole, marks));
        }
        ImmutableArray<RichText> lines = [.. DigestLines(ordered, marks), .. standings];
        if (lines.Sum(LengthOf) - 1 > limits.LongestDigest)
        {
            lines = [.. ordered.Select(c => ShortDigestLine(c, marks(c))), .. standings];
        }
        var last = cards.Select(c => c.Position).Concat(tallies.Select(t => t.Position)).Max();
        return writer.Digest(
            cards.Length + tallies.Length,
            [.. cards.Select(c => AsItHolds(c, marks)).OfType<Bulletin.Result>()],
            latest is null ? null : Topic.StandingOf(latest.Bulletin, whole),
            lines.AsSpan(),
            entries[last]
        );
    }

    /// <summary>A result with the figures that hold; null where it does not stand, and of anything else.</summary>
    private static Bulletin.Result? AsItHolds(LogEntry entry, Func<LogEntry, Mark?> marks) =>
        (entry.Bulletin, marks(entry)) switch
        {
            (Bulletin.Result result, null) => result,
            (Bulletin.Result, Mark.Corrected { Now: var now }) => now,
            _ => null,
        };

    private static int Rank(Bulletin bulletin) =>
        bulletin switch
        {
            { Importance: Importance.Correction } => 0,
            Bulletin.FirstResult => 5,
            { Importance: Importance.Major } => 1,
            Bulletin.Result { Verdict.Outcome: Outcome.Gain, Verdict.Defeated: not null } => 2,
            Bulletin.Result { Verdict.Outcome: Outcome.Gain or Outcome.Mixed } => 3,
            Bulletin.Result result when !IsPlainHold(result) => 4,
            Bulletin.Result => 6,
            { Importance: Importance.Colour } => 8,
            _ => 7,
        };

    /// <summary>The seat stays with the party that held it: its name and the majority say it all.</summary>
    private static bool IsPlainHold(Bulletin.Result result) =>
        result
            is {
                Of.ChangedHandsTo: null,
                Verdict: { Outcome: Outcome.Hold, Seats: 1, IsUnopposed: false, ByLot: false }
            };

    /// <summary>A line each, but the holds of a party in one, and a defeat in the line of its result.</summary>
    private List<RichText> DigestLines(
        ImmutableArray<LogEntry> ordered,
        Func<LogEntry, Mark?> marks
    )
    {
        LogEntry[] stand =
        [
            .. ordered.Where(e =>
                e.Bulletin is Bulletin.Result && marks(e) is null && !quarantine.Holds(e.Position)
            ),
        ];
        var told = stand.Select(e => (e.Bulletin.Contest, e.Bulletin.At)).ToHashSet();
        var holds = stand
            .Where(e => IsPlainHold((Bulletin.Result)e.Bulletin))
            .GroupBy(e => ((Bulletin.Result)e.Bulletin).Verdict.Winner.Candidate.Party)
            .OrderByDescending(g => g.Count())
            .ToArray();
        var listed = holds.SelectMany(h => h.Select(e => e.Position)).ToHashSet();
        var lines = new List<RichText>();
        foreach (var entry in ordered)
        {
            if (listed.Contains(entry.Position))
            {
                lines.AddRange(holds.Select(h => Holds(h.Key, h)));
                holds = [];
            }
            else if (
                entry.Bulletin is not Bulletin.Colour { Fact: Fact.SittingDefeated }
                || !told.Contains((entry.Bulletin.Contest, entry.Bulletin.At))
            )
            {
                lines.Add(DigestLine(entry, marks(entry)));
            }
        }
        return lines;
    }

    private RichText Holds(PartyId party, IEnumerable<LogEntry> seats) =>
        phrases.Holds(
            party,
            [
                .. seats.Select(e =>
                    LineOrPlain(e, null, () => phrases.Held((Bulletin.Result)e.Bulletin))
                ),
            ]
        );

    private RichText DigestLine(LogEntry entry, Mark? mark) =>
        mark is null && entry.Bulletin is Bulletin.Result result
            ? LineOrPlain(entry, null, () => phrases.ResultInADigest(result.Of, result.Verdict))
        : mark is null ? Card(entry).Summary
        : LineOrPlain(entry, mark, () => phrases.DigestLine(entry.Bulletin, mark));

    private RichText ShortDigestLine(LogEntry entry, Mark? mark) =>
        LineOrPlain(entry, mark, () => phrases.ShortDigestLine(entry.Bulletin, mark));
}

using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>The option <c>entry</c>: an entry of the live blog, by its headline or its number on the log.</summary>
internal sealed class BlogEntries(
    BulletinLog log,
    Quarantine quarantine,
    ResultsDesk desk,
    Phrasebook phrases
)
{
    public const string Name = "entry";

    /// <summary>How far back is looked for a headline; a number finds any.</summary>
    private const int MostSearched = 1_000;

    public static Field Field { get; } = new(Name) { IsRequired = true, IsSuggested = true };

    public DeskMarks Marks => log.Entries.Aggregate(DeskMarks.None, (marks, e) => marks.With(e));

    public LogEntry? Find(long number) =>
        log.Find(number) is { } entry && IsEntry(entry) ? entry : null;

    public LogEntry? Find(string typed) =>
        long.TryParse(
            typed.Trim().TrimStart('#'),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? Find(number)
            : Newest()
                .FirstOrDefault(e =>
                    Headline(e).Equals(typed.Trim(), StringComparison.OrdinalIgnoreCase)
                );

    public bool IsWithdrawn(LogEntry entry) => Revisions.Of(entry, log.Entries) is Mark.TakenBack;

    /// <summary>As it reads on the page now.</summary>
    public string Headline(LogEntry entry) =>
        entry.Bulletin switch
        {
            Bulletin.Posted b => desk.Election.Posts[b.Post].Words.Headline,
            _ when quarantine.Holds(entry.Position) => phrases.PlainHeadline(entry.Bulletin),
            var bulletin => phrases.Headline(bulletin),
        };

    /// <summary>The newest first.</summary>
    /// <param name="belongs">Whether it can be chosen.</param>
    public ImmutableArray<CommandChoice> Suggest(string typed, Func<LogEntry, bool> belongs)
    {
        var sought = typed.Trim().TrimStart('#');
        return
        [
            .. Newest()
                .Where(belongs)
                .Select(e =>
                    (
                        e.Position,
                        Number: e.Position.ToString(CultureInfo.InvariantCulture),
                        Headline: Headline(e)
                    )
                )
                .Where(e =>
                    e.Number.StartsWith(sought, StringComparison.Ordinal)
                    || e.Headline.Contains(sought, StringComparison.OrdinalIgnoreCase)
                )
                .Take(Limits.Choices)
                .Select(e => new CommandChoice(
                    PlainText.Shorten(
                        PlainText.Clean(phrases.EntryChoice(e.Position, e.Headline)),
                        Limits.ChoiceName
                    ),
                    e.Number
                )),
        ];
    }

    private IEnumerable<LogEntry> Newest() =>
        log.Entries.Reverse().Where(IsEntry).Take(MostSearched);

    /// <summary>A fact stands behind its result, and a mark nowhere.</summary>
    private static bool IsEntry(LogEntry entry) =>
        entry.Bulletin is not (Bulletin.Colour or Bulletin.EntryMarked);
}

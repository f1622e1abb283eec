using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ResultsBot.Discord;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Wording;

/// <summary>
/// Puts bulletins together into messages within Discord’s sizes: an embed each while they fit, else one embed with
/// a line each. And shows a message anew when something in it has been corrected. A bulletin that cannot be worded
/// is quarantined: its plain headline stands in its place, and nothing else is the worse for it.
/// </summary>
internal sealed partial class Pages(
    Phrasebook phrases,
    BulletinEmbeds embeds,
    Quarantine quarantine
)
{
    /// <summary>How many standings one channel may follow, so that their lines always fit beside a digest.</summary>
    public const int MostTallies = 10;

    /// <summary>Two of the largest pictures fit into one request.</summary>
    private const int MostPhotos = 2;

    /// <summary>Of a backlog: more than go into one message as embeds, but where most are gathered or only tallied.</summary>
    private const int ToBeginWith = 16;

    /// <summary>Of a digest’s lines; what is left of the embed is for marks that come later.</summary>
    private const int DigestCharacters = 3500;

    /// <summary>How many messages are remembered: for each kind of subscription one or two.</summary>
    private const int Remembered = 16;

    /// <summary>For as long as somebody holds the entry: a backlog is counted out line by line for every channel.</summary>
    private readonly ConditionalWeakTable<LogEntry, string> _lines = [];

    // Thousands of channels wait for the same: what was put together for the last ones holds for the next.
    private ImmutableArray<Composed> _composed = [];
    private ImmutableArray<Shown> _shown = [];

    /// <param name="Run">As far as it was read: what lies behind has no part in it.</param>
    private sealed record Composed(
        ImmutableArray<Waited> Run,
        bool IsAll,
        Func<LogEntry, Mark?> Marks,
        Page Page,
        long Through
    );

    private sealed record Shown(
        Page Page,
        IReadOnlyList<LogEntry?> Needed,
        Func<LogEntry, Mark?> Marks,
        ImmutableArray<Embed> Embeds
    );

    /// <summary>As many of what waits as go into one message, from the first on.</summary>
    /// <param name="waiting">Read no further than it takes to know.</param>
    /// <param name="marks">The same delegate for as long as its answers are the same.</param>
    /// <returns>What the message shows, and the last bulletin that is dealt with by it.</returns>
    public (Page Page, long Through) Compose(
        IEnumerable<Waited> waiting,
        Func<LogEntry, Mark?> marks
    )
    {
        using var run = new Run(waiting);
        foreach (var known in _composed)
        {
            if (known.Marks == marks && run.IsAsRead(known.Run, known.IsAll))
            {
                return (known.Page, known.Through);
            }
        }
        var (page, through) = Compose(run, marks);
        _composed =
        [
            new Composed(run.Read, run.IsAtEnd, marks, page, through),
            .. _composed.Take(Remembered - 1),
        ];
        return (page, through);
    }

    /// <summary>The embeds of a message.</summary>
    /// <param name="entries">All that the page needs.</param>
    /// <param name="marks">The same delegate for as long as its answers are the same.</param>
    public ImmutableArray<Embed> Show(
        Page page,
        IReadOnlyDictionary<long, LogEntry> entries,
        Func<LogEntry, Mark?> marks
    )
    {
        foreach (var known in _shown)
        {
            if (known.Marks == marks && IsOf(known, page, entries))
            {
                return known.Embeds;
            }
        }
        var shown = Put(page, entries, marks);
        _shown =
        [
            new Shown(page, [.. page.Needs.Select(entries.GetValueOrDefault)], marks, shown),
            .. _shown.Take(Remembered - 1),
        ];
        return shown;
    }

    /// <summary>A bulletin that was read anew from the store is another one: it may tell others of it.</summary>
    private static bool IsOf(Shown known, Page page, IReadOnlyDictionary<long, LogEntry> entries) =>
        known.Page.Layout == page.Layout
        && known.Page.Positions.AsSpan().SequenceEqual(page.Positions.AsSpan())
        && known.Page.Tallies.AsSpan().SequenceEqual(page.Tallies.AsSpan())
        && known.Needed.SequenceEqual(
            page.Needs.Select(entries.GetValueOrDefault),
            ReferenceEqualityComparer.Instance
        );

    private (Page Page, long Through) Compose(Run run, Func<LogEntry, Mark?> marks)
    {
        if (!run.Has(0))
        {
            return (new Page(Layout.Cards, [], []), 0);
        }
        // Of a long backlog the beginning tells.
        var looked = run.UpTo(ToBeginWith);
        var fits = Fits(looked, marks);
        if (fits && run.Has(ToBeginWith))
        {
            looked = run.All();
            fits = Fits(looked, marks);
        }
        if (fits)
        {
            return (PageOf(Layout.Cards, looked), looked[^1].Entry.Position);
        }
        var photo = looked.TakeWhile(w => !HasPhoto(w)).Count();
        if (photo > 0 && photo < looked.Length)
        {
            // A picture has no place in a digest: what stands before it goes first.
            using var before = new Run(looked.Take(photo));
            return Compose(before, marks);
        }
        var taken = photo == 0 ? Cards(run, marks) : Lines(run, marks);
        return (PageOf(photo == 0 ? Layout.Cards : Layout.Digest, taken), taken[^1].Entry.Position);
    }

    private ImmutableArray<Embed> Put(
        Page page,
        IReadOnlyDictionary<long, LogEntry> entries,
        Func<LogEntry, Mark?> marks
    )
    {
        var cards = page.Positions.Select(p => entries.GetValueOrDefault(p)).OfType<LogEntry>();
        if (page.Layout == Layout.Digest)
        {
            return [Digest([.. cards], page.Tallies, entries, marks)];
        }
        var tallies = page.Tallies.SelectMany(t => Tally(t, entries)).ToArray();
        ImmutableArray<Embed> shown = [.. Cards([.. cards], marks, brief: false), .. tallies];
        return shown.Sum(e => e.Length) <= Limits.EmbedCharacters
            ? shown
            : Cut([.. Cards([.. cards], marks, brief: true), .. tallies]);
    }

    private static bool HasPhoto(Waited waited) => waited.AsCard && waited.Entry.Photo is not null;

    private static Page PageOf(Layout layout, IReadOnlyList<Waited> waiting) =>
        new(
            layout,
            [.. waiting.Where(w => w.AsCard).Select(w => w.Entry.Position)],
            [
                .. waiting
                    .Where(w => !w.Tallies.IsEmpty)
                    .SelectMany(w => w.Tallies.Select(a => new PageTally(a, w.Entry.Position)))
                    .GroupBy(t => t.Area)
                    .Select(g => g.Last()),
            ]
        );

    private bool Fits(IReadOnlyList<Waited> waiting, Func<LogEntry, Mark?> marks)
    {
        if (waiting.Count(HasPhoto) > MostPhotos)
        {
            return false;
        }
        var entries = waiting.ToDictionary(w => w.Entry.Position, w => w.Entry);
        var page = PageOf(Layout.Cards, waiting);
        var shown = Cards([.. page.Positions.Select(p => entries[p])], marks, brief: false)
            .Concat(page.Tallies.SelectMany(t => Tally(t, entries)));
        var (count, characters) = (0, 0);
        foreach (var embed in shown)
        {
            count++;
            characters += embed.Length;
            if (count > Limits.EmbedsPerMessage || characters > Limits.EmbedCharacters)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>As many as fit as embeds, at least one.</summary>
    private List<Waited> Cards(Run run, Func<LogEntry, Mark?> marks)
    {
        var taken = new List<Waited> { run[0] };
        while (run.Has(taken.Count) && Fits([.. taken, run[taken.Count]], marks))
        {
            taken.Add(run[taken.Count]);
        }
        return taken;
    }

    /// <summary>As many as fit as lines, at least one; before the first picture.</summary>
    private List<Waited> Lines(Run run, Func<LogEntry, Mark?> marks)
    {
        var taken = new List<Waited>();
        var tallies = new Dictionary<AreaId, int>();
        var characters = 0;
        while (run.Has(taken.Count) && run[taken.Count] is var next && !HasPhoto(next))
        {
            var line = next.AsCard ? DigestLine(next.Entry, marks(next.Entry)).Length + 1 : 0;
            foreach (var area in next.Tallies)
            {
                tallies[area] = Standing(next.Entry, area).Length + 1;
            }
            if (taken.Count > 0 && characters + line + tallies.Values.Sum() > DigestCharacters)
            {
                break;
            }
            characters += line;
            taken.Add(next);
        }
        return taken;
    }

    private string Standing(LogEntry entry, AreaId area) =>
        Topic.StandingOf(entry.Bulletin, area) is { } standing
            ? LineOrPlain(entry, () => phrases.TallyLine(standing))
            : "";

    private IEnumerable<Embed> Tally(PageTally tally, IReadOnlyDictionary<long, LogEntry> entries)
    {
        if (
            entries.TryGetValue(tally.Position, out var entry)
            && Topic.StandingOf(entry.Bulletin, tally.Area) is { } standing
        )
        {
            yield return ShownOrPlain(
                entry,
                e =>
                {
                    var embed = embeds.Of(standing);
                    return embed with
                    {
                        Footer = $"{embed.Footer} · {phrases.Position(tally.Position)}",
                        Timestamp = e.Bulletin.At,
                    };
                }
            );
        }
    }

    private Embed Digest(
        ImmutableArray<LogEntry> cards,
        ImmutableArray<PageTally> tallies,
        IReadOnlyDictionary<long, LogEntry> entries,
        Func<LogEntry, Mark?> marks
    )
    {
        var standings = tallies.Select(t =>
            entries.TryGetValue(t.Position, out var entry) ? Standing(entry, t.Area) : ""
        );
        var text = Text(DigestLine);
        if (text.Length > Limits.EmbedDescription)
        {
            text = Text(
                (entry, mark) =>
                    LineOrPlain(entry, () => phrases.ShortDigestLine(entry.Bulletin, mark))
            );
        }
        var positions = cards.Select(c => c.Position).Concat(tallies.Select(t => t.Position));
        var (first, last) = (positions.Min(), positions.Max());
        return embeds.Framed(
            new Embed
            {
                Description = Wording.Text.Lines(text.Split('\n'), Limits.EmbedDescription),
                Timestamp = entries[last].Bulletin.At,
            },
            phrases.DigestTitle(cards.Length + tallies.Length),
            phrases.Positions(first, last)
        );

        string Text(Func<LogEntry, Mark?, string> line) =>
            string.Join('\n', cards.Select(c => line(c, marks(c))).Concat(standings));
    }

    private string DigestLine(LogEntry entry, Mark? mark) =>
        mark is not null ? LineOrPlain(entry, () => phrases.DigestLine(entry.Bulletin, mark))
        : _lines.TryGetValue(entry, out var line) ? line
        : _lines.GetValue(entry, e => LineOrPlain(e, () => phrases.DigestLine(e.Bulletin, null)));

    /// <summary>An embed for each, what is only worth knowing gathered as it is when it is first sent.</summary>
    private IEnumerable<Embed> Cards(
        ImmutableArray<LogEntry> entries,
        Func<LogEntry, Mark?> marks,
        bool brief
    )
    {
        var at = 0;
        foreach (var (embed, through) in BulletinEmbeds.Of(entries, Card))
        {
            var begin = at;
            while (at < entries.Length && entries[at].Position <= through.Position)
            {
                at++;
            }
            var shown = entries[begin..at];
            var mark = shown.Select(marks).FirstOrDefault(m => m is not null);
            yield return MarkedOrPlain(embed, shown[0], mark, brief);
        }
    }

    private Embed Marked(Embed embed, LogEntry entry, Mark? mark, bool brief)
    {
        var photo = entry.Photo;
        switch (mark)
        {
            case null:
                return photo is null ? embed : WithPhoto(embed, photo);
            case Mark.Corrected { Now: var now }:
                var right = embeds.Of(new LogEntry(entry.Position, now));
                var note = mark
                    is Mark.Corrected { TurnoutWas: { } was, Now.Verdict.Turnout: { } turnout }
                    ? phrases.TurnoutCorrectedNote(was, turnout)
                    : phrases.CorrectedNote(phrases.Headline(entry.Bulletin));
                return embeds.Framed(right, phrases.CorrectedTitle(now.Of, now.Verdict), "") with
                {
                    Description = brief
                        ? $"{note}\n{phrases.Winner(now.Verdict)}"
                        : Text.Shorten($"{note}\n\n{right.Description}", Limits.EmbedDescription),
                    Fields = brief ? [] : right.Fields,
                    Footer = embed.Footer,
                };
            case Mark.TakenBack:
                return embed with
                {
                    Title = Struck(embed.Title ?? ""),
                    Description = phrases.TakenBackNote,
                    Fields = [],
                };
            case Mark.Overtaken:
                return embed with
                {
                    Description = brief
                        ? phrases.OvertakenNote
                        : Text.Shorten(
                            $"{phrases.OvertakenNote}\n{embed.Description}",
                            Limits.EmbedDescription
                        ),
                };
            case Mark.Unknown:
                return Plain(entry) with { Description = phrases.UnknownNote };
            default:
                throw new ArgumentOutOfRangeException(nameof(mark), mark, "No way to show it.");
        }
    }

    private static string Struck(string title) =>
        title.Length > Limits.EmbedTitle - 4
            ? $"~~{Text.Shorten(title, Limits.EmbedTitle - 4)}~~"
            : $"~~{title}~~";

    /// <summary>Attached under its name beside the message. A video stands beside the embed: Discord shows pictures alone inside one.</summary>
    private static Embed WithPhoto(Embed embed, string photo) =>
        photo.EndsWith(".mp4", StringComparison.Ordinal)
        || photo.EndsWith(".webm", StringComparison.Ordinal)
            ? embed
            : embed with
            {
                ImageUrl = $"attachment://{photo}",
            };
}

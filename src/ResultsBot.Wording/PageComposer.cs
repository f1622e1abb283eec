using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>
/// Puts bulletins together into messages: a post each while they fit, else one post with a line each. And shows a
/// message anew when something in it has been corrected. A bulletin that cannot be worded is quarantined: its plain
/// headline stands in its place, and nothing else is the worse for it.
/// </summary>
/// <param name="limits">Of the outlet that the messages are for.</param>
/// <param name="pictures">The picture of a bulletin as it holds now, where it has one: shown with the only result of a message.</param>
public sealed partial class PageComposer(
    Phrasebook phrases,
    PostWriter writer,
    IPostLimits limits,
    Quarantine quarantine,
    PictureOf? pictures = null
)
{
    /// <summary>How many standings one channel may follow, so that their lines always fit beside a digest.</summary>
    public const int MostTallies = 10;

    /// <summary>Of a backlog: more than go into one message as posts, but where most are gathered or only tallied.</summary>
    private const int ToBeginWith = 16;

    /// <summary>How many messages are remembered: for each kind of subscription one or two.</summary>
    private const int Remembered = 16;

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
        ImmutableArray<Post> Posts
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
        using var run = new WaitingRun(waiting);
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

    /// <summary>The posts of a message; the same as long as nothing in it has changed.</summary>
    /// <param name="entries">All that the page needs.</param>
    /// <param name="marks">The same delegate for as long as its answers are the same.</param>
    public ImmutableArray<Post> Show(
        Page page,
        IReadOnlyDictionary<long, LogEntry> entries,
        Func<LogEntry, Mark?> marks
    )
    {
        foreach (var known in _shown)
        {
            if (known.Marks == marks && IsOf(known, page, entries))
            {
                return known.Posts;
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

    private (Page Page, long Through) Compose(WaitingRun run, Func<LogEntry, Mark?> marks)
    {
        if (!run.Has(0))
        {
            return (new Page(Layout.Cards, [], []), 0);
        }
        // Of a long backlog the beginning tells.
        var count = ToBeginWith;
        var looked = run.UpTo(count);
        bool fits;
        while ((fits = Fits(looked, marks)) && run.Has(count))
        {
            count *= 2;
            looked = run.UpTo(count);
        }
        if (fits)
        {
            return (PageOf(Layout.Cards, looked), looked[^1].Entry.Position);
        }
        var photo = looked.TakeWhile(w => !HasPhoto(w)).Count();
        if (photo > 0 && photo < looked.Length)
        {
            // A picture has no place in a digest: what stands before it goes first.
            using var before = new WaitingRun(looked.Take(photo));
            return Compose(before, marks);
        }
        var taken = photo == 0 ? Cards(run, marks) : Lines(run, marks);
        return (PageOf(photo == 0 ? Layout.Cards : Layout.Digest, taken), taken[^1].Entry.Position);
    }

    private ImmutableArray<Post> Put(
        Page page,
        IReadOnlyDictionary<long, LogEntry> entries,
        Func<LogEntry, Mark?> marks
    )
    {
        ImmutableArray<LogEntry> cards =
        [
            .. page.Positions.Select(p => entries.GetValueOrDefault(p)).OfType<LogEntry>(),
        ];
        if (page.Layout == Layout.Digest)
        {
            return [Digest(cards, page.Tallies, entries, marks)];
        }
        Post[] tallies = [.. page.Tallies.SelectMany(t => Tally(t, entries, marks))];
        ImmutableArray<Post> shown = [.. Cards(cards, marks, brief: false), .. tallies];
        return WithPicture(
            limits.Fits(shown) ? shown : [.. Cards(cards, marks, brief: true), .. tallies],
            cards,
            marks
        );
    }

    /// <summary>Several would fill a phone.</summary>
    private ImmutableArray<Post> WithPicture(
        ImmutableArray<Post> posts,
        ImmutableArray<LogEntry> cards,
        Func<LogEntry, Mark?> marks
    )
    {
        LogEntry[] results = [.. cards.Where(c => Revisions.VerdictOf(c.Bulletin) is not null)];
        if (
            pictures is null
            || results is not [var only]
            || posts[0].Picture is not null
            || Revisions.Contest(cards[0].Bulletin) != Revisions.Contest(only.Bulletin)
            || quarantine.Holds(only.Position)
            || pictures(only.Bulletin, marks(only)) is not { } picture
        )
        {
            return posts;
        }
        return posts.SetItem(0, posts[0] with { Picture = picture });
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
        var entries = waiting.ToDictionary(w => w.Entry.Position, w => w.Entry);
        var page = PageOf(Layout.Cards, waiting);
        return limits.Fits([
            .. Cards([.. page.Positions.Select(p => entries[p])], marks, brief: false),
            .. page.Tallies.SelectMany(t => Tally(t, entries, marks)),
        ]);
    }

    /// <summary>As many as fit as posts, at least one.</summary>
    private List<Waited> Cards(WaitingRun run, Func<LogEntry, Mark?> marks)
    {
        var taken = new List<Waited> { run[0] };
        while (run.Has(taken.Count) && Fits([.. taken, run[taken.Count]], marks))
        {
            taken.Add(run[taken.Count]);
        }
        return taken;
    }

    /// <summary>As many as fit as lines, at least one; before the first picture.</summary>
    private List<Waited> Lines(WaitingRun run, Func<LogEntry, Mark?> marks)
    {
        var taken = new List<Waited>();
        var tallies = new Dictionary<AreaId, int>();
        var characters = 0;
        while (run.Has(taken.Count) && run[taken.Count] is var next && !HasPhoto(next))
        {
            var line = next.AsCard ? LengthOf(DigestLine(next.Entry, marks(next.Entry))) : 0;
            foreach (var area in next.Tallies)
            {
                tallies[area] = LengthOf(Standing(next.Entry, area, marks));
            }
            if (
                taken.Count > 0
                && characters + line + tallies.Values.Sum() > limits.DigestCharacters
            )
            {
                break;
            }
            characters += line;
            taken.Add(next);
        }
        return taken;
    }

    /// <summary>With the end of the line.</summary>
    private int LengthOf(RichText line) => limits.LengthOf(line) + 1;

    private RichText Standing(LogEntry entry, AreaId area, Func<LogEntry, Mark?> marks)
    {
        var mark = Revisions.OfStanding(marks(entry));
        return Topic.StandingOf(entry.Bulletin, area) is { } standing
            ? LineOrPlain(entry, mark, () => phrases.TallyLine(standing, mark))
            : RichText.Empty;
    }

    private IEnumerable<Post> Tally(
        PageTally tally,
        IReadOnlyDictionary<long, LogEntry> entries,
        Func<LogEntry, Mark?> marks
    )
    {
        if (
            entries.TryGetValue(tally.Position, out var entry)
            && Topic.StandingOf(entry.Bulletin, tally.Area) is { } standing
        )
        {
            var mark = Revisions.OfStanding(marks(entry));
            yield return ShownOrPlain(entry, mark, () => writer.Tally(standing, entry, mark));
        }
    }

    /// <summary>A post for each; what belongs to a result stands in its post.</summary>
    /// <param name="brief">Where there is no room for more.</param>
    private IEnumerable<Post> Cards(
        ImmutableArray<LogEntry> entries,
        Func<LogEntry, Mark?> marks,
        bool brief
    )
    {
        var at = 0;
        while (at < entries.Length)
        {
            var begin = at++;
            while (
                at < entries.Length && IsOfOneResult(entries[begin].Bulletin, entries[at].Bulletin)
            )
            {
                at++;
            }
            yield return Gathered(
                entries.AsSpan(begin, at - begin),
                marks,
                brief,
                isFirst: begin == 0
            );
        }
    }

    private static bool IsOfOneResult(Bulletin one, Bulletin next) =>
        one is Bulletin.FirstResult or Bulletin.Result or Bulletin.Colour
        && next is Bulletin.Result or Bulletin.Colour
        && one.At == next.At
        && Revisions.Contest(one) == Revisions.Contest(next);

    private Post Gathered(
        ReadOnlySpan<LogEntry> entries,
        Func<LogEntry, Mark?> marks,
        bool brief,
        bool isFirst
    )
    {
        var result = entries[0];
        List<LogEntry> others = [.. entries[1..]];
        if (others is [{ Bulletin: Bulletin.Result } second, ..])
        {
            (result, others[0]) = (second, result);
        }
        var mark = marks(result);
        var post = mark is null ? Card(result) : RevisedOrPlain(Card(result), result, mark, brief);
        if (others.Count == 0 || brief || mark is Mark.TakenBack or Mark.Unknown)
        {
            return post;
        }
        var isAbove = isFirst && limits.ShowsNotification;
        var lines = others
            .Where(o => !(isAbove && marks(o) is null && Says(post.Notification, o.Bulletin)))
            .Select(o => LineOrPlain(o, marks(o), () => writer.Line(o.Bulletin, marks(o))));
        return ShownOrPlain(
            result,
            mark,
            () =>
                PostWriter.WithLines(post, lines) with
                {
                    Notification =
                        mark is null && others[0].Bulletin is Bulletin.FirstResult
                            ? Card(others[0]).Notification
                            : post.Notification,
                }
        );
    }

    /// <summary>That the member has lost the seat stands in the line above, unless that was too long.</summary>
    private static bool Says(string notification, Bulletin bulletin) =>
        bulletin is Bulletin.Colour { Fact: Fact.SittingDefeated { Member.Name: var name } }
        && notification.Contains(name, StringComparison.Ordinal);
}

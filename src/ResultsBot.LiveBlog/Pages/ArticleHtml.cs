using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>An entry of the page. Corrected, it keeps its place and its number, and says what it said before.</summary>
internal sealed class ArticleHtml(
    Phrasebook phrases,
    PostWriter writer,
    Quarantine quarantine,
    Links links,
    Palette palette,
    TablesHtml tables,
    Clock clock
)
{
    /// <summary>Its headline, wherever it is listed.</summary>
    public string Headline(LogEntry entry)
    {
        if (!quarantine.Holds(entry.Position))
        {
            try
            {
                // On the page and in its feeds nobody takes it for a result.
                return entry.Bulletin is Bulletin.Posted { Words.Headline: var headline }
                    ? headline
                    : phrases.Headline(entry.Bulletin);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Hold(entry, e);
            }
        }
        return phrases.PlainHeadline(entry.Bulletin);
    }

    /// <summary>The same, where its words were put right by the new ones.</summary>
    public string HeadlineNow(LogEntry entry, Edition edition) =>
        MarkOf(entry, edition) is Mark.Reworded { Now.Headline: var now } ? now : Headline(entry);

    public Html Write(Article article, Edition edition) =>
        Guarded(
            article,
            () => Frame(article, Content(article, edition), Kicker(article), PartyOf(article)),
            plain => Frame(article, plain, "", null)
        );

    /// <summary>The entry that the desk has pinned, at the top; in its own place it stands all the same.</summary>
    public Html Pinned(Edition edition)
    {
        if (
            edition.Marks.Pinned is not { } number
            || edition.Articles.FirstOrDefault(a => a.Number == number) is not { } article
            || MarkOf(article.Entry, edition) is Mark.TakenBack or Mark.Unknown
        )
        {
            return $"""<section id="pinned" data-part hidden></section>""";
        }
        // Without facts: each has an id of its own, in its place.
        var content = ContentOrPlain(article with { Facts = [] }, edition);
        return $"""
            <section id="pinned" data-part><p class="when"><b>{phrases.BlogPinned}</b> {clock.Time(
                article.Entry.Bulletin.At
            )}</p>
            {content}
            <p class="foot"><a href="{links.Entry(number)}">{phrases.BlogLink}</a></p></section>
            """;
    }

    /// <summary>What it says, without what stands around it.</summary>
    public Html ContentOrPlain(Article article, Edition edition) =>
        Guarded(article, () => Content(article, edition), plain => plain);

    /// <summary>All of it in a line.</summary>
    public string Summary(LogEntry entry) =>
        (
            quarantine.Holds(entry.Position) ? writer.Plain(entry) : writer.Write(entry)
        ).Summary.ToPlain();

    /// <summary>What has become of it; null where it holds.</summary>
    public Mark? MarkOf(LogEntry entry, Edition edition) =>
        quarantine.Revised.Contains(entry.Position)
            ? new Mark.Unknown()
            : edition.Revised.MarkOf(entry);

    /// <summary>The areas that a reader may look at alone: a script tells by them what belongs on such a page.</summary>
    private string Areas(Bulletin bulletin) =>
        string.Join(' ', bulletin.Areas.Select(links.SlugOf));

    private Html Frame(Article article, Html content, string kicker, PartyId? party)
    {
        var bulletin = article.Entry.Bulletin;
        var contest = Revisions.Contest(bulletin);
        Html label = kicker.Length == 0 ? Html.Empty : $""" <span class="kicker">{kicker}</span>""";
        Html seat = contest is { } of
            ? $""" <a href="{links.Seat(of)}">{phrases.BlogSeatLink}</a>"""
            : Html.Empty;
        return $"""
            <article id="no-{article.Number}" class="{palette.ClassOf(
                party
            )}" data-number="{article.Number}" data-kind="{article.Kind}" data-contest="{contest?.Value}" data-areas="{Areas(
                bulletin
            )}">
            <p class="when">{clock.Time(bulletin.At)}{label}</p>
            {content}
            <p class="foot"><a href="{links.Entry(article.Number)}">{phrases.BlogLink}</a>{seat}</p>
            </article>

            """;
    }

    private string Kicker(Article article) => phrases.BlogKicker(article.Entry.Bulletin);

    /// <summary>A bug in one entry: its plain headline stands in its place, and all others as always.</summary>
    private Html Guarded(Article article, Func<Html> write, Func<Html, Html> around)
    {
        if (!quarantine.Holds(article.Number))
        {
            try
            {
                return write();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Hold(article.Entry, e);
            }
        }
        var post = writer.Plain(article.Entry);
        return around($"<h3>{post.Headline}</h3>{post.Body.Select(tables.Write)}");
    }

    /// <summary>Something else that is made of an entry; null where a bug keeps it from being made.</summary>
    public T? OrNothing<T>(LogEntry entry, Func<T?> make)
        where T : class
    {
        if (!quarantine.Holds(entry.Position))
        {
            try
            {
                return make();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Hold(entry, e);
            }
        }
        return null;
    }

    private void Hold(LogEntry entry, Exception bug) =>
        quarantine.Add(
            new Quarantined(entry.Position, entry.Bulletin.GetType().Name, entry.Bulletin, bug)
        );

    private Html Content(Article article, Edition edition)
    {
        var mark = MarkOf(article.Entry, edition);
        return article.Entry.Bulletin switch
        {
            Bulletin.Result b => Result(article, edition, b, mark),
            Bulletin.Reinstated b => Result(
                article,
                edition,
                new Bulletin.Result(b.Of, b.Verdict, b.Standings, b.At),
                mark
            ),
            Bulletin.Quoted b =>
                $"""{Note(article.Entry, edition, mark)}<blockquote><p>“{b.Text}”</p><p class="who">{b.Who}</p></blockquote>{Photo(article.Entry, mark)}""",
            Bulletin.Noted b =>
                $"{Note(article.Entry, edition, mark)}<p>{b.Text}</p>{Photo(article.Entry, mark)}",
            Bulletin.Posted b => Posted(article.Entry, edition, b, mark),
            _ => Told(article.Entry, edition, mark),
        };
    }

    private Html Posted(LogEntry entry, Edition edition, Bulletin.Posted said, Mark? mark)
    {
        if (mark is Mark.TakenBack or Mark.Unknown)
        {
            return $"<h3><s>{said.Words.Headline}</s></h3>{Note(entry, edition, mark)}";
        }
        var words = (mark as Mark.Reworded)?.Now ?? said.Words;
        var paragraphs = words
            .Text.Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
            .Select(p => (Html)$"<p>{p}</p>");
        return $"<h3>{words.Headline}</h3>{Note(entry, edition, mark)}{paragraphs}{Photo(entry, mark)}";
    }

    /// <summary>Any other bulletin: its post, as every outlet has it.</summary>
    private Html Told(LogEntry entry, Edition edition, Mark? mark)
    {
        var post = writer.Write(entry);
        Html headline =
            mark is Mark.TakenBack
                ? (Html)$"<h3><s>{post.Headline}</s></h3>"
                : $"<h3>{post.Headline}</h3>";
        var body = mark is Mark.TakenBack or Mark.Unknown
            ? Html.Empty
            : Html.Join(post.Body.Select(tables.Write));
        return $"{headline}{Note(entry, edition, mark)}{body}{Standings(post)}{Photo(entry, mark)}";
    }

    private Html Result(Article article, Edition edition, Bulletin.Result said, Mark? mark)
    {
        if (mark is Mark.TakenBack or Mark.Unknown)
        {
            return Told(article.Entry, edition, mark);
        }
        var now = (mark as Mark.Corrected)?.Now ?? said;
        var post = writer.Write(new LogEntry(article.Number, now));
        var headline =
            article.Entry.Bulletin is Bulletin.Reinstated && mark is null
                ? phrases.Headline(article.Entry.Bulletin)
                : post.Headline;
        Html table = now.Verdict.IsUnopposed ? Html.Empty : tables.Result(now.Of, now.Verdict);
        Html rejected =
            now.Verdict.IsUnopposed || phrases.BelowTheTable(now.Verdict) is not { } last
                ? Html.Empty
                : $"""<p class="soft">{last}</p>""";
        return $"""
            <h3>{headline}</h3>
            <p class="sub">{phrases.FiguresInALine(now.Verdict)}</p>
            {Note(article.Entry, edition, mark)}{tables.ChangedHands(now.Of, now.Verdict)}{table}{Html.Join(
                article.Facts.Select(f => Fact(f, edition))
            )}{rejected}{Standings(post)}<p class="soft">{post.Source}</p>
            """;
    }

    private Html Fact(LogEntry entry, Edition edition) =>
        $"""<p id="no-{entry.Position}" class="fact">{Html.Of(
            writer.Line(entry.Bulletin, MarkOf(entry, edition))
        )}</p>""";

    /// <summary>The county and the country in one line.</summary>
    private static Html Standings(Post post) =>
        post.Standings.IsEmpty
            ? Html.Empty
            : $"""<p class="soft standings">{Html.Join(
                post.Standings.Select(Html.Of),
                " · "
            )}</p>""";

    private Html Photo(LogEntry entry, Mark? mark)
    {
        if (entry.Photo is not { } name || mark is Mark.TakenBack or Mark.Unknown)
        {
            return Html.Empty;
        }
        var picture = new PostPicture(name, Headline(entry));
        if (picture.IsVideo)
        {
            return $"""<video src="{links.Photo(name)}" aria-label="{picture.Alt}" controls playsinline preload="metadata"></video>""";
        }
        return $"""<img src="{links.Photo(name)}" alt="{picture.Alt}" loading="lazy" decoding="async">""";
    }

    /// <summary>What has become of it, directly under the headline.</summary>
    private Html Note(LogEntry entry, Edition edition, Mark? mark) =>
        NoteText(entry, edition, mark) is { } note ? $"""<p class="fix">{note}</p>""" : Html.Empty;

    private RichText? NoteText(LogEntry entry, Edition edition, Mark? mark) =>
        mark switch
        {
            null => (RichText?)null,
            Mark.Corrected { TurnoutWas: { } was, Now.Verdict.Turnout: { } turnout } =>
                phrases.BlogTurnoutCorrected(RevisedAt(entry, edition), was, turnout),
            Mark.Corrected { Now: var now } => Corrected(entry, edition, now),
            Mark.Reworded { Now: var now }
                when entry.Bulletin is Bulletin.Posted { Words: var was } => phrases.BlogReworded(
                RevisedAt(entry, edition),
                was,
                now
            ),
            Mark.TakenBack => phrases.BlogWithdrawn(RevisedAt(entry, edition)),
            Mark.Overtaken => phrases.BlogOvertaken,
            _ => phrases.UnknownNote,
        };

    private RichText Corrected(LogEntry entry, Edition edition, Bulletin.Result now)
    {
        if (Revisions.VerdictOf(entry.Bulletin) is not { } before)
        {
            return phrases.BlogOvertaken;
        }
        var was = phrases.Headline(now.Of, before);
        var outcome =
            was == phrases.Headline(now.Of, now.Verdict)
                ? phrases.OutcomeUnchanged(now.Verdict)
                : phrases.BlogOutcomeChanged(was);
        return phrases.BlogCorrected(
                RevisedAt(entry, edition),
                [.. writer.CorrectedFigures(before, now.Verdict)]
            ) + $" {outcome}";
    }

    /// <summary>When it was last revised.</summary>
    private DateTimeOffset RevisedAt(LogEntry entry, Edition edition) =>
        clock.Local(
            edition.Revised.Entries.LastOrDefault(r => Revisions.Touches(r, entry))?.Bulletin.At
                ?? entry.Bulletin.At
        );

    /// <summary>Whose colour it has at its edge; null for none's.</summary>
    private static PartyId? PartyOf(Article article) =>
        article.Entry.Bulletin switch
        {
            Bulletin.Result b => b.Verdict.Winner.Candidate.Party,
            Bulletin.FirstResult b => b.Verdict.Winner.Candidate.Party,
            Bulletin.Reinstated b => b.Verdict.Winner.Candidate.Party,
            Bulletin.Flashed b => b.Winner.Party,
            Bulletin.OverallMajority b => b.Party,
            Bulletin.AreaComplete { CleanSweep: { } sweep } => sweep.Party,
            _ => null,
        };
}

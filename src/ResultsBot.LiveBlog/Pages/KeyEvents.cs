using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>What changes the story, and what was put right: a line each, linked to its entry.</summary>
internal sealed class KeyEvents(Phrasebook phrases, ArticleHtml articles, Links links, Clock clock)
{
    private const int Most = 8;

    /// <param name="belongs">Whether an entry belongs on this page.</param>
    /// <param name="area">That the page is about: of a smaller one that is complete only its own page tells.</param>
    public Html Write(Edition edition, Func<Bulletin, bool> belongs, AreaId area)
    {
        var told = edition
            .Articles.Reverse()
            .Where(a => IsKey(a.Entry, edition, area) && belongs(a.Entry.Bulletin))
            .Take(Most)
            .Select(a =>
                (Html)
                    $"""<li>{clock.Time(a.Entry.Bulletin.At)}<a href="{links.Entry(a.Number)}">{articles.HeadlineNow(
                        a.Entry,
                        edition
                    )}</a></li>"""
            )
            .ToArray();
        return told.Length == 0
            ? (Html)$"""<section id="key" data-part hidden></section>"""
            : $"""<section id="key" data-part><h2>{phrases.BlogKeyEvents}</h2><ol>{told}</ol></section>""";
    }

    /// <summary>As the desk says; where it has not said, what changes the story.</summary>
    private bool IsKey(LogEntry entry, Edition edition, AreaId area) =>
        edition.Marks.IsKey(entry.Position) is { } said
            ? said && articles.MarkOf(entry, edition) is not Mark.TakenBack
            : IsKey(entry.Bulletin, area);

    private static bool IsKey(Bulletin bulletin, AreaId area) =>
        bulletin switch
        {
            // Of an area's own page.
            Bulletin.AreaComplete { Standing.Area.Kind: AreaKind.County }
            or Bulletin.Result { Verdict.Outcome: Engine.Counting.Outcome.Gain } => area.Kind
                != AreaKind.Whole,
            _ => KeyEvent.IsByItself(bulletin),
        };
}

using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
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
            .Where(a => IsKey(a.Entry.Bulletin, area) && belongs(a.Entry.Bulletin))
            .Take(Most)
            .Select(a =>
                (Html)
                    $"""<li>{clock.Time(a.Entry.Bulletin.At)}<a href="{links.Entry(a.Number)}">{articles.Headline(a.Entry)}</a></li>"""
            )
            .ToArray();
        return told.Length == 0
            ? (Html)$"""<section id="key" data-part hidden></section>"""
            : $"""<section id="key" data-part><h2>{phrases.BlogKeyEvents}</h2><ol>{told}</ol></section>""";
    }

    private static bool IsKey(Bulletin bulletin, AreaId area) =>
        bulletin switch
        {
            Bulletin.FirstResult
            or Bulletin.OverallMajority
            or Bulletin.NoMajority
            or Bulletin.ChamberComplete
            or Bulletin.NoLonger
            or Bulletin.Corrected
            or Bulletin.Retracted
            or Bulletin.Reinstated => true,
            Bulletin.AreaComplete { Standing.Area.Kind: var kind } => kind
                >= (area.Kind == AreaKind.Whole ? AreaKind.Region : AreaKind.County),
            Bulletin.Result { Verdict.Outcome: Engine.Counting.Outcome.Gain } => area.Kind
                != AreaKind.Whole,
            _ => false,
        };
}

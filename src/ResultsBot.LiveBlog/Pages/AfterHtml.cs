using ResultsBot.Newswire;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>
/// What has come since a number: new entries, those that were corrected, and what changes with them. It says through which
/// number it goes; from there one asks on. So an answer stays valid, however much has come since.
/// </summary>
internal sealed class AfterHtml(
    Phrasebook phrases,
    Document document,
    ArticleHtml articles,
    KeyEvents keyEvents,
    HexMap map
)
{
    /// <summary>Places on the log in one step.</summary>
    private const int Most = 100;

    /// <returns>Null where nothing has come since.</returns>
    public Html? Write(Edition edition, long number)
    {
        if (number < 0 || number >= edition.Number)
        {
            return null;
        }
        var through = edition.Entries.Where(e => e.Position > number).Take(Most).Last().Position;
        var revisions = edition.Revised.Entries.Where(e =>
            e.Position > number && e.Position <= through
        );
        var revised = revisions.SelectMany(edition.Revised.Touched).ToHashSet();
        var shown = edition.Articles.Where(a =>
            (a.Number > number && a.Number <= through)
            || revised.Contains(a.Number)
            || a.Facts.Any(f =>
                revised.Contains(f.Position) || (f.Position > number && f.Position <= through)
            )
        );
        return (Html)
            $"""
                <div data-after="{number}" data-through="{through}">
                {document.State(edition, edition.Whole, null)}
                {keyEvents.Write(edition, _ => true, phrases.Definition.Whole)}
                {map.Small(edition, edition.Whole, null)}
                {articles.Pinned(edition)}
                {shown.Reverse().Select(a => articles.Write(a, edition))}
                </div>
                """;
    }
}

using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>The page itself, and the earlier updates behind it.</summary>
internal sealed class FrontPage(
    Phrasebook phrases,
    Links links,
    Document document,
    ArticleHtml articles,
    KeyEvents keyEvents,
    HexMap map,
    Metadata metadata
)
{
    /// <summary>The newest updates, down to where a page of earlier ones begins.</summary>
    public Html Write(Edition edition)
    {
        var first = FirstOnFront(edition.Number);
        var shown = edition.Articles.Where(a => a.Number >= first);
        return document.Write(
            edition,
            edition.Whole,
            place: null,
            path: "",
            metadata.Front(edition),
            $"""
            <div class="wrap cols">
            <main id="updates" tabindex="-1" >
            <h2 class="unseen">{phrases.BlogEntries}</h2>
            {articles.Pinned(edition)}
            {Articles(shown, edition)}
            {(first > 1 ? Older(Links.PageOf(first) - 1) : Html.Empty)}
            </main>
            <aside>{keyEvents.Write(edition, _ => true, phrases.Definition.Whole)}{map.Small(
                edition,
                edition.Whole,
                null
            )}</aside>
            </div>
            """,
            isFront: true
        );
    }

    /// <returns>Null where there is no such page.</returns>
    public Html? Page(Edition edition, long page)
    {
        if (page < 1 || page > Links.PageOf(Math.Max(1, edition.Number)))
        {
            return null;
        }
        var shown = edition.Articles.Where(a => Links.PageOf(a.Number) == page);
        Html newer =
            Links.PageOf(edition.Number) > page + 1
                ? (Html)
                    $"""<p class="more"><a href="{links.Page(page + 1)}">{phrases.BlogNewer}</a></p>"""
                : $"""<p class="more"><a href="{links.Front}">{phrases.BlogNewer}</a></p>""";
        return document.Write(
            edition,
            edition.Whole,
            place: null,
            path: System.FormattableString.Invariant($"page/{page}"),
            Html.Empty,
            $"""
            <div class="wrap">
            <main id="updates" tabindex="-1" >
            <h2 class="unseen">{phrases.BlogEntries}</h2>
            {newer}
            {Articles(shown, edition)}
            {(page > 1 ? Older(page - 1) : Html.Empty)}
            </main>
            </div>
            """
        );
    }

    /// <summary>One whole page of places on the log, and what has begun of the next.</summary>
    internal static long FirstOnFront(long number) =>
        Math.Max(1, ((Links.PageOf(Math.Max(1, number)) - 2) * Links.PageLength) + 1);

    private Html Articles(IEnumerable<Article> shown, Edition edition)
    {
        var written = shown.Reverse().Select(a => articles.Write(a, edition)).ToArray();
        return written.Length == 0
            ? $"""<p id="nothing" class="soft">{phrases.BlogNothingYet}</p>"""
            : Html.Join(written);
    }

    private Html Older(long page) =>
        $"""<p class="more"><a href="{links.Page(page)}">{phrases.BlogOlder}</a></p>""";
}

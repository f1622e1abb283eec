using ResultsBot.Engine.Counting;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>What stands around every page: its head, the bar on top with the state of the parties, and its foot.</summary>
internal sealed class Document(
    Phrasebook phrases,
    BlogSettings settings,
    bool isRehearsal,
    Links links,
    Assets assets,
    StateHtml state,
    SearchHtml search,
    Clock clock
)
{
    public string Title => settings.Title ?? phrases.BlogTitle;

    public string TitleOf(string? place) =>
        place is null ? Title : phrases.BlogPageTitle(place, Title);

    /// <param name="place">The seat or the area that the page is about; null for all there is.</param>
    /// <param name="path">Where it is, below the root.</param>
    /// <param name="head">What else belongs into the head.</param>
    /// <param name="area">Its slug, where only updates of one area belong on the page.</param>
    public Html Write(
        Edition edition,
        Standing standing,
        string? place,
        string path,
        Html head,
        Html content,
        string area = "",
        bool isFront = false
    ) =>
        $"""
            <!doctype html>
            <html lang="{phrases.Language}-GB">
            {Head(TitleOf(place), path, head)}
            <body data-base="{links.Front}" data-number="{edition.Number}" data-area="{area}" data-front="{Flag(
                isFront
            )}" data-live="{Flag(
                isFront || area.Length > 0
            )}" data-page-length="{Links.PageLength}" data-one="{phrases.BlogOneNew}" data-many="{phrases.BlogManyNew}" data-reload="{phrases.BlogReload}">
            <a class="skip" href="#updates">{phrases.BlogSkip}</a>
            {Rehearsal()}<header><div class="wrap">
            {State(edition, standing, place)}
            </div></header>
            {content}
            {Foot()}
            </body>
            </html>
            """;

    public Html Head(string title, string path, Html head) =>
        $"""
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title}</title>
            <link rel="canonical" href="{links.Absolute(path).AbsoluteUri}">
            <link rel="stylesheet" href="{links.Of(assets.Style.Path)}">
            <link rel="icon" href="{links.Of("icon.svg")}">
            <script defer src="{links.Of(assets.Script.Path)}"></script>
            {head}
            </head>
            """;

    public Html Rehearsal() =>
        isRehearsal
            ? $"""<p class="rehearsal"><span>{phrases.RehearsalBand}</span></p>"""
            : Html.Empty;

    /// <summary>What changes with every result; the script puts a new one in its place.</summary>
    public Html State(Edition edition, Standing standing, string? place)
    {
        Html live = standing.IsComplete
            ? Html.Empty
            : $"""<span class="live">{phrases.BlogLive}</span> """;
        Html updated = edition.UpdatedAt is { } at
            ? $"{phrases.BlogUpdated} {clock.Time(at)}"
            : Html.Empty;
        return $"""
            <div id="state" data-part>
            <p class="when">{live}{updated}</p>
            <h1>{place ?? Title}</h1>
            {Of(standing, place)}
            {state.Write(edition, standing)}
            </div>
            """;
    }

    /// <summary>Whose state it is, where the page is about something else.</summary>
    private static Html Of(Standing standing, string? place) =>
        place is null || place == standing.Area.Name
            ? Html.Empty
            : $"""<p class="sub">{standing.Area.Name}</p>""";

    private static string Flag(bool isSet) => isSet ? "1" : "";

    private Html Foot() =>
        $"""
            <footer><div class="wrap">
            {search.Form()}
            <p><a href="{links.Front}">{phrases.BlogFrontPage}</a> · <a href="{links.Of(
                "map"
            )}">{phrases.BlogMapLink}</a> · {phrases.BlogFeeds} <a href="{links.Of(
                "feed.atom"
            )}">Atom</a> · <a href="{links.Of("feed.json")}">JSON Feed</a> · <a href="{links.Of(
                "results.csv"
            )}">CSV</a> · <a href="{links.Of("results.json")}">JSON</a> · <a href="{links.Of(
                "embed"
            )}">{phrases.BlogEmbed}</a></p>
            </div></footer>
            <div id="status" class="unseen" role="status"></div>
            <button id="toast" type="button" hidden></button>
            """;
}

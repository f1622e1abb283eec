using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.LiveBlog.Site;
using ResultsBot.Newswire;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>Pages about a seat, an area or the map, and what a search finds.</summary>
internal sealed class PlacePages(
    Phrasebook phrases,
    Links links,
    Document document,
    ArticleHtml articles,
    TablesHtml tables,
    KeyEvents keyEvents,
    HexMap map,
    SearchHtml search,
    PictureFiles pictures,
    Metadata metadata
)
{
    /// <summary>A seat: its result or its candidates, and its updates with their corrections.</summary>
    public Html Seat(Edition edition, ContestId id)
    {
        var seat = edition.Seat(id);
        var told = edition
            .Articles.Where(a => Revisions.Contest(a.Entry.Bulletin) == id)
            .Reverse()
            .Select(a => articles.Write(a, edition))
            .ToArray();
        Html history =
            told.Length == 0 ? Html.Empty : $"""<h2>{phrases.BlogWhatWasSaid}</h2>{told}""";
        var path = "seat/" + Uri.EscapeDataString(id.Value);
        return document.Write(
            edition,
            edition.Standing(seat.Contest.Areas[0]),
            seat.Contest.Name,
            path,
            metadata.Of(
                document.TitleOf(seat.Contest.Name),
                Summary(seat),
                path,
                edition,
                pictures.OfSeat(edition, id)
            ),
            $"""
            <div class="wrap"><main id="updates" tabindex="-1">
            {Panel(seat)}
            <p class="soft">{Html.Join(
                seat.Contest.Areas.Select(a =>
                    (Html)$"""<a href="{links.Area(a)}">{phrases.Place(a)}</a>"""
                ),
                " · "
            )} · <a href="{links.Of(
                $"embed/seat/{Uri.EscapeDataString(id.Value)}"
            )}">{phrases.BlogEmbed}</a></p>
            {history}
            </main></div>
            """
        );
    }

    /// <summary>An area: its state, its seats in a table, its map and the updates that are of it.</summary>
    public Html Area(Edition edition, AreaId area)
    {
        var standing = edition.Standing(area);

        var told = edition
            .Articles.Where(a => a.Entry.Bulletin.Areas.Contains(area))
            .Reverse()
            .Take(MostOfAnArea)
            .Select(a => articles.Write(a, edition));
        var path = "area/" + links.SlugOf(area);
        return document.Write(
            edition,
            standing,
            area.Name,
            path,
            metadata.Of(
                document.TitleOf(area.Name),
                phrases.BlogBarLabel(standing),
                path,
                edition,
                pictures.OfArea(edition, area)
            ),
            $"""
            <div class="wrap cols">
            <main id="updates" tabindex="-1">
            <h2 class="unseen">{phrases.BlogEntries}</h2>
            {told}
            </main>
            <aside>{keyEvents.Write(edition, b => b.Areas.Contains(area), area)}{map.Small(
                edition,
                standing,
                area
            )}<section id="seats" data-part>{Seats(edition, area)}<p class="soft"><a href="{links.Of(
                "results.csv?area=" + links.SlugOf(area)
            )}">CSV</a> · <a href="{links.Of(
                "results.json?area=" + links.SlugOf(area)
            )}">JSON</a></p></section></aside>
            </div>
            """,
            links.SlugOf(area)
        );
    }

    public Html Map(Edition edition) =>
        document.Write(
            edition,
            edition.Whole,
            place: null,
            "map",
            metadata.Of(
                document.Title,
                phrases.BlogBarLabel(edition.Whole),
                "map",
                edition,
                pictures.Map(edition)
            ),
            $"""<div class="wrap"><main id="updates" tabindex="-1">{map.Large(edition)}{Seats(edition, phrases.Definition.Whole)}</main></div>"""
        );

    public Html Found(Edition edition, string sought)
    {
        var found = search.Find(sought).ToArray();
        Html list =
            found.Length == 0
                ? (Html)$"""<p>{phrases.BlogFoundNothing(sought)}</p>"""
                : $"""<ul>{found.Select(c => (Html)$"""<li><a href="{links.Seat(c.Id)}">{c.Name}</a></li>""")}</ul>""";
        return document.Write(
            edition,
            edition.Whole,
            phrases.BlogFindSeat,
            "seat",
            Html.Empty,
            $"""<div class="wrap"><main id="updates" tabindex="-1"><section class="panel"><h2>{phrases.BlogFound(sought)}</h2>{list}</section></main></div>"""
        );
    }

    /// <summary>Of a seat, as it stands: on its page and in its embed.</summary>
    public Html Panel(SeatNews seat)
    {
        if (seat.Verdict is { } verdict)
        {
            Html table = verdict.IsUnopposed ? Html.Empty : tables.Result(seat.Contest, verdict);
            Html rejected =
                verdict.IsUnopposed || phrases.BelowTheTable(verdict) is not { } last
                    ? Html.Empty
                    : $"""<p class="soft">{last}</p>""";
            Html since = seat.Contest.Base is null
                ? Html.Empty
                : $"""<p class="soft">{phrases.Since}</p>""";
            return $"""
                <section id="seat" class="panel" data-part><h2 class="head">{phrases.Headline(
                    seat.Contest,
                    verdict
                )}</h2>
                <p class="sub">{phrases.FiguresInALine(verdict)}</p>{tables.ChangedHands(
                    seat.Contest,
                    verdict
                )}{table}{rejected}{since}</section>
                """;
        }
        var candidates = seat.Contest.Candidates.Select(c => (Html)$"<li>{phrases.OnRoll(c)}</li>");
        return $"""
            <section id="seat" class="panel" data-part><h2 class="head">{Summary(seat)}</h2>
            <p class="sub">{phrases.SeatFacts(
                seat.Contest
            )}</p><h2>{phrases.BlogCandidates}</h2><ul>{candidates}</ul></section>
            """;
    }

    /// <summary>All of it in a line.</summary>
    public string Summary(SeatNews seat) =>
        seat.Verdict is { } verdict ? phrases.Headline(seat.Contest, verdict)
        : seat.IsPostponed ? phrases.PostponedTitle(seat.Contest)
        : phrases.NotDeclaredTitle(seat.Contest);

    private const int MostOfAnArea = 40;

    private Html Seats(Edition edition, AreaId area) =>
        TablesHtml.Table(
            [phrases.BlogSeatColumn, phrases.BlogResultColumn, phrases.BlogMajorityColumn],
            edition
                .Definition.Contests.Where(c => c.Areas.Contains(area))
                .OrderBy(c => c.Name, StringComparer.Ordinal)
                .Select(c =>
                {
                    var verdict = edition.Seat(c.Id).Verdict;
                    return (Html)
                        $"""<tr><th scope="row"><a href="{links.Seat(c.Id)}">{c.Name}</a></th><td>{(verdict is null ? "" : Labels.InShort(verdict))}</td><td>{(verdict is null or { IsUnopposed: true } ? "" : phrases.Number(verdict.Majority))}</td></tr>""";
                })
        );
}

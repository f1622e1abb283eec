using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>What other pages show in a frame: the state of the parties with the latest updates, or one seat.</summary>
internal sealed class EmbedPages(
    Phrasebook phrases,
    Links links,
    Document document,
    StateHtml state,
    ArticleHtml articles,
    PlacePages places,
    Clock clock
)
{
    private const int Most = 5;

    /// <param name="theme">“dark” or “light”; anything else is as the reader's device has it.</param>
    public Html State(Edition edition, string? theme)
    {
        var latest = edition
            .Articles.Reverse()
            .Take(Most)
            .Select(a =>
                (Html)
                    $"""<li>{clock.Time(a.Entry.Bulletin.At)}<a href="{links.Entry(a.Number)}" target="_top">{articles.HeadlineNow(a.Entry, edition)}</a></li>"""
            );
        return Frame(
            edition,
            document.Title,
            "embed",
            theme,
            $"""<section class="panel"><h2 class="head"><a href="{links.Front}" target="_top">{document.Title}</a></h2>{state.Write(edition, edition.Whole)}<ol class="latest">{latest}</ol></section>"""
        );
    }

    /// <inheritdoc cref="State"/>
    public Html Seat(Edition edition, ContestId id, string? theme)
    {
        var seat = edition.Seat(id);
        return Frame(
            edition,
            document.TitleOf(seat.Contest.Name),
            "seat/" + Uri.EscapeDataString(id.Value),
            theme,
            $"""{places.Panel(seat)}<p class="soft"><a href="{links.Seat(id)}" target="_top">{document.Title}</a></p>"""
        );
    }

    private Html Frame(Edition edition, string title, string path, string? theme, Html content)
    {
        var forced = theme is "dark" or "light" ? theme : "";
        return $"""
            <!doctype html>
            <html lang="{phrases.Language}-GB" class="{forced}">
            {document.Head(title, path, Html.Empty)}
            <body class="embed" data-base="{links.Front}" data-number="{edition.Number}">
            {document.Rehearsal()}<main><h1 class="unseen">{title}</h1>{content}</main>
            </body>
            </html>
            """;
    }
}

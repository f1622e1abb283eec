using System.Globalization;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>
/// A hexagon for each seat. Small, those of one colour are one path, so that 650 take little room on every page; large, each
/// is a link with its name.
/// </summary>
internal sealed class HexMap(Phrasebook phrases, Palette palette, Links links)
{
    // In whole units, so that a path is short: a cell is 12 wide, its rows are 10 apart, and a hair is left between two.
    private const int Width = 12;
    private const int RowHeight = 10;
    private const string Hexagon = "l5 3v6l-5 3-5-3v-6z";

    /// <summary>Around an area that is shown alone.</summary>
    private const int Around = 2 * Width;

    private readonly int _top = phrases
        .Definition.Map.Values.Select(c => c.Row)
        .DefaultIfEmpty()
        .Max();

    private bool IsEmpty => phrases.Definition.Map.Count == 0;

    /// <summary>Beside the updates.</summary>
    /// <param name="area">It is shown large, and what lies around it faint; null for all alike.</param>
    public Html Small(Edition edition, Standing standing, AreaId? area)
    {
        if (IsEmpty)
        {
            return Html.Empty;
        }
        var groups = Seats(edition)
            .GroupBy(s => ClassOf(s.Seat, area))
            // Outlined ones last, so that no neighbour lies above the line.
            .OrderBy(g => g.Key.Length)
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g =>
                (Html)
                    $"""<path class="{g.Key}" d="{string.Concat(g.Select(s => Path(s.Cell)))}"/>"""
            );
        return $"""
            <section id="map" class="map" data-part><h2>{phrases.BlogMapTitle(standing)}</h2>
            <a href="{links.Of("map")}" aria-label="{phrases.BlogMapLink}"><svg viewBox="{ViewOf(
                area
            )}" aria-hidden="true">{groups}</svg></a>
            <p class="soft">{phrases.BlogMapLegend}</p></section>
            """;
    }

    /// <summary>On a page of its own, each seat linked and named.</summary>
    public Html Large(Edition edition)
    {
        var seats = Seats(edition)
            .OrderBy(s => s.Seat.IsGain)
            .Select(s =>
                (Html)
                    $"""<a href="{links.Seat(s.Seat.Contest.Id)}"><title>{phrases.BlogMapSeat(s.Seat.Contest, s.Seat.Verdict)}</title><path class="{ClassOf(s.Seat, null)}" d="{Path(s.Cell)}"/></a>"""
            );
        return IsEmpty
            ? Html.Empty
            : $"""<section class="map panel"><svg viewBox="{ViewOf(null)}" role="group" aria-label="{phrases.BlogMapTitle(edition.Whole)}">{seats}</svg><p class="soft">{phrases.BlogMapLegend}</p></section>""";
    }

    private IEnumerable<(SeatNews Seat, HexCell Cell)> Seats(Edition edition) =>
        edition
            .Definition.Contests.Where(c => phrases.Definition.Map.ContainsKey(c.Id))
            .Select(c => (edition.Seat(c.Id), phrases.Definition.Map[c.Id]));

    private string ClassOf(SeatNews seat, AreaId? area) =>
        string.Join(
            ' ',
            new[]
            {
                palette.ClassOf(seat.Winner),
                seat.IsGain ? "gain" : "",
                area is { } only && !seat.Contest.Areas.Contains(only) ? "elsewhere" : "",
            }.Where(c => c.Length > 0)
        );

    private (int X, int Y) Middle(HexCell cell) =>
        (
            (cell.Column * Width) + (int.IsOddInteger(cell.Row) ? Width / 2 : 0),
            (_top - cell.Row) * RowHeight
        );

    private string Path(HexCell cell)
    {
        var (x, y) = Middle(cell);
        return string.Create(CultureInfo.InvariantCulture, $"M{x} {y - 6}{Hexagon}");
    }

    private string ViewOf(AreaId? area)
    {
        var cells = phrases
            .Definition.Contests.Where(c => area is not { } only || c.Areas.Contains(only))
            .Where(c => phrases.Definition.Map.ContainsKey(c.Id))
            .Select(c => Middle(phrases.Definition.Map[c.Id]))
            .ToArray();
        if (cells.Length == 0)
        {
            return ViewOf(null);
        }
        var around = area is null ? Width / 2 + 2 : Around;
        var (left, top) = (cells.Min(c => c.X) - around, cells.Min(c => c.Y) - around);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{left} {top} {cells.Max(c => c.X) - left + around} {cells.Max(c => c.Y) - top + around}"
        );
    }
}

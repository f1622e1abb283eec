using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.Pictures;

/// <summary>
/// A hexagon for each contest, in its winner's colour, grey while it is to come; gains have an outline. An area may be shown
/// larger beside it.
/// </summary>
public sealed class SeatMap
{
    public const int Width = 1200;
    public const int Height = 1350;

    private const float Margin = 56;
    private const float MapTop = 190;
    private const float MapBottom = Height - 130;

    /// <summary>Between two hexagons, as a share of one.</summary>
    private const float Gap = 0.06f;

    private static readonly float RootOf3 = MathF.Sqrt(3);

    private readonly Sheet _sheet = new(Width, Height);
    private readonly Phrasebook _phrases;
    private readonly Func<ContestId, Verdict?> _find;

    private SeatMap(Phrasebook phrases, Func<ContestId, Verdict?> find)
    {
        _phrases = phrases;
        _find = find;
    }

    /// <param name="standing">Of the whole.</param>
    /// <param name="find">The result of a contest that has declared.</param>
    /// <param name="area">Shown larger; null for none.</param>
    /// <exception cref="ArgumentException">The election has no map, or the area no contest.</exception>
    public static Drawing Draw(
        Phrasebook phrases,
        Standing standing,
        Func<ContestId, Verdict?> find,
        bool isRehearsal,
        AreaId? area = null
    )
    {
        var definition = phrases.Definition;
        if (definition.Map.Count == 0)
        {
            throw new ArgumentException("The election has no map.", nameof(phrases));
        }
        var map = new SeatMap(phrases, find);
        map.Head(standing, isRehearsal);
        var ringed = area is { } named
            ? definition.Contests.Where(c => c.Areas.Contains(named)).ToArray()
            : [];
        map.Put(
            definition.Contests,
            new Rect(Margin, MapTop, Width - (2 * Margin), MapBottom - MapTop),
            ringed.Select(c => c.Id).ToHashSet()
        );
        if (area is { } enlarged)
        {
            map.Enlarge(enlarged, ringed);
        }
        map.Foot(standing);
        return map._sheet.Done(phrases.MapAlt(standing));
    }

    private void Head(Standing standing, bool isRehearsal)
    {
        var down = isRehearsal ? 24 : 0;
        if (isRehearsal)
        {
            Card.Rehearsal(_sheet, _phrases, Width);
        }
        var (title, style) = Sheet.Fit(
            _phrases.MapTitle(standing.Area),
            new TextStyle(Weight.Bold, 48, -0.02f),
            Width - (2 * Margin)
        );
        _sheet.Write(title, style, Colour.Ink, Margin, 90 + down);
        _sheet.Write(
            _phrases.CardStandingLine(standing),
            28,
            Margin,
            136 + down,
            Width - (2 * Margin)
        );
    }

    /// <summary>As large as there is room for, in the middle.</summary>
    private void Put(IReadOnlyCollection<Contest> contests, Rect room, HashSet<ContestId> ringed)
    {
        var cells = contests
            .Select(c => (Contest: c, Place: PlaceOf(_phrases.Definition.Map[c.Id])))
            .ToArray();
        var (left, right) = (cells.Min(c => c.Place.X), cells.Max(c => c.Place.X));
        var (bottom, top) = (cells.Min(c => c.Place.Y), cells.Max(c => c.Place.Y));
        var radius = Math.Min(
            room.Width / (right - left + RootOf3),
            room.Height / (top - bottom + 2)
        );
        var x = room.Left + ((room.Width - ((right - left) * radius)) / 2);
        var y = room.Top + ((room.Height - ((top - bottom) * radius)) / 2);
        // What has an outline lies above its neighbours.
        foreach (
            var (contest, place) in cells.OrderBy(c =>
                ringed.Contains(c.Contest.Id) || IsGain(c.Contest)
            )
        )
        {
            var (colour, filling) = ColourOf(contest.Id);
            _sheet.Add(
                new Shape.Hexagon(
                    x + ((place.X - left) * radius),
                    y + ((top - place.Y) * radius),
                    radius * (1 - Gap),
                    colour,
                    contest.Id.Value,
                    filling,
                    ringed.Contains(contest.Id) || IsGain(contest) ? Colour.Ink : null
                )
            );
        }
    }

    private void Enlarge(AreaId area, Contest[] contests)
    {
        // The North Sea: nothing else is there.
        var panel = new Rect(Width - 470, MapTop, 414, 400);
        var style = new TextStyle(Weight.SemiBold, 26);
        var (name, fitting) = Sheet.Fit(area.Name, style, panel.Width);
        _sheet.Write(name, fitting, Colour.Ink, panel.Right, panel.Top + 20, Align.Right);
        Put(contests, new Rect(panel.Left, panel.Top + 44, panel.Width, panel.Height - 44), []);
    }

    /// <summary>Each party in words beside its colour: nothing is told by colour alone.</summary>
    private void Foot(Standing standing)
    {
        Card.Legend(
            _sheet,
            _phrases,
            standing.Parties.Where(p => p.Seats > 0),
            Margin,
            Width - Margin,
            Height - 80,
            20
        );
        var (legend, style) = Sheet.Fit(_phrases.MapLegend, Card.Small, Width - (2 * Margin));
        _sheet.Write(legend, style, Colour.SoftInk, Margin, Height - 36);
    }

    private (Colour, Filling) ColourOf(ContestId contest) =>
        _find(contest) is { } verdict
            ? (
                Card.Of(_phrases, verdict.Winner.Candidate.Party),
                Card.FillingOf(verdict.Winner.Candidate.Party)
            )
            : (Colour.Open, Filling.Plain);

    private bool IsGain(Contest contest) => _find(contest.Id) is { Outcome: Outcome.Gain };

    /// <summary>In units of a hexagon's radius.</summary>
    private static (float X, float Y) PlaceOf(HexCell cell) =>
        (RootOf3 * (cell.Column + (cell.Row % 2 == 1 ? 0.5f : 0)), 1.5f * cell.Row);
}

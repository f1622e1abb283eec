using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.Pictures;

/// <summary>The state of the parties in an area as a picture of 1200 by 675: one bar over all seats, and the parties below it.</summary>
public static class StandingCard
{
    /// <summary>So many parties there is room for; of more, the last ones are added up.</summary>
    public const int MostParties = 12;

    private const float BarTop = 236;
    private const float BarHeight = 64;
    private const float ListTop = 378;
    private const float Pitch = 52;
    private const int Rows = 4;

    /// <summary>A hair of paper between two parties.</summary>
    private const float Hair = 2;

    private static readonly TextStyle Seats = new(Weight.Bold, 26);
    private static readonly TextStyle Name = new(Weight.Regular, 24);

    private readonly record struct Line(PartyId? Party, string Name, int Seats, string Net);

    public static Drawing Draw(Phrasebook phrases, Standing standing, bool isRehearsal)
    {
        var sheet = new Sheet(Card.Width, Card.Height);
        var lines = Lines(phrases, standing);
        var accent = standing.Parties is [{ Seats: > 0 } first, ..]
            ? Card.Of(phrases, first.Party)
            : Colour.Grey;
        var down = Card.Head(
            sheet,
            phrases,
            phrases.CardStandingKicker,
            standing.Area.Name,
            accent,
            isRehearsal
        );
        sheet.Write(phrases.CardStandingLine(standing), 28, Card.Left, 178 + down, Card.Room);
        Bar(sheet, phrases, lines, standing.Seats, BarTop + down);
        // Where only part of a chamber is elected, the bar shows that part, and no majority lies in it.
        if (
            phrases.Definition.OnlyChamber(standing.Area) is { Majority: var needed } chamber
            && chamber.Seats == standing.Seats
        )
        {
            Tick(sheet, phrases.MajorityTick(needed), needed, standing.Seats, BarTop + down);
        }
        List(sheet, phrases, lines, ListTop + down);
        Card.FootLine(sheet);
        var (source, style) = Sheet.Fit(phrases.SinceInShort, Card.Small, Card.Room);
        sheet.Write(source, style, Colour.SoftInk, Card.Left, Card.Foot + 41);
        return sheet.Done(phrases.CardStandingAlt(standing));
    }

    private static List<Line> Lines(Phrasebook phrases, Standing standing)
    {
        var told = standing.InSeats().ToArray();
        var shown = told.Length > MostParties ? MostParties - 1 : told.Length;
        var lines = told.Take(shown)
            .Select(p => new Line(
                p.Party,
                phrases.Party(p.Party),
                p.Seats,
                phrases.NetInBrackets(p)
            ))
            .ToList();
        if (told.Length > shown)
        {
            lines.Add(new Line(null, phrases.Others, told.Skip(shown).Sum(p => p.Seats), ""));
        }
        return lines;
    }

    private static void Bar(
        Sheet sheet,
        Phrasebook phrases,
        IReadOnlyList<Line> lines,
        int seats,
        float top
    )
    {
        sheet.Add(new Shape.Box(new Rect(Card.Left, top, Card.Room, BarHeight), Colour.Open));
        var x = Card.Left;
        foreach (var line in lines.Where(l => l.Seats > 0))
        {
            var wide = Card.Room * line.Seats / seats;
            sheet.Add(
                Card.Swatch(
                    phrases,
                    line.Party,
                    new Rect(x, top, Math.Max(1, wide - Hair), BarHeight),
                    0
                )
            );
            x += wide;
        }
    }

    private static void Tick(Sheet sheet, string words, int majority, int seats, float top)
    {
        var x = Card.Left + (Card.Room * majority / seats);
        sheet.Add(new Shape.Box(new Rect(x - 1.5f, top - 14, 3, BarHeight + 28), Colour.Ink));
        sheet.Write(words, Card.Small, Colour.SoftInk, x + 10, top + BarHeight + 28);
    }

    private static void List(Sheet sheet, Phrasebook phrases, IReadOnlyList<Line> lines, float top)
    {
        var columns = Math.Max(1, (lines.Count + Rows - 1) / Rows);
        var room = Card.Room / Math.Max(2, columns);
        for (var i = 0; i < lines.Count; i++)
        {
            var left = Card.Left + (room * (i / Rows));
            Write(sheet, phrases, lines[i], left, room - 24, top + (Pitch * (i % Rows)) + 34);
        }
    }

    private static void Write(
        Sheet sheet,
        Phrasebook phrases,
        Line line,
        float left,
        float room,
        float baseline
    )
    {
        sheet.Add(Card.Swatch(phrases, line.Party, new Rect(left, baseline - 20, 22, 22), 4));
        var seats = phrases.Number(line.Seats);
        var net = line.Net.Length > 0 ? " " + line.Net : "";
        var right = left + room;
        right -= sheet.Write(net, Name, Colour.SoftInk, right, baseline, Align.Right);
        right -= sheet.Write(seats, Seats, Colour.Ink, right, baseline, Align.Right);
        var space = right - left - 48;
        // All names are of one size: what has no room in full is abbreviated.
        var name =
            line.Party is { } party && Inter.Width(line.Name, Name) > space
                ? party.Value
                : line.Name;
        sheet.Write(Sheet.Cut(name, Name, space), Name, Colour.Ink, left + 34, baseline);
    }
}

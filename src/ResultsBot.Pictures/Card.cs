using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.Pictures;

/// <summary>What all cards have in common: their size, their margins, their head and foot.</summary>
internal static class Card
{
    public const int Width = 1200;
    public const int Height = 675;
    public const float Left = 72;
    public const float Right = Width - 56;
    public const float Room = Right - Left;

    /// <summary>Where the line above the foot lies.</summary>
    public const float Foot = 597;

    private const float Edge = 16;
    private const float Band = 40;

    /// <summary>From the top, where there is no band.</summary>
    private const float KickerBaseline = 66;

    public static readonly TextStyle Small = new(Weight.Regular, 22);
    public static readonly TextStyle Smallest = new(Weight.Regular, 19);
    public static readonly TextStyle SmallStrong = new(Weight.SemiBold, 22);

    private static readonly TextStyle Kicker = new(Weight.SemiBold, 22, 0.06f);
    private static readonly TextStyle Title = new(Weight.Bold, 58, -0.02f);

    /// <returns>How far all below is moved down.</returns>
    public static float Head(
        Sheet sheet,
        Phrasebook phrases,
        string kicker,
        string title,
        Colour accent,
        bool isRehearsal
    )
    {
        var down = isRehearsal ? Band - 16 : 0;
        sheet.Add(new Shape.Box(new Rect(0, 0, Edge, Height), accent));
        if (isRehearsal)
        {
            Rehearsal(sheet, phrases, Width);
        }
        var (above, kickerStyle) = Sheet.Fit(kicker.ToUpperInvariant(), Kicker, Room);
        sheet.Write(
            above,
            kickerStyle,
            accent.Darkened(Colour.TextContrast),
            Left,
            KickerBaseline + down
        );
        var (name, titleStyle) = Sheet.Fit(title, Title, Room);
        sheet.Write(name, titleStyle, Colour.Ink, Left, 130 + down);
        return down;
    }

    /// <summary>A striped band, so that nobody takes what it lies on for a result.</summary>
    public static void Rehearsal(Sheet sheet, Phrasebook phrases, float width)
    {
        sheet.Add(
            new Shape.Box(new Rect(0, 0, width, Band), new Colour(0xE6A700), 0, Filling.Hatched)
        );
        var words = phrases.RehearsalBand;
        var wide = Inter.Width(words, SmallStrong);
        sheet.Add(
            new Shape.Box(new Rect((width - wide) / 2 - 16, 4, wide + 32, Band - 8), Colour.Paper)
        );
        sheet.Write(words, SmallStrong, Colour.Ink, (width - wide) / 2, 28);
    }

    public static void FootLine(Sheet sheet) =>
        sheet.Add(new Shape.Box(new Rect(Left, Foot, Room, 2), Colour.Line));

    /// <summary>Each party's seats beside its colour, as many parties as there is room for.</summary>
    /// <param name="gap">Between two parties.</param>
    /// <param name="net">Behind its seats; null for nothing.</param>
    public static void Legend(
        Sheet sheet,
        Phrasebook phrases,
        IEnumerable<PartyStanding> parties,
        float left,
        float right,
        float baseline,
        float gap,
        Func<PartyStanding, string>? net = null
    )
    {
        foreach (var party in parties)
        {
            var seats = $"{party.Party.Value} {phrases.Number(party.Seats)}";
            var behind = net?.Invoke(party);
            var wide = 24 + Inter.Width(seats, SmallStrong);
            if (left + wide + (behind is null ? 0 : 7 + Inter.Width(behind, Small)) > right)
            {
                break;
            }
            sheet.Add(Swatch(phrases, party.Party, new Rect(left, baseline - 15, 16, 16), 3));
            sheet.Write(seats, SmallStrong, Colour.Ink, left + 24, baseline);
            left += wide;
            if (behind is not null)
            {
                left += 7;
                left += sheet.Write(behind, Small, Colour.SoftInk, left, baseline);
            }
            left += gap;
        }
    }

    public static Colour Of(Phrasebook phrases, PartyId party) =>
        phrases.Definition.FindParty(party)?.Colour is { } rgb ? new Colour(rgb) : Colour.Grey;

    /// <summary>An area in a party's colour; grey for several parties together.</summary>
    public static Shape.Box Swatch(Phrasebook phrases, PartyId? party, Rect place, float radius)
    {
        var colour = party is { } one ? Of(phrases, one) : Colour.Grey;
        return new Shape.Box(
            place,
            colour,
            radius,
            party is { } shown ? FillingOf(shown) : Filling.Plain,
            EdgeOf(colour)
        );
    }

    /// <summary>Independents are no party: two of them differ from each other, and from any party.</summary>
    public static Filling FillingOf(PartyId party) =>
        party == PartyId.Independent ? Filling.Hatched : Filling.Plain;

    /// <summary>Round what hardly stands out on paper, such as a light yellow.</summary>
    private static Colour? EdgeOf(Colour colour) =>
        colour.ContrastTo(Colour.Paper) < 1.6 ? colour.Darkened(3) : null;
}

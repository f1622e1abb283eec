using System.Globalization;
using System.Text;
using ResultsBot.Engine.Definition;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>
/// The parties' colours, as classes of the stylesheet: as an area they are the pack's own; as text they are darkened, or in
/// the dark lightened, until they can be read.
/// </summary>
internal sealed class Palette
{
    private const int Unknown = 0x7A8190;
    private const int Paper = 0xFFFFFF;
    private const int DarkPaper = 0x171A21;

    /// <summary>Of text on its ground (WCAG 2, AA).</summary>
    private const double Readable = 4.5;

    private readonly Dictionary<PartyId, int> _places;

    public Palette(ElectionDefinition definition)
    {
        _places = definition
            .Parties.Select((party, at) => (party.Id, at))
            .ToDictionary(p => p.Id, p => p.at);
        var light = new StringBuilder();
        var dark = new StringBuilder();
        foreach (var party in definition.Parties)
        {
            var colour = party.Colour ?? Unknown;
            light.Append(
                CultureInfo.InvariantCulture,
                $".{ClassOf(party.Id)}{{--p:{Css(colour)};--t:{Css(Towards(colour, 0, Paper))}}}\n"
            );
            dark.Append(
                CultureInfo.InvariantCulture,
                $".{ClassOf(party.Id)}{{--t:{Css(Towards(colour, 0xFFFFFF, DarkPaper))}}}\n"
            );
        }
        Light = light.ToString();
        Dark = dark.ToString();
        IndependentClass = ClassOf(PartyId.Independent);
    }

    /// <summary>Rules for all parties.</summary>
    public string Light { get; }

    /// <summary>What is different in the dark.</summary>
    public string Dark { get; }

    public string IndependentClass { get; }

    /// <summary>“p3”. A name of ours: what a pack calls a party may hold anything.</summary>
    public string ClassOf(PartyId? party) =>
        party is { } id && _places.TryGetValue(id, out var at)
            ? string.Create(CultureInfo.InvariantCulture, $"p{at}")
            : "";

    /// <summary>The colour, mixed with as much of another as it takes to be read on that ground.</summary>
    internal static int Towards(int colour, int other, int ground)
    {
        for (var part = 0; part < 20; part++)
        {
            var mixed = Mixed(colour, other, part / 20.0);
            if (Contrast(mixed, ground) >= Readable)
            {
                return mixed;
            }
        }
        return other;
    }

    /// <summary>1 to 21, as WCAG defines it.</summary>
    internal static double Contrast(int one, int other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(int colour) =>
        (0.2126 * Linear(colour >> 16))
        + (0.7152 * Linear(colour >> 8))
        + (0.0722 * Linear(colour));

    private static double Linear(int channel)
    {
        var value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static int Mixed(int colour, int other, double part)
    {
        return (Channel(16) << 16) | (Channel(8) << 8) | Channel(0);

        int Channel(int shift) =>
            (int)
                Math.Round(
                    (((colour >> shift) & 0xFF) * (1 - part)) + (((other >> shift) & 0xFF) * part)
                );
    }

    private static string Css(int colour) =>
        string.Create(CultureInfo.InvariantCulture, $"#{colour:x6}");
}

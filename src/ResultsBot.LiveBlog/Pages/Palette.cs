using System.Globalization;
using System.Text;
using ResultsBot.Engine.Definition;
using ResultsBot.Pictures;

namespace ResultsBot.LiveBlog.Pages;

/// <summary>
/// The parties' colours, as classes of the stylesheet: as an area they are the pack's own; as text they are darkened, or in
/// the dark lightened, until they can be read.
/// </summary>
internal sealed class Palette
{
    private static readonly Colour Black = new(0);
    private static readonly Colour White = new(0xFFFFFF);
    private static readonly Colour DarkPaper = new(0x171A21);

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
            var colour = party.Colour is { } rgb ? new Colour(rgb) : Colour.Grey;
            light.Append(
                CultureInfo.InvariantCulture,
                $".{ClassOf(party.Id)}{{--p:{colour};--t:{Readable(colour, Black, Colour.Paper)}}}\n"
            );
            dark.Append(
                CultureInfo.InvariantCulture,
                $".{ClassOf(party.Id)}{{--t:{Readable(colour, White, DarkPaper)}}}\n"
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

    private static Colour Readable(Colour colour, Colour with, Colour ground) =>
        colour.Mixed(with, ground, Colour.TextContrast);
}

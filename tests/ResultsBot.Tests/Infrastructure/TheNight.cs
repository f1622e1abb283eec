using ResultsBot.Engine.Definition;
using ResultsBot.Packs;
using ResultsBot.Pasting;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>The general election of 2024, as it comes with the program, and the seed's two pasted results.</summary>
internal static class TheNight
{
    public const string NorthEastDerbyshirePaste =
        "Labour - Louise Jones - 17,591 Elected Conservative - Lee Rowley - 15,838 Reform Uk - Andy Egginton - 7,899 Green Party - Frank Adlington-Stringer - 2,271 Liberal Democrat - Ross Shipman - 2,159 Freedom Alliance - Wesley Massumbukolt - 108";

    public const string ChesterfieldPaste = """
        Toby Perkins, Labour - 19,316
        Ben Flook, Conservative - 8,496
        Dan Price, Reform UK - 7,897
        David Wadsworth, Green - 2,682
        Ian Barfield, Liberal Democrat - 2,553
        Kris Stone, Chesterfield And North Derbyshire Independents - 363
        Workers Party of Britain, Julie Lowe - 248
        """;

    private static readonly Lazy<ElectionPack> Loaded = new(() =>
        ((PackReading.Loaded)PackLoader.Load("ge2024")).Pack
    );

    private static readonly Lazy<PartyNames> Names = new(() =>
        new PartyNames(Loaded.Value.Definition.Parties)
    );

    public static ElectionPack Pack => Loaded.Value;

    public static ElectionDefinition Definition => Loaded.Value.Definition;

    public static PartyNames PartyNames => Names.Value;

    /// <summary>A seat's result as it was recorded on the night.</summary>
    public static RecordedResult Recorded(string name) =>
        Pack.Recorded.Single(r => r.Contest == Contest(name).Id);

    public static Contest Contest(string name) => Definition.Contests.Single(c => c.Name == name);
}

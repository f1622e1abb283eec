using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>continuing.csv, which may be left out: the seats that are not up for election, by who holds them.</summary>
internal static class ContinuingFile
{
    private const string FileName = "continuing.csv";

    private static readonly string[] Columns = ["party", "seats"];

    public static ImmutableArray<PartySeats> Read(PackFolder folder, PackParties parties)
    {
        if (!folder.Has(FileName))
        {
            return [];
        }
        var continuing = ImmutableArray.CreateBuilder<PartySeats>();
        foreach (var row in folder.Rows(FileName, Columns))
        {
            if (row.Party(parties) is { } party && row.Number("seats", least: 1) is { } seats)
            {
                continuing.Add(new PartySeats(party, seats));
            }
        }
        return continuing.ToImmutable();
    }
}

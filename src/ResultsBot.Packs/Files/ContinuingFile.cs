using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>Seats of a chamber that aren't up for election.</summary>
/// <param name="Party">Null where they are vacant.</param>
internal sealed record ContinuingLine(string Chamber, PartyId? Party, int Seats);

/// <summary>continuing.csv, which may be left out: the seats that aren't up for election, by chamber and who holds them.</summary>
internal static class ContinuingFile
{
    public const string FileName = "continuing.csv";

    private static readonly string[] Columns = ["party", "seats"];

    /// <param name="chambers">Where there is but one, the column “chamber” may be left out.</param>
    /// <returns>By the code of their chamber.</returns>
    public static ILookup<string, ContinuingLine> Read(
        PackFolder folder,
        PackParties parties,
        IReadOnlyDictionary<string, ChambersFile.Listed> chambers
    ) =>
        !folder.Has(FileName)
            ? Array.Empty<ContinuingLine>().ToLookup(l => l.Chamber)
            : folder
                .Rows(FileName, Columns)
                .Select(row => LineOf(row, parties, chambers))
                .OfType<ContinuingLine>()
                .ToLookup(l => l.Chamber);

    private static ContinuingLine? LineOf(
        PackRow row,
        PackParties parties,
        IReadOnlyDictionary<string, ChambersFile.Listed> chambers
    )
    {
        if (ChamberOf(row, chambers) is not { } chamber)
        {
            return null;
        }
        PartyId? party = null;
        if (row["party"].Length > 0)
        {
            party = row.Party(parties);
            if (party is null)
            {
                return null;
            }
        }
        return row.Number("seats", least: 1) is { } seats
            ? new ContinuingLine(chamber, party, seats)
            : null;
    }

    private static string? ChamberOf(
        PackRow row,
        IReadOnlyDictionary<string, ChambersFile.Listed> chambers
    )
    {
        switch (row["chamber"], chambers.Count)
        {
            case ("", 1):
                return chambers.Keys.Single();
            case (_, 0):
                row.Refuse(
                    $"which chamber continues with these seats? Name it in {ChambersFile.FileName} (chamber,name,seats,majority), and in the column “chamber” of {ContestsFile.FileName} for every contest that fills it"
                );
                return null;
            case ("", _):
                row.Refuse("which of the chambers? Say it in the column “chamber”");
                return null;
            case var (chamber, _) when !chambers.ContainsKey(chamber):
                row.Refuse($"the chamber “{chamber}” is not in {ChambersFile.FileName}");
                return null;
            case var (chamber, _):
                return chamber;
        }
    }
}

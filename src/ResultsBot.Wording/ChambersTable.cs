using ResultsBot.Engine;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>Chambers as a table for other programs. The columns and their order are relied upon: add at the end.</summary>
public static class ChambersTable
{
    /// <summary>In the column “control”, where no party can have a majority.</summary>
    private const string NoOverallControl = "NOC";

    private static readonly string[] Columns =
    [
        "chamber_id",
        "chamber",
        "seats",
        "declared",
        "control",
        "majority_needed",
        "party",
        "party_seats",
        "gains",
        "losses",
        "continuing",
    ];

    /// <summary>A row for each party of each chamber; one without a party where nobody has a seat there yet.</summary>
    public static void Write(Election election, TextWriter to) =>
        CsvTable.Write(Columns, election.Chambers(election.Definition.Whole).SelectMany(Rows), to);

    /// <summary>The party with a majority, NOC where none can have one, empty while it is open.</summary>
    public static string Control(ChamberStanding chamber) =>
        chamber.Leading is { } leading && chamber.HasMajority(leading) ? leading.Value
        : chamber.IsMajorityReachable ? ""
        : NoOverallControl;

    private static IEnumerable<string[]> Rows(ChamberStanding chamber)
    {
        var parties = chamber
            .Elected.Parties.Where(p => p.Losses > 0)
            .Select(p => new PartySeats(p.Party, 0))
            .Where(p => chamber.Has(p.Party) == 0);
        return chamber
            .Members.Concat(parties)
            .Select(p => Row(chamber, p))
            .DefaultIfEmpty(Row(chamber, null));
    }

    /// <param name="of">What a party has of the whole chamber.</param>
    private static string[] Row(ChamberStanding chamber, PartySeats? of)
    {
        string[] common =
        [
            chamber.Chamber.Id.Value,
            chamber.Chamber.Name,
            $"{chamber.Chamber.Seats}",
            $"{chamber.Elected.Declared}",
            Control(chamber),
            $"{chamber.Chamber.Majority}",
        ];
        return of is not var (party, seats)
            ? [.. common, "", "", "", "", ""]
            :
            [
                .. common,
                party.Value,
                $"{seats}",
                $"{chamber.Elected.Of(party).Gains}",
                $"{chamber.Elected.Of(party).Losses}",
                $"{chamber.Chamber.ContinuingSeats(party)}",
            ];
    }
}

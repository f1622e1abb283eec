using System.Globalization;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>A line of one of a pack's CSV files. What is wrong with it goes to the folder's faults.</summary>
internal sealed class PackRow(PackFolder folder, string file, CsvLine line)
{
    /// <summary>Where it begins in the file, from 1.</summary>
    public int Line => line.Line;

    public string this[string column] => line[column];

    public void Refuse(string reason) => folder.Refuse(file, line.Line, reason);

    /// <summary>The cell, or null where it is empty.</summary>
    public string? TextIfAny(string column) => line[column] is { Length: > 0 } text ? text : null;

    /// <returns>Null where it is no such number, which is a fault.</returns>
    public int? Number(string column, int least)
    {
        if (
            int.TryParse(
                line[column],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number >= least
        )
        {
            return number;
        }
        Refuse($"{column} is a whole number of at least {least}, not “{line[column]}”");
        return null;
    }

    /// <returns>Null where the cell is empty, or is no such number, which is a fault.</returns>
    public int? NumberIfAny(string column, int least) =>
        line[column].Length > 0 ? Number(column, least) : null;

    public bool Yes(string column)
    {
        if (line[column] is not ("" or "yes" or "no"))
        {
            Refuse($"{column} is yes, no or empty, not “{line[column]}”");
        }
        return line[column] == "yes";
    }

    /// <returns>The party that this one counts as; null where it is not listed, which is a fault.</returns>
    public PartyId? Party(PackParties parties, string column = "party")
    {
        var party = new PartyId(line[column]);
        if (parties.Has(party))
        {
            return parties.Counted(party);
        }
        Refuse($"the party “{party}” is not in {PartiesFile.FileName}");
        return null;
    }
}

using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs.Files;

/// <summary>A party's votes in one contest last time.</summary>
internal sealed record PreviousLine(PackRow Row, PartyId Party, int Votes);

/// <summary>previous.csv: the votes of last time, a line for each party in each contest.</summary>
internal static class PreviousFile
{
    public const string FileName = "previous.csv";

    /// <summary>May be left out.</summary>
    private const string Electorate = "electorate";

    /// <summary>How many seats the party held. May be left out where a contest has one.</summary>
    private const string Seats = "seats";

    private static readonly string[] Columns = ["contest", "party", "votes"];

    /// <returns>The lines by the code of their contest.</returns>
    public static Dictionary<string, List<PreviousLine>> Read(
        PackFolder folder,
        PackParties parties
    )
    {
        var previous = new Dictionary<string, List<PreviousLine>>();
        foreach (var row in folder.Rows(FileName, Columns))
        {
            if (row.Party(parties) is { } party && row.Number("votes", least: 0) is { } votes)
            {
                if (!previous.TryGetValue(row["contest"], out var lines))
                {
                    previous.Add(row["contest"], lines = []);
                }
                lines.Add(new PreviousLine(row, party, votes));
            }
        }
        return previous;
    }

    /// <param name="lines">Of contest, party, votes, electorate and, where they are known, seats.</param>
    public static void Write(string folder, IEnumerable<IReadOnlyList<string>> lines) =>
        Write(folder, [.. lines]);

    private static void Write(string folder, IReadOnlyList<string>[] lines) =>
        CsvTable.Write(
            folder,
            FileName,
            lines is [{ Count: 5 }, ..]
                ? [.. Columns, Electorate, Seats]
                : [.. Columns, Electorate],
            lines
        );

    public static void WriteEmpty(string folder) => CsvTable.Write(folder, FileName, Columns, []);

    /// <summary>Whether the votes of a contest can be those of one election.</summary>
    public static bool AreVotes(string contest, List<PreviousLine> lines)
    {
        var sum = lines.Sum(l => (long)l.Votes);
        if (lines.Count > 0 && sum is 0 or > int.MaxValue)
        {
            lines[0]
                .Row.Refuse(
                    sum == 0
                        ? $"nobody has a vote in {contest}"
                        : $"{contest} has more votes than people"
                );
            return false;
        }
        return true;
    }

    /// <summary>
    /// With one seat a party's lines are added up, and whoever has most votes held it. With several the party's best
    /// candidate stands for it, and the column “seats” says what it held.
    /// </summary>
    /// <param name="lines">Of one contest.</param>
    /// <returns>Null where there are no lines, or where the seats held are not those of the contest, which is a fault.</returns>
    public static BaseResult? Base(List<PreviousLine> lines, int seats)
    {
        if (lines.Count == 0)
        {
            return null;
        }
        int? electorate = null;
        var held = new List<PartySeats>();
        foreach (var (row, party, _) in lines)
        {
            if (row[Electorate].Length > 0)
            {
                electorate = row.Number(Electorate, least: 1);
            }
            if (row.NumberIfAny(Seats, least: 0) is { } number and > 0)
            {
                held.Add(new PartySeats(party, number));
            }
        }
        if (seats == 1 && held.Count > 0 && held.Sum(h => h.Seats) is var one and not 1)
        {
            lines[0].Row.Refuse($"the parties held {one} seats here, and there is 1");
            return null;
        }
        if (seats == 1)
        {
            return BaseResult.Of(
                [.. lines.Select(l => new PartyVotes(l.Party, l.Votes))],
                electorate,
                held.Count > 0 ? [.. held] : null
            );
        }
        if (held.Sum(h => h.Seats) is var all && all != seats)
        {
            lines[0].Row.Refuse($"the parties held {all} seats here, and there are {seats}");
            return null;
        }
        return BaseResult.Of([.. BestVotes(lines)], electorate, [.. held]);
    }

    /// <summary>The votes of each party's best candidate, and those of each independent.</summary>
    private static IEnumerable<PartyVotes> BestVotes(List<PreviousLine> lines) =>
        lines
            .Where(l => l.Party != PartyId.Independent)
            .GroupBy(l => l.Party, l => l.Votes)
            .Select(g => new PartyVotes(g.Key, g.Max()))
            .Concat(
                lines
                    .Where(l => l.Party == PartyId.Independent)
                    .Select(l => new PartyVotes(l.Party, l.Votes))
            );
}

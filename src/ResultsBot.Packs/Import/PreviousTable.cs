using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>
/// The votes of last time: a line for each party or candidate in each contest, as in Parliament's and the Library's results
/// by candidate; or the notional results (<see cref="NotionalTable"/>). Of one seat, whoever had most votes held it.
/// </summary>
internal static class PreviousTable
{
    private static readonly SourceColumn[] Columns =
    [
        new(
            "code",
            "ons_id",
            "ons code",
            "constituency geographic code",
            "gss",
            "gss code",
            "code",
            "contest",
            "contest code"
        ),
        new("name", "boundary comm name"),
        new("party", "party_name", "main party name", "party"),
        new("abbreviation", "party_abbreviation", "main party abbreviation", "abbreviation"),
        new("independent", "candidate is standing as independent"),
        new("speaker", "candidate is standing as commons speaker"),
        new("votes", "votes", "candidate vote count", "votes cast"),
        new("electorate", "electorate", "electors"),
        new("seats", "seats", "seats held"),
        new("total", "total_votes"),
        new("largest other", "MaxOthv"),
        new("winner", "Win19"),
        new("other candidates", "all other candidates"),
    ];

    /// <summary>A line of previous.csv, before its party has an abbreviation.</summary>
    public sealed record Line(
        string Contest,
        PartyLabel Party,
        int Votes,
        int? Electorate,
        int? Seats
    );

    /// <returns>Empty where the table cannot be used, which is a fault.</returns>
    public static IReadOnlyList<Line> Read(
        string path,
        IReadOnlyCollection<DraftContest> contests,
        DescriptionTable descriptions,
        ImportReport report
    )
    {
        var file = Path.GetFileName(path);
        if (SourceTable.Read(path, Columns, report) is not { } table)
        {
            return [];
        }
        var isNotional = NotionalTable.Is(table);
        if (!isNotional && FaultOf(table) is { } fault)
        {
            report.Refuse(new PackFault(file, 0, fault));
            return [];
        }
        var known = new Codes(contests, table);
        var lines = new List<Line>();
        var elsewhere = 0;
        foreach (var (row, votes) in isNotional ? NotionalTable.Rows(table) : Rows(table, report))
        {
            var electorate = row.Number("electorate", least: 1);
            var seats = row.Number("seats", least: 0);
            // A base that lacks a party would give another winner, and another swing.
            if (row.Problem is { } problem)
            {
                report.Refuse(new PackFault(file, row.Line.Line, problem));
            }
            else if (known.Of(row) is not { } code)
            {
                elsewhere++;
            }
            else
            {
                lines.AddRange(
                    votes.Select(v => new Line(
                        code,
                        descriptions.Of(v.Party),
                        v.Votes,
                        electorate,
                        seats
                    ))
                );
            }
        }
        if (elsewhere > 0)
        {
            report.Note($"{file}: {elsewhere} rows are of contests that are not in this election");
        }
        if (known.ByName.Count > 0)
        {
            report.Note(
                $"{file}: known by name, as the code there is another: {ImportReport.Some(known.ByName)}"
            );
        }
        NameThoseWithout(file, contests, lines, report);
        return lines;
    }

    private static string? FaultOf(SourceTable table) =>
        table.Fields.Contains("other candidates")
            ? "this is the table by constituency, which adds up all candidates of smaller parties: give the one by candidate"
        : !table.Fields.IsSupersetOf(["code", "votes"])
        || !(table.Fields.Contains("party") || table.Fields.Contains("abbreviation"))
            ? "the columns ons_id (or code), party and votes are needed"
        : null;

    private static IEnumerable<(
        SourceRow Row,
        IReadOnlyList<(PartyLabel Party, int Votes)> Votes
    )> Rows(SourceTable table, ImportReport report)
    {
        foreach (var row in table.Rows)
        {
            var label = ParliamentsParty.Of(row, report) with
            {
                IsLibrarys = table.Fields.Contains("abbreviation"),
            };
            var votes = row.Number("votes", least: 0);
            if (votes is null)
            {
                row.Refuse("no votes are given");
            }
            yield return (row, [(label, votes ?? 0)]);
        }
    }

    private static void NameThoseWithout(
        string file,
        IEnumerable<DraftContest> contests,
        List<Line> lines,
        ImportReport report
    )
    {
        var known = lines.Select(l => l.Contest).ToHashSet(StringComparer.Ordinal);
        string[] without =
        [
            .. contests.Where(c => !known.Contains(c.Facts.Code)).Select(c => c.Facts.Name),
        ];
        if (without.Length > 0)
        {
            report.Note(
                $"{file}: nothing is known of last time in {ImportReport.Some(without)}, so that there is no hold, gain, change or swing"
            );
        }
    }

    /// <summary>
    /// Whose votes a row has: by code, and in the notional results by name where no contest has the code. Those of
    /// five Scottish constituencies were changed after they had been published.
    /// </summary>
    private sealed class Codes(IReadOnlyCollection<DraftContest> contests, SourceTable table)
    {
        private readonly HashSet<string> _codes = contests
            .Select(c => c.Facts.Code)
            .ToHashSet(StringComparer.Ordinal);

        private readonly ILookup<string, string> _byName = contests
            .ExceptBy(table.Lines.Select(l => l["code"]), c => c.Facts.Code)
            .ToLookup(c => Words.Key(c.Facts.Name), c => c.Facts.Code);

        public List<string> ByName { get; } = [];

        /// <returns>Null where it is of none.</returns>
        public string? Of(SourceRow row)
        {
            if (_codes.Contains(row.Text("code")))
            {
                return row.Text("code");
            }
            var name = row.Text("name");
            if (name.Length == 0 || _byName[Words.Key(name)].ToArray() is not [var code])
            {
                return null;
            }
            ByName.Add(name);
            return code;
        }
    }
}

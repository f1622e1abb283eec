using ResultsBot.Packs.Files;
using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>
/// The votes of last time, a line for each party in each contest, as the notional results of Rallings and Thrasher are
/// published beside the Library's tables; and with one seat each, so that whoever has most votes held it.
/// </summary>
internal static class PreviousTable
{
    private static readonly SourceColumn[] Columns =
    [
        new("code", "ons_id", "ons code", "gss", "gss code", "code", "contest", "contest code"),
        new("party", "party_name", "party"),
        new("abbreviation", "party_abbreviation", "abbreviation"),
        new("votes", "votes", "votes cast"),
        new("electorate", "electorate", "electors"),
        new("seats", "seats", "seats held"),
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
        if (
            !table.Fields.IsSupersetOf(["code", "votes"])
            || !(table.Fields.Contains("party") || table.Fields.Contains("abbreviation"))
        )
        {
            report.Refuse(
                new PackFault(file, 0, "the columns ons_id (or code), party and votes are needed")
            );
            return [];
        }
        var codes = contests.Select(c => c.Facts.Code).ToHashSet(StringComparer.Ordinal);
        var lines = new List<Line>();
        var elsewhere = 0;
        foreach (var row in table.Rows)
        {
            var code = row.Text("code");
            var label = descriptions.Of(
                new PartyLabel(
                    row.Name("party", report),
                    row.Text("abbreviation"),
                    IsLibrarys: table.Fields.Contains("abbreviation")
                )
            );
            var votes = row.Number("votes", least: 0);
            var electorate = row.Number("electorate", least: 1);
            var seats = row.Number("seats", least: 0);
            if (votes is null)
            {
                row.Refuse("no votes are given");
            }
            // A base that lacks a party would give another winner, and another swing.
            if (row.Problem is { } problem)
            {
                report.Refuse(new PackFault(file, row.Line.Line, problem));
            }
            else if (!codes.Contains(code))
            {
                elsewhere++;
            }
            else
            {
                lines.Add(new Line(code, label, votes!.Value, electorate, seats));
            }
        }
        if (elsewhere > 0)
        {
            report.Note($"{file}: {elsewhere} rows are of contests that are not in this election");
        }
        string[] without =
        [
            .. contests
                .Where(c => lines.All(l => l.Contest != c.Facts.Code))
                .Select(c => c.Facts.Name),
        ];
        if (without.Length > 0)
        {
            report.Note(
                $"{file}: nothing is known of last time in {ImportReport.Some(without)}, so that there is no hold, gain, change or swing"
            );
        }
        return lines;
    }
}

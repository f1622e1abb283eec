namespace ResultsBot.Packs.Import;

/// <summary>
/// Results of general elections by candidate: the House of Commons Library's, with the columns of 2019 and 2024
/// (https://commonslibrary.parliament.uk/research-briefings/cbp-10009/), “ONS ID” and “Candidate first name”, and of
/// 2015 and 2017 (…/cbp-7979/), “ons_id” and “firstname”; and Parliament's (https://electionresults.parliament.uk/,
/// “candidacies”), “Constituency geographic code” and “Candidate given name”, by-elections among them.
/// </summary>
internal static class ByCandidateImport
{
    private static readonly SourceColumn[] Columns =
    [
        new("code", "ONS ID", "ONS code", "Constituency geographic code"),
        new("contest", "Constituency name"),
        new("county", "County name"),
        new("region", "Region name", "English region name"),
        new("nation", "Country name"),
        new("party", "Party name", "Main party name"),
        new("abbreviation", "Party abbreviation", "Main party abbreviation"),
        new("register", "Electoral Commission party ID", "Main party Electoral Commission ID"),
        new("second party", "Adjunct party name"),
        new("speaker", "Candidate is standing as Commons Speaker"),
        new("independent", "Candidate is standing as independent"),
        new("forenames", "Candidate first name", "Candidate given name", "firstname", "first name"),
        new("surname", "Candidate surname", "Candidate family name", "surname"),
        new("sitting", "Sitting MP", "Candidate is sitting MP"),
        new("votes", "Votes", "Candidate vote count"),
        new("electorate", "Electorate"),
        new("rejected", "Election invalid vote count"),
        new(
            "date",
            "Election polling date",
            "Election date",
            "General election polling date",
            "General election date",
            "Date of election",
            "Poll date"
        ),
        new("notional", "General election is notional"),
    ];

    public static void Run(string source, string folder, ImportOptions options, ImportReport report)
    {
        if (SourceTable.Read(source, Columns, report) is not { } table)
        {
            return;
        }
        table.Need(report, "code", "contest", "party", "abbreviation", "surname", "votes");
        if (table.Lines.Any(l => l["notional"] is "true" or "True"))
        {
            report.Refuse(
                "these are notional results, at which nobody stood: they are what --previous is for"
            );
        }
        if (report.Faults.Count > 0 || PollDate.Choice(table, options, report) is not { } chosen)
        {
            return;
        }
        var date =
            options.Election is { } asked && asked != PollDate.All
                ? asked
                : table.Lines.Select(l => l["date"]).FirstOrDefault(d => d.Length > 0);
        var draft = new PackDraft(
            options with
            {
                PollCloses = options.PollCloses ?? PollDate.ClosesOn(date),
            },
            new DraftRules(
                "Contains Parliamentary information licensed under the Open Parliament Licence v3.0. "
                    + "Source: House of Commons Library, general election results by candidate."
            ),
            report
        );
        draft.Add(table.Rows.Select(r => Candidate(chosen(r), report)));
        draft.Write(folder);
        if (report.Faults.Count == 0 && options.Previous is null)
        {
            report.Note(
                "Share and Change are rounded, and last time's valid votes are not in the file: "
                    + "last time's votes do not follow from them exactly, and are left out"
            );
        }
    }

    private static SourceCandidate Candidate(SourceRow row, ImportReport report)
    {
        var (first, last) = (row.Name("forenames", report), row.Name("surname", report));
        var (county, region, nation) = (row.Text("county"), row.Text("region"), row.Text("nation"));
        return new SourceCandidate(
            row,
            new SourceContest(
                row.Text("code"),
                row.Name("contest", report),
                Seats: 1,
                row.Number("electorate", least: 1),
                // Scotland and Northern Ireland are written for their seats' counties too.
                county == region
                || county == nation
                    ? ""
                    : county,
                region,
                nation,
                row.Number("rejected", least: 0)
            ),
            $"{first} {last}".Trim(),
            last,
            first,
            ParliamentsParty.Of(row, report) with
            {
                IsLibrarys = true,
            },
            Sitting: row.Yes("sitting"),
            Votes: row.Number("votes", least: 0)
        );
    }
}

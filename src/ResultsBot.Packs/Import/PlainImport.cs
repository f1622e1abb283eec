using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>Any table of candidates whose columns have names that can be known.</summary>
internal static class PlainImport
{
    /// <summary>As documented in docs/election-packs.md.</summary>
    private static readonly SourceColumn[] Columns =
    [
        new(
            "code",
            "code",
            "contest code",
            "contest id",
            "constituency code",
            "ward code",
            "ons id",
            "ons code",
            "gss",
            "gss code"
        ),
        new("contest", "contest", "contest name", "constituency", "constituency name", "seat"),
        new("ward", "ward", "ward name", "division", "division name", "electoral division"),
        new("poll", "poll"),
        new("date", "election date", "date of election", "poll date"),
        new("candidate", "candidate", "candidate name", "full name", "name"),
        new("forenames", "first name", "candidate first name", "forename", "forenames"),
        new("surname", "surname", "candidate surname", "last name"),
        new("party", "party", "party name"),
        new("abbreviation", "party abbreviation", "abbreviation", "party code"),
        new("description", "description", "party description"),
        new("votes", "votes", "votes cast"),
        new("elected", "elected", "winner"),
        new("sitting", "sitting", "sitting mp", "sitting member", "incumbent"),
        new("seats", "seats", "seats contested", "vacancies"),
        new("electorate", "electorate", "electors", "registered voters"),
        new("rejected", "rejected", "rejected votes", "rejected ballots", "invalid votes"),
        new("recorded", "recorded at", "declared at"),
        new("council", "council", "council name", "local authority", "authority"),
        new("county", "county", "county name"),
        new("region", "region", "region name"),
        new("nation", "nation", "country", "country name"),
    ];

    public static void Run(string source, string folder, ImportOptions options, ImportReport report)
    {
        if (SourceTable.Read(source, Columns, report) is not { } table)
        {
            return;
        }
        if (!table.Fields.Contains("code") && !table.Fields.Contains("ward"))
        {
            table.Need(report, "contest");
        }
        if (!table.Fields.Contains("surname"))
        {
            table.Need(report, "candidate");
        }
        if (!table.Fields.Contains("abbreviation") && !table.Fields.Contains("description"))
        {
            table.Need(report, "party");
        }
        if (table.Unmatched.Count > 0)
        {
            report.Note(
                $"columns not known, and not used: {string.Join(", ", table.Unmatched.Take(20))}"
                    + (table.Unmatched.Count > 20 ? $" and {table.Unmatched.Count - 20} more" : "")
            );
        }
        if (report.Faults.Count > 0 || PollDate.Choice(table, options, report) is not { } chosen)
        {
            return;
        }
        var draft = new PackDraft(
            options,
            new DraftRules("", BySurname: false, AreWards: table.Fields.Contains("ward")),
            report
        );
        var areCouncils = table.Lines.Select(l => Words.Key(l["council"])).Distinct().Count() > 1;
        draft.Add(
            NamedContests.WithCodes(
                [.. table.Rows.Select(r => Candidate(chosen(r), areCouncils, report))],
                report
            )
        );
        draft.Write(folder);
    }

    /// <param name="areCouncils">Whether there are several, whose wards are added up each on their own.</param>
    private static SourceCandidate Candidate(SourceRow row, bool areCouncils, ImportReport report)
    {
        var contest = row.Name("contest", report) is { Length: > 0 } given
            ? given
            : row.Name("ward", report);
        var poll = row.Text("poll").ToLowerInvariant();
        if (poll is not ("" or "unopposed" or "postponed"))
        {
            row.Refuse($"poll is empty, unopposed or postponed, not “{SourceTable.Shown(poll)}”");
        }
        // A statement of persons nominated has descriptions alone.
        var (party, description) = (row.Name("party", report), row.Name("description", report));
        var code = row.Text("code");
        var (first, last) = (row.Name("forenames", report), row.Name("surname", report));
        var name = row.Name("candidate", report);
        name = name.Length > 0 ? name : $"{first} {last}".Trim();
        if (Totals.Are(contest, name))
        {
            row.Skip(Totals.Sentence(contest, name));
        }
        var council = row.Name("council", report);
        var county = row.Text("county");
        return new SourceCandidate(
            row,
            new SourceContest(
                code,
                contest.Length > 0 ? contest : code,
                row.Number("seats", least: 1),
                row.Number("electorate", least: 1),
                county.Length == 0 && areCouncils ? council : county,
                row.Text("region"),
                row.Text("nation"),
                row.Number("rejected", least: 0),
                row.Text("recorded"),
                poll,
                Council: council
            ),
            name,
            last,
            first,
            new PartyLabel(party.Length > 0 ? party : description, row.Text("abbreviation")),
            party.Length > 0 ? description : "",
            row.Yes("sitting"),
            row.Number("votes", least: 0),
            row.Yes("elected")
        );
    }
}

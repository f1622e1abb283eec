using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>
/// A council's results in the Local Government Association's schema “Election Results”
/// (http://schemas.opendata.esd.org.uk/ElectionResults; https://validator.opendata.esd.org.uk/electionresults), a row for
/// each candidate, as councils such as Trafford publish it for all their elections since 2016.
/// </summary>
internal static class LocalGovernmentImport
{
    private static readonly SourceColumn[] Columns =
    [
        new("date", "ElectionDate"),
        new("type", "TypeofElection"),
        new("organisation", "OrganisationLabel"),
        new("area", "ElectoralAreaURI"),
        new("contest", "ElectoralAreaLabel"),
        new("surname", "CandidateSurname"),
        new("forenames", "CandidateForenames"),
        new("used surname", "CommonlyUsedSurname"),
        new("used forenames", "CommonlyUsedForenames"),
        new("party link", "PoliticalPartyURI"),
        new("party", "PoliticalPartyLabel"),
        new("description", "CandidatesDescription"),
        new("votes", "VotesWon"),
        new("elected", "Elected"),
        new("electorate", "EligibleElectorate"),
        new("official mark", "BallotsRejectedOfficialMark"),
        new("too many votes", "BallotsRejectedMultipleVote"),
        new("identification", "BallotsRejectedIdentification"),
        new("unmarked", "BallotsRejectedUnmarked"),
    ];

    /// <summary>Why papers were rejected as a whole. Those rejected in part count for the votes that are clear.</summary>
    private static readonly string[] Rejected =
    [
        "official mark",
        "too many votes",
        "identification",
        "unmarked",
    ];

    public static void Run(string source, string folder, ImportOptions options, ImportReport report)
    {
        if (SourceTable.Read(source, Columns, report) is not { } table)
        {
            return;
        }
        table.Need(report, "contest", "surname", "party", "votes", "elected");
        if (report.Faults.Count > 0 || PollDate.Choice(table, options, report) is not { } chosen)
        {
            return;
        }
        SourceRow[] rows = [.. table.Rows.Select(chosen)];
        SourceRow[] own = [.. rows.Where(r => r.Skipped is null)];
        if (own.Select(IsParliament).Distinct().Count() > 1)
        {
            report.Refuse(
                "Parliament and councils are not elected in one pack: candidates pay a deposit for the one only"
            );
            return;
        }
        var isParliament = own.Any(IsParliament);
        var date = own.Select(r => r.Text("date")).FirstOrDefault(d => d.Length > 0);
        var draft = new PackDraft(
            options with
            {
                PollCloses = options.PollCloses ?? PollDate.ClosesOn(date),
                Whole =
                    options.Whole
                    ?? own.Select(r => r.Text("organisation")).FirstOrDefault(o => o.Length > 0),
            },
            new DraftRules(
                "Results: the council's open data",
                NeedsSeats: !isParliament,
                HasDeposits: isParliament,
                AreWards: !isParliament
            ),
            report
        );
        var capitals = new SortedSet<string>(StringComparer.Ordinal);
        draft.Add(rows.Select(r => Candidate(r, isParliament, capitals, report)));
        draft.Write(folder);
        if (capitals.Count > 0 && report.Faults.Count == 0)
        {
            report.Note(
                $"surnames in capitals are written small, and these may be meant otherwise: {ImportReport.Some([.. capitals])}"
            );
        }
    }

    private static bool IsParliament(SourceRow row) =>
        row.Text("type").StartsWith("Parliament", StringComparison.OrdinalIgnoreCase);

    private static SourceCandidate Candidate(
        SourceRow row,
        bool isParliament,
        SortedSet<string> capitals,
        ImportReport report
    )
    {
        var contest = row.Name("contest", report);
        var code = LastPart(row.Text("area"));
        var surname = Either("used surname", "surname");
        if (Capitals.IsIn(surname))
        {
            surname = Capitals.Lowered(surname);
            if (row.Skipped is null && Capitals.IsDoubtful(surname))
            {
                capitals.Add(surname);
            }
        }
        var forenames = Either("used forenames", "forenames");
        return new SourceCandidate(
            row,
            new SourceContest(
                code.Length > 0 ? code : Words.Key(contest).Replace(' ', '-'),
                contest,
                isParliament ? 1 : null,
                row.Number("electorate", least: 1),
                Rejected: RejectedIn(row)
            ),
            $"{forenames} {surname}".Trim(),
            surname,
            forenames,
            new PartyLabel(
                row.Name("party", report),
                Register: LastPart(row.Text("party link")) is ['P', 'P', ..] and var id ? id : ""
            ),
            row.Name("description", report),
            Votes: row.Number("votes", least: 0),
            Elected: IsElected(row)
        );

        string Either(string used, string full) =>
            row.Name(used, report) is { Length: > 0 } name ? name : row.Name(full, report);
    }

    private static bool IsElected(SourceRow row) =>
        row.Text("elected").ToUpperInvariant() switch
        {
            "ELECTED" => true,
            "NOT ELECTED" => false,
            _ => row.Yes("elected"),
        };

    /// <summary>Null where no reason has a number.</summary>
    private static int? RejectedIn(SourceRow row)
    {
        int[] numbers = [.. Rejected.Select(r => row.Number(r, least: 0)).OfType<int>()];
        return numbers.Length > 0 ? numbers.Sum() : null;
    }

    private static string LastPart(string link) => link.TrimEnd('/').Split('/')[^1];
}

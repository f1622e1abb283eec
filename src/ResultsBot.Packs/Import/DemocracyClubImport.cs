namespace ResultsBot.Packs.Import;

/// <summary>
/// Democracy Club's candidates. Column names of the table one puts together today (https://candidates.democracyclub.org.uk/data/;
/// https://github.com/DemocracyClub/yournextrepresentative/blob/master/ynr/apps/data_exports/csv_fields.py): person_name,
/// election_id, ballot_paper_id; and of the files until 2023 (…/ynr/apps/candidates/csv_helpers.py): name, election, post_id.
/// </summary>
internal static class DemocracyClubImport
{
    private const string MemberOf = "Member of Parliament for ";

    private static readonly SourceColumn[] Columns =
    [
        new("candidate", "person_name", "name"),
        new("election", "election_id", "election"),
        new("ballot", "ballot_paper_id"),
        new("date", "election_date"),
        new("party", "party_name"),
        new("party id", "party_id"),
        new("register", "party_ec_id"),
        new("description", "party_description_text"),
        new("surname", "sopn_last_name", "sopn_last_names"),
        new("forenames", "sopn_first_names", "sopn_first_name"),
        new("gss", "gss", "gss_code"),
        new("post", "post_id"),
        new("contest", "post_label"),
        new("cancelled", "cancelled_poll", "cancelled"),
        new("seats", "seats_contested", "winner_count"),
        new("region", "nuts1"),
        new("organisation", "organisation_name"),
        new("votes", "votes_cast"),
        new("elected", "elected"),
        new("electorate", "total_electorate"),
        // Those of the declaration: papers that were counted and not valid.
        new("rejected", "spoilt_ballots"),
    ];

    public static void Run(string source, string folder, ImportOptions options, ImportReport report)
    {
        if (SourceTable.Read(source, Columns, report) is not { } table)
        {
            return;
        }
        table.Need(report, "candidate", "election", "party", "contest");
        if (!table.Fields.Contains("ballot"))
        {
            table.Need(report, "post");
        }
        if (report.Faults.Count > 0 || Elections(table, options, report) is not [_, ..] elections)
        {
            return;
        }
        var isLocal = elections.All(IsLocal);
        if (!isLocal && elections.Any(IsLocal))
        {
            report.Refuse(
                "Parliament and councils are not elected in one pack: candidates pay a deposit for the one only"
            );
            return;
        }
        CsvLine[] own = [.. table.Lines.Where(l => elections.Contains(l["election"]))];
        string[] councils = isLocal ? [.. own.Select(l => l["organisation"]).Distinct()] : [];
        CheckDate(own, options, report);

        var draft = new PackDraft(
            options with
            {
                Id = options.Id ?? (elections is [var only] ? only : null),
                PollCloses =
                    options.PollCloses
                    ?? PollDate.ClosesOn(
                        own.Select(l => l["date"]).FirstOrDefault(d => d.Length > 0)
                    ),
                Whole = options.Whole ?? (councils is [{ Length: > 0 } council] ? council : null),
            },
            new DraftRules(
                "Candidates: Democracy Club, https://candidates.democracyclub.org.uk/",
                NeedsSeats: isLocal,
                HasDeposits: !isLocal,
                IsWhole: true,
                AreWards: isLocal,
                SeatsColumn: "seats_contested"
            ),
            report
        );
        var codes = new Codes(own);
        draft.Add(
            table.Rows.Select(r =>
                Candidate(r, elections, isLocal, councils.Length > 1, codes, report)
            )
        );
        draft.Write(folder);
    }

    /// <summary>The one election of the file, or those that were asked for; none where it isn't clear which.</summary>
    private static string[] Elections(SourceTable table, ImportOptions options, ImportReport report)
    {
        string[] held =
        [
            .. table
                .Lines.Select(l => l["election"])
                .Where(IsKnownKind)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        if (options.Election is { } asked && !(asked == PollDate.All && held.Length > 0))
        {
            var wanted = asked.Split(
                ',',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            );
            foreach (var missing in wanted.Except(held))
            {
                report.Refuse($"the election {missing} is not in it; {Holds(held)}");
            }
            return [.. wanted.Intersect(held)];
        }
        if (held.Length == 1 || options.Election == PollDate.All)
        {
            return held;
        }
        report.Refuse(
            held.Length == 0
                ? "it holds no election to Parliament or to a council (parl.… or local.…)"
                : $"a pack holds one election, and {Holds(held)}; choose one with --election, or take all as one night with --election {PollDate.All}"
        );
        return [];
    }

    private static string Holds(string[] held) =>
        $"the file holds {held.Length}: {string.Join(", ", held.Take(5).Select(SourceTable.Shown))}"
        + (held.Length > 5 ? " and others" : "");

    private static bool IsKnownKind(string election) =>
        IsLocal(election) || election.StartsWith("parl.", StringComparison.Ordinal);

    private static void CheckDate(CsvLine[] own, ImportOptions options, ImportReport report)
    {
        if (
            IsoTime.Parse(options.PollCloses ?? "") is { } closes
            && own.Select(l => l["date"]).Where(d => d.Length > 0).Distinct().ToArray()
                is [var date]
            && date != $"{closes:yyyy-MM-dd}"
        )
        {
            report.Refuse(
                $"the election is on {SourceTable.Shown(date)}, and --poll-closes says {closes:yyyy-MM-dd}"
            );
        }
    }

    private static SourceCandidate Candidate(
        SourceRow row,
        string[] elections,
        bool isLocal,
        bool areSeveral,
        Codes codes,
        ImportReport report
    )
    {
        var gss = Codes.Gss(row.Line);
        var region = row.Text("region");
        if (FaultOf(row, elections) is { } fault)
        {
            row.Skip(fault);
        }
        var isCancelled = row.Yes("cancelled");
        var name = row.Name("candidate", report);
        var space = name.LastIndexOf(' ');
        var surname = row.Name("surname", report);
        return new SourceCandidate(
            row,
            new SourceContest(
                // The same ward may be in the file with another year's election.
                elections.Contains(row.Text("election"))
                    ? codes.Of(row.Line)
                    : "",
                Contest(row.Name("contest", report)),
                row.Number("seats", least: 1) ?? (isLocal ? null : 1),
                row.Number("electorate", least: 1),
                areSeveral ? row.Text("organisation") : "",
                // A council lies in one region as a whole: nothing to add up by.
                isLocal && region is not ("Scotland" or "Northern Ireland")
                    ? ""
                    : region,
                // Of councils, only what says how they are elected.
                isLocal && gss is not ['S' or 'N', ..]
                    ? ""
                    : Nation(gss),
                row.Number("rejected", least: 0),
                IsCancelled: isCancelled
            ),
            name,
            surname.Length > 0 ? surname : name[(space + 1)..],
            surname.Length > 0 ? row.Text("forenames") : name[..Math.Max(0, space)],
            new PartyLabel(
                row.Name("party", report),
                Register: row.Text("party id") is { Length: > 0 } id ? id : row.Text("register")
            ),
            row.Name("description", report),
            Votes: row.Number("votes", least: 0),
            Elected: row.Yes("elected")
        );
    }

    /// <summary>Why the row is of no contest that the pack can hold; null where it is of one.</summary>
    private static string? FaultOf(SourceRow row, string[] elections)
    {
        var of = row.Text("election");
        if (!elections.Contains(of))
        {
            return IsKnownKind(of)
                ? $"it is of another election: {of}"
                : $"“{of}” is not an election to Parliament or to a council";
        }
        return null;
    }

    private static bool IsLocal(string election) =>
        election.StartsWith("local.", StringComparison.Ordinal);

    private static string Contest(string label) =>
        label.StartsWith(MemberOf, StringComparison.Ordinal) ? label[MemberOf.Length..] : label;

    private static string Nation(string gss) =>
        gss.Length == 0
            ? ""
            : gss[0] switch
            {
                'E' => "England",
                'S' => "Scotland",
                'W' => "Wales",
                'N' => "Northern Ireland",
                _ => "",
            };

    /// <summary>The official code of each contest where all have one of their own, and otherwise the ballot's id.</summary>
    private sealed class Codes(CsvLine[] lines)
    {
        private readonly bool _official =
            lines.All(l => Gss(l).Length > 0)
            && lines
                .Select(l => (Gss(l), Ballot(l)))
                .Distinct()
                .GroupBy(l => l.Item1)
                .All(g => g.Count() == 1);

        public string Of(CsvLine line) => _official ? Gss(line) : Ballot(line);

        public static string Gss(CsvLine line) =>
            line["gss"] is { Length: > 0 } gss ? gss
            : line["post"].StartsWith("gss:", StringComparison.Ordinal)
                ? line["post"]["gss:".Length..]
            : "";

        private static string Ballot(CsvLine line) =>
            line["ballot"] is { Length: > 0 } ballot ? ballot
            : line["post"].Length > 0 ? $"{line["election"]}.{line["post"]}"
            : "";
    }
}

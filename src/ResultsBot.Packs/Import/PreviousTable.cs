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
        new(
            "ward",
            "ward",
            "ward name",
            "division",
            "division name",
            "electoral division",
            "contest name",
            "seat",
            "constituency",
            "constituency name"
        ),
        new("council", "council", "council name", "local authority", "authority"),
        new("party", "party_name", "main party name", "party", "description", "party description"),
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
    /// <param name="At">Where it stands in the table.</param>
    public sealed record Line(
        string Contest,
        PartyLabel Party,
        int Votes,
        int? Electorate,
        int? Seats,
        int At
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
        var known = new PreviousContests(file, contests, table);
        var parties = new UnknownParties(file);
        var lines = new List<Line>();
        foreach (var (row, votes) in isNotional ? NotionalTable.Rows(table) : Rows(table, report))
        {
            var electorate = row.Number("electorate", least: 1);
            var seats = row.Number("seats", least: 0);
            if (row.Skipped is { } totals)
            {
                report.Note($"{file}, line {row.Line.Line}: {totals}");
            }
            // A base that lacks a party would give another winner, and another swing.
            else if (row.Problem is { } problem)
            {
                report.Refuse(new PackFault(file, row.Line.Line, problem));
            }
            else if (known.Of(row, report) is { } code)
            {
                lines.AddRange(
                    votes.Select(v => new Line(
                        code,
                        parties.Known(descriptions, v.Party, row),
                        v.Votes,
                        electorate,
                        seats,
                        row.Line.Line
                    ))
                );
            }
        }
        known.Conclude(lines, report);
        parties.Refuse(report);
        RefuseOtherSeats(file, contests, lines, report);
        NameThoseWithout(file, contests, lines, report);
        return lines;
    }

    private static string? FaultOf(SourceTable table) =>
        table.Fields.Contains("other candidates")
            ? "this is the table by constituency, which adds up all candidates of smaller parties: give the one by candidate"
        : !table.Fields.Contains("votes")
        || !(table.Fields.Contains("code") || table.Fields.Contains("ward"))
        || !(table.Fields.Contains("party") || table.Fields.Contains("abbreviation"))
            ? "the columns ward (or contest, code, ons_id), party and votes are needed"
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
            var (ward, name) = (row.Text("ward"), label.Name);
            var contest = ward.Length > 0 ? ward : row.Text("code");
            if (Totals.Are(contest, name))
            {
                row.Skip(Totals.Sentence(contest, name));
            }
            if (FaultOf(label) is { } fault)
            {
                row.Refuse(fault);
            }
            var votes = row.Number("votes", least: 0);
            if (votes is null)
            {
                row.Refuse("no votes are given");
            }
            yield return (row, [(label, votes ?? 0)]);
        }
    }

    /// <summary>An abbreviation alone is looked at as closely as one that is given to a new party.</summary>
    private static string? FaultOf(PartyLabel label) =>
        label.Name.Length > 0 ? null
        : label.Abbreviation.Length > 0 ? NewAbbreviation.FaultOf(label.Abbreviation, "")
        : "no party is given";

    /// <summary>Votes don't say who held how many of several seats, and what was held are the seats that are up now.</summary>
    private static void RefuseOtherSeats(
        string file,
        IEnumerable<DraftContest> contests,
        IReadOnlyCollection<Line> lines,
        ImportReport report
    )
    {
        var byContest = lines.ToLookup(l => l.Contest);
        foreach (var contest in contests)
        {
            var own = byContest[contest.Facts.Code].ToArray();
            var held = own.Sum(l => (long)(l.Seats ?? 0));
            if (own.Length == 0 || held == contest.Seats || (held == 0 && contest.Seats == 1))
            {
                continue;
            }
            var sentence = own.All(l => l.Seats is null)
                ? $"{contest.Facts.Name} has {contest.Seats} seats: say in a column seats how many of them each party held"
                : $"the parties held {held} seats here, and there {(contest.Seats == 1 ? "is 1" : $"are {contest.Seats}")} in {contest.Facts.Name}"
                    + (
                        contest.Facts.Seats is null
                            ? $", as {report.File} doesn't say how many: say it there in a column seats"
                            : ""
                    );
            report.Refuse(new PackFault(file, own[0].At, sentence));
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

    /// <summary>What parties the register doesn't know, each with its first line.</summary>
    private sealed class UnknownParties(string file)
    {
        private readonly Dictionary<string, (string Name, int Line, int Rows)> _unknown = [];

        public PartyLabel Known(DescriptionTable descriptions, PartyLabel party, SourceRow row)
        {
            if (descriptions.Resolved(party) is { } known)
            {
                return known;
            }
            var key = Words.Key(party.Name);
            var (name, line, rows) = _unknown.GetValueOrDefault(
                key,
                (party.Name, row.Line.Line, 0)
            );
            _unknown[key] = (name, line, rows + 1);
            return party;
        }

        public void Refuse(ImportReport report)
        {
            foreach (var (name, line, rows) in _unknown.Values)
            {
                report.Refuse(
                    new PackFault(
                        file,
                        line,
                        $"the register doesn't know what party “{SourceTable.Shown(name)}” is{(rows > 1 ? $", here and on {rows - 1} more" : "")}; say it with --parties, or write the abbreviation"
                    )
                );
            }
        }
    }
}

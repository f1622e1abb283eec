using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>
/// A CSV of registered voters (and rejected papers, if known), for sources that do not have them; the results by
/// constituency of the Library or of Parliament will do, and say when the poll was.
/// </summary>
internal static class ElectorateTable
{
    private static readonly SourceColumn[] Columns =
    [
        new(
            "contest",
            "contest code",
            "code",
            "ons_id",
            "constituency geographic code",
            "gss",
            "gss code",
            "ballot_paper_id",
            "contest",
            "constituency",
            "constituency name",
            "ward",
            "name"
        ),
        new("electorate", "electorate", "total_electorate", "registered voters", "electors"),
        new(
            "rejected",
            "rejected",
            "rejected votes",
            "rejected ballots",
            "invalid votes",
            "invalid vote count"
        ),
        new(
            "date",
            "polling date",
            "election polling date",
            "election date",
            "general election polling date",
            "general election date",
            "date of election",
            "poll date"
        ),
    ];

    /// <returns>The day of the poll, if the table says it for these contests, and says one.</returns>
    public static string? Read(
        string path,
        IReadOnlyCollection<DraftContest> contests,
        ImportReport report
    )
    {
        var file = Path.GetFileName(path);
        if (SourceTable.Read(path, Columns, report) is not { } table)
        {
            return null;
        }
        if (!table.Fields.IsSupersetOf(["contest", "electorate"]))
        {
            report.Refuse(new PackFault(file, 0, "the columns contest and electorate are needed"));
            return null;
        }
        var byCode = contests.ToLookup(c => Words.Key(c.Facts.Code));
        var byName = contests.ToLookup(c => Words.Key(c.Facts.Name));
        var dates = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var words = Words.Key(row.Text("contest"));
            DraftContest[] named = [.. byCode.Contains(words) ? byCode[words] : byName[words]];
            var contest = named is [var one] ? one : null;
            var electorate = row.Number("electorate", least: 1);
            var rejected = row.Number("rejected", least: 0);
            if (contest is null)
            {
                row.Refuse(
                    named.Length > 1
                        ? $"{row.Line["contest"]} is the name of {named.Length} contests: give their codes"
                        : $"“{SourceTable.Shown(row.Line["contest"])}” is none of the contests"
                );
            }
            else if (electorate is null)
            {
                row.Refuse("no electorate is given");
            }
            if (row.Problem is { } problem)
            {
                report.Note($"{file}, line {row.Line.Line}: {problem}");
                continue;
            }
            contest!.Electorate = electorate;
            contest.Rejected ??= rejected;
            dates.Add(row.Text("date"));
        }
        return dates.Count == 1 && dates.Single() is { Length: > 0 } date ? date : null;
    }
}

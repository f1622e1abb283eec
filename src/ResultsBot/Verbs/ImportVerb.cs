using ResultsBot.Packs;
using ResultsBot.Packs.Import;
using ResultsBot.Wording;

namespace ResultsBot.Verbs;

/// <summary><c>import &lt;kind&gt; &lt;source&gt; &lt;target&gt;</c>: makes a pack, and reads it back to be sure of it.</summary>
internal static class ImportVerb
{
    public const string HouseOfCommons = "house-of-commons";
    public const string DemocracyClub = "democracy-club";
    public const string ByCandidate = "by-candidate";
    public const string Plain = "plain";

    /// <summary>So many rows are told of one by one; a file that is all wrong has more than anybody reads.</summary>
    private const int MostLines = 1_000;

    /// <returns>The process's exit code.</returns>
    public static int Run(
        string kind,
        string source,
        string target,
        ImportOptions options,
        TextWriter output,
        TextWriter errors
    )
    {
        try
        {
            var report = Import(kind, source, target, options);
            if (report.Faults.Count == 0)
            {
                ReadBack(target, report);
            }
            Print(report.Notes, output);
            Print(report.Unused, errors);
            Print(report.Faults, errors);
            if (report.RowsRead > 0 && report.Faults.Count == 0)
            {
                output.WriteLine(
                    $"{Numbers.Count(report.RowsRead)} rows read, {Numbers.Count(report.RowsUsed)} used, "
                        + $"{Numbers.Count(report.RowsRead - report.RowsUsed)} not used"
                );
            }
            return report.Faults.Count == 0 ? 0 : 1;
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or NotSupportedException
            )
        {
            errors.WriteLine($"{target}: {e.Message}");
            return 1;
        }
    }

    private static ImportReport Import(
        string kind,
        string source,
        string target,
        ImportOptions options
    )
    {
        var report = new ImportReport(Path.GetFileName(source));
        switch (kind)
        {
            case HouseOfCommons when options != new ImportOptions():
                report.Refuse($"{HouseOfCommons} takes no options: its tables say all");
                break;
            case HouseOfCommons:
                var (faults, notes) = HouseOfCommonsImport.Run(source, target);
                report.Faults.AddRange(faults);
                report.Notes.AddRange(notes);
                break;
            case DemocracyClub:
                DemocracyClubImport.Run(source, target, options, report);
                break;
            case ByCandidate:
                ByCandidateImport.Run(source, target, options, report);
                break;
            case Plain:
                PlainImport.Run(source, target, options, report);
                break;
            default:
                report.Refuse($"there is no import called {kind}");
                break;
        }
        return report;
    }

    private static void ReadBack(string target, ImportReport report)
    {
        switch (PackLoader.Load(Path.GetFullPath(target)))
        {
            case PackReading.Refused refused:
                report.Faults.AddRange(refused.Faults);
                break;
            case PackReading.Loaded { Pack.Definition.Contests: var contests }:
                report.Notes.AddRange(
                    contests
                        .Where(c => c.IsElectorateUnusual)
                        .Select(c =>
                            $"{c.Name}: the electorate is {Numbers.Count(c.Electorate)}, and last time it was {Numbers.Count(c.Base!.Electorate!.Value)}; a wrong one makes a wrong turnout"
                        )
                );
                break;
        }
    }

    private static void Print<T>(List<T> lines, TextWriter to)
    {
        foreach (var line in lines.Take(MostLines))
        {
            to.WriteLine(line);
        }
        if (lines.Count > MostLines)
        {
            to.WriteLine($"and {Numbers.Count(lines.Count - MostLines)} more");
        }
    }
}

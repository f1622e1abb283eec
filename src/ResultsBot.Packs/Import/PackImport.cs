namespace ResultsBot.Packs.Import;

/// <summary>Makes a pack from published files, and reads it back to be sure of it.</summary>
public static class PackImport
{
    public const string HouseOfCommons = "house-of-commons";
    public const string DemocracyClub = "democracy-club";
    public const string ByCandidate = "by-candidate";
    public const string LocalGovernment = "lga";
    public const string Plain = "plain";

    /// <param name="kind">One of the constants above; any other is refused in the report.</param>
    /// <param name="source">A file; for <see cref="HouseOfCommons"/> a folder of files.</param>
    /// <param name="target">The pack's folder. Nothing is written to it unless the whole source can be used.</param>
    public static ImportReport Run(string kind, string source, string target, ImportOptions options)
    {
        var report = new ImportReport(Path.GetFileName(source));
        try
        {
            var edits = HandEdits.Of(target);
            Write(kind, source, target, options, report);
            if (report.Faults.Count == 0)
            {
                edits.Keep(report);
                ReadBack(target, report);
            }
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or NotSupportedException
            )
        {
            report.Refuse(new PackFault(target, 0, e.Message));
        }
        return report;
    }

    private static void Write(
        string kind,
        string source,
        string target,
        ImportOptions options,
        ImportReport report
    )
    {
        switch (kind)
        {
            case HouseOfCommons when options != new ImportOptions():
                report.Refuse($"{HouseOfCommons} takes no options: its tables say all");
                break;
            case HouseOfCommons:
                HouseOfCommonsImport.Run(source, target, report);
                break;
            case DemocracyClub:
                DemocracyClubImport.Run(source, target, options, report);
                break;
            case ByCandidate:
                ByCandidateImport.Run(source, target, options, report);
                break;
            case LocalGovernment:
                LocalGovernmentImport.Run(source, target, options, report);
                break;
            case Plain:
                PlainImport.Run(source, target, options, report);
                break;
            default:
                report.Refuse($"there is no import called {kind}");
                break;
        }
    }

    private static void ReadBack(string target, ImportReport report)
    {
        switch (PackLoader.Load(Path.GetFullPath(target)))
        {
            case PackReading.Refused refused:
                foreach (var fault in refused.Faults)
                {
                    report.Refuse(fault);
                }
                break;
            case PackReading.Loaded { Pack.Definition.Contests: var contests }:
                foreach (var contest in contests.Where(c => c.IsElectorateUnusual))
                {
                    report.Note(
                        $"{contest.Name}: the electorate is {contest.Electorate:N0}, and last time it was {contest.Base!.Electorate!.Value:N0}; a wrong one makes a wrong turnout"
                    );
                }
                break;
        }
    }
}

using ResultsBot.Packs.Import;
using ResultsBot.Wording;

namespace ResultsBot.Verbs;

/// <summary><c>import &lt;kind&gt; &lt;source&gt; &lt;target&gt;</c>: makes a pack, and says what became of the source.</summary>
internal static class ImportVerb
{
    /// <summary>So many rows are listed one by one; a file that is all wrong has more than anybody reads.</summary>
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
        var report = PackImport.Run(kind, source, target, options);
        Print(report.Notes, output);
        Print(report.Unused, errors);
        Print(report.Faults, errors);
        if (report.Faults.Count > 0)
        {
            return 1;
        }
        if (report.RowsRead > 0)
        {
            output.WriteLine(
                $"{Numbers.Count(report.RowsRead)} rows read, {Numbers.Count(report.RowsUsed)} used, "
                    + $"{Numbers.Count(report.RowsRead - report.RowsUsed)} not used"
            );
        }
        return 0;
    }

    private static void Print<T>(IReadOnlyCollection<T> lines, TextWriter to)
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

using ResultsBot.Packs;
using ResultsBot.Packs.Import;

namespace ResultsBot.Verbs;

/// <summary><c>import &lt;kind&gt; &lt;source&gt; &lt;target&gt;</c>: makes a pack, and reads it back to be sure of it.</summary>
internal static class ImportVerb
{
    public const string HouseOfCommons = "house-of-commons";

    /// <returns>The process's exit code.</returns>
    public static int Run(string source, string target, TextWriter output, TextWriter errors)
    {
        var (faults, notes) = HouseOfCommonsImport.Run(source, target);
        foreach (var note in notes)
        {
            output.WriteLine(note);
        }
        if (faults.IsEmpty && PackLoader.Load(target) is PackReading.Refused refused)
        {
            faults = refused.Faults;
        }
        foreach (var fault in faults)
        {
            errors.WriteLine(fault);
        }
        return faults.IsEmpty ? 0 : 1;
    }
}

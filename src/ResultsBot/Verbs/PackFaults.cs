using ResultsBot.Packs;

namespace ResultsBot.Verbs;

/// <summary>Tells an operator why a pack is refused.</summary>
internal static class PackFaults
{
    private const int MostLines = 20;

    /// <returns>The process's exit code.</returns>
    public static int Print(string pack, PackReading.Refused refused, TextWriter errors)
    {
        errors.WriteLine($"The election pack {pack} cannot be used:");
        foreach (var fault in refused.Faults.Take(MostLines))
        {
            errors.WriteLine("  " + fault);
        }
        if (refused.Faults.Length > MostLines)
        {
            errors.WriteLine($"  and {refused.Faults.Length - MostLines} more");
        }
        return 1;
    }
}

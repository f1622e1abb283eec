namespace ResultsBot.Packs.Import;

/// <summary>What an import has to say: why there is no pack, what was changed, and which rows were not used.</summary>
/// <param name="file">The source's name.</param>
public sealed class ImportReport(string file)
{
    private const int MostNamed = 10;

    /// <summary>The source’s name.</summary>
    public string File { get; } = file;

    /// <summary>Why nothing is written.</summary>
    public List<PackFault> Faults { get; } = [];

    /// <summary>What was changed or left out on the way, a sentence each.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The rows that were not used, and why.</summary>
    public List<PackFault> Unused { get; } = [];

    public int RowsRead { get; internal set; }

    public int RowsUsed { get; internal set; }

    internal void Refuse(string reason) => Faults.Add(new PackFault(File, 0, reason));

    internal void NotUsed(int line, string reason) => Unused.Add(new PackFault(File, line, reason));

    /// <summary>The first few of the names, and how many more there are.</summary>
    internal static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed))
        + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
}

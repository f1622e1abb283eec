namespace ResultsBot.Packs.Import;

/// <summary>What an import has to say: why there is no pack, what was changed, and which rows were not used.</summary>
/// <param name="file">The source's name.</param>
public sealed class ImportReport(string file)
{
    private const int MostNamed = 10;

    private readonly List<PackFault> _faults = [];
    private readonly List<string> _notes = [];
    private readonly List<PackFault> _unused = [];

    internal string File => file;

    /// <summary>Why there is no pack, or why it cannot be used; empty where all is well.</summary>
    public IReadOnlyList<PackFault> Faults => _faults;

    /// <summary>What was changed or left out on the way, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The rows that were not used, and why.</summary>
    public IReadOnlyList<PackFault> Unused => _unused;

    public int RowsRead { get; internal set; }

    public int RowsUsed { get; internal set; }

    internal void Refuse(string reason) => Refuse(new PackFault(file, 0, reason));

    internal void Refuse(PackFault fault) => _faults.Add(fault);

    internal void Note(string note) => _notes.Add(note);

    internal void NotUsed(int line, string reason) =>
        _unused.Add(new PackFault(file, line, reason));

    /// <summary>The first few of the names, and how many more there are.</summary>
    internal static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNamed))
        + (names.Count > MostNamed ? $" and {names.Count - MostNamed} more" : "");
}

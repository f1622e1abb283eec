namespace ResultsBot.Packs.Import;

/// <summary>What an import has to say: why there is no pack, what was changed, and which rows were not used.</summary>
/// <param name="file">The source's name.</param>
public sealed class ImportReport(string file)
{
    public string File { get; } = file;

    /// <summary>Why nothing is written.</summary>
    public List<PackFault> Faults { get; } = [];

    public List<string> Notes { get; } = [];

    public List<PackFault> Unused { get; } = [];

    public int RowsRead { get; set; }

    public int RowsUsed { get; set; }

    public void Refuse(string reason) => Faults.Add(new PackFault(File, 0, reason));

    public void NotUsed(int line, string reason) => Unused.Add(new PackFault(File, line, reason));
}

namespace ResultsBot.Packs.Files;

/// <summary>The folder a pack is read from, and everything found wrong with it so far.</summary>
internal sealed class PackFolder(string path)
{
    private readonly List<PackFault> _faults = [];

    /// <summary>In the order they were found: file by file, line by line.</summary>
    public IReadOnlyList<PackFault> Faults => _faults;

    public bool IsSound => _faults.Count == 0;

    /// <summary>For files that may be left out.</summary>
    public bool Has(string file) => File.Exists(Path.Combine(path, file));

    public string Text(string file) => File.ReadAllText(Path.Combine(path, file));

    public IEnumerable<PackRow> Rows(string file, IReadOnlyCollection<string> columns) =>
        CsvTable
            .Read(path, file, columns, _faults.Add)
            .Select(line => new PackRow(this, file, line));

    /// <param name="line">From 1; 0 where it is about the file as a whole.</param>
    public void Refuse(string file, int line, string reason) =>
        _faults.Add(new PackFault(file, line, reason));
}

using ResultsBot.Engine;
using ResultsBot.Packs.Import;
using ResultsBot.Packs.Tests.Infrastructure;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Packs.Tests.Import;

/// <summary>A file to import, a folder for the pack, and what was said.</summary>
internal sealed class ImportDesk : IDisposable
{
    private readonly TempFolder _folder = new();

    public ImportDesk(string kind)
    {
        Kind = kind;
        Directory.CreateDirectory(Pack);
    }

    public string Kind { get; }

    public string Pack => _folder.Of("pack");

    public ImportOptions Options { get; set; } =
        new("small", "Small election", "2024-07-04T22:00:00+01:00", "United Kingdom");

    /// <summary>What was changed or left out, a line each.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The rows that were not used, and why there is no pack, a line each.</summary>
    public string Errors { get; private set; } = "";

    public (int Read, int Used) Rows { get; private set; }

    /// <returns>Whether a pack was made.</returns>
    public bool Import(string csv)
    {
        Write("source.csv", csv);
        return Import();
    }

    public bool Import()
    {
        var report = PackImport.Run(Kind, Of("source.csv"), Pack, Options);
        Output = Lines(report.Notes);
        Errors = Lines(report.Unused.Concat(report.Faults));
        Rows = (report.RowsRead, report.RowsUsed);
        return report.Faults.Count == 0;
    }

    public string Of(string file) => _folder.Of(file);

    public void Write(string file, string text) => _folder.Write(file, text);

    public string Read(string file) => File.ReadAllText(Path.Combine(Pack, file));

    public string[] Lines(string file) => Read(file).TrimEnd('\n').Split('\n');

    public ElectionPack Load() => Assert.IsType<PackReading.Loaded>(PackLoader.Load(Pack)).Pack;

    /// <summary>The results of the pack, all of them taken by the engine.</summary>
    public Election Played()
    {
        var pack = Load();
        return PlayedPack.Play(pack.Definition, pack.Recorded).Election;
    }

    public void Dispose() => _folder.Dispose();

    private static string Lines<T>(IEnumerable<T> lines) =>
        string.Concat(lines.Select(l => $"{l}\n"));
}

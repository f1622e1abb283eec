using System.Globalization;
using ResultsBot.Packs;
using ResultsBot.Packs.Import;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Verbs;

namespace ResultsBot.Tests.Packs;

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

    public string Output { get; private set; } = "";

    public string Errors { get; private set; } = "";

    public int Import(string csv)
    {
        Write("source.csv", csv);
        return Import();
    }

    public int Import()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var code = ImportVerb.Run(Kind, Of("source.csv"), Pack, Options, output, errors);
        (Output, Errors) = (output.ToString(), errors.ToString());
        return code;
    }

    public string Of(string file) => _folder.Of(file);

    public void Write(string file, string text) => _folder.Write(file, text);

    public string Read(string file) => File.ReadAllText(Path.Combine(Pack, file));

    public string[] Lines(string file) => Read(file).TrimEnd('\n').Split('\n');

    public ElectionPack Load() => Assert.IsType<PackReading.Loaded>(PackLoader.Load(Pack)).Pack;

    public (int Code, string Output, string Errors) Results()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var code = ResultsVerb.Run(Pack, null, csv: false, output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    public void Dispose() => _folder.Dispose();
}

namespace ResultsBot.Tests.Infrastructure;

/// <summary>A folder for one test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("resultsbot-").FullName;

    public string Of(string file) => System.IO.Path.Combine(Path, file);

    public string Read(string file) => File.ReadAllText(Of(file));

    public void Write(string file, string text) => File.WriteAllText(Of(file), text);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

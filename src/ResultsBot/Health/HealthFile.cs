namespace ResultsBot.Health;

/// <summary>A file that is always whole: it is written beside its place and then put into it.</summary>
internal sealed class HealthFile(string path)
{
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <exception cref="IOException">It cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written there.</exception>
    public void Write(HealthReport report)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var beside = Path + ".new";
        File.WriteAllBytes(beside, report.ToJson());
        File.Move(beside, Path, overwrite: true);
    }

    /// <summary>Null where there is none, or what is there is none.</summary>
    public HealthReport? Read()
    {
        try
        {
            return HealthReport.Parse(File.ReadAllBytes(Path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Somebody who looks once the bot has stopped is not to read that all is well.</summary>
    public void Delete() => File.Delete(Path);
}

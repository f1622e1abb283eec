using Microsoft.Extensions.Logging;

namespace ResultsBot.Rehearsing;

/// <summary>What a rehearsal logs is not to be taken for the real election: it has categories of its own.</summary>
internal sealed class RehearsalLogs(ILoggerFactory logs) : ILoggerFactory
{
    /// <summary>Behind the usual name, so that what filters that one filters this one too.</summary>
    public const string Suffix = ".Rehearsal";

    public ILogger CreateLogger(string categoryName) => logs.CreateLogger(categoryName + Suffix);

    public void AddProvider(ILoggerProvider provider) => logs.AddProvider(provider);

    /// <summary>The factory goes on.</summary>
    public void Dispose() { }
}

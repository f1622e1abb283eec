using Microsoft.Extensions.Logging;

namespace ResultsBot.LiveBlog.Tests;

/// <summary>The errors that were logged.</summary>
internal sealed class KeptErrors : ILogger
{
    public List<string> Errors { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
        {
            Errors.Add(formatter(state, exception));
        }
    }
}

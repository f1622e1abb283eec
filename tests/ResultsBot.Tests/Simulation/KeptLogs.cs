using Microsoft.Extensions.Logging;

namespace ResultsBot.Simulation;

/// <summary>What was logged, as an operator reads it.</summary>
internal sealed class KeptLogs(LogLevel least = LogLevel.Information) : ILoggerProvider
{
    private readonly Lock _gate = new();
    private readonly List<(LogLevel Level, string Text, Exception? Exception)> _lines = [];

    public IReadOnlyList<(LogLevel Level, string Text)> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines.Select(line => (line.Level, line.Text))];
            }
        }
    }

    /// <summary>With the exceptions, as a console shows them.</summary>
    public string All
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines.Select(line => $"{line.Text} {line.Exception}"));
            }
        }
    }

    public IEnumerable<string> Of(LogLevel level) =>
        Lines.Where(line => line.Level == level).Select(line => line.Text);

    public ILogger<T> For<T>() => new Logger<T>(this);

    public ILogger CreateLogger(string categoryName) => For<KeptLogs>();

    public void Dispose() { }

    private sealed class Logger<T>(KeptLogs logs) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= logs.Least;

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
                lock (logs._gate)
                {
                    logs._lines.Add((logLevel, formatter(state, exception), exception));
                }
            }
        }
    }

    private LogLevel Least => least;
}

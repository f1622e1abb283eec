using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace ResultsBot.Hosting;

/// <summary>The log on the console: one line each, or JSON where Logging:Console:FormatterName says so.</summary>
internal static class ConsoleLogs
{
    private const string Section = "Logging";

    /// <summary>
    /// What ASP.NET Core and the host say too often: each request of a monitor twice or four times, and why something can't
    /// start as a stack trace, where a sentence comes as well.
    /// </summary>
    private static readonly (string Category, LogLevel Least)[] Quiet =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning),
        // It says nothing above information, but while anybody would hear it, it makes an activity and a scope for each request.
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        ("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical),
    ];

    public static ILoggingBuilder AddConsoleLogs(
        this ILoggingBuilder logging,
        IConfiguration configuration
    )
    {
        // Before AddConsole, whose own reading of the configuration has the last word. AddSimpleConsole would name the
        // formatter after it, and the configuration would have none.
        logging.Services.Configure<SimpleConsoleFormatterOptions>(o =>
        {
            o.SingleLine = true;
            o.TimestampFormat = "HH:mm:ss ";
        });
        logging.Services.Configure<JsonConsoleFormatterOptions>(o =>
        {
            o.TimestampFormat = "O";
            o.UseUtcTimestamp = true;
        });
        // Before the configuration as well: of two rules for the same, the last one holds.
        foreach (var (category, least) in Quiet)
        {
            if (!Names(configuration, category))
            {
                logging.AddFilter(category, least);
            }
        }
        return logging.AddConfiguration(configuration.GetSection(Section)).AddConsole();
    }

    /// <summary>Whether the operator says how much of it is to be logged. What they say of all others is no word about it.</summary>
    private static bool Names(IConfiguration configuration, string category) =>
        configuration
            .GetSection($"{Section}:LogLevel")
            .GetChildren()
            .Any(level => category.StartsWith(level.Key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The library throws at a level that it does not know, and takes a formatter for another.</summary>
    public static void Check(IConfiguration configuration, List<string> faults)
    {
        var logging = configuration.GetSection(Section);
        var levels = logging
            .GetChildren()
            .Select(provider => provider.GetSection("LogLevel"))
            .Prepend(logging.GetSection("LogLevel"))
            .SelectMany(section => section.GetChildren())
            .Where(level =>
                !string.IsNullOrEmpty(level.Value)
                && !Enum.GetNames<LogLevel>()
                    .Contains(level.Value, StringComparer.OrdinalIgnoreCase)
            );
        faults.AddRange(
            levels.Select(level =>
                $"{level.Path} is one of {string.Join(", ", Enum.GetNames<LogLevel>())}, not “{level.Value}”."
            )
        );
        string[] formatters =
        [
            ConsoleFormatterNames.Simple,
            ConsoleFormatterNames.Json,
            ConsoleFormatterNames.Systemd,
        ];
        if (
            logging.Text("Console:FormatterName") is { } formatter
            && !formatters.Contains(formatter, StringComparer.OrdinalIgnoreCase)
        )
        {
            faults.Add(
                $"Logging:Console:FormatterName is one of {string.Join(", ", formatters)}, not “{formatter}”."
            );
        }
    }
}

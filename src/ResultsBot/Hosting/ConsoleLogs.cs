using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace ResultsBot.Hosting;

/// <summary>The log on the console: one line each, or JSON where Logging:Console:FormatterName says so.</summary>
internal static class ConsoleLogs
{
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
        return logging.AddConfiguration(configuration.GetSection("Logging")).AddConsole();
    }
}

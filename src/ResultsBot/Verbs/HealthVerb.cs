using Microsoft.Extensions.Configuration;
using ResultsBot.Health;
using ResultsBot.Hosting;

namespace ResultsBot.Verbs;

/// <summary><c>health</c>: reads the health file of the bot that runs, for a health check.</summary>
internal static class HealthVerb
{
    /// <returns>0 where the bot is well; 1 otherwise, and the line says why.</returns>
    public static int Run(
        IConfigurationRoot configuration,
        TextWriter output,
        TextWriter errors,
        TimeProvider time
    )
    {
        var (settings, faults) = Settings.Read(configuration);
        if (settings is null)
        {
            foreach (var sentence in faults)
            {
                errors.WriteLine(sentence);
            }
            return 1;
        }
        if (settings.HealthFile is not { } path)
        {
            errors.WriteLine("Health:File is not configured: the bot writes no health file.");
            return 1;
        }
        var file = new HealthFile(path);
        if (file.Read() is not { } report)
        {
            output.WriteLine($"unhealthy: no health file at {file.Path}: the bot does not run");
            return 1;
        }
        var now = time.GetUtcNow();
        output.WriteLine(report.Line(now));
        return report.Problem(now) is null ? 0 : 1;
    }
}

namespace ResultsBot.Tests.Infrastructure;

/// <summary>A fact that needs a browser: skipped by name where there is none, unless everything is asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    public BrowserFactAttribute()
    {
        if (Browser is null && Environment.GetEnvironmentVariable("RESULTSBOT_REQUIRE_ALL") != "1")
        {
            Skip = "Needs Chromium: install it, or name it in RESULTSBOT_BROWSER.";
        }
    }

    /// <summary>Where the browser is; null if there is none.</summary>
    public static string? Browser { get; } =
        Places
            .Prepend(Environment.GetEnvironmentVariable("RESULTSBOT_BROWSER") ?? "")
            .FirstOrDefault(File.Exists);
}

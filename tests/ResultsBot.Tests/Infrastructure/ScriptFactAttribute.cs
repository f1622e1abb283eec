namespace ResultsBot.Tests.Infrastructure;

/// <summary>A fact that needs a package of npm's: skipped by name where it is not there, unless everything is asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScriptFactAttribute : FactAttribute
{
    /// <param name="package">Its folder, from the repository's.</param>
    public ScriptFactAttribute(string package)
    {
        if (
            !Path.Exists(Path.Combine(Repository.Root, package))
            && Environment.GetEnvironmentVariable("RESULTSBOT_REQUIRE_ALL") != "1"
        )
        {
            Skip = $"Needs {package}: run npm ci there.";
        }
    }
}

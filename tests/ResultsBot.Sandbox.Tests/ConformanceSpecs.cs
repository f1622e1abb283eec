using System.Diagnostics;

namespace ResultsBot.Sandbox.Tests;

// Other people's clients, unchanged, are the judges of how well the sandbox stands in. They take a while to come back
// from everything that is done to them: two classes, so that they do it side by side.

public sealed class DiscordJsSpecs
{
    [NeedsFact(
        "tests/conformance/discordjs/node_modules/discord.js",
        "run npm ci in tests/conformance/discordjs"
    )]
    public Task Discord_js_unchanged_works_against_the_sandbox() =>
        Conformance.Run("node", "tests/conformance/discordjs/conformance.mjs", steps: 12);
}

public sealed class DiscordPySpecs
{
    [NeedsFact("/usr/lib/python3/dist-packages/discord", "install Debian's python3-discord")]
    public Task Discord_py_unchanged_works_against_the_sandbox() =>
        Conformance.Run(
            "/usr/bin/python3",
            "tests/conformance/discordpy/conformance.py",
            steps: 13
        );
}

internal static class Conformance
{
    /// <param name="steps">How many things it does; one that is left out would pass unseen.</param>
    public static async Task Run(string program, string script, int steps)
    {
        // Beats often enough that a dead link is found out while the test looks on.
        await using var sandbox = await Running.Start(
            new SandboxOptions { HeartbeatInterval = TimeSpan.FromSeconds(2) }
        );
        await Run(
            program,
            script,
            [sandbox.Server.PageAddress.AbsoluteUri, sandbox.Server.BotToken],
            steps
        );
    }

    /// <inheritdoc cref="Run(string, string, int)"/>
    /// <param name="arguments">What the script is told.</param>
    public static async Task Run(string program, string script, string[] arguments, int steps)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(Repository.Root, script));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        Assert.True(process.HasExited && process.ExitCode == 0, await said + await complained);
        Assert.Equal(
            steps,
            (await said).Split('\n').Count(line => line.StartsWith("ok", StringComparison.Ordinal))
        );
    }
}

internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
            if (File.Exists(Path.Combine(folder.FullName, "ResultsBot.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("ResultsBot.sln is nowhere above the tests.");
    }
}

/// <summary>Skipped by name when what it needs is not there, unless everything is required to run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(string path, string otherwise)
    {
        var required = Environment.GetEnvironmentVariable("RESULTSBOT_REQUIRE_ALL") is "1";
        if (!required && !Path.Exists(Path.Combine(Repository.Root, path)))
            Skip = $"{path} is missing: {otherwise}";
    }
}

using Microsoft.Extensions.Logging;
using ResultsBot.Sandbox;

namespace ResultsBot.Verbs;

/// <summary><c>sandbox [--port N] [--latency ms] [--jitter ms]</c>: runs only the stand-in for Discord.</summary>
internal static class SandboxVerb
{
    public const int UsualPort = 5180;

    /// <returns>The process's exit code.</returns>
    public static async Task<int> Run(
        SandboxOptions options,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        using var loggers = LoggerFactory.Create(logging => Quiet(logging.AddSimpleConsole()));
        try
        {
            await using var sandbox = await SandboxServer.Start(
                options,
                TimeProvider.System,
                loggers,
                ct
            );
            await output.WriteLineAsync(
                $"""

                The sandbox’s page is at {sandbox.PageAddress}
                A bot finds its API at   {sandbox.ApiAddress}
                and its token is         {sandbox.BotToken}

                """
            );
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <summary>Without the web server's own log: that a port is taken is told in a sentence, and not twice.</summary>
    public static ILoggingBuilder Quiet(ILoggingBuilder logging) =>
        logging.AddFilter("Microsoft", LogLevel.None);

    /// <summary>On the usual port, so that an open page finds it again; on any free one where that is taken.</summary>
    public static async Task<SandboxServer> StartNear(
        SandboxOptions options,
        ILoggerFactory loggers,
        CancellationToken ct
    )
    {
        try
        {
            return await SandboxServer.Start(options, TimeProvider.System, loggers, ct);
        }
        catch (IOException)
        {
            return await SandboxServer.Start(
                options with
                {
                    Port = 0,
                },
                TimeProvider.System,
                loggers,
                ct
            );
        }
    }
}

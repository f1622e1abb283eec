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

    /// <param name="port">
    /// Null for the usual one, so that an open page finds it again, and for any free one where that is taken.
    /// </param>
    /// <exception cref="IOException">The port that was asked for is taken.</exception>
    public static async Task<SandboxServer> StartAt(
        int? port,
        SandboxOptions options,
        ILoggerFactory loggers,
        CancellationToken ct
    )
    {
        try
        {
            return await SandboxServer.Start(
                options with
                {
                    Port = port ?? UsualPort,
                },
                TimeProvider.System,
                loggers,
                ct
            );
        }
        catch (IOException) when (port is null)
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

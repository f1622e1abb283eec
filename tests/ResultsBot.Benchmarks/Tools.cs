using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ResultsBot.Benchmarks;

/// <summary>Programs of others that a measurement needs. Nothing is ever waited for without a limit.</summary>
internal static class Tools
{
    /// <summary>Those of these that this machine hasn't got.</summary>
    public static IReadOnlyList<string> Missing(params IEnumerable<string> programs) =>
        [.. programs.Where(p => Find(p) is null)];

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed, or was killed after that long.</exception>
    public static async Task<string> Run(
        string program,
        IEnumerable<string> arguments,
        TimeSpan limit
    )
    {
        using var process = Start(program, arguments);
        using var end = new CancellationTokenSource(limit);
        // Both at once: who fills a pipe that nobody reads never ends.
        var output = process.StandardOutput.ReadToEndAsync(end.Token);
        var errors = process.StandardError.ReadToEndAsync(end.Token);
        try
        {
            await process.WaitForExitAsync(end.Token);
            var printed = await output;
            return process.ExitCode == 0
                ? printed
                : throw new InvalidOperationException($"{program} failed: {printed}{await errors}");
        }
        catch (OperationCanceledException e)
        {
            throw new InvalidOperationException($"{program} took more than {limit}.", e);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Find(program) ?? program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        return Process.Start(start)!;
    }

    /// <summary>One that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <exception cref="InvalidOperationException">It is not so after that long.</exception>
    public static async Task Until(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), time);
        while (!await condition())
        {
            if (time.GetElapsedTime(began) > limit)
            {
                throw new InvalidOperationException($"After {limit} still not: {what}");
            }
            await timer.WaitForNextTickAsync();
        }
    }
}

using System.Diagnostics;
using ResultsBot.Hosting;

namespace ResultsBot.Tests.Infrastructure;

/// <summary>The bot as a process of its own, the way an operator starts it, to be killed without warning.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringWriter _printed;

    private BotProcess(Process process, StringWriter printed)
    {
        _process = process;
        _printed = printed;
    }

    /// <summary>What it has printed so far.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
            {
                return _printed.ToString();
            }
        }
    }

    public int Id => _process.Id;

    /// <summary>For how long it has kept a core busy so far, all its threads together.</summary>
    public TimeSpan Busy => _process.TotalProcessorTime;

    public bool HasExited => _process.HasExited;

    /// <param name="program">Another build than the one beside the tests.</param>
    public static BotProcess Start(
        string folder,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string? program = null
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments.Prepend(program ?? typeof(BotHost).Assembly.Location))
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }
        var printed = new StringWriter();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += Print;
        process.ErrorDataReceived += Print;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new BotProcess(process, printed);

        void Print(object sender, DataReceivedEventArgs line)
        {
            lock (printed)
            {
                printed.WriteLine(line.Data);
            }
        }
    }

    /// <summary>kill -9: nothing of it is asked, nothing is flushed.</summary>
    public async Task Kill()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>As systemd stops it: it finishes what it is at, and gives the lead up.</summary>
    public async Task Stop()
    {
        using var kill = Process.Start("kill", ["-s", "TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    public async Task<int> WaitForExit(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill();
        }
        _process.Dispose();
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ResultsBot.Hosting;

/// <summary>How the process is ended where the host does not come to an end.</summary>
internal sealed record ProcessExit(Action<int> Now);

/// <summary>
/// Ends the host when a part of it cannot go on: without the part it would take in what is declared and send nothing.
/// Health says so first, then the log; then the process ends with an error, for whoever starts it again.
/// </summary>
internal sealed class HostFailure(
    IHostApplicationLifetime lifetime,
    IOptions<HostOptions> options,
    TimeProvider time,
    ILogger<HostFailure> log,
    ProcessExit? exit = null
)
{
    /// <summary>What is on its way is given this long: most of the five seconds in which the process is gone.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(4.5);

    private volatile string? _reason;

    /// <summary>Never disposed: what is disposed at the end may be what hangs.</summary>
    private ITimer? _lastResort;

    /// <summary>Why the host ends, in a sentence; null while all is well.</summary>
    public string? Reason => _reason;

    /// <summary>What the process is to end with.</summary>
    public int ExitCode => _reason is null ? 0 : 1;

    /// <summary>The host is about to end. Who listens has said so when it returns.</summary>
    public event EventHandler? Failed;

    public void End(string reason, Exception? bug = null)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is not null)
        {
            log.LogError(bug, "Also, while it ends: {Reason}", reason);
            return;
        }
        // First: whatever hangs from here on does not keep the process alive.
        options.Value.ShutdownTimeout = LongestStop;
        if (exit is not null)
        {
            _lastResort = time.CreateTimer(
                _ => exit.Now(ExitCode),
                null,
                LongestEnd,
                Timeout.InfiniteTimeSpan
            );
        }
        try
        {
            Failed?.Invoke(this, EventArgs.Empty);
        }
        catch (Exception e)
        {
            // What tells of the end must not keep it from coming.
            log.LogError(e, "The end could not be told.");
        }
        log.LogCritical(bug, "The bot has ended: {Reason}", reason);
        lifetime.StopApplication();
    }
}

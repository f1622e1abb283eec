using Microsoft.Extensions.Logging;
using ResultsBot.Broadcasting;
using ResultsBot.Health;

namespace ResultsBot.Hosting;

/// <summary>
/// Writes the health file every ten seconds, and as soon as something in it matters. It looks each second instead of
/// being told: what it reads never waits, and whatever hangs cannot hold it up. Only the end of the host is told.
/// </summary>
/// <param name="look">How the bot is doing just now. Never waits.</param>
internal sealed class HealthService(
    HealthFile file,
    Func<HealthReport> look,
    HostFailure failure,
    TimeProvider time,
    ILogger<HealthService> log
) : LoopService(Parts.HealthFile, failure)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WriteAgain = TimeSpan.FromSeconds(10);

    private readonly Lock _turn = new();
    private bool _isUnwritable;
    private volatile HealthReport? _last;

    protected override async Task Run(CancellationToken stop)
    {
        Failure.Failed += SayThatItEnds;
        using var timer = new PeriodicTimer(LookAgain, time);
        HealthReport? written = null;
        // By the monotonic clock: where the machine's is set back, the file would not be written for as long.
        var writtenAt = 0L;
        try
        {
            do
            {
                var now = look();
                if (
                    written is null
                    || time.GetElapsedTime(writtenAt) >= WriteAgain
                    || now.DiffersFrom(written)
                )
                {
                    Write(now);
                    _last = now;
                    (written, writtenAt) = (now, time.GetTimestamp());
                }
            } while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Where it has failed, the file says why for as long as nothing else has begun.
            if (Failure.Reason is null)
            {
                Try(file.Delete);
            }
        }
    }

    /// <summary>As things stood when they were last looked at: to look may be just what has failed.</summary>
    private void SayThatItEnds(object? sender, EventArgs e) =>
        Write(
            (_last ?? HealthReport.Of(default, [], BroadcastStatus.Nothing, [], null)) with
            {
                Time = time.GetUtcNow(),
            }
        );

    private void Write(HealthReport report) =>
        Try(() => file.Write(report with { Failed = Failure.Reason }));

    private void Try(Action write)
    {
        // The host may end while the loop is writing.
        lock (_turn)
        {
            try
            {
                write();
                if (_isUnwritable)
                {
                    log.LogInformation("The health file {File} can be written again.", file.Path);
                }
                _isUnwritable = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The bot itself is not the worse for it.
                if (!_isUnwritable)
                {
                    log.LogWarning(e, "The health file {File} cannot be written.", file.Path);
                }
                _isUnwritable = true;
            }
        }
    }
}

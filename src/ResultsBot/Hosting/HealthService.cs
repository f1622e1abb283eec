using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResultsBot.Broadcasting;
using ResultsBot.Discord;
using ResultsBot.Health;

namespace ResultsBot.Hosting;

/// <summary>
/// Writes the health file every ten seconds, and as soon as something in it matters. It looks each second instead of
/// being told: what it reads never waits, and whatever hangs cannot hold it up.
/// </summary>
internal sealed class HealthService(
    HealthFile file,
    DiscordGateway gateway,
    Broadcaster broadcaster,
    Func<DateTimeOffset?> lastCommit,
    TimeProvider time,
    ILogger<HealthService> log
) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WriteAgain = TimeSpan.FromSeconds(10);

    private bool _isUnwritable;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookAgain, time);
        HealthReport? written = null;
        try
        {
            do
            {
                var now = HealthReport.Of(
                    time.GetUtcNow(),
                    gateway.Shards,
                    broadcaster.Status,
                    broadcaster.Trouble,
                    lastCommit()
                );
                if (
                    written is null
                    || now.Time - written.Time >= WriteAgain
                    || now.DiffersFrom(written)
                )
                {
                    Try(() => file.Write(now));
                    written = now;
                }
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Try(file.Delete);
        }
    }

    private void Try(Action write)
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

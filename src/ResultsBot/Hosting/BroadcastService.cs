using Microsoft.Extensions.Hosting;
using ResultsBot.Broadcasting;
using ResultsBot.Desk;

namespace ResultsBot.Hosting;

/// <summary>Runs the broadcaster for as long as the host runs; paused, where the desk has paused it before a restart.</summary>
internal sealed class BroadcastService(Broadcaster broadcaster, ResultsDesk desk)
    : BackgroundService
{
    /// <summary>
    /// Fifty posts are put together at a stroke, each second of a broadcast: one after the other, on one thread, so that
    /// an answer that somebody waits for finds another.
    /// </summary>
    private readonly TaskScheduler _lane = new ConcurrentExclusiveSchedulerPair(
        TaskScheduler.Default,
        maxConcurrencyLevel: 1
    ).ConcurrentScheduler;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (desk.Election.IsPaused)
        {
            broadcaster.Pause();
        }
        return Task
            .Factory.StartNew(
                () => broadcaster.Run(stoppingToken),
                CancellationToken.None,
                TaskCreationOptions.DenyChildAttach,
                _lane
            )
            .Unwrap();
    }
}

using Microsoft.Extensions.Hosting;
using ResultsBot.Broadcasting;
using ResultsBot.Desk;

namespace ResultsBot.Hosting;

/// <summary>Runs the broadcaster for as long as the host runs; paused, where the desk has paused it before a restart.</summary>
internal sealed class BroadcastService(Broadcaster broadcaster, ResultsDesk desk)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (desk.Election.IsPaused)
        {
            broadcaster.Pause();
        }
        return broadcaster.Run(stoppingToken);
    }
}

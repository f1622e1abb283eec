using Microsoft.Extensions.Hosting;
using ResultsBot.Broadcasting;

namespace ResultsBot.Hosting;

/// <summary>Runs the broadcaster for as long as the host runs.</summary>
internal sealed class BroadcastService(Broadcaster broadcaster) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        broadcaster.Run(stoppingToken);
}

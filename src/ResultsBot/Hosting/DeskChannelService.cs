using Microsoft.Extensions.Hosting;
using ResultsBot.Board;

namespace ResultsBot.Hosting;

/// <summary>Keeps the desk's channel up to date for as long as the host runs.</summary>
internal sealed class DeskChannelService(DeskChannel channel) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        channel.Run(stoppingToken);
}

using Microsoft.Extensions.Hosting;
using ResultsBot.Rehearsing;

namespace ResultsBot.Hosting;

/// <summary>Ends a rehearsal with the host, while Discord can still be reached.</summary>
internal sealed class RehearsalService(Rehearsals rehearsals) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        rehearsals.Stop().WaitAsync(cancellationToken);
}

using Microsoft.Extensions.Hosting;
using ResultsBot.Health;

namespace ResultsBot.Hosting;

/// <summary>
/// Something that runs for as long as the host does. Where it fails, or ends by itself, the host ends with it: a bot that
/// looks well and does half its work is the worst of all.
/// </summary>
/// <param name="name">What an operator calls it, as the beginning of a sentence.</param>
internal abstract class LoopService(string name, HostFailure failure) : BackgroundService
{
    protected HostFailure Failure { get; } = failure;

    /// <summary>Whether it may come to an end by itself: it had only something to begin with, or has nothing to do.</summary>
    protected virtual bool MayEnd => false;

    protected abstract Task Run(CancellationToken stop);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Run(stoppingToken);
            if (!MayEnd && Failure.Reason is null && !stoppingToken.IsCancellationRequested)
            {
                Failure.End(Parts.Ended(name));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to.
        }
        catch (Exception e)
        {
            // Whatever it is: the bug is told, and nothing goes on without the service.
            Failure.End(Parts.Failed(name, e), e);
        }
    }
}

using ResultsBot.Health;

namespace ResultsBot.Hosting;

/// <summary>
/// Looks each second whether the store's file is still there, and ends the host where it is not: SQLite writes on into a
/// file without a name, and all of it would be gone after a restart.
/// </summary>
/// <param name="findLoss">Why what is written would be lost, in a sentence; null where it would not.</param>
internal sealed class StoreService(Func<string?> findLoss, HostFailure failure, TimeProvider time)
    : LoopService(Parts.Store, failure)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    protected override async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookAgain, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            if (findLoss() is { } loss)
            {
                Failure.End(loss);
                return;
            }
        }
    }
}

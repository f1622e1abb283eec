using Microsoft.Extensions.Logging;
using ResultsBot.Health;

namespace ResultsBot.Hosting;

/// <summary>
/// Looks each second whether the store's file is still there, and ends the host where it is not: SQLite writes on into a
/// file without a name, and all of it would be gone after a restart. A disk or a database that is away for a while comes back by
/// itself; when it went and when it came is logged.
/// </summary>
/// <param name="findLoss">Why what is written would be lost, in a sentence; null where it would not.</param>
/// <param name="findTrouble">Why nothing is taken just now; null where it is.</param>
internal sealed class StoreService(
    Func<string?> findLoss,
    Func<string?> findTrouble,
    HostFailure failure,
    TimeProvider time,
    ILogger<StoreService> log
) : LoopService(Parts.Store, failure)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    protected override async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookAgain, time);
        long? awaySince = null;
        while (await timer.WaitForNextTickAsync(stop))
        {
            if (findLoss() is { } loss)
            {
                Failure.End(loss);
                return;
            }
            awaySince = Tell(awaySince, findTrouble());
        }
    }

    private long? Tell(long? awaySince, string? trouble)
    {
        if (trouble is null)
        {
            if (awaySince is { } since)
            {
                log.LogInformation(
                    "The store takes what is written again, after {Seconds:F0} s.",
                    time.GetElapsedTime(since).TotalSeconds
                );
            }
            return null;
        }
        if (awaySince is null)
        {
            log.LogWarning(
                "The store takes nothing: {Why}. Commands are refused meanwhile; it's tried again by itself.",
                trouble
            );
        }
        return awaySince ?? time.GetTimestamp();
    }
}

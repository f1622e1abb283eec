using ResultsBot.Commands;
using ResultsBot.Health;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Hosting;

/// <summary>Runs the broadcaster for as long as the host runs; paused, where the desk has paused it before a restart.</summary>
internal sealed class BroadcastService(
    Broadcaster broadcaster,
    PauseSwitch pause,
    HostFailure failure
) : LoopService(Parts.Broadcasting, failure)
{
    /// <summary>
    /// Fifty posts are put together at a stroke, each second of a broadcast: one after the other, on one thread, so that
    /// an answer that somebody waits for finds another.
    /// </summary>
    private readonly TaskScheduler _lane = new ConcurrentExclusiveSchedulerPair(
        TaskScheduler.Default,
        maxConcurrencyLevel: 1
    ).ConcurrentScheduler;

    protected override Task Run(CancellationToken stop)
    {
        pause.Follow();
        return Task
            .Factory.StartNew(
                () => broadcaster.Run(stop),
                CancellationToken.None,
                TaskCreationOptions.DenyChildAttach,
                _lane
            )
            .Unwrap();
    }
}

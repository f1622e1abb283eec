using Microsoft.Extensions.Logging;
using ResultsBot.Health;
using ResultsBot.Wording;

namespace ResultsBot.Hosting;

/// <summary>It was done before: while another process led.</summary>
internal sealed record WarmedUp;

/// <summary>Warms the bot up as soon as it is connected: not before, or that would come later.</summary>
internal sealed class WarmUpService(
    Phrasebook phrases,
    TimeProvider time,
    HostFailure failure,
    ILogger<WarmUpService> log,
    WarmedUp? warmed = null
) : LoopService(Parts.WarmUp, failure)
{
    private readonly TaskCompletionSource _connected = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public void Connected() => _connected.TrySetResult();

    protected override bool MayEnd => true;

    protected override async Task Run(CancellationToken stop)
    {
        await _connected.Task.WaitAsync(stop);
        if (warmed is null)
        {
            await WarmUp.Try(phrases, time, log, stop);
        }
    }
}

using Microsoft.Extensions.Logging;
using ResultsBot.Health;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Hosting;

/// <summary>Warms the bot up as soon as it is connected: not before, or that would come later.</summary>
internal sealed class WarmUpService(
    Phrasebook phrases,
    TimeProvider time,
    HostFailure failure,
    ILogger<WarmUpService> log
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
        try
        {
            var began = time.GetTimestamp();
            var results = await WarmUp.Run(phrases, time, stop);
            log.LogInformation(
                "Ready (warm-up of {Count} invented results: {Seconds:0.0} s).",
                results,
                time.GetElapsedTime(began).TotalSeconds
            );
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "Not warmed up: the first answers will take longer.");
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // A bug that the first result may meet as well; but where nothing else fails, the bot is worth more than this.
            log.LogError(e, "Warming up has failed: the first answers will take longer.");
        }
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ResultsBot.Store;
using ResultsBot.Wording;

namespace ResultsBot.Hosting;

/// <summary>Warms the bot up as soon as it is connected: not before, or that would come later.</summary>
internal sealed class WarmUpService(
    Phrasebook phrases,
    TimeProvider time,
    ILogger<WarmUpService> log
) : BackgroundService
{
    private readonly TaskCompletionSource _connected = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public void Connected() => _connected.TrySetResult();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await _connected.Task.WaitAsync(stoppingToken);
            var began = time.GetTimestamp();
            var results = await WarmUp.Run(phrases, time, stoppingToken);
            log.LogInformation(
                "Warmed up with {Count} invented results in {Duration}.",
                results,
                time.GetElapsedTime(began)
            );
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "Not warmed up: the first answers will take longer.");
        }
    }
}

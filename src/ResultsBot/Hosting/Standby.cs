using Microsoft.Extensions.Logging;
using ResultsBot.Health;
using ResultsBot.Storage.Postgres;

namespace ResultsBot.Hosting;

/// <summary>
/// What a process does while another leads: report the leader, stay connected to Discord, and warm up. It takes over as soon as
/// the lease is free, warmed up or not.
/// </summary>
/// <param name="session">Null without a token.</param>
/// <param name="warmUp">Run once, in the background.</param>
internal sealed class Standby(
    StandbyHealth health,
    GatewaySession? session,
    Func<CancellationToken, Task> warmUp,
    ILogger<Standby> log
) : IAsyncDisposable
{
    private readonly CancellationTokenSource _isOver = new();
    private Leader? _known;
    private Task? _warming;

    /// <summary>Whether the warm-up is done.</summary>
    public bool IsWarm => _warming is { IsCompletedSuccessfully: true };

    /// <param name="leader">Null where the database is away.</param>
    public void Tell(Leader? leader)
    {
        health.Say(leader);
        if (leader is null || leader.Term == _known?.Term)
        {
            return;
        }
        log.LogInformation("{Leader} leads (term {Term}): standing by.", leader.Name, leader.Term);
        _known = leader;
        session?.StandBy();
        _warming ??= Task.Run(() => warmUp(_isOver.Token));
    }

    /// <summary>Stops the warm-up if it's still going.</summary>
    public async ValueTask DisposeAsync()
    {
        await _isOver.CancelAsync();
        if (_warming is not null)
        {
            // What came of it, it has said itself.
            await _warming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        _isOver.Dispose();
    }
}

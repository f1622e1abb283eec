using Microsoft.Extensions.Logging;

namespace ResultsBot.Discord.Gateway;

/// <summary>Sends on a socket: one payload at a time, never too long, never too often.</summary>
/// <param name="sending">Lets one in. Not disposed of: a stuck send may still come back to it.</param>
internal sealed class GatewaySender(
    ShardContext shard,
    IGatewaySocket socket,
    SemaphoreSlim sending
)
{
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    private readonly SendBudget _budget = new(shard.Time);

    public async Task Send(byte[] payload, bool isDueHeartbeat, CancellationToken ct)
    {
        if (payload.Length > Limits.GatewaySendBytes)
        {
            throw new InvalidOperationException("A gateway payload is over 4096 bytes.");
        }

        await sending.WaitAsync(ct);
        try
        {
            if (!_budget.TrySpend(isDueHeartbeat))
            {
                shard.Logger.LogWarning(
                    "Shard {Shard}: a payload was not sent, as Discord allows 120 a minute.",
                    shard.Shard
                );
                return;
            }

            // The token alone would not do: a send on a dead link may not heed it (dotnet/runtime #125257).
            await socket.Send(payload, ct).WaitAsync(SendTimeout, shard.Time, ct);
        }
        finally
        {
            sending.Release();
        }
    }
}

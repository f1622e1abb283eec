using Microsoft.Extensions.Logging;

namespace ResultsBot.Discord.Gateway;

/// <summary>What all connections of a shard have in common.</summary>
internal sealed record ShardContext(
    int Shard,
    int ShardCount,
    string Token,
    SessionStarts Starts,
    Action<GatewayEvent> Emit,
    Action<bool> Report,
    DiscordMeters Meters,
    TimeProvider Time,
    Func<double> Random,
    ILogger Logger
)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"shard {Shard} of {ShardCount}";
}

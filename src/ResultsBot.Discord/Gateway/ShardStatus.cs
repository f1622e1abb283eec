namespace ResultsBot.Discord;

/// <summary>How one of the gateway's connections stands.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="IsConnected">Events come by it: from READY or RESUMED until the connection ends.</param>
/// <param name="Since">Since when it has been so.</param>
public sealed record ShardStatus(int Shard, bool IsConnected, DateTimeOffset Since)
{
    internal ShardStatus Now(bool isConnected, DateTimeOffset now) =>
        isConnected == IsConnected ? this : new ShardStatus(Shard, isConnected, now);
}

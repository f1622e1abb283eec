using System.Text.Json;
using System.Text.Json.Nodes;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord.Gateway;

/// <summary>What the client says over the gateway.</summary>
internal static class GatewayPayload
{
    private const int GuildsIntent = 1 << 0;

    public static byte[] Heartbeat(long? sequence) =>
        Payload(1, sequence is { } known ? JsonValue.Create(known) : null);

    public static byte[] Identify(ShardContext shard) =>
        Payload(
            2,
            new JsonObject
            {
                ["token"] = shard.Token,
                ["intents"] = GuildsIntent,
                ["shard"] = new JsonArray(
                    JsonValue.Create(shard.Shard),
                    JsonValue.Create(shard.ShardCount)
                ),
                ["properties"] = new JsonObject
                {
                    ["os"] = OperatingSystem.IsWindows() ? "windows" : "linux",
                    ["browser"] = "ResultsBot",
                    ["device"] = "ResultsBot",
                },
            }
        );

    public static byte[] Resume(ShardContext shard, Session session, long? sequence) =>
        Payload(
            6,
            new JsonObject
            {
                ["token"] = shard.Token,
                ["session_id"] = session.Id,
                ["seq"] = sequence ?? 0,
            }
        );

    private static byte[] Payload(int op, JsonNode? data) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new WirePayload(op, data),
            WireJson.Default.WirePayload
        );
}

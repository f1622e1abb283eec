using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ResultsBot.Discord.Json;

/// <summary>
/// What goes over the wire, as it goes: property names in snake case, absent where null. The public records know
/// nothing of it; each shape here has one From.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(WireEdit))]
[JsonSerializable(typeof(WireResponse))]
[JsonSerializable(typeof(WireCommand[]))]
[JsonSerializable(typeof(WirePayload))]
[JsonSerializable(typeof(WireThread))]
[JsonSerializable(typeof(WireThreadName))]
[JsonSerializable(typeof(WireThreadState))]
[JsonSerializable(typeof(WirePicture))]
internal sealed partial class WireJson : JsonSerializerContext;

/// <summary>What the client sends over the gateway: heartbeat (1), identify (2), resume (6).</summary>
internal sealed record WirePayload(
    int Op,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonNode? D
);

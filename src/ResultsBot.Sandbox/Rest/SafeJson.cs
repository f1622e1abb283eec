using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Rest;

/// <summary>
/// Parses what strangers send. A parsed tree can still throw when it is first looked at (half a surrogate pair, a key
/// given twice); here that happens at once, in one place.
/// </summary>
internal static class SafeJson
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = 32,
    };

    public static bool TryParse(ReadOnlySpan<byte> bytes, out JsonNode? node)
    {
        node = null;
        try
        {
            node = JsonNode.Parse(bytes, documentOptions: Strict);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return false;
        }
        return IsWhole(node);
    }

    /// <summary>Whether every text in it can be read.</summary>
    public static bool IsWhole(JsonNode? node)
    {
        try
        {
            Touch(node);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static void Touch(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (_, value) in o)
                    Touch(value);
                break;
            case JsonArray list:
                foreach (var item in list)
                    Touch(item);
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String:
                value.GetValue<string>();
                break;
        }
    }
}

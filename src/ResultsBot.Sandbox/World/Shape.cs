using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.World;

/// <summary>Putting JSON together with few words.</summary>
internal static class Shape
{
    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var json = new JsonObject();
        foreach (var (name, value) in fields)
            json[name] = value;
        return json;
    }

    public static JsonArray ToJson<T>(this IEnumerable<T> items, Func<T, JsonNode?> json) =>
        new([.. items.Select(json)]);

    /// <summary>Adds what is the same in every object of this kind.</summary>
    public static JsonObject With(this JsonObject json, string constants)
    {
        foreach (var (name, value) in JsonNode.Parse(constants)!.AsObject())
            json[name] = value?.DeepClone();
        return json;
    }

    /// <summary>Sets a field, unless there is nothing to set.</summary>
    public static void Set(this JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
            json[name] = value;
    }

    public static string? TextOf(this JsonNode? json, string name) => (string?)json?[name];

    /// <summary>Whether the field is given, and true.</summary>
    public static bool IsOn(this JsonNode json, string name) =>
        json[name] is JsonValue value && value.TryGetValue<bool>(out var on) && on;

    /// <summary>The objects in a list that may be missing.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? list) =>
        (list as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>The one with this name, or whatever else tells it from the others.</summary>
    public static JsonObject? Named(
        this IEnumerable<JsonObject> list,
        string? name,
        string field = "name",
        StringComparison how = StringComparison.Ordinal
    ) => list.FirstOrDefault(o => string.Equals(name, o.TextOf(field), how));
}

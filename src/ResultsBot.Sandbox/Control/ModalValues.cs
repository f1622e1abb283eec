using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Rest;

namespace ResultsBot.Sandbox.Control;

/// <summary>A filled-in form, in the shape in which it was opened: labels stay labels, old rows stay rows.</summary>
internal static class ModalValues
{
    public static JsonArray Fill(
        JsonObject modal,
        IReadOnlyDictionary<string, JsonNode?> given,
        OptionValues values
    )
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var filled = new JsonArray();
        foreach (var item in modal["components"]!.AsArray().Select(c => c!.AsObject()))
        {
            var wrapper = new JsonObject
            {
                ["type"] = item["type"]!.DeepClone(),
                ["id"] = item["id"]!.DeepClone(),
            };
            if (item["component"] is JsonObject child)
                wrapper["component"] = One(child, (string?)item["label"], given, known, values);
            else if (item["components"] is JsonArray row)
                wrapper["components"] = new JsonArray([
                    .. row.Select(i =>
                        (JsonNode)One(i!.AsObject(), (string?)i["label"], given, known, values)
                    ),
                ]);
            filled.Add(wrapper);
        }
        foreach (var name in given.Keys.Where(name => !known.Contains(name)))
            throw new CannotException($"The form has no field “{name}”.", name);
        return filled;
    }

    /// <summary>What stands chosen when the form opens.</summary>
    private static IEnumerable<string> Preset(JsonObject select) =>
        (select["options"] as JsonArray ?? [])
            .Where(o => o!["default"] is JsonValue preset && preset.GetValue<bool>())
            .Select(o => (string)o!["value"]!)
            .Concat(
                (select["default_values"] as JsonArray ?? [])
                    .Select(d => Form.AsText(d!["id"]))
                    .OfType<string>()
            );

    private static JsonObject One(
        JsonObject input,
        string? label,
        IReadOnlyDictionary<string, JsonNode?> given,
        HashSet<string> known,
        OptionValues values
    )
    {
        var customId = (string)input["custom_id"]!;
        known.Add(customId);
        var required = input["required"] is not JsonValue flag || flag.GetValue<bool>();
        var made = new JsonObject
        {
            ["type"] = input["type"]!.DeepClone(),
            ["id"] = input["id"]!.DeepClone(),
            ["custom_id"] = customId,
        };
        if (Form.AsInteger(input["type"]) is not 4)
        {
            List<string> chosen = given.GetValueOrDefault(customId) switch
            {
                null => [.. Preset(input)],
                JsonArray list => [.. list.Select(Form.AsText).OfType<string>()],
                var one when Form.AsText(one) is { Length: > 0 } single => [single],
                _ => [],
            };
            if (chosen.Count == 0 && required)
                throw new CannotException($"“{label}” is required.", customId);
            if (chosen.Count > 0)
                made["values"] = values.Chosen(input, chosen, customId);
            else
                made["values"] = new JsonArray();
            return made;
        }
        var text =
            given.TryGetValue(customId, out var node) && node is not null
                ? Form.AsText(node)
                    ?? throw new CannotException($"“{label}” cannot be read.", customId)
                : (string?)input["value"] ?? "";
        var length = Form.LengthOf(text);
        if (length == 0 && required)
            throw new CannotException($"“{label}” is required.", customId);
        if (length > 0 && Form.AsInteger(input["min_length"]) is { } min && length < min)
            throw new CannotException($"“{label}” must have at least {min} characters.", customId);
        var max = Form.AsInteger(input["max_length"]) ?? 4000;
        if (length > max)
            throw new CannotException($"“{label}” must have at most {max} characters.", customId);
        made["value"] = text;
        return made;
    }
}

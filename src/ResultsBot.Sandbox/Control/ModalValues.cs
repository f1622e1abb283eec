using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Control;

/// <summary>A filled-in form, in the shape in which it was opened: labels stay labels, old rows stay rows.</summary>
internal sealed class ModalValues(IReadOnlyDictionary<string, JsonNode?> given, OptionValues values)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public static JsonArray Fill(
        JsonObject modal,
        IReadOnlyDictionary<string, JsonNode?> given,
        OptionValues values
    )
    {
        var filling = new ModalValues(given, values);
        var filled = modal["components"].Objects().ToJson(filling.Wrapped);
        if (given.Keys.FirstOrDefault(name => !filling._known.Contains(name)) is { } unknown)
            throw new CannotException($"The form has no field “{unknown}”.", unknown);
        return filled;
    }

    private JsonObject Wrapped(JsonObject item)
    {
        var wrapper = Same(item);
        if (item["component"] is JsonObject child)
            wrapper["component"] = One(child, item.TextOf("label"));
        else if (item["components"] is JsonArray row)
            wrapper["components"] = row.Objects().ToJson(i => One(i, i.TextOf("label")));
        return wrapper;
    }

    private static JsonObject Same(JsonObject item) =>
        new() { ["type"] = item["type"]!.DeepClone(), ["id"] = item["id"]!.DeepClone() };

    /// <summary>What stands chosen when the form opens.</summary>
    private static IEnumerable<string> Preset(JsonObject select) =>
        select["options"]
            .Objects()
            .Where(o => o.IsOn("default"))
            .Select(o => o.TextOf("value"))
            .Concat(select["default_values"].Objects().Select(d => Form.AsText(d["id"])))
            .OfType<string>();

    private JsonObject One(JsonObject input, string? label)
    {
        var customId = input.TextOf("custom_id")!;
        _known.Add(customId);
        var made = Same(input);
        made["custom_id"] = customId;
        var answer = given.GetValueOrDefault(customId);
        var isText = Form.AsInteger(input["type"]) is ComponentType.TextInput;
        var text = isText ? Typed(input, answer, label, customId) : "";
        var chosen = isText ? [] : Chosen(input, answer);
        var required = input["required"] is null || input.IsOn("required");
        if (required && text.Length == 0 && chosen.Count == 0)
            throw new CannotException($"“{label}” is required.", customId);
        if (isText)
            made["value"] = text;
        else
            made["values"] =
                chosen.Count > 0 ? values.Chosen(input, chosen, customId) : new JsonArray();
        return made;
    }

    private static List<string> Chosen(JsonObject select, JsonNode? answer) =>
        answer switch
        {
            null => [.. Preset(select)],
            JsonArray list => [.. list.Select(Form.AsText).OfType<string>()],
            _ when Form.AsText(answer) is { Length: > 0 } single => [single],
            _ => [],
        };

    private static string Typed(JsonObject input, JsonNode? answer, string? label, string customId)
    {
        var text = answer is null
            ? input.TextOf("value") ?? ""
            : Form.AsText(answer)
                ?? throw new CannotException($"“{label}” cannot be read.", customId);
        if (text.Length > 0)
            OptionValues.CheckLength(input, label ?? "", text, DiscordLimits.InputText, customId);
        return text;
    }
}

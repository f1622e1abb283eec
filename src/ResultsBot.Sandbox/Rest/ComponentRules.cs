using System.Text.Json.Nodes;
using ResultsBot.Sandbox.World;
using static ResultsBot.Sandbox.Limits.DiscordLimits;

namespace ResultsBot.Sandbox.Rest;

/// <summary>The kinds of components, by Discord's numbers.</summary>
internal static class ComponentType
{
    public const int Row = 1;
    public const int Button = 2;
    public const int StringSelect = 3;
    public const int TextInput = 4;
    public const int ChannelSelect = 8;
    public const int TextDisplay = 10;
    public const int Label = 18;

    public static bool IsSelect(long? type) =>
        type is >= StringSelect and <= ChannelSelect and not TextInput;
}

/// <summary>Rows, buttons and selects of a message; labels and inputs of a form. One reads one message or form.</summary>
internal sealed class ComponentRules
{
    private readonly HashSet<string> _customIds = new(StringComparer.Ordinal);
    private int _id;

    public static JsonArray? ReadMessage(Fields body)
    {
        var rules = new ComponentRules();
        return body.Objects("components", 0, Rows)
            ?.Select(rules.ReadRow)
            .OfType<JsonObject>()
            .ToJson(row => row);
    }

    private JsonObject? ReadRow(Fields row)
    {
        if (row.Type is not ComponentType.Row)
        {
            row.NotAmong("type", "1,");
            return null;
        }
        var made = Numbered(ComponentType.Row);
        var items = row.Objects("components", 1, InARow, required: true);
        var inside = (items ?? []).Select(ReadItem).OfType<JsonObject>().ToList();
        if (items?.Count > 1 && inside.Exists(i => (int)i["type"]! is not ComponentType.Button))
            row.Fault(
                "components",
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "The specified component exceeds the maximum width"
            );
        made["components"] = inside.ToJson(i => i);
        return made;
    }

    private JsonObject? ReadItem(Fields item)
    {
        if (item.Type is ComponentType.Button)
            return ReadButton(item);
        if (ComponentType.IsSelect(item.Type))
            return ReadSelect(item);
        item.NotAmong("type", "2, 3, 5, 6, 7, 8");
        return null;
    }

    private JsonObject Numbered(int type) => new() { ["type"] = type, ["id"] = ++_id };

    private JsonObject ReadButton(Fields button)
    {
        var style = button.Integer("style", 1, 6, required: true) ?? 1;
        var label = button.Text("label", ButtonLabel);
        var made = Numbered(ComponentType.Button);
        made["style"] = style;
        made.Set("label", label);
        made.Set("emoji", (button["emoji"] as JsonObject)?.DeepClone());
        made.Set("disabled", button.Flag("disabled"));
        switch (style)
        {
            case 5:
                if (button["custom_id"] is not null)
                    button.Fault(
                        "",
                        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                        "A custom id and url cannot both be specified"
                    );
                button.Needed("url", ButtonUrl);
                made.Set("url", button.Url("url"));
                break;
            case 6:
                made.Set("sku_id", button.Needed("sku_id", ButtonSku));
                break;
            default:
                made.Set("custom_id", ReadCustomId(button));
                if (string.IsNullOrEmpty(label) && button["emoji"] is null)
                    button.Fault(
                        "",
                        "BUTTON_COMPONENT_INVALID_EMPTY",
                        "A label or emoji is required"
                    );
                break;
        }
        return made;
    }

    private JsonObject ReadSelect(Fields select)
    {
        var made = Numbered((int)select.Type!);
        made.Set("custom_id", ReadCustomId(select));
        made.Set("placeholder", select.Text("placeholder", SelectPlaceholder));
        var min = select.Integer("min_values", 0, SelectOptions) ?? 1;
        var max = select.Integer("max_values", 1, SelectOptions) ?? 1;
        if (min > max)
            select.Fault("min_values", Code.Max, "Must not exceed max_values.");
        made["min_values"] = min;
        made["max_values"] = max;
        made["disabled"] = select.Flag("disabled") ?? false;
        if (select.Type is ComponentType.StringSelect)
        {
            var values = new HashSet<string>(StringComparer.Ordinal);
            var options = select.Objects("options", 1, SelectOptions, required: true) ?? [];
            made["options"] = options.ToJson(o => ReadOption(o, values));
        }
        else
            foreach (var list in new[] { "channel_types", "default_values" })
                made.Set(list, (select[list] as JsonArray)?.DeepClone());
        return made;
    }

    private static JsonObject ReadOption(Fields option, HashSet<string> values)
    {
        var made = Shape.Of(
            ("label", option.Needed("label", SelectText)),
            ("value", option.Needed("value", SelectText)),
            ("default", option.Flag("default") ?? false)
        );
        if (option.Text("description", SelectText) is { Length: > 0 } description)
            made["description"] = description;
        made.Set("emoji", (option["emoji"] as JsonObject)?.DeepClone());
        if (Form.AsText(option["value"]) is { } value && !values.Add(value))
            option.Fault(
                "value",
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used"
            );
        return made;
    }

    private string? ReadCustomId(Fields item)
    {
        var customId = item.Needed("custom_id", CustomId);
        if (customId is not null && !_customIds.Add(customId))
            item.Fault(
                "custom_id",
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated"
            );
        return customId;
    }

    /// <summary>A form as a callback of type 9 brings it.</summary>
    public static JsonObject ReadModal(Fields data)
    {
        var rules = new ComponentRules();
        return Shape.Of(
            ("custom_id", data.Needed("custom_id", CustomId)),
            ("title", data.Needed("title", ModalTitle)),
            (
                "components",
                (data.Objects("components", 1, Rows, required: true) ?? [])
                    .Select(rules.ReadModalItem)
                    .OfType<JsonObject>()
                    .ToJson(item => item)
            )
        );
    }

    private JsonObject? ReadModalItem(Fields item)
    {
        if (
            item.Type is not (ComponentType.Row or ComponentType.Label or ComponentType.TextDisplay)
        )
        {
            item.NotAmong("type", "1, 10, 18");
            return null;
        }
        var made = Numbered((int)item.Type);
        switch (item.Type)
        {
            case ComponentType.Row:
                var inputs = item.Objects("components", 1, 1, required: true) ?? [];
                made["components"] = inputs.ToJson(input =>
                {
                    var text = ReadInput(input);
                    text["label"] = input.Needed("label", ModalLabel);
                    return text;
                });
                break;
            case ComponentType.Label:
                made["label"] = item.Needed("label", ModalLabel);
                if (item.Text("description", SelectText) is { Length: > 0 } description)
                    made["description"] = description;
                if (item.Object("component", required: true) is { } child)
                    made["component"] = ReadChild(child);
                break;
            default:
                made["content"] = item.Needed("content", InputText);
                break;
        }
        return made;
    }

    private JsonObject? ReadChild(Fields child)
    {
        if (child.Type is ComponentType.TextInput)
        {
            if (child["label"] is not null)
                child.Fault(
                    "label",
                    "BASE_TYPE_INVALID",
                    "A label is given by the Label around it."
                );
            return ReadInput(child);
        }
        if (ComponentType.IsSelect(child.Type))
        {
            if (child.Json.IsOn("disabled"))
                child.Fault(
                    "disabled",
                    "BASE_TYPE_INVALID",
                    "A select in a modal cannot be disabled."
                );
            var select = ReadSelect(child);
            select["required"] = child.Flag("required") ?? true;
            return select;
        }
        child.Fault(
            "type",
            Code.Choices,
            "The sandbox's modals know text inputs (4) and selects (3, 5, 6, 7, 8)."
        );
        return null;
    }

    private JsonObject ReadInput(Fields input)
    {
        if (input.Type is not ComponentType.TextInput)
            input.NotAmong("type", "4,");
        var made = Numbered(ComponentType.TextInput);
        made["custom_id"] = ReadCustomId(input);
        made["style"] = input.Integer("style", 1, 2, required: true);
        made["required"] = input.Flag("required") ?? true;
        var (min, max) = input.Range("min_length", "max_length", InputText);
        made.Set("min_length", min);
        made.Set("max_length", max);
        if (input.Text("value", InputText) is { } value)
        {
            made["value"] = value;
            if (Form.LengthOf(value) > max)
                input.Fault("value", Code.MaxLength, $"Must be {max} or fewer in length.");
        }
        made.Set("placeholder", input.Text("placeholder", InputPlaceholder));
        return made;
    }
}

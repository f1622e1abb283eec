using System.Globalization;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Rest;

/// <summary>Rows, buttons and selects of a message; labels and inputs of a form.</summary>
internal static class ComponentRules
{
    private const int Row = 1;
    private const int Button = 2;
    private const int StringSelect = 3;
    private const int TextInput = 4;
    private const int ChannelSelect = 8;
    private const int TextDisplay = 10;
    private const int Label = 18;

    public static JsonArray? ReadMessage(Form form, JsonObject body, string at)
    {
        if (form.Array(body, "components", at, 0, 5) is not { } given)
            return null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var result = new JsonArray();
        var id = 0;
        foreach (var (row, path) in form.Objects(given, Form.Join(at, "components")))
        {
            if (Form.AsInteger(row["type"]) is not Row)
            {
                form.Fault(
                    Form.Join(path, "type"),
                    "BASE_TYPE_CHOICES",
                    "Value must be one of (1,)."
                );
                continue;
            }
            var rowId = ++id;
            var inside = new JsonArray();
            var items = form.Array(row, "components", path, 1, 5, required: true);
            foreach (var (item, itemPath) in form.Objects(items, Form.Join(path, "components")))
            {
                var type = Form.AsInteger(item["type"]);
                var made = type switch
                {
                    Button => ReadButton(form, item, itemPath, seen),
                    >= StringSelect and <= ChannelSelect and not TextInput => ReadSelect(
                        form,
                        item,
                        itemPath,
                        (int)type,
                        seen
                    ),
                    _ => null,
                };
                if (made is null)
                {
                    form.Fault(
                        Form.Join(itemPath, "type"),
                        "BASE_TYPE_CHOICES",
                        "Value must be one of (2, 3, 5, 6, 7, 8)."
                    );
                    continue;
                }
                made["id"] = ++id;
                inside.Add(made);
            }
            if (items?.Count > 1 && inside.Any(i => Form.AsInteger(i!["type"]) is not Button))
                form.Fault(
                    Form.Join(path, "components"),
                    "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                    "The specified component exceeds the maximum width"
                );
            result.Add(
                new JsonObject
                {
                    ["type"] = Row,
                    ["id"] = rowId,
                    ["components"] = inside,
                }
            );
        }
        return result;
    }

    private static JsonObject ReadButton(
        Form form,
        JsonObject button,
        string at,
        HashSet<string> seen
    )
    {
        var style = form.Integer(button, "style", at, 1, 6, required: true) ?? 1;
        var label = form.Text(button, "label", at, 0, 80);
        var made = new JsonObject { ["type"] = Button, ["style"] = style };
        if (label is not null)
            made["label"] = label;
        if (button["emoji"] is JsonObject emoji)
            made["emoji"] = emoji.DeepClone();
        if (form.Flag(button, "disabled", at) is { } disabled)
            made["disabled"] = disabled;
        switch (style)
        {
            case 5:
                if (button["custom_id"] is not null)
                    form.Fault(
                        at,
                        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                        "A custom id and url cannot both be specified"
                    );
                form.Text(button, "url", at, 1, 512, required: true);
                if (form.Url(button, "url", at) is { } url)
                    made["url"] = url;
                break;
            case 6:
                if (form.Text(button, "sku_id", at, 1, 20, required: true) is { } sku)
                    made["sku_id"] = sku;
                break;
            default:
                if (CustomId(form, button, at, seen) is { } customId)
                    made["custom_id"] = customId;
                if (string.IsNullOrEmpty(label) && button["emoji"] is null)
                    form.Fault(
                        at,
                        "BUTTON_COMPONENT_INVALID_EMPTY",
                        "A label or emoji is required"
                    );
                break;
        }
        return made;
    }

    private static JsonObject ReadSelect(
        Form form,
        JsonObject select,
        string at,
        int type,
        HashSet<string> seen
    )
    {
        var made = new JsonObject { ["type"] = type };
        if (CustomId(form, select, at, seen) is { } customId)
            made["custom_id"] = customId;
        if (form.Text(select, "placeholder", at, 0, 150) is { } placeholder)
            made["placeholder"] = placeholder;
        var min = form.Integer(select, "min_values", at, 0, 25) ?? 1;
        var max = form.Integer(select, "max_values", at, 1, 25) ?? 1;
        if (min > max)
            form.Fault(
                Form.Join(at, "min_values"),
                "NUMBER_TYPE_MAX",
                "Must not exceed max_values."
            );
        made["min_values"] = min;
        made["max_values"] = max;
        made["disabled"] = form.Flag(select, "disabled", at) ?? false;
        if (type == StringSelect)
            made["options"] = Options(form, select, at, 1, 25);
        else
        {
            if (select["channel_types"] is JsonArray types)
                made["channel_types"] = types.DeepClone();
            if (select["default_values"] is JsonArray defaults)
                made["default_values"] = defaults.DeepClone();
        }
        return made;
    }

    private static JsonArray Options(Form form, JsonObject select, string at, int min, int max)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        var made = new JsonArray();
        var options = form.Array(select, "options", at, min, max, required: true);
        foreach (var (option, path) in form.Objects(options, Form.Join(at, "options")))
        {
            var one = new JsonObject
            {
                ["label"] = form.Text(option, "label", path, 1, 100, required: true),
                ["value"] = form.Text(option, "value", path, 1, 100, required: true),
                ["default"] = form.Flag(option, "default", path) ?? false,
            };
            if (form.Text(option, "description", path, 0, 100) is { Length: > 0 } description)
                one["description"] = description;
            if (option["emoji"] is JsonObject emoji)
                one["emoji"] = emoji.DeepClone();
            if (Form.AsText(option["value"]) is { } value && !values.Add(value))
                form.Fault(
                    Form.Join(path, "value"),
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used"
                );
            made.Add(one);
        }
        return made;
    }

    private static string? CustomId(Form form, JsonObject item, string at, HashSet<string> seen)
    {
        var customId = form.Text(item, "custom_id", at, 1, 100, required: true);
        if (customId is not null && !seen.Add(customId))
            form.Fault(
                Form.Join(at, "custom_id"),
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated"
            );
        return customId;
    }

    /// <summary>A form as a callback of type 9 brings it.</summary>
    public static JsonObject ReadModal(Form form, JsonObject data, string at)
    {
        var modal = new JsonObject
        {
            ["custom_id"] = form.Text(data, "custom_id", at, 1, 100, required: true),
            ["title"] = form.Text(data, "title", at, 1, 45, required: true),
        };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var made = new JsonArray();
        var id = 0;
        var given = form.Array(data, "components", at, 1, 5, required: true);
        foreach (var (item, path) in form.Objects(given, Form.Join(at, "components")))
            switch (Form.AsInteger(item["type"]))
            {
                case Row:
                    var row = new JsonObject { ["type"] = Row, ["id"] = ++id };
                    var inside = new JsonArray();
                    var inputs = form.Array(item, "components", path, 1, 1, required: true);
                    foreach (
                        var (input, inputPath) in form.Objects(
                            inputs,
                            Form.Join(path, "components")
                        )
                    )
                    {
                        var text = ReadInput(form, input, inputPath, seen, ++id);
                        text["label"] = form.Text(input, "label", inputPath, 1, 45, required: true);
                        inside.Add(text);
                    }
                    row["components"] = inside;
                    made.Add(row);
                    break;
                case Label:
                    var label = new JsonObject
                    {
                        ["type"] = Label,
                        ["id"] = ++id,
                        ["label"] = form.Text(item, "label", path, 1, 45, required: true),
                    };
                    if (form.Text(item, "description", path, 0, 100) is { Length: > 0 } description)
                        label["description"] = description;
                    if (form.Object(item, "component", path, required: true) is { } child)
                        label["component"] = ReadChild(
                            form,
                            child,
                            Form.Join(path, "component"),
                            seen,
                            ++id
                        );
                    made.Add(label);
                    break;
                case TextDisplay:
                    made.Add(
                        new JsonObject
                        {
                            ["type"] = TextDisplay,
                            ["id"] = ++id,
                            ["content"] = form.Text(item, "content", path, 1, 4000, required: true),
                        }
                    );
                    break;
                default:
                    form.Fault(
                        Form.Join(path, "type"),
                        "BASE_TYPE_CHOICES",
                        "Value must be one of (1, 10, 18)."
                    );
                    break;
            }
        modal["components"] = made;
        return modal;
    }

    private static JsonObject? ReadChild(
        Form form,
        JsonObject child,
        string at,
        HashSet<string> seen,
        int id
    )
    {
        switch (Form.AsInteger(child["type"]))
        {
            case TextInput:
                if (child["label"] is not null)
                    form.Fault(
                        Form.Join(at, "label"),
                        "BASE_TYPE_INVALID",
                        "A label is given by the Label around it."
                    );
                return ReadInput(form, child, at, seen, id);
            case >= StringSelect and <= ChannelSelect and not TextInput and var type:
                if (
                    child["disabled"] is JsonValue disabled
                    && disabled.TryGetValue<bool>(out var off)
                    && off
                )
                    form.Fault(
                        Form.Join(at, "disabled"),
                        "BASE_TYPE_INVALID",
                        "A select in a modal cannot be disabled."
                    );
                var select = ReadSelect(form, child, at, (int)type, seen);
                select["id"] = id;
                select["required"] = form.Flag(child, "required", at) ?? true;
                return select;
            default:
                form.Fault(
                    Form.Join(at, "type"),
                    "BASE_TYPE_CHOICES",
                    "The sandbox's modals know text inputs (4) and selects (3, 5, 6, 7, 8)."
                );
                return null;
        }
    }

    private static JsonObject ReadInput(
        Form form,
        JsonObject input,
        string at,
        HashSet<string> seen,
        int id
    )
    {
        if (Form.AsInteger(input["type"]) is not TextInput)
            form.Fault(Form.Join(at, "type"), "BASE_TYPE_CHOICES", "Value must be one of (4,).");
        var made = new JsonObject
        {
            ["type"] = TextInput,
            ["id"] = id,
            ["custom_id"] = CustomId(form, input, at, seen),
            ["style"] = form.Integer(input, "style", at, 1, 2, required: true),
            ["required"] = form.Flag(input, "required", at) ?? true,
        };
        var min = form.Integer(input, "min_length", at, 0, 4000);
        var max = form.Integer(input, "max_length", at, 1, 4000);
        if (min is not null)
            made["min_length"] = min;
        if (max is not null)
            made["max_length"] = max;
        if (min > max)
            form.Fault(
                Form.Join(at, "min_length"),
                "NUMBER_TYPE_MAX",
                "Must not exceed max_length."
            );
        if (form.Text(input, "value", at, 0, 4000) is { } value)
        {
            made["value"] = value;
            if (Form.LengthOf(value) > max)
                form.Fault(
                    Form.Join(at, "value"),
                    "BASE_TYPE_MAX_LENGTH",
                    $"Must be {max.Value.ToString(CultureInfo.InvariantCulture)} or fewer in length."
                );
        }
        if (form.Text(input, "placeholder", at, 0, 100) is { } placeholder)
            made["placeholder"] = placeholder;
        return made;
    }
}

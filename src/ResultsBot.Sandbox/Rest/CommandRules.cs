using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>What Discord demands of an application command, and the shape in which it gives one back.</summary>
internal static partial class CommandRules
{
    private const int MaxTogether = 8000;
    private const int ChatInput = 1;

    public static JsonObject Read(Form form, JsonObject body, string at, ulong? guildId)
    {
        var together = 0;
        var type = (int)(form.Integer(body, "type", at, 1, 4) ?? ChatInput);
        var made = new JsonObject
        {
            ["application_id"] = Wire.Id(FixedIds.Application),
            ["type"] = type,
            ["name"] =
                type == ChatInput
                    ? Name(form, body, at, ref together)
                    : AnyName(form, body, at, ref together),
            ["name_localizations"] = Localizations(form, body, "name_localizations", at, 32),
            ["description"] =
                type == ChatInput
                    ? Counted(form, body, "description", at, 100, ref together) ?? ""
                    : "",
            ["description_localizations"] = Localizations(
                form,
                body,
                "description_localizations",
                at,
                100
            ),
            ["default_member_permissions"] = Permissions(form, body, at),
            ["nsfw"] = form.Flag(body, "nsfw", at) ?? false,
            ["integration_types"] = body["integration_types"]?.DeepClone() ?? new JsonArray(0),
        };
        if (guildId is { } guild)
            made["guild_id"] = Wire.Id(guild);
        else
        {
            made["contexts"] = Contexts(form, body, at);
            made["dm_permission"] = form.Flag(body, "dm_permission", at) ?? true;
        }
        if (type == ChatInput && Options(form, body, at, 0, ref together) is { Count: > 0 } options)
            made["options"] = options;
        if (together > MaxTogether)
            form.Fault(
                at,
                "APPLICATION_COMMAND_TOO_LARGE",
                $"Command exceeds maximum size ({MaxTogether.ToString(CultureInfo.InvariantCulture)})"
            );
        return made;
    }

    /// <summary>Whether two commands say the same, whatever their ids and versions.</summary>
    public static bool Same(JsonObject a, JsonObject b) => JsonNode.DeepEquals(Bare(a), Bare(b));

    private static JsonObject Bare(JsonObject command)
    {
        var bare = command.DeepClone().AsObject();
        bare.Remove("id");
        bare.Remove("version");
        return bare;
    }

    private static string? Name(Form form, JsonObject o, string at, ref int together)
    {
        var name = form.Text(o, "name", at, 1, 32, required: true);
        if (name is null)
            return null;
        if (!NamePattern().IsMatch(name))
            form.Fault(
                Form.Join(at, "name"),
                "STRING_TYPE_REGEX",
                "String value did not match validation regex."
            );
        else if (!name.Equals(name.ToLowerInvariant(), StringComparison.Ordinal))
            form.Fault(
                Form.Join(at, "name"),
                "APPLICATION_COMMAND_INVALID_NAME",
                "Command name is invalid: it must be in lower case"
            );
        together += Form.LengthOf(name);
        return name;
    }

    private static string? AnyName(Form form, JsonObject o, string at, ref int together) =>
        Counted(form, o, "name", at, 32, ref together);

    private static string? Counted(
        Form form,
        JsonObject o,
        string name,
        string at,
        int max,
        ref int together
    )
    {
        var text = form.Text(o, name, at, 1, max, required: true);
        together += text is null ? 0 : Form.LengthOf(text);
        return text;
    }

    private static JsonNode? Localizations(Form form, JsonObject o, string name, string at, int max)
    {
        if (form.Object(o, name, at) is not { } given)
            return null;
        foreach (var (locale, _) in given)
            form.Text(given, locale, Form.Join(at, name), 1, max);
        return given.DeepClone();
    }

    private static JsonNode? Permissions(Form form, JsonObject body, string at)
    {
        if (body["default_member_permissions"] is not { } given)
            return null;
        if (Form.AsText(given) is { } text && Snowflake.TryParse(text, out _))
            return text;
        form.Fault(
            Form.Join(at, "default_member_permissions"),
            "NUMBER_TYPE_COERCE",
            "Value is not int."
        );
        return null;
    }

    private static JsonNode? Contexts(Form form, JsonObject body, string at)
    {
        var contexts = form.Array(body, "contexts", at, 1, 3);
        for (var i = 0; i < contexts?.Count; i++)
            if (Form.AsInteger(contexts[i]) is not (>= 0 and <= 2))
                form.Fault(
                    Form.Join(at, $"contexts.{i}"),
                    "BASE_TYPE_CHOICES",
                    "Value must be one of (0, 1, 2)."
                );
        return contexts?.DeepClone();
    }

    private static JsonArray? Options(
        Form form,
        JsonObject owner,
        string at,
        int depth,
        ref int together
    )
    {
        if (form.Array(owner, "options", at, 0, 25) is not { } given)
            return null;
        var made = new JsonArray();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var optionalSeen = false;
        foreach (var (option, path) in form.Objects(given, Form.Join(at, "options")))
        {
            var type = (int)(form.Integer(option, "type", path, 1, 11, required: true) ?? 3);
            var name = Name(form, option, path, ref together);
            if (name is not null && !names.Add(name))
                form.Fault(
                    Form.Join(path, "name"),
                    "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED",
                    "Option name is already used"
                );
            var one = new JsonObject
            {
                ["type"] = type,
                ["name"] = name,
                ["name_localizations"] = Localizations(
                    form,
                    option,
                    "name_localizations",
                    path,
                    32
                ),
                ["description"] = Counted(form, option, "description", path, 100, ref together),
                ["description_localizations"] = Localizations(
                    form,
                    option,
                    "description_localizations",
                    path,
                    100
                ),
            };
            if (type <= 2)
            {
                if (depth > 1 || (type == 2 && depth > 0))
                    form.Fault(
                        Form.Join(path, "type"),
                        "BASE_TYPE_CHOICES",
                        "Subcommands cannot be nested this deep."
                    );
                else if (Options(form, option, path, type == 2 ? 1 : 2, ref together) is { } inner)
                    one["options"] = inner;
            }
            else
            {
                var required = form.Flag(option, "required", path) ?? false;
                if (required && optionalSeen)
                    form.Fault(
                        Form.Join(path, "required"),
                        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                        "Required options must be placed before non-required options"
                    );
                optionalSeen |= !required;
                if (required)
                    one["required"] = true;
                Details(form, option, path, type, one, ref together);
            }
            made.Add(one);
        }
        var mixed = made.Any(o => (int)o!["type"]! <= 2) && made.Any(o => (int)o!["type"]! > 2);
        if (mixed)
            form.Fault(
                Form.Join(at, "options"),
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                "Sub-command and sub-command group option types are mutually exclusive to all other types"
            );
        return made;
    }

    private static void Details(
        Form form,
        JsonObject option,
        string at,
        int type,
        JsonObject one,
        ref int together
    )
    {
        var takesChoices = type is 3 or 4 or 10;
        var autocomplete = form.Flag(option, "autocomplete", at) ?? false;
        if (autocomplete)
        {
            if (!takesChoices || option["choices"] is JsonArray { Count: > 0 })
                form.Fault(
                    at,
                    "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_MUTUALLY_EXCLUSIVE",
                    "Autocomplete is for strings and numbers without choices"
                );
            one["autocomplete"] = true;
        }
        if (option["choices"] is not null && takesChoices)
        {
            var choices = new JsonArray();
            var given = form.Array(option, "choices", at, 0, 25);
            foreach (var (choice, path) in form.Objects(given, Form.Join(at, "choices")))
            {
                var name = Counted(form, choice, "name", path, 100, ref together);
                var value = choice["value"];
                if (type == 3)
                    Counted(form, choice, "value", path, 100, ref together);
                else if (value?.GetValueKind() is not JsonValueKind.Number)
                    form.Fault(
                        Form.Join(path, "value"),
                        "NUMBER_TYPE_COERCE",
                        "Value is not a number."
                    );
                choices.Add(
                    new JsonObject
                    {
                        ["name"] = name,
                        ["name_localizations"] = Localizations(
                            form,
                            choice,
                            "name_localizations",
                            path,
                            100
                        ),
                        ["value"] = value?.DeepClone(),
                    }
                );
            }
            if (choices.Count > 0)
                one["choices"] = choices;
        }
        if (type == 3)
        {
            var min = form.Integer(option, "min_length", at, 0, 6000);
            var max = form.Integer(option, "max_length", at, 1, 6000);
            if (min is not null)
                one["min_length"] = min;
            if (max is not null)
                one["max_length"] = max;
            if (min > max)
                form.Fault(
                    Form.Join(at, "min_length"),
                    "NUMBER_TYPE_MAX",
                    "Must not exceed max_length."
                );
        }
        if (type is 4 or 10)
            foreach (var bound in new[] { "min_value", "max_value" })
                if (option[bound] is { } value)
                    if (value.GetValueKind() is JsonValueKind.Number)
                        one[bound] = value.DeepClone();
                    else
                        form.Fault(
                            Form.Join(at, bound),
                            "NUMBER_TYPE_COERCE",
                            "Value is not a number."
                        );
        if (type == 7 && form.Array(option, "channel_types", at, 0, 20) is { Count: > 0 } types)
            one["channel_types"] = types.DeepClone();
    }

    [GeneratedRegex(@"^[-_'\p{L}\p{N}\u0900-\u097F\u0E00-\u0E7F]{1,32}$", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();
}

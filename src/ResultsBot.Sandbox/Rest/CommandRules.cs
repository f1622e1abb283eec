using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResultsBot.Sandbox.World;
using static ResultsBot.Sandbox.Limits.DiscordLimits;

namespace ResultsBot.Sandbox.Rest;

/// <summary>The kinds of options of a command, by Discord's numbers.</summary>
internal static class OptionType
{
    public const int Subcommand = 1;
    public const int SubcommandGroup = 2;
    public const int Text = 3;
    public const int Integer = 4;
    public const int Boolean = 5;
    public const int User = 6;
    public const int Channel = 7;
    public const int Role = 8;
    public const int Mentionable = 9;
    public const int Number = 10;
    public const int Attachment = 11;

    public static bool IsSubcommand(JsonNode? option) =>
        Form.AsInteger(option?["type"]) is Subcommand or SubcommandGroup;
}

/// <summary>What Discord demands of an application command, and the shape in which it gives one back.</summary>
internal sealed partial class CommandRules
{
    public const int Typed = 1;
    public const int OfMessage = 3;
    private int _together;

    public static JsonObject Read(Fields body, ulong? guildId)
    {
        var rules = new CommandRules();
        var made = rules.ReadCommand(body, guildId);
        if (rules._together > CommandTogether)
            body.Fault(
                "",
                "APPLICATION_COMMAND_TOO_LARGE",
                $"Command exceeds maximum size ({CommandTogether})"
            );
        return made;
    }

    private JsonObject ReadCommand(Fields body, ulong? guildId)
    {
        var type = (int)(body.Integer("type", 1, 4) ?? Typed);
        var made = new JsonObject
        {
            ["application_id"] = Wire.Id(FixedIds.Application),
            ["type"] = type,
            ["name"] = type == Typed ? Name(body) : Counted(body, "name", CommandName),
            ["description"] =
                type == Typed ? Counted(body, "description", CommandDescription) ?? "" : "",
            ["default_member_permissions"] = Permissions(body),
            ["nsfw"] = body.Flag("nsfw") ?? false,
            ["integration_types"] = body["integration_types"]?.DeepClone() ?? new JsonArray(0),
        };
        Localise(body, made);
        if (guildId is { } guild)
            made["guild_id"] = Wire.Id(guild);
        else
        {
            made["contexts"] = Contexts(body);
            made["dm_permission"] = body.Flag("dm_permission") ?? true;
        }
        if (type == Typed && ReadOptions(body, 0) is { Count: > 0 } options)
            made["options"] = options;
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

    private string? Name(Fields from)
    {
        if (Counted(from, "name", CommandName) is not { } name)
            return null;
        if (!NamePattern().IsMatch(name))
            from.Fault("name", "STRING_TYPE_REGEX", "String value did not match validation regex.");
        else if (!name.Equals(name.ToLowerInvariant(), StringComparison.Ordinal))
            from.Fault(
                "name",
                "APPLICATION_COMMAND_INVALID_NAME",
                "Command name is invalid: it must be in lower case"
            );
        return name;
    }

    private string? Counted(Fields from, string name, int max)
    {
        var text = from.Needed(name, max);
        _together += Form.LengthOf(text ?? "");
        return text;
    }

    private static void Localise(Fields from, JsonObject made)
    {
        made["name_localizations"] = Localizations(from, "name_localizations", CommandName);
        made["description_localizations"] = Localizations(
            from,
            "description_localizations",
            CommandDescription
        );
    }

    private static JsonNode? Localizations(Fields from, string name, int max)
    {
        if (from.Object(name) is not { } given)
            return null;
        foreach (var (locale, _) in given.Json)
            given.Text(locale, max, min: 1);
        return given.Json.DeepClone();
    }

    private static JsonNode? Permissions(Fields body)
    {
        if (body["default_member_permissions"] is not { } given)
            return null;
        if (Form.AsId(given) is not null)
            return Form.AsText(given);
        body.IsNo("default_member_permissions", "int");
        return null;
    }

    private static JsonNode? Contexts(Fields body)
    {
        var contexts = body.Array("contexts", 1, 3);
        for (var i = 0; i < contexts?.Count; i++)
            if (Form.AsInteger(contexts[i]) is not (>= 0 and <= 2))
                body.NotAmong($"contexts.{i}", "0, 1, 2");
        return contexts?.DeepClone();
    }

    private JsonArray? ReadOptions(Fields owner, int depth)
    {
        if (owner.Objects("options", 0, Options) is not { } given)
            return null;
        var made = new JsonArray();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var optionalSeen = false;
        foreach (var option in given)
        {
            var one = ReadOption(option, depth);
            if (one.TextOf("name") is { } name && !names.Add(name))
                option.Fault(
                    "name",
                    "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED",
                    "Option name is already used"
                );
            if (one.IsOn("required") && optionalSeen)
                option.Fault(
                    "required",
                    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                    "Required options must be placed before non-required options"
                );
            optionalSeen |= !OptionType.IsSubcommand(one) && !one.IsOn("required");
            made.Add(one);
        }
        if (made.Any(OptionType.IsSubcommand) && !made.All(OptionType.IsSubcommand))
            owner.Fault(
                "options",
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                "Sub-command and sub-command group option types are mutually exclusive to all other types"
            );
        return made;
    }

    private JsonObject ReadOption(Fields option, int depth)
    {
        var type = (int)(option.Integer("type", 1, 11, required: true) ?? OptionType.Text);
        var made = Shape.Of(
            ("type", type),
            ("name", Name(option)),
            ("description", Counted(option, "description", CommandDescription))
        );
        Localise(option, made);
        if (type is not (OptionType.Subcommand or OptionType.SubcommandGroup))
        {
            if (option.Flag("required") is true)
                made["required"] = true;
            ReadDetails(option, type, made);
        }
        else if (depth > 1 || (type == OptionType.SubcommandGroup && depth > 0))
            option.Fault("type", Code.Choices, "Subcommands cannot be nested this deep.");
        else
            made.Set("options", ReadOptions(option, type == OptionType.SubcommandGroup ? 1 : 2));
        return made;
    }

    private void ReadDetails(Fields option, int type, JsonObject made)
    {
        var isNumber = type is OptionType.Integer or OptionType.Number;
        var takesChoices = isNumber || type is OptionType.Text;
        if (option.Flag("autocomplete") is true)
        {
            if (!takesChoices || option["choices"] is JsonArray { Count: > 0 })
                option.Fault(
                    "",
                    "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_MUTUALLY_EXCLUSIVE",
                    "Autocomplete is for strings and numbers without choices"
                );
            made["autocomplete"] = true;
        }
        if (takesChoices && option.Objects("choices", 0, Choices) is { Count: > 0 } choices)
            made["choices"] = choices.ToJson(c => ReadChoice(c, type));
        if (type is OptionType.Text)
        {
            var (min, max) = option.Range("min_length", "max_length", OptionText);
            made.Set("min_length", min);
            made.Set("max_length", max);
        }
        if (isNumber)
            foreach (var bound in new[] { "min_value", "max_value" })
                if (option[bound] is { } value && IsNumber(option, bound))
                    made[bound] = value.DeepClone();
        if (
            type is OptionType.Channel
            && option.Array("channel_types", 0, OptionChannelTypes) is { Count: > 0 } types
        )
            made["channel_types"] = types.DeepClone();
    }

    private JsonObject ReadChoice(Fields choice, int type)
    {
        var name = Counted(choice, "name", ChoiceText);
        if (type is OptionType.Text)
            Counted(choice, "value", ChoiceText);
        else
            IsNumber(choice, "value");
        return Shape.Of(
            ("name", name),
            ("name_localizations", Localizations(choice, "name_localizations", ChoiceText)),
            ("value", choice["value"]?.DeepClone())
        );
    }

    private static bool IsNumber(Fields from, string name)
    {
        if (from[name]?.GetValueKind() is JsonValueKind.Number)
            return true;
        from.IsNo(name, "a number");
        return false;
    }

    [GeneratedRegex(@"^[-_'\p{L}\p{N}\u0900-\u097F\u0E00-\u0E7F]{1,32}$", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();
}

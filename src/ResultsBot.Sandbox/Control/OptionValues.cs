using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Control;

/// <summary>Turns what a person typed into the values a command's options ask for, as Discord's own client does.</summary>
internal sealed class OptionValues(SandboxWorld world, Guild guild, Person person)
{
    private readonly JsonObject _resolved = [];

    /// <summary>The people, roles, channels and files that were named, as they are told to the bot.</summary>
    public JsonObject? ResolvedOrNone => _resolved.Count > 0 ? _resolved : null;

    /// <param name="focused">The option still being typed: then what is missing or wrong is passed over.</param>
    public JsonArray Read(
        IReadOnlyList<JsonObject> shapes,
        IReadOnlyDictionary<string, JsonNode?> given,
        string? focused
    )
    {
        if (given.Keys.FirstOrDefault(name => shapes.Named(name) is null) is { } unknown)
            throw Wrong(unknown, "This command has no option “{0}”.");
        var values = new JsonArray();
        foreach (var shape in shapes)
        {
            var name = shape.TextOf("name")!;
            var isFocused = name == focused;
            var text = given.GetValueOrDefault(name);
            if ((text is null || Form.AsText(text) is "") && !isFocused)
            {
                if (focused is null && shape.IsOn("required"))
                    throw Wrong(name, "“{0}” is required.");
                continue;
            }
            var type = (int)shape["type"]!;
            JsonNode? value;
            try
            {
                value = isFocused ? Form.AsText(text) ?? "" : One(shape, name, type, text!);
            }
            catch (CannotException) when (focused is not null)
            {
                continue;
            }
            var option = Shape.Of(("type", type), ("name", name), ("value", value));
            if (isFocused)
                option["focused"] = true;
            values.Add(option);
        }
        return values;
    }

    /// <summary>What was chosen in a select, on a message or in a form.</summary>
    public JsonArray Chosen(JsonObject select, IReadOnlyList<string> chosen, string? field)
    {
        var min = Form.AsInteger(select["min_values"]);
        var max = Form.AsInteger(select["max_values"]);
        if (chosen.Count < min || chosen.Count > max)
            throw new CannotException($"Choose {min} to {max}.", field);
        var type = Form.AsInteger(select["type"]);
        if (type is ComponentType.StringSelect)
        {
            var options = select["options"].Objects();
            if (chosen.FirstOrDefault(c => options.Named(c, "value") is null) is { } unknown)
                throw new CannotException($"“{unknown}” is not among the choices.", field);
            return chosen.ToJson(c => c);
        }
        // People, roles and channels are looked up just as a command's options are.
        var shape = new JsonObject();
        shape.Set("channel_types", select["channel_types"]?.DeepClone());
        var optionType = type switch
        {
            5 => OptionType.User,
            6 => OptionType.Role,
            7 => OptionType.Mentionable,
            _ => OptionType.Channel,
        };
        return chosen.ToJson(text => One(shape, field ?? "choice", optionType, text));
    }

    private JsonNode? One(JsonObject shape, string name, int type, JsonNode given)
    {
        var text = given.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            ? given.ToJsonString()
            : Form.AsText(given) ?? throw Wrong(name, "“{0}” cannot be read.");
        if (shape["choices"] is JsonArray { Count: > 0 } choices)
            return Choice(choices.Objects().ToList(), name, text);
        return type switch
        {
            OptionType.Text => Text(shape, name, text),
            OptionType.Integer => Number(shape, name, text, whole: true),
            OptionType.Boolean => text.ToLowerInvariant() switch
            {
                "true" or "yes" => true,
                "false" or "no" => false,
                _ => throw Wrong(name, "“{0}” must be true or false."),
            },
            OptionType.User => User(name, text),
            OptionType.Channel => ChannelId(shape, name, text),
            OptionType.Role => RoleId(name, text),
            OptionType.Mentionable => guild.Roles.Any(r => Named(text, '@', r.Name, r.Id))
                ? RoleId(name, text)
                : User(name, text),
            OptionType.Number => Number(shape, name, text, whole: false),
            OptionType.Attachment => File(name, text),
            _ => throw Wrong(name, "“{0}” is of a kind the sandbox does not know."),
        };
    }

    /// <param name="sentence">With {0} for the option's name.</param>
    private static CannotException Wrong(string name, string sentence) =>
        new(string.Format(CultureInfo.InvariantCulture, sentence, name), name);

    private static JsonNode Choice(List<JsonObject> choices, string name, string text)
    {
        var choice =
            choices.Named(text, how: StringComparison.OrdinalIgnoreCase)
            ?? choices.Find(c => text == Form.AsText(c["value"]));
        var names = string.Join(", ", choices.Select(c => c.TextOf("name")));
        return choice?["value"]?.DeepClone()
            ?? throw new CannotException($"“{name}” must be one of: {names}.", name);
    }

    /// <summary>Of an option, or of a field of a form; <paramref name="label"/> is what people call it.</summary>
    public static void CheckLength(
        JsonObject shape,
        string label,
        string text,
        int most,
        string name
    )
    {
        var length = Form.LengthOf(text);
        if (Form.AsInteger(shape["min_length"]) is { } min && length < min)
            throw new CannotException($"“{label}” must have at least {min} characters.", name);
        var max = Form.AsInteger(shape["max_length"]) ?? most;
        if (length > max)
            throw new CannotException(
                $"“{label}” must have at most {max} characters, not {length}.",
                name
            );
    }

    private static string Text(JsonObject shape, string name, string text)
    {
        CheckLength(shape, name, text, DiscordLimits.OptionText, name);
        return text;
    }

    private static JsonNode Number(JsonObject shape, string name, string text, bool whole)
    {
        if (
            AsNumber(text) is not { } number
            || !double.IsFinite(number)
            || (whole && (number != Math.Floor(number) || Math.Abs(number) > (1L << 53) - 1))
        )
            throw new CannotException($"“{name}” must be a {(whole ? "whole " : "")}number.", name);
        if (AsNumber(Form.AsText(shape["min_value"])) is { } min && number < min)
            throw new CannotException($"“{name}” must be at least {min}.", name);
        if (AsNumber(Form.AsText(shape["max_value"])) is { } max && number > max)
            throw new CannotException($"“{name}” must be at most {max}.", name);
        return whole ? (long)number : number;
    }

    private static double? AsNumber(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private JsonNode User(string name, string text)
    {
        var member =
            guild.Members.FirstOrDefault(m =>
                Named(text, '@', m.User.Handle, m.User.Id)
                || Named(text, '@', m.User.Name, m.User.Id)
            ) ?? throw new CannotException($"“{name}”: nobody here is called {text}.", name);
        Resolve("users", member.User.Id, member.User.Json());
        var json = member.Json(withUser: false);
        json["permissions"] = Wire.Bits(guild.In(null, member));
        Resolve("members", member.User.Id, json);
        return Wire.Id(member.User.Id);
    }

    private JsonNode ChannelId(JsonObject shape, string name, string text)
    {
        var channel =
            world
                .ChannelsOf(guild.Id)
                .FirstOrDefault(c =>
                    Named(text, '#', c.Name, c.Id)
                    && world.Allows(person.User, c, Permission.ViewChannel)
                )
            ?? throw new CannotException($"“{name}”: there is no channel {text} here.", name);
        if (
            shape["channel_types"] is JsonArray { Count: > 0 } types
            && !types.Any(t => Form.AsInteger(t) == channel.Type)
        )
            throw new CannotException(
                $"“{name}”: #{channel.Name} is not of a kind this command takes.",
                name
            );
        // With what the person and the bot may do in it.
        var json = channel.Json(world.PermissionsOf(person.User.Id, channel));
        json["app_permissions"] = Wire.Bits(world.PermissionsOf(world.Bot.Id, channel));
        Resolve("channels", channel.Id, json);
        return Wire.Id(channel.Id);
    }

    private JsonNode RoleId(string name, string text)
    {
        var role =
            guild.Roles.FirstOrDefault(r => Named(text, '@', r.Name, r.Id))
            ?? throw new CannotException($"“{name}”: there is no role {text} here.", name);
        Resolve("roles", role.Id, role.Json());
        return Wire.Id(role.Id);
    }

    /// <summary>A file has been put on the shelf before; here it goes by its id.</summary>
    private JsonNode File(string name, string text)
    {
        var file =
            (Snowflake.TryParse(text, out var id) ? world.Files.Find(id) : null)
            ?? throw Wrong(name, "“{0}” needs a file.");
        Resolve("attachments", file.Id, world.Files.Describe(file));
        return Wire.Id(file.Id);
    }

    private void Resolve(string kind, ulong id, JsonObject json)
    {
        if (_resolved[kind] is not JsonObject all)
            _resolved[kind] = all = [];
        all[Wire.Id(id)] = json;
    }

    /// <summary>"#derbyshire", "derbyshire", "&lt;#123&gt;" or "123".</summary>
    private static bool Named(string text, char sign, string name, ulong id)
    {
        var bare = text.Trim().Trim('<', '>').TrimStart(sign, '!', '&', '@');
        return bare.Equals(name.TrimStart(sign), StringComparison.OrdinalIgnoreCase)
            || bare.Equals(Wire.Id(id), StringComparison.Ordinal);
    }
}

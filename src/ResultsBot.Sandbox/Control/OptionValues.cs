using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Control;

/// <summary>Turns what a person typed into the values a command's options ask for, as Discord's own client does.</summary>
internal sealed class OptionValues(SandboxWorld world, Guild guild, Person person)
{
    public JsonObject Resolved { get; } = [];

    /// <param name="lenient">While still typing (autocomplete): what is missing or wrong is passed over.</param>
    public JsonArray Read(
        JsonArray? shapes,
        IReadOnlyDictionary<string, JsonNode?> given,
        string? focused,
        bool lenient
    )
    {
        var values = new JsonArray();
        foreach (var name in given.Keys)
            if (
                shapes is null
                || !shapes.Any(s => name.Equals((string?)s!["name"], StringComparison.Ordinal))
            )
                throw new CannotException($"This command has no option “{name}”.", name);
        foreach (var shape in shapes ?? [])
        {
            var name = (string)shape!["name"]!;
            var isFocused = name.Equals(focused, StringComparison.Ordinal);
            var text = given.GetValueOrDefault(name);
            var missing = text is null || Form.AsText(text) is "";
            if (missing && !isFocused)
            {
                if (
                    !lenient
                    && shape["required"] is JsonValue required
                    && required.GetValue<bool>()
                )
                    throw new CannotException($"“{name}” is required.", name);
                continue;
            }
            var type = (int)shape["type"]!;
            JsonNode? value;
            try
            {
                value = isFocused
                    ? Form.AsText(text) ?? ""
                    : One(shape.AsObject(), name, type, text!);
            }
            catch (CannotException) when (lenient)
            {
                continue;
            }
            var option = new JsonObject
            {
                ["type"] = type,
                ["name"] = name,
                ["value"] = value,
            };
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
        if (type is 3)
        {
            foreach (var value in chosen)
                if (
                    !select["options"]!
                        .AsArray()
                        .Any(o => value.Equals((string?)o!["value"], StringComparison.Ordinal))
                )
                    throw new CannotException($"“{value}” is not among the choices.", field);
            return new JsonArray([.. chosen.Select(c => (JsonNode)c)]);
        }
        // People, roles and channels are looked up just as a command's options are.
        var shape = new JsonObject();
        if (select["channel_types"] is { } types)
            shape["channel_types"] = types.DeepClone();
        var optionType = type switch
        {
            5 => 6,
            6 => 8,
            7 => 9,
            _ => 7,
        };
        return new JsonArray([
            .. chosen.Select(text => One(shape, field ?? "choice", optionType, text)),
        ]);
    }

    private JsonNode? One(JsonObject shape, string name, int type, JsonNode given)
    {
        var text =
            given is JsonValue v && v.GetValueKind() is JsonValueKind.True or JsonValueKind.False
                ? given.ToJsonString()
                : Form.AsText(given)
                    ?? throw new CannotException($"“{name}” cannot be read.", name);
        if (shape["choices"] is JsonArray { Count: > 0 } choices)
        {
            var choice = choices.FirstOrDefault(c =>
                text.Equals((string?)c!["name"], StringComparison.OrdinalIgnoreCase)
                || text.Equals(Form.AsText(c["value"]), StringComparison.Ordinal)
            );
            return choice?["value"]?.DeepClone()
                ?? throw new CannotException(
                    $"“{name}” must be one of: {string.Join(", ", choices.Select(c => (string?)c!["name"]))}.",
                    name
                );
        }
        return type switch
        {
            3 => Text(shape, name, text),
            4 => Number(shape, name, text, whole: true),
            5 => text.ToLowerInvariant() switch
            {
                "true" or "yes" => true,
                "false" or "no" => false,
                _ => throw new CannotException($"“{name}” must be true or false.", name),
            },
            6 => User(name, text),
            7 => ChannelId(shape, name, text),
            8 => RoleId(name, text),
            9 => guild.Roles.Any(r => Named(text, '@', r.Name, r.Id))
                ? RoleId(name, text)
                : User(name, text),
            10 => Number(shape, name, text, whole: false),
            11 => File(name, text),
            _ => throw new CannotException(
                $"“{name}” is of a kind the sandbox does not know.",
                name
            ),
        };
    }

    private static JsonNode Text(JsonObject shape, string name, string text)
    {
        var length = Form.LengthOf(text);
        if (Form.AsInteger(shape["min_length"]) is { } min && length < min)
            throw new CannotException($"“{name}” must have at least {min} characters.", name);
        var max = Form.AsInteger(shape["max_length"]) ?? 6000;
        return length > max
            ? throw new CannotException(
                $"“{name}” must have at most {max} characters, not {length}.",
                name
            )
            : text;
    }

    private static JsonNode Number(JsonObject shape, string name, string text, bool whole)
    {
        if (
            !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number)
            || (whole && (number != Math.Floor(number) || Math.Abs(number) > (1L << 53) - 1))
        )
            throw new CannotException($"“{name}” must be a {(whole ? "whole " : "")}number.", name);
        if (Bound("min_value") is { } min && number < min)
            throw new CannotException($"“{name}” must be at least {min}.", name);
        if (Bound("max_value") is { } max && number > max)
            throw new CannotException($"“{name}” must be at most {max}.", name);
        return whole ? (long)number : number;

        double? Bound(string bound) =>
            shape[bound] is { } node
            && double.TryParse(
                node.ToJsonString(),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var b
            )
                ? b
                : null;
    }

    private JsonNode User(string name, string text)
    {
        var member =
            guild.Members.FirstOrDefault(m =>
                Named(text, '@', m.User.Handle, m.User.Id)
                || Named(text, '@', m.User.Name, m.User.Id)
            ) ?? throw new CannotException($"“{name}”: nobody here is called {text}.", name);
        Resolve("users", member.User.Id, member.User.Json());
        Resolve("members", member.User.Id, MemberJson(member));
        return Wire.Id(member.User.Id);
    }

    private JsonObject MemberJson(Member member)
    {
        var json = member.Json(withUser: false);
        json["permissions"] = Wire.Bits(guild.In(null, member));
        return json;
    }

    private JsonNode ChannelId(JsonObject shape, string name, string text)
    {
        var channel =
            world
                .ChannelsOf(guild.Id)
                .FirstOrDefault(c =>
                    Named(text, '#', c.Name, c.Id)
                    && world.PermissionsOf(person.User.Id, c).HasFlag(Permission.ViewChannel)
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
        Resolve("channels", channel.Id, channel.Resolved(world, person));
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
            ?? throw new CannotException($"“{name}” needs a file.", name);
        Resolve("attachments", file.Id, world.Files.Describe(file));
        return Wire.Id(file.Id);
    }

    private void Resolve(string kind, ulong id, JsonObject json)
    {
        if (Resolved[kind] is not JsonObject all)
            Resolved[kind] = all = [];
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

internal static class ResolvedChannels
{
    /// <summary>A chosen channel, with what the person and the bot may do in it.</summary>
    public static JsonObject Resolved(this Channel channel, SandboxWorld world, Person person)
    {
        var json = channel.Json();
        json["permissions"] = Wire.Bits(world.PermissionsOf(person.User.Id, channel));
        json["app_permissions"] = Wire.Bits(world.PermissionsOf(world.Bot.Id, channel));
        return json;
    }
}

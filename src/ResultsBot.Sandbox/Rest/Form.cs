using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Rest;

/// <summary>
/// Reads a body field by field and gathers everything that is wrong with it, so that one 50035 names every fault by its
/// path, as Discord's does.
/// </summary>
internal sealed class Form
{
    private readonly JsonObject _errors = [];

    public bool HasErrors => _errors.Count > 0;

    public void Fault(string path, string code, string message)
    {
        var at = _errors;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at[step] is not JsonObject next)
                at[step] = next = [];
            at = next;
        }
        if (at["_errors"] is not JsonArray list)
            at["_errors"] = list = [];
        list.Add(new JsonObject { ["code"] = code, ["message"] = message });
    }

    public void ThrowIfFaulty()
    {
        if (HasErrors)
            throw new Refusal(400, 50035, "Invalid Form Body", _errors);
    }

    public static JsonObject Body(JsonNode? body) =>
        body as JsonObject
        ?? throw new Refusal(
            400,
            50035,
            "Invalid Form Body",
            Root("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        );

    public static JsonArray List(JsonNode? body) =>
        body as JsonArray
        ?? throw new Refusal(
            400,
            50035,
            "Invalid Form Body",
            Root("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        );

    private static JsonObject Root(string code, string message) =>
        new()
        {
            ["_errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
        };

    public string? Text(
        JsonObject o,
        string name,
        string at,
        int min,
        int max,
        bool required = false,
        bool trim = false
    )
    {
        var path = Join(at, name);
        if (o[name] is not { } node)
        {
            if (required)
                Required(path);
            return null;
        }
        if (AsText(node) is not { } text)
        {
            Fault(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.");
            return null;
        }
        if (trim)
            text = text.Trim();
        var length = LengthOf(text);
        if (length > max)
            Fault(path, "BASE_TYPE_MAX_LENGTH", $"Must be {max} or fewer in length.");
        else if (length < min)
            if (length == 0)
                Required(path);
            else
                Fault(path, "BASE_TYPE_MIN_LENGTH", $"Must be {min} or more in length.");
        return text;
    }

    public long? Integer(
        JsonObject o,
        string name,
        string at,
        long min,
        long max,
        bool required = false
    )
    {
        var path = Join(at, name);
        if (o[name] is not { } node)
        {
            if (required)
                Required(path);
            return null;
        }
        if (AsInteger(node) is not { } number)
        {
            Fault(path, "NUMBER_TYPE_COERCE", "Value is not int.");
            return null;
        }
        if (number > max)
            Fault(path, "NUMBER_TYPE_MAX", $"int value should be less than or equal to {max}.");
        else if (number < min)
            Fault(path, "NUMBER_TYPE_MIN", $"int value should be greater than or equal to {min}.");
        return number;
    }

    public bool? Flag(JsonObject o, string name, string at)
    {
        if (o[name] is not { } node)
            return null;
        if (node is JsonValue value && value.TryGetValue<bool>(out var flag))
            return flag;
        Fault(Join(at, name), "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
        return null;
    }

    public JsonObject? Object(JsonObject o, string name, string at, bool required = false)
    {
        var path = Join(at, name);
        if (o[name] is not { } node)
        {
            if (required)
                Required(path);
            return null;
        }
        if (node is JsonObject found)
            return found;
        Fault(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
        return null;
    }

    public JsonArray? Array(
        JsonObject o,
        string name,
        string at,
        int min,
        int max,
        bool required = false
    )
    {
        var path = Join(at, name);
        if (o[name] is not { } node)
        {
            if (required)
                Required(path);
            return null;
        }
        if (node is not JsonArray list)
        {
            Fault(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return null;
        }
        if (list.Count < min || list.Count > max)
        {
            Fault(path, "BASE_TYPE_BAD_LENGTH", $"Must be between {min} and {max} in length.");
            return null;
        }
        return list;
    }

    /// <summary>The list's objects with their paths; what is no object is a fault.</summary>
    public IEnumerable<(JsonObject Item, string Path)> Objects(JsonArray? list, string path)
    {
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            var at = Join(path, i.ToString(CultureInfo.InvariantCulture));
            if (list![i] is JsonObject item)
                yield return (item, at);
            else
                Fault(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
        }
    }

    public string? Url(JsonObject o, string name, string at, bool attachments = false)
    {
        if (Text(o, name, at, 0, 2048) is not { Length: > 0 } text)
            return null;
        var good =
            Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (
                uri.Scheme is "http" or "https" or "discord"
                || (attachments && uri.Scheme.Equals("attachment", StringComparison.Ordinal))
            );
        if (!good)
            Fault(
                Join(at, name),
                "URL_TYPE_INVALID_URL",
                "Not a well formed URL. Scheme must be one of ('http', 'https')."
            );
        return text;
    }

    public void Required(string path) =>
        Fault(path, "BASE_TYPE_REQUIRED", "This field is required");

    public static string Join(string at, string name) => at.Length == 0 ? name : at + "." + name;

    /// <summary>Discord counts characters as people do, not UTF-16 halves.</summary>
    public static int LengthOf(string text) => text.EnumerateRunes().Count();

    public static string? AsText(JsonNode? node) =>
        node is JsonValue value
            ? value.GetValueKind() switch
            {
                JsonValueKind.String => value.GetValue<string>(),
                JsonValueKind.Number => value.ToJsonString(),
                _ => null,
            }
            : null;

    public static long? AsInteger(JsonNode? node)
    {
        if (node is not JsonValue value)
            return null;
        if (value.GetValueKind() is JsonValueKind.String)
            return long.TryParse(
                value.GetValue<string>(),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var parsed
            )
                ? parsed
                : null;
        if (value.GetValueKind() is not JsonValueKind.Number)
            return null;
        if (value.TryGetValue<long>(out var whole))
            return whole;
        return value.TryGetValue<int>(out var small) ? small : null;
    }

    public static ulong? AsId(JsonNode? node) =>
        World.Snowflake.TryParse(AsText(node), out var id) ? id : null;
}

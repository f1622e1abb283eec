using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>Gathers everything that is wrong with a body, so that one 50035 names every fault by its path.</summary>
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
        list.Add(Shape.Of(("code", code), ("message", message)));
    }

    public void ThrowIfFaulty()
    {
        if (HasErrors)
            throw new Refusal(400, 50035, "Invalid Form Body", _errors);
    }

    /// <summary>A body with one thing wrong with it.</summary>
    public static Refusal Faulty(string path, string code, string message)
    {
        var form = new Form();
        form.Fault(path, code, message);
        return new Refusal(400, 50035, "Invalid Form Body", form._errors);
    }

    public Fields Body(JsonNode? body) =>
        body is JsonObject json
            ? new Fields(this, json, "")
            : throw Faulty("", Code.NoObject, Code.NoObjectMessage);

    public IReadOnlyList<Fields> List(JsonNode? body, int max)
    {
        if (body is not JsonArray list)
            throw Faulty("", Code.NoList, Code.NoListMessage);
        if (list.Count > max)
            Fault("", Code.Length, $"Must be between 0 and {max} in length.");
        return Objects(list, "");
    }

    /// <summary>The list's objects with their paths; what is no object is a fault.</summary>
    public List<Fields> Objects(JsonArray list, string path)
    {
        var found = new List<Fields>();
        for (var i = 0; i < list.Count; i++)
            if (list[i] is JsonObject item)
                found.Add(new Fields(this, item, Join(path, $"{i}")));
            else
                Fault(Join(path, $"{i}"), Code.NoObject, Code.NoObjectMessage);
        return found;
    }

    public static string Join(string at, string name) =>
        at.Length == 0 ? name
        : name.Length == 0 ? at
        : $"{at}.{name}";

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

    public static long? AsInteger(JsonNode? node) =>
        long.TryParse(
            AsText(node),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var whole
        )
            ? whole
            : null;

    public static ulong? AsId(JsonNode? node) =>
        Snowflake.TryParse(AsText(node), out var id) ? id : null;
}

/// <summary>What is said of faults that many fields can have.</summary>
internal static class Code
{
    public const string Choices = "BASE_TYPE_CHOICES";
    public const string Length = "BASE_TYPE_BAD_LENGTH";
    public const string MaxLength = "BASE_TYPE_MAX_LENGTH";
    public const string Max = "NUMBER_TYPE_MAX";
    public const string Coerce = "NUMBER_TYPE_COERCE";
    public const string NoObject = "DICT_TYPE_CONVERT";
    public const string NoObjectMessage = "Only dictionaries may be used in a DictType";
    public const string NoList = "LIST_TYPE_CONVERT";
    public const string NoListMessage = "Only iterables may be used in a ListType";
}

/// <summary>An object of a body, read field by field; what is wrong with one goes into the form under its path.</summary>
internal readonly record struct Fields(Form Form, JsonObject Json, string At)
{
    public JsonNode? this[string name] => Json[name];

    public long? Type => Form.AsInteger(Json["type"]);

    public string PathOf(string name) => Form.Join(At, name);

    public void Fault(string name, string code, string message) =>
        Form.Fault(PathOf(name), code, message);

    public void NotAmong(string name, string choices) =>
        Fault(name, Code.Choices, $"Value must be one of ({choices}).");

    public void IsNo(string name, string kind) => Fault(name, Code.Coerce, $"Value is not {kind}.");

    public void Missing(string name) => Fault(name, "BASE_TYPE_REQUIRED", "This field is required");

    private JsonNode? Given(string name, bool required)
    {
        if (Json[name] is null && required)
            Missing(name);
        return Json[name];
    }

    /// <summary>A text that must be there, and not be empty.</summary>
    public string? Needed(string name, int max, bool trim = false) =>
        Text(name, max, min: 1, required: true, trim);

    public string? Text(string name, int max, int min = 0, bool required = false, bool trim = false)
    {
        if (Given(name, required) is not { } node)
            return null;
        if (Form.AsText(node) is not { } text)
        {
            Fault(name, "STRING_TYPE_CONVERT", "Could not interpret value as string.");
            return null;
        }
        if (trim)
            text = text.Trim();
        var length = Form.LengthOf(text);
        if (length > max)
            Fault(name, Code.MaxLength, $"Must be {max} or fewer in length.");
        else if (length < min && length == 0)
            Missing(name);
        else if (length < min)
            Fault(name, "BASE_TYPE_MIN_LENGTH", $"Must be {min} or more in length.");
        return text;
    }

    public long? Integer(string name, long min, long max, bool required = false)
    {
        if (Given(name, required) is not { } node)
            return null;
        if (Form.AsInteger(node) is not { } number)
            IsNo(name, "int");
        else if (number > max)
            Fault(name, Code.Max, $"int value should be less than or equal to {max}.");
        else if (number < min)
            Fault(name, "NUMBER_TYPE_MIN", $"int value should be greater than or equal to {min}.");
        return Form.AsInteger(node);
    }

    /// <summary>The least and the most of something, where the least must not be above the most.</summary>
    public (long? Min, long? Max) Range(string min, string max, long most)
    {
        var (least, largest) = (Integer(min, 0, most), Integer(max, 1, most));
        if (least > largest)
            Fault(min, Code.Max, $"Must not exceed {max}.");
        return (least, largest);
    }

    public bool? Flag(string name)
    {
        if (Json[name] is not { } node)
            return null;
        if (node is JsonValue value && value.TryGetValue<bool>(out var flag))
            return flag;
        Fault(name, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
        return null;
    }

    public ulong? Id(string name)
    {
        if (Form.AsId(Json[name]) is { } id)
            return id;
        IsNo(name, "snowflake");
        return null;
    }

    public Fields? Object(string name, bool required = false)
    {
        if (Given(name, required) is not { } node)
            return null;
        if (node is JsonObject found)
            return new Fields(Form, found, PathOf(name));
        Fault(name, Code.NoObject, Code.NoObjectMessage);
        return null;
    }

    public JsonArray? Array(string name, int min, int max, bool required = false)
    {
        if (Given(name, required) is not { } node)
            return null;
        if (node is not JsonArray list)
            Fault(name, Code.NoList, Code.NoListMessage);
        else if (list.Count < min || list.Count > max)
            Fault(name, Code.Length, $"Must be between {min} and {max} in length.");
        else
            return list;
        return null;
    }

    /// <summary>The objects of a list; null where there is no list, or none of this length.</summary>
    public IReadOnlyList<Fields>? Objects(string name, int min, int max, bool required = false) =>
        Array(name, min, max, required) is { } list ? Form.Objects(list, PathOf(name)) : null;

    public string? Url(string name, bool attachments = false)
    {
        if (Text(name, DiscordLimits.Url) is not { Length: > 0 } text)
            return null;
        var good =
            Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (
                uri.Scheme is "http" or "https" or "discord"
                || (attachments && uri.Scheme is "attachment")
            );
        if (!good)
            Fault(
                name,
                "URL_TYPE_INVALID_URL",
                "Not a well formed URL. Scheme must be one of ('http', 'https')."
            );
        return text;
    }
}

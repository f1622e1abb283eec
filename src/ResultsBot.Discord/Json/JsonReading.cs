using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ResultsBot.Discord.Json;

/// <summary>
/// Reads what others sent without ever throwing: a missing field, a wrong type and a huge number all read as null.
/// Each wire type decides in its Parse what it cannot do without.
/// </summary>
internal static class JsonReading
{
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    public static JsonElement? Get(this JsonElement? element, string name) => element?.Get(name);

    public static string? Text(this JsonElement element, string name) =>
        element.Get(name)?.AsText();

    public static string? AsText(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Lone surrogates ("\ud800") are valid JSON text but not a valid string.
            return null;
        }
    }

    public static bool? Flag(this JsonElement element, string name) =>
        element.Get(name)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    public static int? Int(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value
        && value.TryGetInt32(out var number)
            ? number
            : null;

    public static long? Long(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value
        && value.TryGetInt64(out var number)
            ? number
            : null;

    public static double? Double(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value
        && value.TryGetDouble(out var number)
        && double.IsFinite(number)
            ? number
            : null;

    public static Snowflake? Id(this JsonElement element, string name) => element.Get(name)?.AsId();

    public static Snowflake? AsId(this JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String when Snowflake.TryParse(element.AsText(), out var id) => id,
            JsonValueKind.Number when element.TryGetUInt64(out var number) => new Snowflake(number),
            _ => null,
        };

    /// <summary>Permission bits: a decimal string by the documents, a number by the published schema.</summary>
    public static Permissions? Bits(this JsonElement element, string name) =>
        element.Id(name) is { } bits ? (Permissions)bits.Value : null;

    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(
            element.Text(name),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The items that could be read; the others are left out.</summary>
    public static ImmutableArray<T> Items<T>(
        this JsonElement element,
        string name,
        Func<JsonElement, T?> parse
    )
        where T : class => [.. element.Items(name).Select(parse).OfType<T>()];

    public static ImmutableArray<Snowflake> Ids(this JsonElement element, string name) =>
        [.. element.Items(name).Select(item => item.AsId()).OfType<Snowflake>()];

    public static ImmutableArray<T> OrEmpty<T>(this ImmutableArray<T> items) =>
        items.IsDefault ? [] : items;
}

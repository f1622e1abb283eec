using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResultsBot.Discord;

/// <summary>
/// Discord's 64-bit id. In JSON always a decimal string (developers/reference.mdx, "Snowflakes").
/// Ids order by the time they were made.
/// </summary>
[JsonConverter(typeof(SnowflakeJsonConverter))]
public readonly record struct Snowflake(ulong Value)
    : ISpanParsable<Snowflake>,
        IComparable<Snowflake>
{
    private const long DiscordEpoch = 1_420_070_400_000;

    /// <summary>When the id was made, by Discord's clock. Good for ordering, not for deadlines on our clock.</summary>
    public DateTimeOffset CreatedAt =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(Value >> 22) + DiscordEpoch);

    /// <summary>The least id that something made at that time can have (developers/reference.mdx, "Snowflakes").</summary>
    public static Snowflake At(DateTimeOffset time) =>
        new((ulong)Math.Max(0, time.ToUnixTimeMilliseconds() - DiscordEpoch) << 22);

    public int CompareTo(Snowflake other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out Snowflake id) =>
        TryParse(text.AsSpan(), null, out id);

    public static bool TryParse(
        ReadOnlySpan<char> s,
        IFormatProvider? provider,
        out Snowflake result
    )
    {
        var parsed = ulong.TryParse(
            s,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var value
        );
        result = new Snowflake(parsed ? value : 0);
        return parsed;
    }

    public static bool TryParse(
        [NotNullWhen(true)] string? s,
        IFormatProvider? provider,
        out Snowflake result
    ) => TryParse(s.AsSpan(), provider, out result);

    public static Snowflake Parse(string s) => Parse(s.AsSpan(), null);

    public static Snowflake Parse(string s, IFormatProvider? provider) =>
        Parse(s.AsSpan(), provider);

    public static Snowflake Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var id)
            ? id
            : throw new FormatException("A Discord id is a decimal number.");

    public static bool operator <(Snowflake left, Snowflake right) => left.Value < right.Value;

    public static bool operator >(Snowflake left, Snowflake right) => left.Value > right.Value;

    public static bool operator <=(Snowflake left, Snowflake right) => left.Value <= right.Value;

    public static bool operator >=(Snowflake left, Snowflake right) => left.Value >= right.Value;
}

/// <summary>Writes ids as strings; reads strings, and numbers for the sake of lenient senders.</summary>
public sealed class SnowflakeJsonConverter : JsonConverter<Snowflake>
{
    public override Snowflake Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out var number))
        {
            return new Snowflake(number);
        }

        return
            reader.TokenType == JsonTokenType.String
            && Snowflake.TryParse(reader.GetString(), out var id)
            ? id
            : throw new JsonException("A Discord id is a decimal string.");
    }

    public override void Write(
        Utf8JsonWriter writer,
        Snowflake value,
        JsonSerializerOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}

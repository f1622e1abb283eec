using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Storage;

/// <summary>
/// Makes equal values that are read soon after each other one object: the bulletins of a night name the same
/// candidates several times and the same standings a hundred thousand times.
/// </summary>
/// <remarks>As many as there are slots, the last ones read. It may be used from several threads at once.</remarks>
internal sealed class Sharing<T>
    where T : class
{
    private const int Slots = 4096;

    private readonly T?[] _slots = new T?[Slots];

    /// <returns>What was read before, if it is equal.</returns>
    public T Of(T value)
    {
        ref var slot = ref _slots[value.GetHashCode() & (Slots - 1)];
        if (Volatile.Read(ref slot) is { } before && before.Equals(value))
        {
            return before;
        }
        Volatile.Write(ref slot, value);
        return value;
    }
}

internal abstract class SharingConverter<T> : JsonConverter<T>
    where T : class
{
    private readonly Sharing<T> _shared = new();

    protected abstract JsonTypeInfo<T> Unshared { get; }

    public override T? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => JsonSerializer.Deserialize(ref reader, Unshared) is { } value ? _shared.Of(value) : null;

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, Unshared);
}

internal sealed class CandidateConverter : SharingConverter<Candidate>
{
    protected override JsonTypeInfo<Candidate> Unshared => UnsharedContext.Default.Candidate;
}

internal sealed class PartyStandingConverter : SharingConverter<PartyStanding>
{
    protected override JsonTypeInfo<PartyStanding> Unshared =>
        UnsharedContext.Default.PartyStanding;
}

/// <summary>A name or an identifier, which comes again, or a text.</summary>
internal sealed class WordsConverter : JsonConverter<string>
{
    /// <summary>What is longer was written by somebody, once.</summary>
    private const int LongestShared = 64;

    private static readonly Sharing<string> Shared = new();

    public static string? Read(ref Utf8JsonReader reader) =>
        reader.GetString() switch
        {
            { Length: <= LongestShared } words => Shared.Of(words),
            var text => text,
        };

    public override string? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Read(ref reader);

    public override void Write(
        Utf8JsonWriter writer,
        string value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Read(ref reader)!;

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer,
        string value,
        JsonSerializerOptions options
    ) => writer.WritePropertyName(value);
}

/// <summary>As <see cref="CodecContext"/> has them, but for the sharing.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(PartyIdConverter), typeof(WordsConverter)]
)]
[JsonSerializable(typeof(Candidate))]
[JsonSerializable(typeof(PartyStanding))]
internal sealed partial class UnsharedContext : JsonSerializerContext;

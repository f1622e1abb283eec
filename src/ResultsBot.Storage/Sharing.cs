using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
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
    public const int Slots = 4096;

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

internal sealed class CandidateConverter : JsonConverter<Candidate>
{
    // One for all: candidates are read in contests and beside them.
    private static readonly Sharing<Candidate> Shared = new();

    public override Candidate? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        JsonSerializer.Deserialize(ref reader, UnsharedContext.Default.Candidate) is { } candidate
            ? Shared.Of(candidate)
            : null;

    public override void Write(
        Utf8JsonWriter writer,
        Candidate value,
        JsonSerializerOptions options
    ) => JsonSerializer.Serialize(writer, value, UnsharedContext.Default.Candidate);
}

/// <summary>
/// A party's line of a standing as one text, “411 214 3 9708716 219 Lab”: of a night there are a hundred thousand, and as
/// objects they would be most of the log.
/// </summary>
internal sealed class PartyStandingConverter : JsonConverter<PartyStanding>
{
    /// <summary>As long as nearly all are; those are read without a string of their own.</summary>
    private const int Short = 128;

    private readonly Sharing<PartyStanding> _shared = new();

    public override PartyStanding Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        Span<char> buffer = stackalloc char[Short];
        ReadOnlySpan<char> text =
            reader.ValueSpan.Length > Short
                ? reader.GetString()
                : buffer[..reader.CopyString(buffer)];
        Span<Range> parts = stackalloc Range[6];
        return
            text.Split(parts, ' ') == parts.Length
            && Number(text[parts[0]], out var seats)
            && Number(text[parts[1]], out var gains)
            && Number(text[parts[2]], out var losses)
            && Number(text[parts[3]], out var votes)
            && Number(text[parts[4]], out var deposits)
            ? _shared.Of(
                new PartyStanding(
                    new PartyId(WordsConverter.Share(text[parts[5]])),
                    seats,
                    gains,
                    losses,
                    votes,
                    deposits
                )
            )
            : throw new JsonException($"“{text}” is no party's standing.");
    }

    public override void Write(
        Utf8JsonWriter writer,
        PartyStanding value,
        JsonSerializerOptions options
    ) =>
        writer.WriteStringValue(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{value.Seats} {value.Gains} {value.Losses} {value.Votes} {value.LostDeposits} {value.Party}"
            )
        );

    private static bool Number(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}

/// <summary>
/// A contest comes with each bulletin of it, and is most of what is to be read: known by a hash of its text, it is read
/// once and kept once.
/// </summary>
internal sealed class ContestConverter : JsonConverter<Contest>
{
    private const int Slots = 1024;

    private readonly Known?[] _slots = new Known?[Slots];

    private sealed record Known(byte[] Hash, Contest Contest);

    public override Contest? Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        using var json = JsonDocument.ParseValue(ref reader);
        var text = JsonMarshal.GetRawUtf8Value(json.RootElement);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        ref var slot = ref _slots[BinaryPrimitives.ReadUInt16LittleEndian(hash) & (Slots - 1)];
        if (Volatile.Read(ref slot) is { } known && hash.SequenceEqual(known.Hash))
        {
            return known.Contest;
        }
        if (JsonSerializer.Deserialize(text, ContestContext.Default.Contest) is not { } contest)
        {
            return null;
        }
        Volatile.Write(ref slot, new Known(hash.ToArray(), contest));
        return contest;
    }

    public override void Write(
        Utf8JsonWriter writer,
        Contest value,
        JsonSerializerOptions options
    ) => JsonSerializer.Serialize(writer, value, ContestContext.Default.Contest);
}

/// <summary>A name or an identifier, which comes again, or a text.</summary>
internal sealed class WordsConverter : JsonConverter<string>
{
    /// <summary>What is longer was written by somebody, once.</summary>
    private const int LongestShared = 64;

    private static readonly string?[] Shared = new string?[Sharing<string>.Slots];

    /// <summary>Words that were read before are not made again.</summary>
    public static string Share(ReadOnlySpan<char> words)
    {
        ref var slot = ref Shared[
            string.GetHashCode(words, StringComparison.Ordinal) & (Shared.Length - 1)
        ];
        if (Volatile.Read(ref slot) is { } before && words.SequenceEqual(before))
        {
            return before;
        }
        var made = words.ToString();
        Volatile.Write(ref slot, made);
        return made;
    }

    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null || reader.ValueSpan.Length > LongestShared)
        {
            return reader.GetString();
        }
        Span<char> words = stackalloc char[LongestShared];
        return Share(words[..reader.CopyString(words)]);
    }

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
internal sealed partial class UnsharedContext : JsonSerializerContext;

/// <summary>As <see cref="CodecContext"/> has it, but for the sharing of the contest itself.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [
        typeof(ContestIdConverter),
        typeof(ChamberIdConverter),
        typeof(PartyIdConverter),
        typeof(BaseResultConverter),
        typeof(WordsConverter),
        typeof(CandidateConverter),
    ]
)]
[JsonSerializable(typeof(Contest))]
internal sealed partial class ContestContext : JsonSerializerContext;

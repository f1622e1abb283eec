using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Store;

/// <summary>
/// Events and bulletins as text. Each kind has a name of its own that never changes: a type can be renamed and
/// yesterday's night is still readable.
/// </summary>
internal static class Codec
{
    private static readonly FrozenDictionary<string, Type> Kinds = new Dictionary<string, Type>
    {
        ["declaration-proposed"] = typeof(ElectionEvent.DeclarationProposed),
        ["proposal-withdrawn"] = typeof(ElectionEvent.ProposalWithdrawn),
        ["result-declared"] = typeof(ElectionEvent.ResultDeclared),
        ["result"] = typeof(Bulletin.Result),
        ["first-result"] = typeof(Bulletin.FirstResult),
        ["area-complete"] = typeof(Bulletin.AreaComplete),
        ["overall-majority"] = typeof(Bulletin.OverallMajority),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> Names = Kinds.ToFrozenDictionary(
        k => k.Value,
        k => k.Key
    );

    public static (string Kind, string Data) Write(object value) =>
        (
            Names[value.GetType()],
            JsonSerializer.Serialize(value, value.GetType(), CodecContext.Default)
        );

    /// <exception cref="InvalidDataException">The kind is not known, or the data is not of it.</exception>
    public static T Read<T>(string kind, string data)
    {
        try
        {
            return
                Kinds.TryGetValue(kind, out var type)
                && JsonSerializer.Deserialize(data, type, CodecContext.Default) is T value
                ? value
                : throw new InvalidDataException(
                    $"The store holds a “{kind}”, which this version does not know."
                );
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The store holds a “{kind}” that cannot be read.", e);
        }
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [
        typeof(ContestIdConverter),
        typeof(PartyIdConverter),
        typeof(ProposalIdConverter),
        typeof(FractionConverter),
        typeof(OutcomeConverter),
        typeof(BaseResultConverter),
    ]
)]
[JsonSerializable(typeof(ElectionEvent.DeclarationProposed))]
[JsonSerializable(typeof(ElectionEvent.ProposalWithdrawn))]
[JsonSerializable(typeof(ElectionEvent.ResultDeclared))]
[JsonSerializable(typeof(Bulletin.Result))]
[JsonSerializable(typeof(Bulletin.FirstResult))]
[JsonSerializable(typeof(Bulletin.AreaComplete))]
[JsonSerializable(typeof(Bulletin.OverallMajority))]
[JsonSerializable(typeof(ImmutableArray<PartyVotes>))]
internal sealed partial class CodecContext : JsonSerializerContext;

/// <summary>A value that is one string on the wire.</summary>
internal abstract class TextConverter<T> : JsonConverter<T>
{
    public override T Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Parse(reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is a text."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Print(value));

    protected abstract T Parse(string text);

    protected abstract string Print(T value);
}

internal sealed class ContestIdConverter : TextConverter<ContestId>
{
    protected override ContestId Parse(string text) => new(text);

    protected override string Print(ContestId value) => value.Value;
}

internal sealed class PartyIdConverter : TextConverter<PartyId>
{
    protected override PartyId Parse(string text) => new(text);

    protected override string Print(PartyId value) => value.Value;
}

internal sealed class ProposalIdConverter : TextConverter<ProposalId>
{
    protected override ProposalId Parse(string text) => new(text);

    protected override string Print(ProposalId value) => value.Value;
}

internal sealed class FractionConverter : TextConverter<Fraction>
{
    protected override Fraction Parse(string text) =>
        text.Split('/') is [var above, var below]
        && long.TryParse(above, out var numerator)
        && long.TryParse(below, out var denominator)
        && denominator > 0
            ? new Fraction(numerator, denominator)
            : throw new JsonException($"“{text}” is no fraction.");

    protected override string Print(Fraction value) => value.ToString();
}

internal sealed class OutcomeConverter : TextConverter<Outcome>
{
    private const string Gain = "gain from ";

    protected override Outcome Parse(string text) =>
        text switch
        {
            "hold" => new Outcome.Hold(),
            "win" => new Outcome.Win(),
            _ when text.StartsWith(Gain, StringComparison.Ordinal) => new Outcome.Gain(
                new PartyId(text[Gain.Length..])
            ),
            _ => throw new JsonException($"“{text}” is no outcome."),
        };

    protected override string Print(Outcome value) =>
        value switch
        {
            Outcome.Hold => "hold",
            Outcome.Win => "win",
            Outcome.Gain gain => Gain + gain.From,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "No name for it."),
        };
}

internal sealed class BaseResultConverter : JsonConverter<BaseResult>
{
    public override BaseResult Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        BaseResult.Of(
            JsonSerializer.Deserialize(ref reader, CodecContext.Default.ImmutableArrayPartyVotes)
        );

    public override void Write(
        Utf8JsonWriter writer,
        BaseResult value,
        JsonSerializerOptions options
    ) =>
        JsonSerializer.Serialize(
            writer,
            value.Votes,
            CodecContext.Default.ImmutableArrayPartyVotes
        );
}

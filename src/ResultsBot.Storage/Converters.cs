using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Storage;

/// <summary>A value that is one string on the wire.</summary>
internal abstract class TextConverter<T> : JsonConverter<T>
{
    public override T Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        Parse(
            WordsConverter.Read(ref reader)
                ?? throw new JsonException($"A {typeof(T).Name} is a text.")
        );

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Print(value));

    protected abstract T Parse(string text);

    protected abstract string Print(T value);
}

internal sealed class ChamberIdConverter : TextConverter<ChamberId>
{
    protected override ChamberId Parse(string text) => new(text);

    protected override string Print(ChamberId value) => value.Value;
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
            "mixed" => new Outcome.Mixed(),
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
            Outcome.Mixed => "mixed",
            Outcome.Gain gain => Gain + gain.From,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "No name for it."),
        };
}

/// <summary>A base result as it is stored.</summary>
internal sealed record StoredBase(
    ImmutableArray<PartyVotes> Votes,
    int? Electorate,
    ImmutableArray<PartySeats> Seats
);

internal sealed class BaseResultConverter : JsonConverter<BaseResult>
{
    public override BaseResult Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        var stored =
            JsonSerializer.Deserialize(ref reader, CodecContext.Default.StoredBase)
            ?? throw new JsonException("A base result is more than nothing.");
        return BaseResult.Of(stored.Votes, stored.Electorate, stored.Seats);
    }

    public override void Write(
        Utf8JsonWriter writer,
        BaseResult value,
        JsonSerializerOptions options
    ) =>
        JsonSerializer.Serialize(
            writer,
            new StoredBase(value.Votes, value.Electorate, value.Seats),
            CodecContext.Default.StoredBase
        );
}

/// <summary>A value with its kind beside it, under names that never change, as for events and bulletins.</summary>
internal abstract class KindConverter<T>(IReadOnlyDictionary<string, Type> kinds) : JsonConverter<T>
    where T : class
{
    private readonly FrozenDictionary<string, Type> _kinds = kinds.ToFrozenDictionary();
    private readonly FrozenDictionary<Type, string> _names = kinds.ToFrozenDictionary(
        k => k.Value,
        k => k.Key
    );

    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(T);

    public override T Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return
            json.RootElement.TryGetProperty("kind", out var kind)
            && _kinds.TryGetValue(kind.GetString() ?? "", out var type)
            && json.RootElement.TryGetProperty("data", out var data)
            && data.Deserialize(type, CodecContext.Default) is T value
            ? value
            : throw new JsonException($"This is no {typeof(T).Name} that this version knows.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", _names[value.GetType()]);
        writer.WritePropertyName("data");
        JsonSerializer.Serialize(writer, value, value.GetType(), CodecContext.Default);
        writer.WriteEndObject();
    }
}

internal sealed class FactConverter()
    : KindConverter<Fact>(
        new Dictionary<string, Type>
        {
            ["sitting-defeated"] = typeof(Fact.SittingDefeated),
            ["nth-gain"] = typeof(Fact.NthGain),
            ["first-seat-in"] = typeof(Fact.FirstSeatIn),
            ["last-seat-lost"] = typeof(Fact.LastSeatLost),
            ["last-hope"] = typeof(Fact.LastHope),
            ["only-one-left"] = typeof(Fact.OnlyOneLeft),
            ["colour-change"] = typeof(Fact.ColourChange),
            ["closest"] = typeof(Fact.Closest),
            ["safest"] = typeof(Fact.Safest),
            ["biggest-swing"] = typeof(Fact.BiggestSwing),
            ["lost-deposits"] = typeof(Fact.LostDeposits),
        }
    );

/// <summary>A bulletin inside another.</summary>
internal sealed class BulletinConverter()
    : KindConverter<Bulletin>(
        Codec
            .Kinds.Where(k => k.Value.IsSubclassOf(typeof(Bulletin)))
            .ToDictionary(k => k.Key, k => k.Value)
    );

/// <summary>What a proposal asks for.</summary>
internal sealed class ReportConverter()
    : KindConverter<Command.Report>(
        new Dictionary<string, Type>
        {
            ["stage"] = typeof(Command.ReportStage),
            ["verified"] = typeof(Command.ReportVerified),
            ["count"] = typeof(Command.ReportCount),
            ["flash"] = typeof(Command.Flash),
            ["withdraw-flash"] = typeof(Command.WithdrawFlash),
            ["lot"] = typeof(Command.RecordLot),
            ["declare"] = typeof(Command.Declare),
            ["correct"] = typeof(Command.Correct),
            ["unopposed"] = typeof(Command.DeclareUnopposed),
            ["postpone"] = typeof(Command.PostponePoll),
            ["reopen"] = typeof(Command.ReopenPoll),
            ["correct-electorate"] = typeof(Command.CorrectElectorate),
            ["retract"] = typeof(Command.Retract),
            ["reinstate"] = typeof(Command.Reinstate),
            ["note"] = typeof(Command.Note),
            ["quote"] = typeof(Command.Quote),
        }
    );

internal sealed class EmbargoConverter()
    : KindConverter<Embargo>(
        new Dictionary<string, Type>
        {
            ["seat"] = typeof(Embargo.OfSeat),
            ["area"] = typeof(Embargo.OfArea),
        }
    );

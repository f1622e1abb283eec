using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Storage;

/// <summary>
/// Events and bulletins as text. Each kind has a name of its own that never changes: a type can be renamed and
/// yesterday's night is still readable.
/// </summary>
public static class Codec
{
    public static FrozenDictionary<string, Type> Kinds { get; } =
        new Dictionary<string, Type>
        {
            ["stage-reported"] = typeof(ElectionEvent.StageReported),
            ["papers-verified"] = typeof(ElectionEvent.PapersVerified),
            ["count-reported"] = typeof(ElectionEvent.CountReported),
            ["winner-flashed"] = typeof(ElectionEvent.WinnerFlashed),
            ["flash-withdrawn"] = typeof(ElectionEvent.FlashWithdrawn),
            ["lot-drawn"] = typeof(ElectionEvent.LotDrawn),
            ["proposed"] = typeof(ElectionEvent.Proposed),
            ["declaration-proposed"] = typeof(DeclarationProposed),
            ["second-person-asked"] = typeof(ElectionEvent.SecondPersonAsked),
            ["proposal-rejected"] = typeof(ElectionEvent.ProposalRejected),
            ["proposal-sent"] = typeof(ElectionEvent.ProposalSent),
            ["proposal-withdrawn"] = typeof(ElectionEvent.ProposalWithdrawn),
            ["result-declared"] = typeof(ElectionEvent.ResultDeclared),
            ["result-corrected"] = typeof(ElectionEvent.ResultCorrected),
            ["poll-postponed"] = typeof(ElectionEvent.PollPostponed),
            ["poll-reopened"] = typeof(ElectionEvent.PollReopened),
            ["electorate-corrected"] = typeof(ElectionEvent.ElectorateCorrected),
            ["result-retracted"] = typeof(ElectionEvent.ResultRetracted),
            ["result-reinstated"] = typeof(ElectionEvent.ResultReinstated),
            ["noted"] = typeof(ElectionEvent.Noted),
            ["quoted"] = typeof(ElectionEvent.Quoted),
            ["report-taken-back"] = typeof(ElectionEvent.TakenBack),
            ["embargo-placed"] = typeof(ElectionEvent.EmbargoPlaced),
            ["embargo-lifted"] = typeof(ElectionEvent.EmbargoLifted),
            ["paused"] = typeof(ElectionEvent.Paused),
            ["resumed"] = typeof(ElectionEvent.Resumed),
            ["result"] = typeof(Bulletin.Result),
            ["first-result"] = typeof(Bulletin.FirstResult),
            ["area-complete"] = typeof(Bulletin.AreaComplete),
            ["overall-majority"] = typeof(Bulletin.OverallMajority),
            ["no-majority"] = typeof(Bulletin.NoMajority),
            ["colour"] = typeof(Bulletin.Colour),
            ["correction"] = typeof(Bulletin.Corrected),
            ["postponement"] = typeof(Bulletin.PollPostponed),
            ["turnout-correction"] = typeof(Bulletin.TurnoutCorrected),
            ["retraction"] = typeof(Bulletin.Retracted),
            ["reinstatement"] = typeof(Bulletin.Reinstated),
            ["flash"] = typeof(Bulletin.Flashed),
            ["stage"] = typeof(Bulletin.StageReached),
            ["verified"] = typeof(Bulletin.Verified),
            ["running-count"] = typeof(Bulletin.Counted),
            ["lot"] = typeof(Bulletin.LotDrawn),
            ["note"] = typeof(Bulletin.Noted),
            ["quote"] = typeof(Bulletin.Quoted),
            ["taken-back"] = typeof(Bulletin.TakenBack),
            ["no-longer"] = typeof(Bulletin.NoLonger),
            ["notice"] = typeof(Bulletin.Notice),
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> Names = Kinds.ToFrozenDictionary(
        k => k.Value,
        k => k.Key
    );

    /// <summary>
    /// Makes ready what writes and reads each kind: made when the first of a kind is written, it costs up to 20 ms, of
    /// which somebody waits for the answer.
    /// </summary>
    public static void Prepare()
    {
        var ready = new HashSet<Type>();
        foreach (var kind in Kinds.Values)
        {
            Prepare(kind, ready);
        }
    }

    private static void Prepare(Type type, HashSet<Type> ready)
    {
        if (!ready.Add(type))
        {
            return;
        }
        var info = CodecContext.Default.Options.GetTypeInfo(type);
        foreach (var property in info.Properties)
        {
            Prepare(property.PropertyType, ready);
        }
        foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
        {
            Prepare(derived.DerivedType, ready);
        }
        if (info.ElementType is { } element)
        {
            Prepare(element, ready);
        }
    }

    public static (string Kind, string Data) Write(object value) =>
        (
            Names[value.GetType()],
            JsonSerializer.Serialize(value, value.GetType(), CodecContext.Default)
        );

    private static object? Today(object? stored) =>
        stored is IFormer former ? former.Today() : stored;

    /// <param name="data">As UTF-8, as it stands in the store.</param>
    /// <exception cref="InvalidDataException">The kind is not known, or the data is not of it.</exception>
    public static T Read<T>(string kind, ReadOnlySpan<byte> data)
    {
        try
        {
            return
                Kinds.TryGetValue(kind, out var type)
                && Today(JsonSerializer.Deserialize(data, type, CodecContext.Default)) is T value
                ? value
                : throw new InvalidDataException(
                    $"The store holds a “{kind}”, which this version does not know."
                );
        }
        catch (Exception e) when (e is not InvalidDataException)
        {
            // No JSON, or none that the type's own constructors take: whatever they throw, it is the data's fault.
            throw new InvalidDataException($"The store holds a “{kind}” that cannot be read.", e);
        }
    }
}

/// <summary>What a version before this one stored, in the words of today.</summary>
internal interface IFormer
{
    object Today();
}

/// <summary>Until any report could be proposed, only a declaration could.</summary>
internal sealed record DeclarationProposed(
    ProposalId Proposal,
    ContestId Contest,
    Figures Figures,
    DateTimeOffset At,
    string By,
    ImmutableArray<string> Cautions = default
) : IFormer
{
    public object Today() =>
        new ElectionEvent.Proposed(
            Proposal,
            new Command.Declare(Contest, Figures, By),
            Cautions.IsDefault ? [] : Cautions,
            At,
            By
        );
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [
        typeof(ContestIdConverter),
        typeof(PartyIdConverter),
        typeof(ProposalIdConverter),
        typeof(FractionConverter),
        typeof(OutcomeConverter),
        typeof(BaseResultConverter),
        typeof(FactConverter),
        typeof(BulletinConverter),
        typeof(ReportConverter),
        typeof(EmbargoConverter),
        typeof(WordsConverter),
        typeof(CandidateConverter),
        typeof(PartyStandingConverter),
    ]
)]
[JsonSerializable(typeof(ElectionEvent.StageReported))]
[JsonSerializable(typeof(ElectionEvent.PapersVerified))]
[JsonSerializable(typeof(ElectionEvent.CountReported))]
[JsonSerializable(typeof(ElectionEvent.WinnerFlashed))]
[JsonSerializable(typeof(ElectionEvent.FlashWithdrawn))]
[JsonSerializable(typeof(ElectionEvent.LotDrawn), TypeInfoPropertyName = "EventLotDrawn")]
[JsonSerializable(typeof(DeclarationProposed))]
[JsonSerializable(typeof(ElectionEvent.Proposed))]
[JsonSerializable(typeof(ElectionEvent.SecondPersonAsked))]
[JsonSerializable(typeof(ElectionEvent.ProposalRejected))]
[JsonSerializable(typeof(ElectionEvent.ProposalSent))]
[JsonSerializable(typeof(ElectionEvent.TakenBack), TypeInfoPropertyName = "EventTakenBack")]
[JsonSerializable(typeof(ElectionEvent.EmbargoPlaced))]
[JsonSerializable(typeof(ElectionEvent.EmbargoLifted))]
[JsonSerializable(typeof(ElectionEvent.Paused))]
[JsonSerializable(typeof(ElectionEvent.Resumed))]
[JsonSerializable(typeof(Command.ReportStage))]
[JsonSerializable(typeof(Command.ReportVerified))]
[JsonSerializable(typeof(Command.ReportCount))]
[JsonSerializable(typeof(Command.Flash), TypeInfoPropertyName = "CommandFlash")]
[JsonSerializable(typeof(Command.WithdrawFlash))]
[JsonSerializable(typeof(Command.RecordLot))]
[JsonSerializable(typeof(Command.Declare))]
[JsonSerializable(typeof(Command.Correct))]
[JsonSerializable(typeof(Command.DeclareUnopposed))]
[JsonSerializable(typeof(Command.PostponePoll))]
[JsonSerializable(typeof(Command.ReopenPoll))]
[JsonSerializable(typeof(Command.CorrectElectorate))]
[JsonSerializable(typeof(Command.Retract))]
[JsonSerializable(typeof(Command.Reinstate))]
[JsonSerializable(typeof(Command.Note))]
[JsonSerializable(typeof(Command.Quote))]
[JsonSerializable(typeof(Embargo.OfSeat))]
[JsonSerializable(typeof(Embargo.OfArea))]
[JsonSerializable(typeof(ElectionEvent.ProposalWithdrawn))]
[JsonSerializable(typeof(ElectionEvent.ResultDeclared))]
[JsonSerializable(typeof(ElectionEvent.ResultCorrected))]
[JsonSerializable(typeof(ElectionEvent.PollPostponed), TypeInfoPropertyName = "EventPollPostponed")]
[JsonSerializable(typeof(ElectionEvent.PollReopened))]
[JsonSerializable(typeof(ElectionEvent.ElectorateCorrected))]
[JsonSerializable(typeof(ElectionEvent.ResultRetracted))]
[JsonSerializable(typeof(ElectionEvent.ResultReinstated))]
[JsonSerializable(typeof(ElectionEvent.Noted), TypeInfoPropertyName = "EventNoted")]
[JsonSerializable(typeof(ElectionEvent.Quoted), TypeInfoPropertyName = "EventQuoted")]
[JsonSerializable(typeof(Bulletin.Result), TypeInfoPropertyName = "BulletinResult")]
[JsonSerializable(typeof(Bulletin.FirstResult))]
[JsonSerializable(typeof(Bulletin.AreaComplete))]
[JsonSerializable(typeof(Bulletin.OverallMajority))]
[JsonSerializable(typeof(Bulletin.NoMajority))]
[JsonSerializable(typeof(Bulletin.Colour), TypeInfoPropertyName = "BulletinColour")]
[JsonSerializable(typeof(Bulletin.Corrected))]
[JsonSerializable(typeof(Bulletin.PollPostponed), TypeInfoPropertyName = "BulletinPollPostponed")]
[JsonSerializable(typeof(Bulletin.TurnoutCorrected))]
[JsonSerializable(typeof(Bulletin.Retracted))]
[JsonSerializable(typeof(Bulletin.Reinstated))]
[JsonSerializable(typeof(Bulletin.Flashed))]
[JsonSerializable(typeof(Bulletin.StageReached))]
[JsonSerializable(typeof(Bulletin.Verified))]
[JsonSerializable(typeof(Bulletin.Counted))]
[JsonSerializable(typeof(Bulletin.LotDrawn), TypeInfoPropertyName = "BulletinLotDrawn")]
[JsonSerializable(typeof(Bulletin.Noted), TypeInfoPropertyName = "BulletinNoted")]
[JsonSerializable(typeof(Bulletin.Quoted), TypeInfoPropertyName = "BulletinQuoted")]
[JsonSerializable(typeof(Bulletin.TakenBack), TypeInfoPropertyName = "BulletinTakenBack")]
[JsonSerializable(typeof(Bulletin.NoLonger))]
[JsonSerializable(typeof(Bulletin.Notice), TypeInfoPropertyName = "BulletinNotice")]
[JsonSerializable(typeof(Fact.SittingDefeated), TypeInfoPropertyName = "FactSittingDefeated")]
[JsonSerializable(typeof(Fact.NthGain), TypeInfoPropertyName = "FactNthGain")]
[JsonSerializable(typeof(Fact.FirstSeatIn), TypeInfoPropertyName = "FactFirstSeatIn")]
[JsonSerializable(typeof(Fact.LastSeatLost), TypeInfoPropertyName = "FactLastSeatLost")]
[JsonSerializable(typeof(Fact.LastHope), TypeInfoPropertyName = "FactLastHope")]
[JsonSerializable(typeof(Fact.OnlyOneLeft), TypeInfoPropertyName = "FactOnlyOneLeft")]
[JsonSerializable(typeof(Fact.ColourChange), TypeInfoPropertyName = "FactColourChange")]
[JsonSerializable(typeof(Fact.Closest), TypeInfoPropertyName = "FactClosest")]
[JsonSerializable(typeof(Fact.Safest), TypeInfoPropertyName = "FactSafest")]
[JsonSerializable(typeof(Fact.BiggestSwing), TypeInfoPropertyName = "FactBiggestSwing")]
[JsonSerializable(typeof(Fact.LostDeposits), TypeInfoPropertyName = "FactLostDeposits")]
[JsonSerializable(typeof(StoredBase))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class CodecContext : JsonSerializerContext;

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

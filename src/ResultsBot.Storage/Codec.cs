using System.Collections.Frozen;
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
            ["post-written"] = typeof(ElectionEvent.PostWritten),
            ["post-corrected"] = typeof(ElectionEvent.PostCorrected),
            ["post-withdrawn"] = typeof(ElectionEvent.PostWithdrawn),
            ["entry-marked"] = typeof(ElectionEvent.EntryMarked),
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
            ["chamber-complete"] = typeof(Bulletin.ChamberComplete),
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
            ["post"] = typeof(Bulletin.Posted),
            ["post-correction"] = typeof(Bulletin.PostCorrected),
            ["post-withdrawal"] = typeof(Bulletin.PostWithdrawn),
            ["mark"] = typeof(Bulletin.EntryMarked),
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
        Prepare(Kinds.Values, CodecContext.Default);
        Prepare([typeof(Contest)], ContestContext.Default);
        Prepare([typeof(Candidate)], UnsharedContext.Default);
    }

    private static void Prepare(IEnumerable<Type> types, JsonSerializerContext context)
    {
        var ready = new HashSet<Type>();
        foreach (var type in types)
        {
            Prepare(type, context, ready);
        }
    }

    private static void Prepare(Type type, JsonSerializerContext context, HashSet<Type> ready)
    {
        if (!ready.Add(type))
        {
            return;
        }
        var info = context.Options.GetTypeInfo(type);
        foreach (var property in info.Properties)
        {
            Prepare(property.PropertyType, context, ready);
        }
        foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
        {
            Prepare(derived.DerivedType, context, ready);
        }
        if (info.ElementType is { } element)
        {
            Prepare(element, context, ready);
        }
    }

    public static (string Kind, string Data) Write(object value) =>
        (
            Names[value.GetType()],
            JsonSerializer.Serialize(value, value.GetType(), CodecContext.Default)
        );

    /// <param name="data">As UTF-8, as it stands in the store.</param>
    /// <exception cref="InvalidDataException">The kind is not known, or the data is not of it.</exception>
    public static T Read<T>(string kind, ReadOnlySpan<byte> data)
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
        catch (Exception e) when (e is not InvalidDataException)
        {
            // No JSON, or none that the type's own constructors take: whatever they throw, it is the data's fault.
            throw new InvalidDataException($"The store holds a “{kind}” that cannot be read.", e);
        }
    }
}

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
        typeof(ContestConverter),
    ]
)]
[JsonSerializable(typeof(ElectionEvent.StageReported))]
[JsonSerializable(typeof(ElectionEvent.PapersVerified))]
[JsonSerializable(typeof(ElectionEvent.CountReported))]
[JsonSerializable(typeof(ElectionEvent.WinnerFlashed))]
[JsonSerializable(typeof(ElectionEvent.FlashWithdrawn))]
[JsonSerializable(typeof(ElectionEvent.LotDrawn), TypeInfoPropertyName = "EventLotDrawn")]
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
[JsonSerializable(typeof(ElectionEvent.PostWritten))]
[JsonSerializable(typeof(ElectionEvent.PostCorrected), TypeInfoPropertyName = "EventPostCorrected")]
[JsonSerializable(typeof(ElectionEvent.PostWithdrawn), TypeInfoPropertyName = "EventPostWithdrawn")]
[JsonSerializable(typeof(ElectionEvent.EntryMarked), TypeInfoPropertyName = "EventEntryMarked")]
[JsonSerializable(typeof(Bulletin.Posted))]
[JsonSerializable(typeof(Bulletin.PostCorrected), TypeInfoPropertyName = "BulletinPostCorrected")]
[JsonSerializable(typeof(Bulletin.PostWithdrawn), TypeInfoPropertyName = "BulletinPostWithdrawn")]
[JsonSerializable(typeof(Bulletin.EntryMarked), TypeInfoPropertyName = "BulletinEntryMarked")]
[JsonSerializable(typeof(Bulletin.Result), TypeInfoPropertyName = "BulletinResult")]
[JsonSerializable(typeof(Bulletin.FirstResult))]
[JsonSerializable(typeof(Bulletin.AreaComplete))]
[JsonSerializable(typeof(Bulletin.OverallMajority))]
[JsonSerializable(typeof(Bulletin.NoMajority))]
[JsonSerializable(typeof(Bulletin.ChamberComplete))]
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

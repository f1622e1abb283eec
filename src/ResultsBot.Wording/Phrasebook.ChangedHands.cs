using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>
/// A seat that changed hands since last time, by a by-election or a defection: beside a hold or a gain, which are against
/// last time's result, it has to be said.
/// </summary>
public partial class Phrasebook
{
    /// <summary>
    /// “Reform UK already held the seat before this vote: it had changed hands since Labour won it last time.” Null where it
    /// hasn't, as far as the pack says.
    /// </summary>
    public virtual string? ChangedHands(Contest contest, Verdict verdict)
    {
        if (contest.ChangedHandsTo is not { } holder)
        {
            return null;
        }
        var already = verdict.Winner.Candidate.Party == holder ? "already " : "";
        var held = $"{Capital(Holder(holder))} {already}held the seat before this vote";
        return contest.Base is { } last
            ? $"{held}: it had changed hands since {Holder(last.Winner)} won it last time."
            : $"{held}.";

        string Holder(PartyId party) =>
            party == PartyId.Independent ? "an independent" : Collective(party);
    }

    /// <summary>“; RUK held it going into this vote”, behind a result in a line; empty where nothing is to be said.</summary>
    private static string ChangedHandsInShort(Contest contest) =>
        contest.ChangedHandsTo is { } holder
            ? $"; {holder.Value} held it going into this vote"
            : "";
}

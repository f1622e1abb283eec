using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Newswire;

/// <summary>What somebody who follows close results alone asks of a bulletin.</summary>
/// <param name="Majority">The smallest majority it is about, in votes; null where it is about none.</param>
/// <param name="ChangesHands">A seat that it is about goes, or was said to go, to somebody else than before.</param>
public readonly record struct Closeness(int? Majority, bool ChangesHands)
{
    /// <summary>Of the bulletin alone. What it adds to or puts right is not looked at.</summary>
    public static Closeness Of(Bulletin bulletin) =>
        bulletin switch
        {
            Bulletin.Result b => Of(b.Of, b.Verdict),
            Bulletin.FirstResult b => Of(b.Of, b.Verdict),
            Bulletin.Corrected b => OfCorrection(b),
            Bulletin.TurnoutCorrected b => Of(b.Of, b.Verdict),
            Bulletin.Retracted b => Of(b.Of, b.Was),
            Bulletin.Reinstated b => Of(b.Of, b.Verdict),
            Bulletin.Flashed b => new Closeness(null, IsGain(b)),
            Bulletin.TakenBack b => Of(b.What),
            _ => default,
        };

    public bool IsWithin(int votes) => ChangesHands || Majority < votes;

    /// <summary>Of both together: whoever was told of one of them is told.</summary>
    public Closeness With(Closeness other) =>
        new(
            Majority is null || other.Majority < Majority ? other.Majority : Majority,
            ChangesHands || other.ChangesHands
        );

    /// <param name="verdict">Null where a bug has left it out: it stands on the log all the same, and is quarantined where it is worded.</param>
    private static Closeness Of(Contest contest, Verdict? verdict) =>
        verdict is null
            ? default
            : new(
                // Without a poll it is 0, and says nothing.
                verdict.IsUnopposed
                    ? null
                    : verdict.Majority,
                verdict.Outcome is Outcome.Gain or Outcome.Mixed
                    || verdict.Defeated is not null
                    || (
                        contest.ChangedHandsTo is { } holder
                        && verdict.Elected.All(l => l.Candidate.Party != holder)
                    )
            );

    private static Closeness OfCorrection(Bulletin.Corrected corrected)
    {
        var both = Of(corrected.Of, corrected.Before).With(Of(corrected.Of, corrected.After));
        return both with
        {
            ChangesHands =
                both.ChangesHands || !Elected(corrected.Before).SetEquals(Elected(corrected.After)),
        };
    }

    private static HashSet<int> Elected(Verdict verdict) =>
        [.. verdict.Elected.Select(l => l.Candidate.Number)];

    /// <summary>With several seats only where the party held none: of the others it is not known yet.</summary>
    private static bool IsGain(Bulletin.Flashed flash) =>
        (flash.Of.Base is { } last && last.SeatsOf(flash.Winner.Party) == 0)
        || (flash.Of.ChangedHandsTo is { } holder && flash.Winner.Party != holder);
}

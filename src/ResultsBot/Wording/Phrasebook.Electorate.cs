using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;

namespace ResultsBot.Wording;

/// <summary>What is said of an electorate that was wrong, and of the turnouts that were worked out from it.</summary>
internal partial class Phrasebook
{
    public virtual string ElectorateWas(Bulletin.TurnoutCorrected bulletin) =>
        $"Electorate {Number(bulletin.Electorate)} → **{Number(bulletin.Of.Electorate)}**";

    public virtual string TurnoutWas(Fraction was, Fraction now) =>
        $"Turnout {Percent(was)} → **{Percent(now)}**";

    public virtual string FiguresUnchanged() => "Votes and majority are unchanged.";

    /// <summary>Above a copy whose turnout was wrong, and nothing else.</summary>
    public virtual string TurnoutCorrectedNote(Fraction was, Fraction now) =>
        $"**Turnout corrected.** It said ~~{Percent(was)}~~; it is {Percent(now)}.";

    /// <summary>In a read-back.</summary>
    /// <param name="verdict">The result that stands with its turnout; null where nothing has declared.</param>
    public virtual string ElectorateChanges(int was, int now, Verdict? verdict) =>
        $"Electorate {Number(was)} → **{Number(now)}**. "
        + (
            verdict?.Turnout is { } turnout
                ? $"Turnout {Percent(turnout)} → **{Percent(new Fraction(turnout.Numerator, now))}**."
                : "No turnout has been published, so nobody is told."
        );
}

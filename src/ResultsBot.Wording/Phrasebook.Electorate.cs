using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What is said of an electorate that was wrong, and of the turnouts that were worked out from it.</summary>
public partial class Phrasebook
{
    public virtual RichText ElectorateWas(Bulletin.TurnoutCorrected bulletin) =>
        $"Electorate {Number(bulletin.Electorate)} → **{Number(bulletin.Of.Electorate)}**";

    public virtual RichText TurnoutWas(Fraction was, Fraction now) =>
        $"Turnout {Percent(was)} → **{Percent(now)}**";

    public virtual string FiguresUnchanged() => "Votes and majority are unchanged.";

    /// <summary>Above a copy whose turnout was wrong, and nothing else.</summary>
    public virtual RichText TurnoutCorrectedNote(Fraction was, Fraction now) =>
        $"**Turnout corrected.** It’s {Percent(now)}, not {Percent(was)}.";

    /// <summary>In a read-back.</summary>
    /// <param name="verdict">The result that stands with its turnout; null where nothing has declared.</param>
    public virtual RichText ElectorateChanges(int was, int now, Verdict? verdict) =>
        verdict?.Turnout is { } turnout
            ? (RichText)
                $"Electorate {Number(was)} → **{Number(now)}**. {TurnoutWas(turnout, new Fraction(turnout.Numerator, now))}."
            : $"Electorate {Number(was)} → **{Number(now)}**. No turnout has been published, so nobody will be told.";
}

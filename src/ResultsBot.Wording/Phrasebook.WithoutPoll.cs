using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What is said of contests that nobody votes in: elected unopposed, or postponed.</summary>
public partial class Phrasebook
{
    /// <summary>As it is typed for a stage, and shown.</summary>
    public virtual string PostponedName() => "poll postponed";

    /// <summary>As it is typed for a stage, and shown.</summary>
    public virtual string UnopposedName() => "elected unopposed";

    /// <summary>“Ann Able elected unopposed”, with the marks that make the names bold.</summary>
    protected virtual RichText WinnersUnopposed(Verdict verdict) =>
        $"{And([.. verdict.Elected.Select(l => Bold(l.Candidate))])} elected unopposed{(verdict.Vacant == 0 ? "" : $"; {Of(verdict.Vacant, "seat remains", "seats remain")} vacant")}";

    public virtual string NoPollHeld() => "No poll: uncontested.";

    public virtual string PostponedTitle(Contest contest) => $"{contest.Name}: poll postponed";

    /// <summary>Under a seat: why, or where that was known before the night, nothing.</summary>
    public virtual string PostponedLine(string reason) =>
        reason.Length == 0
            ? "The poll will be held at a later date."
            : $"The poll will be held at a later date. {Reason(reason)}";

    public virtual string BoardPostponed() => "Poll postponed";

    /// <summary>In the list of seats to come, behind those.</summary>
    public virtual string PostponedSeats(IReadOnlyList<string> names, int more) =>
        $"Poll postponed: {Seats(names, more)}";

    /// <summary>“263 of 650 declared”, “9 of 11 declared, 1 unopposed, 1 postponed”</summary>
    protected virtual string DeclaredOf(Standing standing)
    {
        var told = $"{Number(standing.Declared)} of {Number(standing.Seats)} declared";
        if (standing.Unopposed > 0)
        {
            told += $" ({Number(standing.Unopposed)} unopposed)";
        }
        return standing.Postponed > 0 ? $"{told}, {Number(standing.Postponed)} postponed" : told;
    }
}

using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>The fixed short forms of a result.</summary>
internal static class Labels
{
    /// <summary>As the House of Commons Library writes it: “Lab hold”, “Lab gain from Con”.</summary>
    public static string Short(PartyId winner, Outcome outcome) =>
        outcome switch
        {
            Outcome.Hold => $"{winner} hold",
            Outcome.Gain gain => $"{winner} gain from {gain.From}",
            Outcome.Win => $"{winner} win",
            _ => throw new ArgumentOutOfRangeException(
                nameof(outcome),
                outcome,
                "No label for it."
            ),
        };
}

using ResultsBot.Engine.Counting;

namespace ResultsBot.Wording;

/// <summary>The fixed short forms of a result.</summary>
internal static class Labels
{
    /// <summary>
    /// As the House of Commons Library writes it: “Lab hold”, “Lab gain from Con”. For several seats what each
    /// party has, and what changed: “Lab 2, Con 1 (Lab +1, LD −1)”, “Lab 3 (no change)”.
    /// </summary>
    public static string Short(Verdict verdict)
    {
        if (verdict.Seats > 1)
        {
            return Several(verdict);
        }
        var winner = verdict.Winner.Candidate.Party;
        return verdict.Outcome switch
        {
            Outcome.Hold => $"{winner} hold",
            Outcome.Gain gain => $"{winner} gain from {gain.From}",
            Outcome.Win => $"{winner} win",
            _ => throw new ArgumentOutOfRangeException(
                nameof(verdict),
                verdict,
                "No label for it."
            ),
        };
    }

    private static string Several(Verdict verdict)
    {
        var seats = string.Join(
            ", ",
            verdict.Changes.Where(c => c.Now > 0).Select(c => $"{c.Party} {c.Now}")
        );
        var changes = string.Join(
            ", ",
            verdict.Changes.Where(c => c.Now != c.Before).Select(Change)
        );
        return verdict.Outcome is Outcome.Win ? seats
            : changes.Length == 0 ? $"{seats} (no change)"
            : $"{seats} ({changes})";
    }

    private static string Change(SeatChange change) =>
        change.Gained > 0 ? $"{change.Party} +{change.Gained}" : $"{change.Party} −{change.Lost}";
}

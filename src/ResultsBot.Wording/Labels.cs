using ResultsBot.Engine.Counting;

namespace ResultsBot.Wording;

/// <summary>The fixed short forms of a result.</summary>
public static class Labels
{
    /// <summary>
    /// As the House of Commons Library writes it: “Lab hold”, “Lab gain from Con”. For several seats the same where
    /// it fits (“Lab/Con hold” where two parties keep theirs), and else what changed: “LD +1, Lab +1, Con -2”.
    /// </summary>
    public static string InShort(Verdict verdict) =>
        verdict.Outcome switch
        {
            Outcome.Hold => $"{Holders(verdict)} hold",
            Outcome.Gain gain =>
                $"{verdict.Changes.First(c => c.Gained > 0).Party} gain from {gain.From}",
            Outcome.Win => $"{Holders(verdict)} win",
            Outcome.Mixed => string.Join(
                ", ",
                verdict
                    .Changes.Where(c => c.Now != c.Before)
                    .Select(c => $"{c.Party} {c.Now - c.Before:+0;-0}")
            ),
            _ => throw new ArgumentOutOfRangeException(
                nameof(verdict),
                verdict,
                "No label for it."
            ),
        };

    private static string Holders(Verdict verdict) =>
        string.Join('/', verdict.Changes.Where(c => c.Now > 0).Select(c => c.Party));
}

using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Turnout that does not fit what was announced, or last time.</summary>
internal static partial class Cautions
{
    /// <summary>How far ballot-box turnout may be from the announced one, which is rounded: half a point.</summary>
    public static readonly Fraction AnnouncedTolerance = new(1, 200);

    /// <summary>How far turnout may be from last time's: 20 points.</summary>
    private static readonly Fraction LastTimeTolerance = new(20, 100);

    private static IEnumerable<Caution> OfTurnout(
        Contest contest,
        CountProgress progress,
        Verdict verdict,
        Figures figures
    )
    {
        if (progress.VerifiedPapers is null || (contest.Seats > 1 && figures.Papers is null))
        {
            yield return new Caution.NoVerifiedTotal();
        }
        if (verdict.Turnout is not { } turnout)
        {
            yield break;
        }
        var valid = contest.Seats == 1 ? verdict.ValidVotes : figures.Papers ?? 0;
        var inBox = new Fraction(valid + (figures.Rejected ?? 0), contest.Electorate);
        if (
            progress.AnnouncedTurnout is { } announced
            && (inBox - announced).Abs() > AnnouncedTolerance
        )
        {
            yield return new Caution.TurnoutOffAnnounced(announced, inBox);
        }
        if (contest.Base?.Turnout is { } last && (turnout - last).Abs() >= LastTimeTolerance)
        {
            yield return new Caution.TurnoutFarFromLastTime(last, turnout);
        }
    }
}

using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Every check that a person may pass over knowingly, each in one place with its formula, in a file by theme.</summary>
internal static partial class Cautions
{
    /// <summary>
    /// All that is odd about figures that have passed every check that stops. What was taken back is held against them
    /// as what they correct would be: to take back and declare anew is no way round a second person.
    /// </summary>
    /// <param name="corrects">The figures that these are to replace, if they are a correction.</param>
    /// <param name="announced">What was said beside the votes; null for nothing.</param>
    public static ImmutableArray<Caution> Of(
        Election election,
        ContestId id,
        Figures figures,
        Figures? corrects,
        Announced? announced = null
    )
    {
        var contest = election.Definition.Contest(id);
        var state = election.State(id);
        var progress = state.Progress;
        var said = corrects ?? (state as ContestState.Retracted)?.Was.Figures;
        var full = figures.WithPapers(contest, progress.VerifiedPapers);
        var verdict = (
            (Count.Complete)Count.Of(contest, full, election.Definition.HasDeposits)
        ).Verdict;
        var around = new ResultsAround(election, contest);
        return
        [
            .. OfPapers(around, contest, progress, verdict, figures, full, announced),
            .. OfAnnounced(contest, full, verdict, progress.VerifiedPapers, announced),
            .. OfBefore(contest, corrects is null ? progress.Running : [], figures, said),
            .. OfFlash(contest, progress, verdict),
            .. OfLot(contest, progress, verdict),
            .. OfSaid(election, contest, verdict, said),
            .. OfNames(contest),
            .. OfOthers(around, contest, figures),
            .. OfArea(around, verdict),
            .. OfWinner(contest, verdict),
            .. OfFew(around, contest, verdict),
            .. OfLevel(contest, verdict),
            .. OfShares(around, contest, verdict),
            .. OfAnotherFit(around, election, contest, verdict),
            // Once a result was sent with it, it has been looked at.
            .. said is null ? OfElectorate(contest) : [],
            // Who corrects has looked, and another winner is a caution by itself.
            .. said is null ? OfSwapped(around, contest, verdict) : [],
        ];
    }

    private static IEnumerable<Caution> OfAnnounced(
        Contest contest,
        Figures figures,
        Verdict verdict,
        int? verified,
        Announced? announced
    ) =>
        announced is null
            ? []
            : AnnouncedCheck
                .Of(contest, figures, verdict, verified, announced)
                .Where(c => !c.Agrees)
                .Select(c => new Caution.DiffersFromText(c));
}

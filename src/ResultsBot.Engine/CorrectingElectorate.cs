using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>How a wrong electorate is put right: from then on every turnout is worked out from the right one.</summary>
public sealed partial record Election
{
    private Weighed Weigh(Command.CorrectElectorate command, Contest contest, DateTimeOffset now)
    {
        var papers = PapersKnown(contest);
        var pack = _pack.Contest(contest.Id).Electorate;
        return new Weighed(
            contest.Electorate != command.Stands ? [new Fault.ElectorateChanged(contest)]
                : command.Electorate == contest.Electorate ? [new Fault.SameElectorate(contest)]
                : command.Electorate < Math.Max(1, papers)
                    ? [new Fault.ElectorateOutOfRange(contest, command.Electorate, papers)]
                : ReasonFaults(command.Reason),
            () =>
                new ElectionEvent.ElectorateCorrected(
                    contest.Id,
                    contest.Electorate,
                    command.Electorate,
                    command.Reason,
                    now,
                    command.By
                ),
            () => [.. Cautions.OfElectorate(pack, command.Electorate)]
        );
    }

    /// <summary>The most ballot papers known so far; there cannot be fewer voters.</summary>
    private long PapersKnown(Contest contest)
    {
        var state = State(contest.Id);
        long[] known =
        [
            state.Progress.VerifiedPapers ?? 0,
            Papers(new Figures(state.Progress.Running)),
            state is ContestState.Declared declared ? Papers(declared.Figures) : 0,
        ];
        return known.Max();

        long Papers(Figures figures) =>
            figures.Votes.IsEmpty
                ? 0
                : (figures.Rejected ?? 0) + contest.Rule.LeastValidPapers(figures);
    }

    private Election WithElectorate(ElectionEvent.ElectorateCorrected corrected)
    {
        var definition = Definition.With(corrected.Contest, corrected.Electorate);
        var after = this with { Definition = definition };
        // No tally and no record rests on a turnout: only the result itself is worked out anew.
        return
            State(corrected.Contest)
                is ContestState.Declared { Result: var result, Progress: var progress }
            ? after.With(
                corrected.Contest,
                new ContestState.Declared(
                    result with
                    {
                        Verdict = (
                            (Count.Complete)
                                Count.Of(
                                    definition.Contest(corrected.Contest),
                                    result.Figures,
                                    definition.HasDeposits
                                )
                        ).Verdict,
                    },
                    progress
                )
            )
            : after;
    }
}

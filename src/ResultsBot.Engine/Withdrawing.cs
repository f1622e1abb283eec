using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>What takes back something that is less than a result, however long ago it was sent.</summary>
public sealed partial record Election
{
    /// <summary>
    /// What takes back whatever stands of a contest: its result, that its poll is postponed, or where there is neither, its
    /// flash; null where nothing stands.
    /// </summary>
    public Command.Report? Retraction(ContestId contest, string reason, string by) =>
        State(contest) switch
        {
            ContestState.Declared { Result.Number: var number } => new Command.Retract(
                contest,
                number,
                reason,
                by
            ),
            ContestState.Postponed => new Command.ReopenPoll(contest, reason, by),
            { Progress.Flashes: { IsEmpty: false } flashes } => new Command.WithdrawFlash(
                contest,
                flashes,
                reason,
                by
            ),
            _ => null,
        };

    private Weighed Weigh(Command.WithdrawFlash command, Contest contest, DateTimeOffset now)
    {
        var standing = State(contest.Id).Progress.Flashes;
        return Progress(
            contest,
            standing.IsEmpty ? [new Fault.NothingToRetract(contest)]
                : !standing.Order().SequenceEqual(command.Flashes.Order())
                    ? [new Fault.FlashChanged(contest)]
                : ReasonFaults(command.Reason),
            () =>
                new ElectionEvent.FlashWithdrawn(
                    contest.Id,
                    standing,
                    command.Reason,
                    now,
                    command.By
                )
        );
    }
}

using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>What takes back something that is less than a result, however long ago it was sent.</summary>
public sealed partial record Election
{
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

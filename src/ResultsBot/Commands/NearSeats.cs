using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Commands;

/// <summary>
/// The seats that somebody most likely means: their own, the one they did something with last, and its neighbours in
/// the same county.
/// </summary>
internal sealed class NearSeats(ResultsDesk desk, Assignments assignments)
{
    public ImmutableArray<ContestId> To(ulong person)
    {
        var election = desk.Election;
        ImmutableArray<ContestId> own = assignments.Of(person);
        if (election.LastWordBy(Staff.Person(person)) is not { Contest: var last })
        {
            return own;
        }
        var corner = election.Definition.Contest(last).Areas[0];
        var neighbours =
            corner.Kind == AreaKind.Whole
                ? []
                : election.Definition.Contests.Where(c => c.Areas[0] == corner).Select(c => c.Id);
        return [.. own.Prepend(last).Concat(neighbours).Distinct()];
    }
}

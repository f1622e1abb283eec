using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;

namespace ResultsBot.Commands;

/// <summary>Whether following one thing brings all that following another does.</summary>
internal static class TopicCoverage
{
    public static bool Overlap(this ElectionDefinition election, Topic one, Topic other) =>
        one != other && (election.Covers(one, other) || election.Covers(other, one));

    private static bool Covers(this ElectionDefinition election, Topic wide, Topic narrow) =>
        // Tallies are posts of another kind: nothing else brings them, and they bring nothing else.
        (wide.Kind == Kind.Tallies) == (narrow.Kind == Kind.Tallies)
        && wide.Kind >= narrow.Kind
        && (wide.Within is null || narrow.Within <= wide.Within)
        && (
            wide.Kind == Kind.Tallies
                ? wide.Scope == narrow.Scope
                : (wide.Party is null || wide.Party == narrow.Party)
                    && election.Covers(wide.Scope, narrow.Scope)
        );

    private static bool Covers(this ElectionDefinition election, Scope wide, Scope narrow) =>
        wide == narrow
        || wide is Scope.Area { Id: var area }
            && narrow switch
            {
                Scope.Seat { Contest: var id } => election.FindContest(id) is { } seat
                    && seat.Areas.Contains(area),
                Scope.Area { Id: var inner } => area == election.Whole
                    || election
                        .Contests.Where(c => c.Areas.Contains(inner))
                        .All(c => c.Areas.Contains(area)),
                _ => false,
            };
}

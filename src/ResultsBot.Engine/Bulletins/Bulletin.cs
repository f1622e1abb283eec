using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Bulletins;

/// <summary>
/// One piece of news. It holds all that is needed to put it into words later, whatever has changed since.
/// </summary>
/// <param name="At">When the event behind it was decided.</param>
/// <param name="Areas">The areas it is news of; whoever follows one of them is told.</param>
/// <param name="Contest">The contest it is news of, if it is of one.</param>
public abstract record Bulletin(DateTimeOffset At, ImmutableArray<AreaId> Areas, ContestId? Contest)
{
    /// <param name="Standings">
    /// The state of the parties after it, in every area of the contest, narrow to wide. It travels with the
    /// result, so that a result is one post and ten of them fit in one message.
    /// </param>
    public sealed record Result(
        Contest Of,
        Verdict Verdict,
        ImmutableArray<Standing> Standings,
        DateTimeOffset At
    ) : Bulletin(At, Of.Areas, Of.Id);

    /// <summary>The first result of the night.</summary>
    public sealed record FirstResult(Contest Of, Verdict Verdict, int Seats, DateTimeOffset At)
        : Bulletin(At, Of.Areas, null);

    /// <summary>The last contest of an area has declared.</summary>
    /// <param name="Within">The area itself and those around it.</param>
    public sealed record AreaComplete(
        Standing Standing,
        ImmutableArray<AreaId> Within,
        DateTimeOffset At
    ) : Bulletin(At, Within, null)
    {
        /// <summary>The party that won every seat, if there are several seats and one did; independents are no party.</summary>
        public PartyStanding? CleanSweep =>
            Standing.Seats > 1
            && Standing.Parties[0].Seats == Standing.Seats
            && Standing.Parties[0].Party != PartyId.Independent
                ? Standing.Parties[0]
                : null;
    }

    /// <summary>A party has won the seats with which it can outvote all others together.</summary>
    /// <param name="Needed">326 of 650.</param>
    public sealed record OverallMajority(
        PartyId Party,
        int Needed,
        Standing Standing,
        ImmutableArray<AreaId> Everywhere,
        DateTimeOffset At
    ) : Bulletin(At, Everywhere, null);
}

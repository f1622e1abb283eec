using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Bulletins;

/// <summary>What goes first where not everything can.</summary>
public enum Importance
{
    /// <summary>Worth knowing, after the results.</summary>
    Colour,

    /// <summary>From a count that has not declared.</summary>
    Progress,
    Result,

    /// <summary>Changes the story.</summary>
    Major,

    /// <summary>Something that was sent is wrong: overtakes everything.</summary>
    Correction,
}

/// <summary>
/// One piece of news. It holds all that is needed to put it into words later, whatever has changed since.
/// </summary>
/// <param name="Importance">What goes first where not everything can.</param>
/// <param name="At">When the event behind it was decided.</param>
/// <param name="Areas">The areas it is news of; whoever follows one of them is told.</param>
/// <param name="Contest">The contest it is news of, if it is of one.</param>
/// <param name="Parties">The parties it is news of.</param>
public abstract record Bulletin(
    Importance Importance,
    DateTimeOffset At,
    ImmutableArray<AreaId> Areas,
    ContestId? Contest,
    ImmutableArray<PartyId> Parties
)
{
    /// <param name="Standings">
    /// The state of the parties after it, in every area of the contest, narrow to wide. It travels with the
    /// result, so that a result is one post and several fit in one message.
    /// </param>
    public sealed record Result(
        Contest Of,
        Verdict Verdict,
        ImmutableArray<Standing> Standings,
        DateTimeOffset At
    ) : Bulletin(Importance.Result, At, Of.Areas, Of.Id, PartiesOf(Verdict));

    /// <summary>The first result of the night that was voted for.</summary>
    /// <param name="Seats">How many were still to come, with these.</param>
    public sealed record FirstResult(Contest Of, Verdict Verdict, int Seats, DateTimeOffset At)
        : Bulletin(Importance.Major, At, Of.Areas, null, PartiesOf(Verdict));

    /// <summary>What makes the result before it worth more than its figures.</summary>
    public sealed record Colour(
        Contest Of,
        Fact Fact,
        ImmutableArray<AreaId> Within,
        ImmutableArray<PartyId> About,
        DateTimeOffset At
    ) : Bulletin(Importance.Colour, At, Within, Of.Id, About);

    /// <summary>
    /// The last contest of an area has declared, which is elected as a whole or is <see cref="ElectionDefinition.Whole"/>.
    /// </summary>
    /// <param name="Within">The area itself and those around it.</param>
    public sealed record AreaComplete(
        Standing Standing,
        ImmutableArray<AreaId> Within,
        DateTimeOffset At
    ) : Bulletin(Importance.Major, At, Within, null, [.. Standing.Parties.Select(p => p.Party)])
    {
        /// <summary>The party that won every seat, if there are several seats and one did; independents are no party.</summary>
        public PartyStanding? CleanSweep =>
            Standing.Seats > 1
            && Standing.Parties[0].Seats == Standing.Seats
            && Standing.Parties[0].Party != PartyId.Independent
                ? Standing.Parties[0]
                : null;
    }

    /// <summary>A party has the seats with which it can outvote all others together, those not up for election included.</summary>
    /// <param name="Has">What it has now.</param>
    /// <param name="Needed">326 of 650.</param>
    /// <param name="Seats">All seats of the chamber.</param>
    /// <param name="Standing">Of the seats that are up for election.</param>
    /// <param name="Chamber">Its name; null where everything that is elected is elected to it.</param>
    public sealed record OverallMajority(
        PartyId Party,
        int Has,
        int Needed,
        int Seats,
        Standing Standing,
        ImmutableArray<AreaId> Everywhere,
        DateTimeOffset At,
        string? Chamber = null
    ) : Bulletin(Importance.Major, At, Everywhere, null, [Party]);

    /// <summary>No party can have a majority any more, however the rest declares.</summary>
    /// <param name="Chamber">As in <see cref="OverallMajority"/>.</param>
    public sealed record NoMajority(
        int Needed,
        int Seats,
        Standing Standing,
        ImmutableArray<AreaId> Everywhere,
        DateTimeOffset At,
        string? Chamber = null
    ) : Bulletin(Importance.Major, At, Everywhere, null, []);

    /// <summary>Nothing more is to come for a chamber tonight: who sits there from now on.</summary>
    /// <param name="Control"><see cref="MajorityState.Open"/> where a postponed poll can still give a majority.</param>
    /// <param name="Members">All who sit there, those that weren't up for election included; most seats first.</param>
    /// <param name="Standing">Of the seats that were up for election.</param>
    public sealed record ChamberComplete(
        string Chamber,
        int Needed,
        int Seats,
        MajorityState Control,
        ImmutableArray<PartySeats> Members,
        Standing Standing,
        ImmutableArray<AreaId> Everywhere,
        DateTimeOffset At
    ) : Bulletin(Importance.Major, At, Everywhere, null, [.. Members.Select(m => m.Party)]);

    /// <summary>
    /// What was told of a chamber does not hold any more, since a result that it rested on was corrected or taken
    /// back.
    /// </summary>
    /// <param name="What">
    /// An <see cref="OverallMajority"/>, a <see cref="NoMajority"/> or a <see cref="ChamberComplete"/>, as it stood before.
    /// </param>
    /// <param name="Has">What the party has now that had the majority; null where it was of none.</param>
    /// <param name="Standing">Of the chamber's seats that are up for election, as it is now.</param>
    public sealed record NoLonger(Bulletin What, int? Has, Standing Standing, DateTimeOffset At)
        : Bulletin(Importance.Correction, At, What.Areas, null, What.Parties);

    /// <summary>A result has been corrected.</summary>
    /// <param name="Number">Of the correction, from 1.</param>
    public sealed record Corrected(
        Contest Of,
        Verdict Before,
        Verdict After,
        int Number,
        string Reason,
        ImmutableArray<Standing> Standings,
        DateTimeOffset At
    )
        : Bulletin(
            Importance.Correction,
            At,
            Of.Areas,
            Of.Id,
            [.. PartiesOf(After).Union(PartiesOf(Before))]
        );

    /// <summary>A wrong electorate was put right, and with it the turnout of a result; nothing else of it changes.</summary>
    /// <param name="Of">With the right electorate.</param>
    /// <param name="Electorate">The wrong one.</param>
    /// <param name="Before">The turnout as it was worked out from the wrong one.</param>
    /// <param name="Turnout">The right one, which is that of the verdict.</param>
    public sealed record TurnoutCorrected(
        Contest Of,
        int Electorate,
        Fraction Before,
        Fraction Turnout,
        Verdict Verdict,
        string Reason,
        DateTimeOffset At
    ) : Bulletin(Importance.Correction, At, Of.Areas, Of.Id, PartiesOf(Verdict));

    /// <summary>A result has been taken back: the contest is undeclared again.</summary>
    public sealed record Retracted(
        Contest Of,
        Verdict Was,
        string Reason,
        ImmutableArray<Standing> Standings,
        DateTimeOffset At
    ) : Bulletin(Importance.Correction, At, Of.Areas, Of.Id, PartiesOf(Was));

    /// <summary>A retracted result stands again.</summary>
    public sealed record Reinstated(
        Contest Of,
        Verdict Verdict,
        ImmutableArray<Standing> Standings,
        DateTimeOffset At
    ) : Bulletin(Importance.Correction, At, Of.Areas, Of.Id, PartiesOf(Verdict));

    /// <summary>The winner alone, before the figures.</summary>
    public sealed record Flashed(Contest Of, Candidate Winner, DateTimeOffset At)
        : Bulletin(Importance.Result, At, Of.Areas, Of.Id, [Winner.Party]);

    public sealed record StageReached(Contest Of, StageReport Stage, DateTimeOffset At)
        : Bulletin(Importance.Progress, At, Of.Areas, Of.Id, []);

    public sealed record Verified(Contest Of, int Papers, Fraction? Turnout, DateTimeOffset At)
        : Bulletin(Importance.Progress, At, Of.Areas, Of.Id, []);

    /// <summary>Provisional figures: never a result.</summary>
    public sealed record Counted(
        Contest Of,
        ImmutableArray<CandidateVotes> Votes,
        DateTimeOffset At
    ) : Bulletin(Importance.Progress, At, Of.Areas, Of.Id, []);

    public sealed record LotDrawn(Contest Of, Candidate Winner, DateTimeOffset At)
        : Bulletin(Importance.Progress, At, Of.Areas, Of.Id, [Winner.Party]);

    /// <param name="Photo">The name that a picture beside it is kept under; null where there is none.</param>
    public sealed record Noted(Contest Of, string Text, DateTimeOffset At, string? Photo = null)
        : Bulletin(Importance.Progress, At, Of.Areas, Of.Id, []);

    /// <param name="Photo">As in <see cref="Noted"/>.</param>
    public sealed record Quoted(
        Contest Of,
        string Who,
        string Text,
        DateTimeOffset At,
        string? Photo = null
    ) : Bulletin(Importance.Colour, At, Of.Areas, Of.Id, []);

    /// <summary>An entry that the desk wrote, of no contest.</summary>
    /// <param name="Post">Its number among those, from 1.</param>
    /// <param name="Everywhere">The whole country: every channel that follows everything gets it.</param>
    /// <param name="Photo">As in <see cref="Noted"/>.</param>
    public sealed record Posted(
        int Post,
        PostWords Words,
        ImmutableArray<AreaId> Everywhere,
        DateTimeOffset At,
        string? Photo = null
    ) : Bulletin(Importance.Progress, At, Everywhere, null, [])
    {
        /// <summary>It stands at the top of the live blog.</summary>
        public bool IsPinned { get; init; }

        /// <summary>It is among the live blog's key events.</summary>
        public bool IsKey { get; init; }
    }

    /// <summary>An entry that the desk wrote has other words.</summary>
    public sealed record PostCorrected(
        int Post,
        PostWords Before,
        PostWords After,
        string Reason,
        ImmutableArray<AreaId> Everywhere,
        DateTimeOffset At
    ) : Bulletin(Importance.Correction, At, Everywhere, null, []);

    /// <summary>An entry that the desk wrote does not hold.</summary>
    /// <param name="Was">What it said last.</param>
    public sealed record PostWithdrawn(
        int Post,
        PostWords Was,
        string Reason,
        ImmutableArray<AreaId> Everywhere,
        DateTimeOffset At
    ) : Bulletin(Importance.Correction, At, Everywhere, null, []);

    /// <summary>
    /// What the desk makes of an entry of the live blog. It is for those who show all entries together, and news of nothing.
    /// </summary>
    /// <param name="Entry">Its place on the log.</param>
    public sealed record EntryMarked(long Entry, EntryMark Mark, DateTimeOffset At)
        : Bulletin(Importance.Colour, At, [], null, []);

    /// <summary>What was reported of a count, less than a result, does not hold.</summary>
    /// <param name="What">The bulletin that does not hold.</param>
    /// <param name="Reason">Why; null where it was not said.</param>
    /// <param name="Standings">As in <see cref="Result"/>, where it changes them; empty otherwise.</param>
    public sealed record TakenBack(
        Contest Of,
        Bulletin What,
        DateTimeOffset At,
        string? Reason = null,
        ImmutableArray<Standing> Standings = default
    ) : Bulletin(Importance.Correction, At, Of.Areas, Of.Id, What.Parties)
    {
        public ImmutableArray<Standing> Standings { get; init; } =
            Standings.IsDefault ? [] : Standings;
    }

    /// <summary>The poll is held another day.</summary>
    /// <param name="Standings">As in <see cref="Result"/>.</param>
    public sealed record PollPostponed(
        Contest Of,
        string Reason,
        ImmutableArray<Standing> Standings,
        DateTimeOffset At
    ) : Bulletin(Importance.Result, At, Of.Areas, Of.Id, []);

    /// <summary>A word of the newsroom to every channel, as when nothing goes out for a while. It passes a pause.</summary>
    public sealed record Notice(string Text, ImmutableArray<AreaId> Everywhere, DateTimeOffset At)
        : Bulletin(Importance.Correction, At, Everywhere, null, []);

    private static ImmutableArray<PartyId> PartiesOf(Verdict verdict) =>
        [.. verdict.Changes.Select(c => c.Party)];
}

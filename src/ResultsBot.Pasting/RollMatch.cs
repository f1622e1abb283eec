using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>Whom some words name among a contest's candidates.</summary>
public abstract record RollMatch
{
    private RollMatch() { }

    public sealed record One(Candidate Candidate) : RollMatch;

    public sealed record Several(ImmutableArray<Candidate> Candidates) : RollMatch;

    /// <summary>A candidate's name with a party the candidate does not stand for.</summary>
    public sealed record OtherParty(Candidate Candidate) : RollMatch;

    public sealed record Nobody : RollMatch;
}

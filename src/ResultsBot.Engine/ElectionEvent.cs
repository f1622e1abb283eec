using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>What happened. An election is the sum of its events.</summary>
/// <param name="At">When it was decided.</param>
/// <param name="By">Who asked for it, as the outside names them.</param>
public abstract record ElectionEvent(DateTimeOffset At, string By)
{
    public sealed record StageReported(
        ContestId Contest,
        StageReport Stage,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record PapersVerified(
        ContestId Contest,
        int Papers,
        Fraction? Turnout,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record CountReported(
        ContestId Contest,
        ImmutableArray<CandidateVotes> Votes,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record WinnerFlashed(
        ContestId Contest,
        int Candidate,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record LotDrawn(ContestId Contest, int Candidate, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    /// <param name="Cautions">The codes of what was shown to its reporter as odd.</param>
    public sealed record DeclarationProposed(
        ProposalId Proposal,
        ContestId Contest,
        Figures Figures,
        DateTimeOffset At,
        string By,
        ImmutableArray<string> Cautions = default
    ) : ElectionEvent(At, By)
    {
        public ImmutableArray<string> Cautions { get; init; } = Cautions.IsDefault ? [] : Cautions;
    }

    public sealed record ProposalWithdrawn(ProposalId Proposal, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    /// <param name="Proposal">The proposal that was sent; null where there was none.</param>
    public sealed record ResultDeclared(
        ContestId Contest,
        Figures Figures,
        ProposalId? Proposal,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    /// <param name="Number">Of the new result: 2 for the first correction.</param>
    public sealed record ResultCorrected(
        ContestId Contest,
        int Number,
        Figures Figures,
        string Reason,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record ResultRetracted(
        ContestId Contest,
        int Number,
        string Reason,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record ResultReinstated(
        ContestId Contest,
        int Number,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

    public sealed record Noted(ContestId Contest, string Text, DateTimeOffset At, string By)
        : ElectionEvent(At, By);

    public sealed record Quoted(
        ContestId Contest,
        string Who,
        string Text,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);
}

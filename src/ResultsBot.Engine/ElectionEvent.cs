using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>What happened. An election is the sum of its events.</summary>
/// <param name="At">When it was decided.</param>
/// <param name="By">Who asked for it, as the outside names them.</param>
public abstract record ElectionEvent(DateTimeOffset At, string By)
{
    public sealed record DeclarationProposed(
        ProposalId Proposal,
        ContestId Contest,
        Figures Figures,
        DateTimeOffset At,
        string By
    ) : ElectionEvent(At, By);

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
}

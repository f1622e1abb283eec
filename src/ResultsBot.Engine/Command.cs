using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>A declaration that was read back to its reporter and waits to be sent.</summary>
public readonly record struct ProposalId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>What somebody asks for. <see cref="Election.Decide"/> answers.</summary>
/// <param name="By">Who asks, as the outside names them.</param>
public abstract record Command(string By)
{
    /// <summary>Take figures in and read them back; nothing is published.</summary>
    /// <param name="Replaces">The proposal this one is an edit of, which can then no longer be sent.</param>
    public sealed record Propose(
        ProposalId Proposal,
        ContestId Contest,
        Figures Figures,
        string By,
        ProposalId? Replaces = null
    ) : Command(By);

    /// <summary>Send what was read back.</summary>
    public sealed record Confirm(ProposalId Proposal, string By) : Command(By);

    /// <summary>Drop what was read back.</summary>
    public sealed record Withdraw(ProposalId Proposal, string By) : Command(By);

    /// <summary>Declare without a read-back: for recorded results.</summary>
    public sealed record Declare(ContestId Contest, Figures Figures, string By) : Command(By);
}

using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>A declaration that was read back to its reporter and waits to be sent.</summary>
public readonly record struct ProposalId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>What somebody asks for. <see cref="Election.Decide"/> answers.</summary>
/// <param name="By">Who asks, as the outside names them; a source that is no person begins with “outside:”.</param>
public abstract record Command(string By)
{
    /// <summary>
    /// How a source begins that is no person, such as a wire service: it may propose and never publish. The New
    /// York Times took a wire's call of TX-23 automatically in 2018, and had to take it back.
    /// </summary>
    public const string Outside = "outside:";

    public bool IsFromOutside => By.StartsWith(Outside, StringComparison.Ordinal);

    /// <summary>How far the count has come.</summary>
    public sealed record ReportStage(ContestId Contest, StageReport Stage, string By) : Command(By);

    /// <summary>The verification statement, announced before counting.</summary>
    /// <param name="Papers">All ballot papers: valid and rejected will come to exactly this.</param>
    /// <param name="Turnout">
    /// As announced in the hall: ballot-box turnout, rejected papers included; null where it was not said.
    /// </param>
    public sealed record ReportVerified(ContestId Contest, int Papers, Fraction? Turnout, string By)
        : Command(By);

    /// <summary>Figures while counting: provisional, and never a result. Not every candidate needs one.</summary>
    /// <param name="Accepted">As in <see cref="Confirm"/>: a total that falls has to be accepted.</param>
    public sealed record ReportCount(
        ContestId Contest,
        ImmutableArray<CandidateVotes> Votes,
        string By,
        ImmutableArray<string> Accepted = default
    ) : Command(By);

    /// <summary>The winner alone, before the figures (PA calls it a rush).</summary>
    public sealed record Flash(ContestId Contest, int Candidate, string By) : Command(By);

    /// <summary>Who won the lot after a tie.</summary>
    public sealed record RecordLot(ContestId Contest, int Candidate, string By) : Command(By);

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
    /// <param name="Accepted">The codes of the cautions that are accepted knowingly.</param>
    public sealed record Confirm(
        ProposalId Proposal,
        string By,
        ImmutableArray<string> Accepted = default
    ) : Command(By);

    /// <summary>Drop what was read back.</summary>
    public sealed record Withdraw(ProposalId Proposal, string By) : Command(By);

    /// <summary>Declare without a read-back: for recorded results, which were read out once already.</summary>
    public sealed record Declare(ContestId Contest, Figures Figures, string By) : Command(By);

    /// <summary>Replace the figures of a declared result.</summary>
    /// <param name="Number">
    /// The number of the result that is corrected, 1 for the declaration itself: a correction of what has been
    /// corrected since is refused.
    /// </param>
    public sealed record Correct(
        ContestId Contest,
        int Number,
        Figures Figures,
        string Reason,
        string By,
        ImmutableArray<string> Accepted = default
    ) : Command(By);

    /// <summary>Take a result back: the contest is undeclared again.</summary>
    /// <param name="Number">As in <see cref="Correct"/>.</param>
    public sealed record Retract(ContestId Contest, int Number, string Reason, string By)
        : Command(By);

    /// <summary>Bring a retracted result back as it was.</summary>
    public sealed record Reinstate(ContestId Contest, int Number, string By) : Command(By);

    /// <summary>What a reporter sees at a count.</summary>
    public sealed record Note(ContestId Contest, string Text, string By) : Command(By);

    /// <summary>What somebody says about it.</summary>
    public sealed record Quote(ContestId Contest, string Who, string Text, string By) : Command(By);
}

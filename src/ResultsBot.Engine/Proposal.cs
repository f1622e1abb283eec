using System.Collections.Immutable;

namespace ResultsBot.Engine;

public enum ProposalState
{
    /// <summary>Read back, and not sent.</summary>
    Waiting,

    /// <summary>Sent by who proposed it; somebody else has to send it as well.</summary>
    AwaitsSecondPerson,
    Sent,
    Withdrawn,
    Rejected,
}

/// <param name="Asks">What is done once it is sent.</param>
/// <param name="Cautions">The codes of what was shown to its reporter as odd.</param>
/// <param name="By">Who proposed it.</param>
/// <param name="At">Since when it is in its state.</param>
/// <param name="Accepted">The codes that were accepted by who proposed it, where a second person is awaited.</param>
/// <param name="Reason">Why it was rejected; null where it was not.</param>
/// <param name="SettledBy">Who sent or rejected it; null while nobody has.</param>
public sealed record Proposal(
    ProposalId Id,
    Command.Report Asks,
    ImmutableArray<string> Cautions,
    string By,
    DateTimeOffset At,
    ProposalState State = ProposalState.Waiting,
    ImmutableArray<string> Accepted = default,
    string? Reason = null,
    string? SettledBy = null
);

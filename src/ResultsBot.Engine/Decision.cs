using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>The answer to a command. A refusal is a value; an exception is a bug.</summary>
public abstract record Decision
{
    private Decision() { }

    public sealed record Accepted(ImmutableArray<ElectionEvent> Events) : Decision;

    /// <param name="Faults">All that is wrong, not only the first thing; never empty.</param>
    public sealed record Refused(ImmutableArray<Fault> Faults) : Decision
    {
        public Refused(Fault fault)
            : this([fault]) { }
    }
}

/// <summary>
/// Something that stops a command. It carries the numbers; the words for it are chosen at the edge.
/// </summary>
/// <param name="Code">Stays the same for ever: logs, tests and other programs rely on it.</param>
public abstract record Fault(string Code)
{
    public sealed record UnknownContest(ContestId Contest) : Fault("unknown-contest");

    /// <summary>A figure for a number that is not on the roll.</summary>
    public sealed record NotOnRoll(int Candidate) : Fault("not-on-roll");

    public sealed record CandidateMissing(Candidate Candidate) : Fault("candidate-missing");

    public sealed record CandidateRepeated(Candidate Candidate) : Fault("candidate-repeated");

    public sealed record NegativeVotes(Candidate Candidate, int Votes) : Fault("negative-votes");

    public sealed record NegativeRejected(int Rejected) : Fault("negative-rejected");

    public sealed record NoVotes() : Fault("no-votes");

    /// <param name="Papers">Valid votes and rejected ballots together; one paper for each voter.</param>
    public sealed record MoreThanElectorate(long Papers, int Electorate)
        : Fault("more-than-electorate");

    /// <summary>Decided by lot at once (rule 49): who won it has to be said.</summary>
    public sealed record TieWithoutLot(ImmutableArray<Candidate> Level) : Fault("tie-without-lot");

    /// <summary>Somebody was said to be elected whom the figures do not put first.</summary>
    public sealed record ElectedDoesNotLead(Candidate Said, Candidate Leads)
        : Fault("elected-does-not-lead");

    /// <param name="Same">Whether it was declared with these very figures.</param>
    public sealed record AlreadyDeclared(Contest Contest, bool Same) : Fault("already-declared");

    public sealed record PollStillOpen(DateTimeOffset Closes) : Fault("poll-still-open");

    public sealed record UnknownProposal(ProposalId Proposal) : Fault("unknown-proposal");

    /// <summary>It was sent, withdrawn or replaced before.</summary>
    public sealed record ProposalSettled(ProposalId Proposal, ProposalState State)
        : Fault("proposal-settled");
}

using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

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

    /// <param name="Papers">Valid and rejected papers together; one for each voter.</param>
    public sealed record MoreThanElectorate(long Papers, int Electorate)
        : Fault("more-than-electorate");

    /// <summary>Nobody can have more votes than there are papers: Highworth 2019 declared 3,000 from 2,477.</summary>
    public sealed record MoreVotesThanPapers(Candidate Candidate, int Votes, int Papers)
        : Fault("more-votes-than-papers");

    /// <summary>Each paper carries as many votes as there are seats, and no more.</summary>
    public sealed record MoreVotesThanPapersCarry(long Votes, int Papers, int Seats)
        : Fault("more-votes-than-papers-carry");

    /// <summary>Valid and rejected papers do not come to the verified total, exactly (Putney 2024).</summary>
    public sealed record NotReconciled(int Valid, int Rejected, int Verified)
        : Fault("not-reconciled");

    /// <summary>A verified total is known: without the rejected ballots it cannot be reconciled.</summary>
    /// <param name="Difference">Verified less valid papers: what the rejected ones should come to.</param>
    public sealed record RejectedMissing(int Difference) : Fault("rejected-missing");

    /// <summary>Decided by lot at once (rule 49): who won it has to be said.</summary>
    /// <param name="Seats">How many of them are elected.</param>
    public sealed record TieWithoutLot(ImmutableArray<Candidate> Level, int Seats = 1)
        : Fault("tie-without-lot");

    /// <summary>Somebody was said to be elected whom the figures do not put among the first.</summary>
    public sealed record ElectedDoesNotLead(Candidate Said, Candidate Leads)
        : Fault("elected-does-not-lead");

    /// <param name="Same">Whether it was declared with these very figures; null where there are none to compare.</param>
    public sealed record AlreadyDeclared(Contest Contest, bool? Same) : Fault("already-declared");

    public sealed record NotDeclared(Contest Contest) : Fault("not-declared");

    public sealed record NotRetracted(Contest Contest) : Fault("not-retracted");

    /// <summary>It has been corrected or retracted since: what is meant is not what stands.</summary>
    public sealed record ResultChanged(int Meant, int Stands) : Fault("result-changed");

    /// <summary>The corrected figures are those that stand.</summary>
    public sealed record NothingChanged() : Fault("nothing-changed");

    public sealed record PollStillOpen(DateTimeOffset Closes) : Fault("poll-still-open");

    public sealed record UnknownProposal(ProposalId Proposal) : Fault("unknown-proposal");

    /// <summary>It was sent, withdrawn or replaced before.</summary>
    public sealed record ProposalSettled(ProposalId Proposal, ProposalState State)
        : Fault("proposal-settled");

    /// <summary>Who is no person may propose and never publish.</summary>
    public sealed record OutsideSource(string By) : Fault("outside-source");

    /// <summary>What is odd about it is odd enough that somebody else has to send it.</summary>
    public sealed record SecondPersonNeeded(ImmutableArray<Caution> Because)
        : Fault("second-person-needed");

    /// <summary>Nothing that this person has published can be undone.</summary>
    public sealed record NothingToUndo() : Fault("nothing-to-undo");

    /// <param name="Since">When it was sent.</param>
    public sealed record TooLateToUndo(DateTimeOffset Since) : Fault("too-late-to-undo");

    /// <summary>Something else has been reported of the contest since.</summary>
    public sealed record BuiltUpon(Contest Contest) : Fault("built-upon");

    public sealed record AlreadyHeld(Embargo Embargo) : Fault("already-held");

    public sealed record NotHeld(Embargo Embargo) : Fault("not-held");

    public sealed record AlreadyPaused() : Fault("already-paused");

    public sealed record NotPaused() : Fault("not-paused");

    /// <summary>It waits for nobody else, so there is nothing to refuse.</summary>
    public sealed record NotAwaitingSecondPerson() : Fault("not-awaiting-second-person");

    public sealed record ReasonMissing() : Fault("reason-missing");

    public sealed record TextMissing() : Fault("text-missing");

    public sealed record TextTooLong(int Length, int Limit) : Fault("text-too-long");

    /// <summary>More ballot papers than voters, or none.</summary>
    public sealed record PapersOutOfRange(int Papers, int Electorate)
        : Fault("papers-out-of-range");

    /// <summary>A turnout is between nothing and everybody.</summary>
    public sealed record TurnoutOutOfRange() : Fault("turnout-out-of-range");
}

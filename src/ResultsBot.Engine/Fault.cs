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

    /// <summary>It has not declared, and no flash stands.</summary>
    public sealed record NothingToRetract(Contest Contest) : Fault("nothing-to-retract");

    /// <summary>More candidates than seats: who is elected is for the voters to say.</summary>
    public sealed record IsContested(Contest Contest) : Fault("is-contested");

    /// <summary>It has no figures to correct.</summary>
    public sealed record WasUnopposed(Contest Contest) : Fault("was-unopposed");

    /// <summary>Its poll is held another day.</summary>
    public sealed record PollIsPostponed(Contest Contest) : Fault("poll-is-postponed");

    public sealed record PollNotPostponed(Contest Contest) : Fault("poll-not-postponed");

    /// <summary>Another flash stands than the one that is meant.</summary>
    public sealed record FlashChanged(Contest Contest) : Fault("flash-changed");

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

    /// <summary>Here a second person has to agree to whatever changes a result, and nobody undoes one alone.</summary>
    public sealed record UndoNeedsSecondPerson(Contest Contest) : Fault("undo-needs-second-person");

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

    public sealed record HeadlineTooLong(int Length, int Limit) : Fault("headline-too-long");

    /// <summary>There is no such entry of the desk's own, or it was withdrawn.</summary>
    public sealed record PostNotStanding(int Post) : Fault("post-not-standing");

    /// <summary>It was corrected since: what is meant is not what stands.</summary>
    public sealed record PostChanged(int Post) : Fault("post-changed");

    /// <summary>Everything is on hold. An entry about no seat can't be held, so it is refused.</summary>
    public sealed record EverythingHeld() : Fault("everything-held");

    /// <summary>More ballot papers than voters, or none.</summary>
    public sealed record PapersOutOfRange(int Papers, int Electorate)
        : Fault("papers-out-of-range");

    /// <summary>Fewer voters than ballot papers, or none.</summary>
    /// <param name="Papers">Those that are known: verified, valid and rejected, or counted so far; 0 for none.</param>
    public sealed record ElectorateOutOfRange(Contest Contest, int Electorate, long Papers)
        : Fault("electorate-out-of-range");

    /// <summary>It has been corrected since: what is meant is not what stands.</summary>
    public sealed record ElectorateChanged(Contest Contest) : Fault("electorate-changed");

    /// <summary>The electorate is that already.</summary>
    public sealed record SameElectorate(Contest Contest) : Fault("same-electorate");

    /// <summary>A turnout is between nothing and everybody.</summary>
    public sealed record TurnoutOutOfRange() : Fault("turnout-out-of-range");
}

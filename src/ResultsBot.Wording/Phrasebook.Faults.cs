using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;

namespace ResultsBot.Wording;

/// <summary>What is wrong, in a sentence that says what to do about it.</summary>
public partial class Phrasebook
{
    /// <summary>All that is wrong, a line each.</summary>
    public virtual RichText Sentences(IEnumerable<Fault> faults) =>
        RichText.Lines(faults.Select(f => (RichText)Sentence(f)));

    public virtual string Sentence(Fault fault) =>
        fault switch
        {
            Fault.UnknownContest f => $"There is no seat with the code {f.Contest.Value}.",
            Fault.NotOnRoll f => $"There is no candidate number {f.Candidate} on the roll.",
            Fault.CandidateMissing f =>
                $"{Name(f.Candidate)} has no figure. Every candidate needs one, even 0.",
            Fault.CandidateRepeated f => $"{Name(f.Candidate)} has more than one figure.",
            Fault.NegativeVotes f =>
                $"{Name(f.Candidate)} cannot have {f.Votes} votes: a figure is 0 or more.",
            Fault.NegativeRejected f => $"There cannot be {f.Rejected} rejected ballots.",
            Fault.NoVotes => "Nobody has a vote.",
            Fault.MoreThanElectorate f =>
                $"These figures come to {Number(f.Papers)} ballot papers, but only "
                    + $"{Number(f.Electorate)} people may vote here.",
            Fault.MoreVotesThanPapers f =>
                $"{Name(f.Candidate)} has {Number(f.Votes)} votes, but there are only {Number(f.Papers)} papers.",
            Fault.MoreVotesThanPapersCarry f =>
                $"These are {Number(f.Votes)} votes, but {Number(f.Papers)} papers with {f.Seats} votes each carry fewer.",
            Fault.NotReconciled f =>
                $"{Number(f.Valid)} valid and {Number(f.Rejected)} rejected papers come to "
                    + $"{Number((long)f.Valid + f.Rejected)}, but {Number(f.Verified)} were verified: "
                    + $"{Number(Math.Abs((long)f.Verified - f.Valid - f.Rejected))} {((long)f.Valid + f.Rejected < f.Verified ? "missing" : "too many")}.",
            Fault.RejectedMissing f =>
                $"The papers were verified, so the rejected ballots are needed: they should come to {Number(f.Difference)}.",
            Fault.TieWithoutLot { Seats: > 1 } f =>
                $"{And([.. f.Level.Select(Name)])} are level for {f.Seats} seats. The returning officer decides "
                    + "by lot at once: write “Elected” beside those who won it.",
            Fault.TieWithoutLot f =>
                $"{And([.. f.Level.Select(Name)])} are level. The returning officer decides "
                    + "by lot at once: write “Elected” beside the one who won it.",
            Fault.ElectedDoesNotLead f =>
                $"{Name(f.Said)} is marked as elected, but {Name(f.Leads)} has more votes.",
            Fault.AlreadyDeclared { Same: true } f =>
                $"{f.Contest.Name} is already declared, with these very figures.",
            Fault.AlreadyDeclared { Same: null } f => $"{f.Contest.Name} is already declared.",
            Fault.AlreadyDeclared f => $"{f.Contest.Name} is already declared, with other figures.",
            Fault.PollStillOpen f =>
                $"Nothing may be published before the polls close, at {f.Closes:HH:mm} on {f.Closes:d MMMM yyyy}.",
            Fault.UnknownProposal =>
                "These figures are no longer here to be sent. Please declare again.",
            Fault.ProposalSettled { State: ProposalState.Sent } =>
                "These figures were sent before.",
            Fault.ProposalSettled { State: ProposalState.Rejected } =>
                "These figures were rejected at the desk.",
            Fault.ProposalSettled => "These figures were cancelled or replaced by newer ones.",
            Fault.NotDeclared f => $"{f.Contest.Name} has not declared.",
            Fault.NothingToRetract f =>
                $"{f.Contest.Name} has not declared and has no flash: there is nothing to retract.",
            Fault.IsContested f =>
                $"{f.Contest.Name} has {f.Contest.Candidates.Length} candidates for {Of(f.Contest.Seats, "seat", "seats")}: it is contested, and nobody is elected unopposed.",
            Fault.WasUnopposed f =>
                $"{f.Contest.Name} was elected unopposed and has no figures to correct. If that is wrong, use /retract first.",
            Fault.PollIsPostponed f =>
                $"The poll in {f.Contest.Name} is postponed. If that is wrong, an editor can use /retract first.",
            Fault.PollNotPostponed f => $"The poll in {f.Contest.Name} is not postponed.",
            Fault.FlashChanged f =>
                $"The flash in {f.Contest.Name} has changed since you saw it. Please type /retract again.",
            Fault.NotRetracted f => $"The result of {f.Contest.Name} was not taken back.",
            Fault.ResultChanged =>
                "The result has changed since you saw it. Please look at it again first.",
            Fault.NothingChanged => "These are the figures that stand already.",
            Fault.OutsideSource =>
                "An outside source can propose a result, and never publish one: somebody here has to send it.",
            Fault.UndoNeedsSecondPerson f =>
                $"Here a second person has to agree to every change of a result, also to an undo. An editor can use /retract or /correct for {f.Contest.Name}.",
            Fault.SecondPersonNeeded { Because.IsEmpty: true } =>
                "Another editor has to send this.",
            Fault.SecondPersonNeeded f => "Somebody else has to send this: "
                + string.Join(' ', f.Because.Select(Sentence)),
            Fault.NothingToUndo => "There is nothing of yours to undo.",
            Fault.TooLateToUndo =>
                $"It was sent more than {HouseRules.UndoWithin.TotalMinutes:0} minutes ago and can no longer be undone. "
                    + "A result can still be corrected or taken back.",
            Fault.BuiltUpon f =>
                $"Something else has been reported of {f.Contest.Name} since, so it cannot be undone.",
            Fault.AlreadyHeld f => $"{Place(f.Embargo)} is held already.",
            Fault.NotHeld f => NotHeld(Place(f.Embargo)),
            Fault.AlreadyPaused => "Nothing is going out already.",
            Fault.NotPaused => "Nothing is paused.",
            Fault.NotAwaitingSecondPerson => "It does not wait for a second person.",
            Fault.ReasonMissing => "Please say why.",
            Fault.TextMissing => "There is no text in it.",
            Fault.TextTooLong f =>
                $"This is {Number(f.Length)} characters long; {Number(f.Limit)} can be kept.",
            Fault.PapersOutOfRange f =>
                $"There cannot be {Number(f.Papers)} ballot papers: {Number(f.Electorate)} people may vote here.",
            Fault.ElectorateOutOfRange { Papers: 0 } f =>
                $"The electorate of {f.Contest.Name} cannot be {Number(f.Electorate)}.",
            Fault.ElectorateOutOfRange f =>
                $"The electorate of {f.Contest.Name} cannot be {Number(f.Electorate)}: {Number(f.Papers)} ballot papers are known there.",
            Fault.ElectorateChanged f =>
                $"The electorate of {f.Contest.Name} has been corrected since you saw it. Please type /electorate again.",
            Fault.SameElectorate f =>
                $"The electorate of {f.Contest.Name} is {Number(f.Contest.Electorate)} already.",
            Fault.TurnoutOutOfRange => "A turnout is between 0% and 100%.",
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No sentence for it."),
        };
}

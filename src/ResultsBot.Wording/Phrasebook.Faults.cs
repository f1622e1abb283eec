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
            Fault.UnknownContest f => $"There’s no seat with the code {f.Contest.Value}.",
            Fault.NotOnRoll f => $"There’s no candidate number {f.Candidate}.",
            Fault.CandidateMissing f =>
                $"{Name(f.Candidate)} has no figure. Every candidate needs one, even 0.",
            Fault.CandidateRepeated f =>
                $"{Name(f.Candidate)} has more than one figure. Keep the right one.",
            Fault.NegativeVotes f => $"{Name(f.Candidate)} can’t have {f.Votes} votes.",
            Fault.NegativeRejected f => $"There can’t be {f.Rejected} rejected ballots.",
            Fault.NoVotes => "Nobody has any votes. Please check the figures.",
            Fault.MoreThanElectorate f =>
                $"These figures come to {Number(f.Papers)} ballot papers, but the electorate is "
                    + $"{Number(f.Electorate)}. Check for an extra digit; if the electorate is wrong, ask the desk.",
            Fault.MoreVotesThanPapers f =>
                $"{Name(f.Candidate)} has {Number(f.Votes)} votes, but there are only {Number(f.Papers)} papers.",
            Fault.MoreVotesThanPapersCarry f =>
                $"That’s {Number(f.Votes)} votes, but {Number(f.Papers)} papers with up to {f.Seats} votes each allow only {Number((long)f.Papers * f.Seats)}.",
            Fault.NotReconciled f =>
                $"{Number(f.Valid)} valid and {Number(f.Rejected)} rejected papers come to "
                    + $"{Number((long)f.Valid + f.Rejected)}, but {Number(f.Verified)} were verified: "
                    + $"{Number(Math.Abs((long)f.Verified - f.Valid - f.Rejected))} {((long)f.Valid + f.Rejected < f.Verified ? "missing" : "too many")}. Please check the figures.",
            Fault.RejectedMissing f =>
                $"How many ballots were rejected? The votes are {Number(f.Difference)} short of the verified total. Give the figure announced, or check that no votes are missing.",
            Fault.TieWithoutLot { Seats: > 1 } f =>
                $"{And([.. f.Level.Select(Name)])} are level for {f.Seats} seats. When lots have been "
                    + "drawn, press Edit and write “Elected” beside those who won.",
            Fault.TieWithoutLot f =>
                $"{And([.. f.Level.Select(Name)])} are level. When lots have been "
                    + "drawn, press Edit and write “Elected” beside the winner.",
            Fault.ElectedDoesNotLead f =>
                $"{Name(f.Said)} is marked as elected, but {Name(f.Leads)} has more votes. Please check both.",
            Fault.AlreadyDeclared { Same: true } f =>
                $"{f.Contest.Name} has already declared, with exactly this result.",
            Fault.AlreadyDeclared { Same: null } f =>
                $"{f.Contest.Name} has already declared. If that’s wrong, an editor can use /correct or /retract.",
            Fault.AlreadyDeclared f =>
                $"{f.Contest.Name} has already declared, with other figures. An editor can use /correct to change them.",
            Fault.PollStillOpen f =>
                $"Nothing can be published before polls close at {f.Closes:HH:mm} on {f.Closes:d MMMM yyyy}.",
            Fault.UnknownProposal =>
                "These figures are no longer available. Please report them again.",
            Fault.ProposalSettled { State: ProposalState.Sent } =>
                "These figures have already been sent.",
            Fault.ProposalSettled { State: ProposalState.Rejected } =>
                "Nothing was sent: the desk has rejected this.",
            Fault.ProposalSettled =>
                "Nothing was sent: this was cancelled, or replaced by a newer report.",
            Fault.NotDeclared f => $"{f.Contest.Name} hasn’t declared yet.",
            Fault.NothingToRetract f =>
                $"{f.Contest.Name} hasn’t declared and has no flash, so there’s nothing to withdraw.",
            Fault.IsContested f =>
                $"{f.Contest.Name} has {f.Contest.Candidates.Length} candidates for {Of(f.Contest.Seats, "seat", "seats")}: it’s contested, so nobody is elected unopposed.",
            Fault.WasUnopposed f =>
                $"{f.Contest.Name} was uncontested, so there are no figures to correct. If that’s wrong, use /retract first.",
            Fault.PollIsPostponed f =>
                $"The poll in {f.Contest.Name} is postponed. If that’s wrong, an editor can use /retract first.",
            Fault.PollNotPostponed f => $"The poll in {f.Contest.Name} isn’t postponed.",
            Fault.FlashChanged f =>
                $"The flash for {f.Contest.Name} has changed since you saw it. Please type /retract again.",
            Fault.NotRetracted f => $"The result in {f.Contest.Name} hasn’t been withdrawn.",
            Fault.ResultChanged =>
                "The result has changed since you saw it. Please check it and type the command again.",
            Fault.NothingChanged => "These are the figures already published.",
            Fault.OutsideSource =>
                "An outside source can only propose a result: somebody here has to send it.",
            Fault.UndoNeedsSecondPerson f =>
                $"Every change to a result here needs a second person, so you can’t undo it alone. An editor can use /retract or /correct for {f.Contest.Name}.",
            Fault.SecondPersonNeeded { Because.IsEmpty: true } =>
                "Another editor has to send this.",
            Fault.SecondPersonNeeded f => "Another editor has to send this: "
                + string.Join(' ', f.Because.Select(Sentence)),
            Fault.NothingToUndo => "You have nothing to undo.",
            Fault.TooLateToUndo =>
                $"It was sent more than {HouseRules.UndoWithin.TotalMinutes:0} minutes ago, so it can’t be undone. "
                    + "Ring the desk: an editor can use /retract for a result or a flash, /correct for figures.",
            Fault.BuiltUpon f =>
                $"Something else has been reported for {f.Contest.Name} since, so this can’t be undone. An editor can use /retract for a result or a flash, /correct for figures.",
            Fault.AlreadyHeld f => $"{Place(f.Embargo)} is already on hold.",
            Fault.NotHeld f => NotHeld(Place(f.Embargo)),
            Fault.AlreadyPaused => "Already paused.",
            Fault.NotPaused => "Not paused.",
            Fault.NotAwaitingSecondPerson => "It isn’t waiting for a second person.",
            Fault.ReasonMissing => "Please say why.",
            Fault.TextMissing => "Please add some text.",
            Fault.HeadlineTooLong f =>
                $"The headline is {Number(f.Length)} characters long; the limit is {Number(f.Limit)}. Put the rest in the text.",
            Fault.PostNotStanding =>
                "That isn’t an entry you can change: it was withdrawn, or isn’t one of the desk’s own.",
            Fault.PostChanged =>
                "Somebody else has corrected this entry since you saw it. Please type /correct-post again.",
            Fault.EverythingHeld =>
                "Everything is on hold, and this entry can’t wait because it isn’t about one seat. Post it after /release.",
            Fault.TextTooLong f =>
                $"This is {Number(f.Length)} characters long; the limit is {Number(f.Limit)}.",
            Fault.PapersOutOfRange { Papers: <= 0 } => "There must be at least one ballot paper.",
            Fault.PapersOutOfRange f =>
                $"There can’t be {Number(f.Papers)} ballot papers: the electorate is {Number(f.Electorate)}. If the electorate is wrong, ask the desk.",
            Fault.ElectorateOutOfRange { Papers: 0 } f =>
                $"The electorate of {f.Contest.Name} can’t be {Number(f.Electorate)}.",
            Fault.ElectorateOutOfRange f =>
                $"The electorate of {f.Contest.Name} can’t be {Number(f.Electorate)}: there were {Number(f.Papers)} ballot papers.",
            Fault.ElectorateChanged f =>
                $"The electorate of {f.Contest.Name} has been corrected since you saw it. Please type /electorate again.",
            Fault.SameElectorate f =>
                $"The electorate of {f.Contest.Name} is already {Number(f.Contest.Electorate)}.",
            Fault.TurnoutOutOfRange => "Turnout must be between 0% and 100%.",
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No sentence for it."),
        };
}

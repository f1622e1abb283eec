using ResultsBot.Engine;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>What is wrong, in a sentence that says what to do about it.</summary>
internal static class Faults
{
    public static string Sentence(Fault fault) =>
        fault switch
        {
            Fault.UnknownContest f =>
                $"There is no seat with the code {Text.Escape(f.Contest.Value)}.",
            Fault.NotOnRoll f => $"There is no candidate number {f.Candidate} on the roll.",
            Fault.CandidateMissing f =>
                $"{Name(f.Candidate)} has no figure. Every candidate needs one, even 0.",
            Fault.CandidateRepeated f => $"{Name(f.Candidate)} has more than one figure.",
            Fault.NegativeVotes f =>
                $"{Name(f.Candidate)} cannot have {f.Votes} votes: a figure is 0 or more.",
            Fault.NegativeRejected f => $"There cannot be {f.Rejected} rejected ballots.",
            Fault.NoVotes => "Nobody has a vote.",
            Fault.MoreThanElectorate f =>
                $"These figures come to {Numbers.Count(f.Papers)} ballot papers, but only "
                    + $"{Numbers.Count(f.Electorate)} people may vote here.",
            Fault.TieWithoutLot f =>
                $"{Text.List([.. f.Level.Select(Name)])} are level. The returning officer decides "
                    + "by lot at once: write “Elected” beside the one who won it.",
            Fault.ElectedDoesNotLead f =>
                $"{Name(f.Said)} is marked as elected, but {Name(f.Leads)} has more votes.",
            Fault.AlreadyDeclared { Same: true } f =>
                $"{Text.Escape(f.Contest.Name)} is already declared, with these very figures.",
            Fault.AlreadyDeclared f =>
                $"{Text.Escape(f.Contest.Name)} is already declared, with other figures.",
            Fault.PollStillOpen f =>
                $"Nothing may be published before the polls close, at {f.Closes:HH:mm} on {f.Closes:d MMMM yyyy}.",
            Fault.UnknownProposal =>
                "These figures are no longer here to be sent. Please declare again.",
            Fault.ProposalSettled { State: ProposalState.Sent } =>
                "These figures were sent before.",
            Fault.ProposalSettled => "These figures were cancelled or replaced by newer ones.",
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No sentence for it."),
        };

    private static string Name(Candidate candidate) =>
        $"{Text.Escape(candidate.Name)} ({Text.Escape(candidate.Party.Value)})";
}

using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>A proposal that waits for a second person, as the desk sees it; and what has become of it.</summary>
internal sealed class ProposalCards(ResultsDesk desk, ReadBacks readBacks, Phrasebook phrases)
{
    public const string Command = "proposals";
    public const string Approve = "approve";
    public const string Reject = "reject";

    /// <param name="cameUp">It was to be sent, and is put before somebody again.</param>
    public BotMessage Of(Proposal proposal, bool cameUp = false)
    {
        var contest = desk.Election.Definition.Contest(proposal.Asks.Contest);
        if (proposal.State != ProposalState.AwaitsSecondPerson)
        {
            return new BotMessage { Lines = [RichText.Strong(contest.Name), Became(proposal)] };
        }
        var look = readBacks.LookAt(proposal.Id);
        // Who presses has read what stands above: the button carries exactly that.
        var shown = look.Cautions.Aggregate(
            AcceptedCautions.Of(readBacks.Told(look)),
            (accepted, caution) => accepted.With(caution.Code)
        );
        var body = readBacks.Body(
            look,
            AcceptedCautions.None,
            phrases.ProposalWaits(phrases.Person(proposal.By), proposal.At)
        );
        return body with
        {
            Lines =
            [
                .. cameUp ? new[] { phrases.SomethingCameUp() } : [],
                .. body.Lines,
                .. look.Faults.Select(f => (RichText)phrases.Sentence(f)),
            ],
            Components =
            [
                new ActionRow([
                    new Button(
                        new CustomId(Command, Approve, $"{proposal.Id}:{shown}").ToString(),
                        phrases.ApproveButton(),
                        ButtonStyle.Success,
                        Disabled: !look.Faults.IsEmpty
                    ),
                    new Button(
                        new CustomId(Command, Reject, proposal.Id.Value).ToString(),
                        phrases.RejectButton(),
                        ButtonStyle.Danger
                    ),
                ]),
            ],
        };
    }

    public bool IsAsShown(ProposalId id, AcceptedCautions accepted) =>
        readBacks.IsAsShown(id, accepted);

    /// <summary>What it said, which can no longer be worked out against the state as it is.</summary>
    private string? What(Command.Report asks) =>
        asks switch
        {
            ResultsBot.Engine.Command.Declare c => Headline(c.Contest, c.Figures),
            ResultsBot.Engine.Command.Correct c => Headline(c.Contest, c.Figures),
            _ => null,
        };

    private string? Headline(ContestId id, Figures figures)
    {
        var election = desk.Election;
        var contest = election.Definition.Contest(id);
        return
            Count.Of(contest, figures, election.Definition.HasDeposits)
                is Count.Complete { Verdict: var verdict }
            ? $"{phrases.Headline(contest, verdict)}, {phrases.ByHow(verdict)}"
            : null;
    }

    private RichText Became(Proposal proposal) =>
        proposal switch
        {
            { State: ProposalState.Sent, SettledBy: { } by }
                when desk.Election.IsPaused
                    || desk.Election.IsHeld(
                        desk.Election.Definition.Contest(proposal.Asks.Contest)
                    ) => phrases.ProposalApprovedHeld(phrases.Person(by)),
            { State: ProposalState.Sent, SettledBy: { } by } => phrases.ProposalApproved(
                phrases.Person(by)
            ),
            { State: ProposalState.Rejected, SettledBy: { } by, Reason: { } reason } =>
                phrases.ProposalRejected(phrases.Person(by), reason),
            _ => phrases.ProposalDropped(What(proposal.Asks)),
        };
}

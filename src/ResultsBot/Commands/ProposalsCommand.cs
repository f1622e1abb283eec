using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/proposals</c>: what waits for a second person, the longest waiting first; and the buttons of its cards, here
/// and in the desk's channel. Who proposed something cannot send it here either: that is the engine's rule.
/// </summary>
internal sealed class ProposalsCommand(
    ResultsDesk desk,
    ProposalCards cards,
    WaitingReporters waiting,
    Staff staff,
    Phrasebook phrases
) : ISlashCommand
{
    private const string Reason = "reason";

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = ProposalCards.Command,
            Description = phrases.CommandDescription(ProposalCards.Command),
        };

    public bool IsPrivate => true;

    public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        return Task.FromResult(staff.Refuse(interaction, Rank.Editor) ?? LongestWaiting());
    }

    private Reply LongestWaiting()
    {
        var open = desk.Election.AwaitingSecondPerson.ToArray();
        if (open.Length == 0)
        {
            return new Reply.Say(phrases.NoProposals());
        }
        var card = cards.Of(open[0]);
        return new Reply.Say(
            open.Length == 1
                ? card
                : card with
                {
                    Lines = [.. card.Lines, phrases.AndMore(open.Length - 1)],
                }
        );
    }

    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        if (id.Action == CustomId.OnBoard)
        {
            return LongestWaiting();
        }
        var (proposal, accepted) = ReadBacks.Parse(id);
        if (desk.Election.Proposal(proposal) is not { } known)
        {
            return new Reply.Say(phrases.Sentence(new Fault.UnknownProposal(proposal)));
        }
        if (id.Action == ProposalCards.Reject)
        {
            return new Reply.Form(
                new Modal(
                    new CustomId(
                        ProposalCards.Command,
                        ProposalCards.Reject,
                        proposal.Value
                    ).ToString(),
                    phrases.RejectTitle(),
                    [
                        new TextInput
                        {
                            CustomId = Reason,
                            Label = phrases.RejectLabel(),
                            Style = TextInputStyle.Paragraph,
                            MaxLength = 300,
                        },
                    ]
                )
            );
        }
        if (known.State == ProposalState.Waiting)
        {
            return new Reply.Say(phrases.Sentence(new Fault.NotAwaitingSecondPerson()));
        }
        var cautions = desk.Consider(proposal).Considered.Cautions;
        var decision = await desk.Submit(
            new Command.Confirm(proposal, Staff.By(interaction), accepted.Confirmed(cautions)),
            interaction.Id.ToString(),
            ct,
            () => cards.IsAsShown(proposal, accepted)
        );
        return Settled(proposal, decision);
    }

    public async Task<Reply> Fill(
        Interaction.ModalSubmitted interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        var proposal = new ProposalId(id.Subject);
        var decision = await desk.Submit(
            new Command.Reject(
                proposal,
                interaction.Field(Reason)?.Trim() ?? "",
                Staff.By(interaction)
            ),
            interaction.Id.ToString(),
            ct
        );
        return Settled(proposal, decision);
    }

    /// <summary>The card as it is now: sent, rejected, or with what has come up since.</summary>
    private Reply Settled(ProposalId id, Decision decision)
    {
        if (decision is Decision.Refused { Faults: var faults })
        {
            return new Reply.Say(phrases.Sentences(faults));
        }
        var proposal = desk.Election.Proposal(id)!;
        waiting.Tell(proposal);
        return new Reply.Replace(
            cards.Of(proposal, cameUp: decision is Decision.Cautioned or Decision.Overtaken)
        );
    }
}

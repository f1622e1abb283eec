using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// Tells a reporter what became of what waited for a second person, where Discord still lets us: for fifteen minutes
/// after the press, and not beyond a restart. What is missed stands in <c>/mine</c> and in the desk's channel.
/// </summary>
internal sealed class WaitingReporters(
    ResultsDesk desk,
    DiscordRest discord,
    DiscordMessages messages,
    TimeProvider time,
    Phrasebook phrases,
    ILogger<WaitingReporters> log
)
{
    private readonly ConcurrentDictionary<ProposalId, Interaction> _pressed = [];

    public void Remember(ProposalId proposal, Interaction pressed)
    {
        foreach (var (id, before) in _pressed)
        {
            if (time.GetElapsedTime(before.ReceivedAt) > Limits.InteractionToken)
            {
                _pressed.TryRemove(id, out _);
            }
        }
        _pressed[proposal] = pressed;
    }

    /// <summary>Beside everything else: nothing waits for it.</summary>
    public void Tell(Proposal proposal)
    {
        if (
            proposal.State is ProposalState.Sent or ProposalState.Rejected
            && _pressed.TryRemove(proposal.Id, out var pressed)
        )
        {
            _ = Tell(proposal, pressed);
        }
    }

    private async Task Tell(Proposal proposal, Interaction pressed)
    {
        try
        {
            await Say(proposal, pressed);
        }
        catch (Exception e)
        {
            // Nobody waits for this task: what becomes of it is seen here or nowhere.
            log.LogError(e, "A reporter was not told what became of {Proposal}.", proposal.Id);
        }
    }

    private async Task Say(Proposal proposal, Interaction pressed)
    {
        var contest = desk.Election.Definition.Contest(proposal.Asks.Contest);
        var seat = contest.Name;
        var told = await discord.FollowUp(
            pressed,
            messages.Of(
                BotMessage.Saying(
                    proposal.Reason is { } reason ? phrases.YoursWasRejected(seat, reason)
                    : desk.Election.IsHeld(contest) || desk.Election.IsPaused
                        ? phrases.YoursWasTakenIn(seat)
                    : phrases.YoursWasApproved(seat)
                )
            ) with
            {
                Ephemeral = true,
            },
            CancellationToken.None
        );
        if (told is not RestResult<Message>.Done)
        {
            log.LogWarning(
                "A reporter could not be told what became of {Proposal}: it stands in /mine alone.",
                proposal.Id
            );
        }
    }
}

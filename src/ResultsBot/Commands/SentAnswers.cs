using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Counting;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// What a reporter is told once a report was taken in: where it goes, in a line or two, and a button that takes it back
/// for as long as it can be. The post itself is in the channels.
/// </summary>
internal sealed class SentAnswers(
    ResultsDesk desk,
    Broadcaster broadcaster,
    TimeProvider time,
    Phrasebook phrases
)
{
    /// <summary>Nobody waits longer for a number to be told that their report was taken in.</summary>
    private static readonly TimeSpan LongestCount = TimeSpan.FromSeconds(1);

    /// <summary>How many channels a bulletin goes to; null where it can't be said in time.</summary>
    public async Task<int?> Following(Bulletin? bulletin, CancellationToken ct)
    {
        if (bulletin is null)
        {
            return null;
        }
        try
        {
            return await Count(bulletin).WaitAsync(LongestCount, time, ct);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<int?> Count(Bulletin bulletin)
    {
        try
        {
            return await broadcaster.CountFollowers(bulletin);
        }
        catch (OperationCanceledException)
        {
            // The broadcaster is at its end: what was taken in is told all the same.
            return null;
        }
    }

    /// <param name="look">At the proposal, before it was taken in.</param>
    /// <param name="isTold">Whether anybody is told anything by it.</param>
    /// <param name="following">How many channels it goes to; null where that isn't known.</param>
    public BotMessage Of(
        Look look,
        bool isTold,
        Decision.Accepted decision,
        int? following,
        Interaction pressed
    ) =>
        new()
        {
            Lines = [Line(look, isTold, following)],
            Components = UndoCommand.Offer(desk, decision, Staff.By(pressed), phrases) is { } undo
                ? [new ActionRow([undo])]
                : [],
        };

    private RichText Line(Look look, bool isTold, int? following)
    {
        var preview = look.Preview;
        var contest = desk.Election.Definition.Contest(look.Asks.Contest);
        var headline = preview is null ? contest.Name : phrases.Headline(preview);
        return desk.Election.IsHeld(contest)
            ? isTold
                ? phrases.TakenInUnderEmbargo(headline, contest.Name)
                : phrases.TakenInAndNotTold(contest.Name)
            : !isTold
                ? phrases.TakenInNothingToTell(contest.Name)
                : desk.Election.IsPaused
                    ? phrases.TakenInWhilePaused(headline)
                    : phrases.Sent(headline, VerdictOf(preview), following);
    }

    private static Verdict? VerdictOf(Bulletin? bulletin) =>
        bulletin switch
        {
            Bulletin.Result b => b.Verdict,
            Bulletin.Corrected b => b.After,
            _ => null,
        };
}

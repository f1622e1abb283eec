using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets.Discord;

/// <summary>
/// Threads that Discord has put away, after a day or a week without a message. Nothing in one can be edited, but a correction
/// has to reach what stands there: it is taken out for it.
/// </summary>
internal sealed class ThreadArchive(DiscordRest discord, ILogger logger)
{
    /// <returns>Why it can't be taken out now; null where it is out.</returns>
    public async Task<OutletAnswer?> TakeOut(Snowflake thread, CancellationToken ct)
    {
        var result = await discord.ArchiveThread(
            thread,
            isArchived: false,
            SendPriority.Normal,
            ct
        );
        return result switch
        {
            RestResult<Nothing>.Done => null,
            // Locked, or for want of a permission. Others of the channel's posts can be corrected all the same.
            RestResult<Nothing>.Refused { Refusal: { IsForbidden: true } refusal } =>
                new OutletAnswer.Refused(
                    Refusal.Closed,
                    $"Thread {thread} is archived and can't be opened: {refusal.Status} {refusal.Code} {refusal.Message}"
                ),
            _ => DiscordAnswers.Of(
                result,
                _ => throw new InvalidOperationException(),
                otherwise: Refusal.Closed
            ),
        };
    }

    /// <summary>As it was. Where that is refused it stands among the open ones until Discord puts it away.</summary>
    public async Task PutBack(Snowflake thread, CancellationToken ct)
    {
        if (
            await discord.ArchiveThread(thread, isArchived: true, SendPriority.Normal, ct)
            is not RestResult<Nothing>.Done
                and var result
        )
        {
            logger.LogWarning(
                "Thread {Thread} was opened for a correction and is not archived again: {Result}",
                thread,
                result
            );
        }
    }
}

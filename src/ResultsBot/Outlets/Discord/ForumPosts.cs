using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets.Discord;

/// <summary>
/// Forums, where each post is a thread of its own: its title is the line that a notification shows, and its first message
/// is what a channel gets. Discord knows no nonce here, so what may stand is always looked for.
/// </summary>
internal sealed class ForumPosts(DiscordRest discord, IGuilds guilds, Pages pages, ILogger logger)
{
    private readonly ThreadArchive _archive = new(discord, logger);

    public bool IsForum(Dispatch dispatch) =>
        guilds.TypeOf(dispatch.Group.Guild(), dispatch.Address.Channel()) == ChannelType.Forum;

    /// <summary>Whether a message is the first of a thread in a forum: those two share one id, and no others do.</summary>
    public static bool IsPost(Snowflake place, Snowflake message) => place == message;

    public async Task<OutletAnswer> Send(
        Dispatch dispatch,
        OutgoingMessage message,
        CancellationToken ct
    )
    {
        var result = await discord.StartPost(
            new Snowflake(dispatch.Address.Channel()),
            TitleOf(dispatch),
            message,
            ThreadArchival.Week,
            DiscordAnswers.Priority(dispatch.Urgency),
            ct
        );
        return DiscordAnswers.Of(
            result,
            post => new OutletAnswer.Done(DiscordAddresses.Handle(post.Thread.Value, post.Message))
        );
    }

    /// <summary>The thread of what was being sent, among those that were opened since.</summary>
    public async Task<OutletAnswer> Find(
        Dispatch dispatch,
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        var forum = dispatch.Address.Channel();
        var result = await discord.GetActiveThreads(new Snowflake(dispatch.Group.Guild()), ct);
        if (result is not RestResult<ImmutableArray<Channel>>.Done { Value: var threads })
        {
            return NotRead(result);
        }
        foreach (
            var thread in threads
                .Where(t => t.ParentId?.Value == forum && t.Id.CreatedAt >= since)
                .OrderBy(t => t.Id)
        )
        {
            var first = await discord.GetMessages(
                thread.Id,
                limit: 1,
                after: new Snowflake(thread.Id.Value - 1),
                ct: ct
            );
            if (
                first is RestResult<ImmutableArray<Message>>.Refused { Refusal.IsChannelGone: true }
            )
            {
                // Deleted since it was listed, which says nothing of the forum.
                continue;
            }
            if (first is not RestResult<ImmutableArray<Message>>.Done { Value: var messages })
            {
                return NotRead(first);
            }
            if (messages is [var message] && pages.IsOf(message, dispatch.Page))
            {
                return new OutletAnswer.Done(DiscordAddresses.Handle(thread.Id.Value, message.Id));
            }
        }
        return new OutletAnswer.NotFound();
    }

    /// <summary>
    /// A title that says what no longer holds is put right as well. Where that is refused, the message in it says so all the
    /// same.
    /// </summary>
    /// <param name="edited">What came of the message.</param>
    /// <param name="archives">Whether it is put away again.</param>
    public async Task<OutletAnswer> Rename(
        Snowflake thread,
        Dispatch dispatch,
        OutletAnswer edited,
        bool archives,
        CancellationToken ct
    )
    {
        var title = TitleOf(dispatch);
        var answer = edited;
        if (
            edited is OutletAnswer.Done
            // Whoever follows nothing any more has no server that is known.
            && !(
                dispatch.Group != default
                && guilds.NameOf(dispatch.Group.Guild(), thread.Value) == title
            )
        )
        {
            answer = DiscordAnswers.Of(
                await discord.RenameThread(thread, title, archives, SendPriority.Normal, ct),
                _ => edited,
                otherwise: Refusal.Rejected
            );
            if (answer is OutletAnswer.Done)
            {
                return answer;
            }
        }
        if (archives)
        {
            await _archive.PutBack(thread, ct);
        }
        if (answer == edited || answer is not OutletAnswer.Refused refused)
        {
            return answer;
        }
        logger.LogWarning("Thread {Thread} keeps its title: {Reason}", thread, refused.Reason);
        return edited;
    }

    private string TitleOf(Dispatch dispatch) =>
        pages.Title(dispatch.Page, dispatch.Entries, dispatch.Marks);

    /// <summary>Where nothing can be read, nothing is sent: it might stand there twice.</summary>
    private static OutletAnswer NotRead<T>(RestResult<T> result) =>
        DiscordAnswers.Of(
            result,
            _ => throw new InvalidOperationException(),
            otherwise: Refusal.Rejected
        );
}

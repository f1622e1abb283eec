using System.Collections.Immutable;
using ResultsBot.Discord.Json;
using ResultsBot.Discord.Rest;

namespace ResultsBot.Discord;

/// <summary>Threads, with a message of their own or without one.</summary>
public sealed partial class DiscordRest
{
    /// <summary>
    /// Opens a thread without a message of its own. There is no nonce for this: a lost answer is not asked for again.
    /// </summary>
    /// <param name="type"><see cref="ChannelType.AnnouncementThread"/> in an announcement channel.</param>
    public Task<RestResult<Channel>> StartThread(
        Snowflake channel,
        string name,
        ChannelType type,
        ThreadArchival archiveAfter,
        SendPriority priority,
        CancellationToken ct
    ) =>
        _calls.Ask(
            Channel(HttpMethod.Post, channel, "threads") with
            {
                Body = Body(
                    new WireThread(name, (int)archiveAfter) { Type = (int)type },
                    WireJson.Default.WireThread
                ),
                Priority = priority,
                Repeatable = false,
            },
            Discord.Channel.Parse,
            ct
        );

    /// <summary>
    /// Opens a thread of a forum, with its first message. There is no nonce for this: a lost answer is not asked for again,
    /// and the message's own nonce counts for nothing.
    /// </summary>
    public Task<RestResult<ForumPost>> StartPost(
        Snowflake forum,
        string name,
        OutgoingMessage message,
        ThreadArchival archiveAfter,
        SendPriority priority,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        return _calls.Ask(
            Channel(HttpMethod.Post, forum, "threads") with
            {
                Body = Body(
                    new WireThread(name, (int)archiveAfter)
                    {
                        Message = WireMessage.ForChannel(message with { Nonce = null }),
                    },
                    WireJson.Default.WireThread
                ),
                Files = message.Files,
                Priority = priority,
                Repeatable = false,
            },
            ForumPost.Parse,
            ct
        );
    }

    /// <summary>Gives a thread that the bot has opened another name; that takes no permission.</summary>
    /// <param name="archives">And puts it away, in one request: of these there are few.</param>
    public Task<RestResult<Nothing>> RenameThread(
        Snowflake thread,
        string name,
        bool archives,
        SendPriority priority,
        CancellationToken ct
    ) =>
        Change(
            thread,
            Body(new WireThreadName(name, archives ? true : null), WireJson.Default.WireThreadName),
            priority,
            ct
        );

    /// <summary>
    /// Takes a thread out of the archive, which takes Send Messages in Threads, and Manage Threads where it is locked; or puts
    /// one away that the bot has opened, which takes no permission.
    /// </summary>
    public Task<RestResult<Nothing>> ArchiveThread(
        Snowflake thread,
        bool isArchived,
        SendPriority priority,
        CancellationToken ct
    ) =>
        Change(
            thread,
            Body(new WireThreadState(isArchived), WireJson.Default.WireThreadState),
            priority,
            ct
        );

    private Task<RestResult<Nothing>> Change(
        Snowflake thread,
        byte[] body,
        SendPriority priority,
        CancellationToken ct
    ) =>
        _calls.Do(
            new RestRequest(
                HttpMethod.Patch,
                "PATCH channels/{channel}",
                $"channels/{thread}",
                thread.ToString()
            )
            {
                Body = body,
                Priority = priority,
            },
            ct
        );

    /// <summary>All threads of a server that are not archived and that the bot can see.</summary>
    public Task<RestResult<ImmutableArray<Channel>>> GetActiveThreads(
        Snowflake guild,
        CancellationToken ct
    ) =>
        _calls.Ask<ImmutableArray<Channel>>(
            new RestRequest(
                HttpMethod.Get,
                "GET guilds/{guild}/threads/active",
                $"guilds/{guild}/threads/active",
                guild.ToString()
            ),
            json =>
                json.Get("threads") is null ? null : json.Items("threads", Discord.Channel.Parse),
            ct
        );
}

using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord;

/// <summary>developers/resources/channel.mdx, "Channel Types". Unlisted numbers come through as they are.</summary>
public enum ChannelType
{
    Text = 0,
    DirectMessage = 1,
    Voice = 2,
    Category = 4,
    Announcement = 5,
    AnnouncementThread = 10,
    PublicThread = 11,
    PrivateThread = 12,
    Stage = 13,
    Forum = 15,
    Media = 16,
}

/// <summary>A guild as GUILD_CREATE tells it: enough to work out the bot's permissions without a request.</summary>
/// <param name="OwnRoleIds">The bot's own roles here, without @everyone.</param>
/// <param name="Channels">Channels and active threads.</param>
public sealed record Guild(
    Snowflake Id,
    string Name,
    Snowflake OwnerId,
    Snowflake OwnUserId,
    ImmutableArray<Snowflake> OwnRoleIds,
    ImmutableArray<Role> Roles,
    ImmutableArray<Channel> Channels
)
{
    /// <summary>Where the server has Discord's own messages posted; null where it has them nowhere.</summary>
    public Snowflake? SystemChannelId { get; init; }

    public static Guild? Parse(JsonElement json, Snowflake ownUserId) =>
        json.Id("id") is { } id
            ? new Guild(
                id,
                json.Text("name") ?? "",
                json.Id("owner_id") ?? default,
                ownUserId,
                json.Items("members")
                    .FirstOrDefault(member => member.Get("user")?.Id("id") == ownUserId)
                    .Ids("roles"),
                json.Items("roles", Role.Parse),
                [
                    .. json.Items("channels", channel => Channel.Parse(channel, id)),
                    .. json.Items("threads", thread => Channel.Parse(thread, id)),
                ]
            )
            {
                SystemChannelId = json.Id("system_channel_id"),
            }
            : null;
}

/// <summary>The role with the guild's own id is @everyone.</summary>
public sealed record Role(Snowflake Id, string Name, Permissions Permissions)
{
    public static Role? Parse(JsonElement json) =>
        json.Id("id") is { } id
            ? new Role(id, json.Text("name") ?? "", json.Bits("permissions") ?? Permissions.None)
            : null;
}

/// <param name="ParentId">The category of a channel, the channel of a thread.</param>
public sealed record Channel(
    Snowflake Id,
    Snowflake? GuildId,
    ChannelType Type,
    string Name,
    Snowflake? ParentId,
    ImmutableArray<PermissionOverwrite> Overwrites
)
{
    private const int RequireTag = 1 << 4;

    /// <summary>A thread put away: sending takes it out again, editing in it is refused.</summary>
    public bool IsArchived { get; init; }

    /// <summary>A thread in which only moderators may write.</summary>
    public bool IsLocked { get; init; }

    /// <summary>A forum in which each post needs a tag (flag 1&lt;&lt;4).</summary>
    public bool RequiresTag { get; init; }

    public bool IsThread =>
        Type
            is ChannelType.AnnouncementThread
                or ChannelType.PublicThread
                or ChannelType.PrivateThread;

    public static Channel? Parse(JsonElement json) => Parse(json, null);

    internal static Channel? Parse(JsonElement json, Snowflake? guildId) =>
        json.Id("id") is { } id
            ? new Channel(
                id,
                json.Id("guild_id") ?? guildId,
                (ChannelType)(json.Int("type") ?? 0),
                json.Text("name") ?? "",
                json.Id("parent_id"),
                json.Items("permission_overwrites", PermissionOverwrite.Parse)
            )
            {
                IsArchived = json.Get("thread_metadata")?.Flag("archived") ?? false,
                IsLocked = json.Get("thread_metadata")?.Flag("locked") ?? false,
                RequiresTag = ((json.Int("flags") ?? 0) & RequireTag) != 0,
            }
            : null;
}

/// <param name="Id">A role's id or a member's.</param>
public sealed record PermissionOverwrite(
    Snowflake Id,
    bool IsMember,
    Permissions Allow,
    Permissions Deny
)
{
    public static PermissionOverwrite? Parse(JsonElement json) =>
        json.Id("id") is { } id
            ? new PermissionOverwrite(
                id,
                json.Int("type") == 1,
                json.Bits("allow") ?? Permissions.None,
                json.Bits("deny") ?? Permissions.None
            )
            : null;
}

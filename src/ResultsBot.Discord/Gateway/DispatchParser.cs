using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord.Gateway;

/// <summary>The events of interest among what Discord dispatches (developers/events/gateway-events.mdx).</summary>
internal static class DispatchParser
{
    /// <summary>None for events that are not handled here, null for one that is but cannot be understood.</summary>
    public static ImmutableArray<GatewayEvent>? Parse(
        string name,
        JsonElement data,
        Snowflake ownUserId,
        long receivedAt
    )
    {
        switch (name)
        {
            case "INTERACTION_CREATE":
                return IsUnhandledInteraction(data) ? []
                    : Interaction.Parse(data, receivedAt) is { } interaction
                        ? [new GatewayEvent.InteractionCreated(interaction)]
                    : null;

            case "GUILD_CREATE":
                return data.Flag("unavailable") == true ? GuildGone(data)
                    : Guild.Parse(data, ownUserId) is { } guild
                        ? [new GatewayEvent.GuildAvailable(guild)]
                    : null;

            case "GUILD_UPDATE":
                return data.Id("id") is { } updated
                    ?
                    [
                        new GatewayEvent.GuildUpdated(
                            updated,
                            data.Text("name") ?? "",
                            data.Id("owner_id") ?? default,
                            data.Items("roles", Role.Parse)
                        ),
                    ]
                    : null;

            case "GUILD_DELETE":
                return GuildGone(data);

            default:
                return name.StartsWith("GUILD_", StringComparison.Ordinal)
                    ? ParseRoles(name, data, ownUserId)
                    : ParseChannel(name, data);
        }
    }

    private static ImmutableArray<GatewayEvent>? ParseRoles(
        string name,
        JsonElement data,
        Snowflake ownUserId
    )
    {
        switch (name)
        {
            case "GUILD_ROLE_CREATE" or "GUILD_ROLE_UPDATE":
                return
                    data.Id("guild_id") is { } ofGuild
                    && data.Get("role") is { } role
                    && Role.Parse(role) is { } parsed
                    ? [new GatewayEvent.RoleChanged(ofGuild, parsed)]
                    : null;

            case "GUILD_ROLE_DELETE":
                return data.Id("guild_id") is { } fromGuild && data.Id("role_id") is { } roleId
                    ? [new GatewayEvent.RoleDeleted(fromGuild, roleId)]
                    : null;

            case "GUILD_MEMBER_UPDATE":
                return data.Get("user")?.Id("id") != ownUserId ? []
                    : data.Id("guild_id") is { } inGuild
                        ? [new GatewayEvent.OwnRolesChanged(inGuild, data.Ids("roles"))]
                    : null;

            default:
                return [];
        }
    }

    private static ImmutableArray<GatewayEvent>? ParseChannel(string name, JsonElement data)
    {
        switch (name)
        {
            case "CHANNEL_CREATE":
                return Channel.Parse(data) is { } created
                    ? [new GatewayEvent.ChannelCreated(created)]
                    : null;

            case "CHANNEL_UPDATE":
                return Channel.Parse(data) is { } changed
                    ? [new GatewayEvent.ChannelUpdated(changed)]
                    : null;

            case "CHANNEL_DELETE":
                return data.Id("id") is { } deleted
                    ? [new GatewayEvent.ChannelDeleted(data.Id("guild_id"), deleted)]
                    : null;

            case "THREAD_CREATE"
            or "THREAD_UPDATE":
                return Channel.Parse(data) is { } thread
                    ? [new GatewayEvent.ThreadChanged(thread)]
                    : null;

            case "THREAD_LIST_SYNC":
                return
                [
                    .. data.Items("threads", item => Channel.Parse(item, data.Id("guild_id")))
                        .Select(item => new GatewayEvent.ThreadChanged(item)),
                ];

            case "THREAD_DELETE":
                return data.Id("id") is { } threadId
                    ?
                    [
                        new GatewayEvent.ThreadDeleted(
                            data.Id("guild_id"),
                            threadId,
                            data.Id("parent_id")
                        ),
                    ]
                    : null;

            default:
                return [];
        }
    }

    /// <summary>An outage and a removal come by the same event; only this flag tells them apart.</summary>
    private static ImmutableArray<GatewayEvent>? GuildGone(JsonElement data) =>
        data.Id("id") is not { } id ? null
        : data.Flag("unavailable") == true ? [new GatewayEvent.GuildUnavailable(id)]
        : [new GatewayEvent.GuildRemoved(id)];

    /// <summary>Pings, and the commands of users' menus, are none of this client's.</summary>
    private static bool IsUnhandledInteraction(JsonElement data) =>
        data.Int("type") is 1 or > 5
        || (data.Int("type") == 2 && data.Get("data")?.Int("type") is 2 or > 3);
}

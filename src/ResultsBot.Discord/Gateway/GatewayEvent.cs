using System.Collections.Immutable;

namespace ResultsBot.Discord;

/// <summary>
/// What the gateway told (developers/events/gateway-events.mdx). Delivery is at least once and order between guilds
/// is not promised: handle each so that a repeat does no harm. READY comes again with every new session.
/// </summary>
public abstract record GatewayEvent
{
    private GatewayEvent() { }

    /// <summary>
    /// A session of one shard has begun. Its guilds follow, one <see cref="GuildAvailable"/> each; those of other
    /// shards are none of its business.
    /// </summary>
    public sealed record Ready(
        Snowflake ApplicationId,
        User User,
        ImmutableArray<Snowflake> GuildIds,
        int Shard,
        int ShardCount
    ) : GatewayEvent
    {
        /// <summary>Whether a guild's events come by this shard (gateway.mdx, "Sharding Formula").</summary>
        public bool Covers(Snowflake guild) =>
            (int)((guild.Value >> 22) % (ulong)ShardCount) == Shard;
    }

    /// <summary>A broken connection was taken up again; what was missed came before this.</summary>
    public sealed record Resumed(int Shard) : GatewayEvent;

    public sealed record InteractionCreated(Interaction Interaction) : GatewayEvent;

    /// <summary>After a session's start, when an outage ends, or when the bot was just invited.</summary>
    public sealed record GuildAvailable(Guild Guild) : GatewayEvent;

    /// <summary>Name, owner or roles have changed; channels are not told again.</summary>
    public sealed record GuildUpdated(
        Snowflake GuildId,
        string Name,
        Snowflake OwnerId,
        ImmutableArray<Role> Roles
    ) : GatewayEvent;

    /// <summary>An outage at Discord: keep everything, it comes back.</summary>
    public sealed record GuildUnavailable(Snowflake GuildId) : GatewayEvent;

    /// <summary>The bot was removed from the guild.</summary>
    public sealed record GuildRemoved(Snowflake GuildId) : GatewayEvent;

    public sealed record ChannelCreated(Channel Channel) : GatewayEvent;

    public sealed record ChannelUpdated(Channel Channel) : GatewayEvent;

    public sealed record ChannelDeleted(Snowflake? GuildId, Snowflake ChannelId) : GatewayEvent;

    /// <summary>A thread was made, changed, or came into sight.</summary>
    public sealed record ThreadChanged(Channel Thread) : GatewayEvent;

    public sealed record ThreadDeleted(Snowflake? GuildId, Snowflake ThreadId, Snowflake? ParentId)
        : GatewayEvent;

    public sealed record RoleChanged(Snowflake GuildId, Role Role) : GatewayEvent;

    public sealed record RoleDeleted(Snowflake GuildId, Snowflake RoleId) : GatewayEvent;

    /// <summary>The bot's own roles in a guild have changed.</summary>
    public sealed record OwnRolesChanged(Snowflake GuildId, ImmutableArray<Snowflake> RoleIds)
        : GatewayEvent;
}

/// <summary>How the gateway's run ended.</summary>
public abstract record GatewayEnd
{
    private GatewayEnd() { }

    /// <summary>It was asked to.</summary>
    public sealed record Stopped : GatewayEnd;

    /// <summary>Discord will not have us, and asking again would not help.</summary>
    /// <param name="Code">A gateway close code (4004, 4010–4014), or 401 from the HTTP API.</param>
    /// <param name="Sentence">What the operator has to do.</param>
    public sealed record Fatal(int Code, string Sentence) : GatewayEnd;
}

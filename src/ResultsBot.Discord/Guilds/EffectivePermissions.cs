using ResultsBot.Discord.Json;

namespace ResultsBot.Discord;

/// <summary>What the bot may do in a channel, worked out from what the gateway told (developers/topics/permissions.mdx).</summary>
public static class EffectivePermissions
{
    /// <summary>The bot's permissions in a channel or thread of the guild; none where the channel is not known.</summary>
    public static Permissions Of(Guild guild, Snowflake channelId)
    {
        ArgumentNullException.ThrowIfNull(guild);
        return Find(guild, channelId) is { } channel ? Of(guild, channel) : Permissions.None;
    }

    /// <summary>The bot's permissions in a channel or thread of the guild.</summary>
    public static Permissions Of(Guild guild, Channel channel)
    {
        ArgumentNullException.ThrowIfNull(guild);
        ArgumentNullException.ThrowIfNull(channel);
        var permissions = InGuild(guild);
        if (permissions == Permissions.All)
        {
            return permissions;
        }

        // A thread has no overwrites of its own: its parent's count.
        var holder =
            channel.IsThread && channel.ParentId is { } parent ? Find(guild, parent) : channel;
        permissions = holder is null ? Permissions.None : Overwritten(guild, holder, permissions);
        return permissions.HasFlag(Permissions.ViewChannel) ? permissions : Permissions.None;
    }

    /// <summary>
    /// Whether the bot can post embeds there: sending in threads is a permission of its own, and a post in a forum takes
    /// the one for messages. It has no tags to give.
    /// </summary>
    public static bool CanPost(Guild guild, Channel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var sending = channel.IsThread
            ? Permissions.SendMessagesInThreads
            : Permissions.SendMessages;
        return !channel.RequiresTag
            && Of(guild, channel)
                .HasFlag(Permissions.ViewChannel | sending | Permissions.EmbedLinks);
    }

    private static Permissions InGuild(Guild guild)
    {
        if (guild.OwnerId == guild.OwnUserId)
        {
            return Permissions.All;
        }

        var permissions = Permissions.None;
        foreach (var role in guild.Roles.OrEmpty())
        {
            if (role.Id == guild.Id || guild.OwnRoleIds.OrEmpty().Contains(role.Id))
            {
                permissions |= role.Permissions;
            }
        }

        return permissions.HasFlag(Permissions.Administrator) ? Permissions.All : permissions;
    }

    private static Permissions Overwritten(Guild guild, Channel channel, Permissions permissions)
    {
        var (everyone, roles, own) = (default(Change), default(Change), default(Change));
        foreach (var overwrite in channel.Overwrites.OrEmpty())
        {
            if (overwrite.IsMember)
            {
                own = overwrite.Id == guild.OwnUserId ? own.And(overwrite) : own;
            }
            else if (overwrite.Id == guild.Id)
            {
                everyone = everyone.And(overwrite);
            }
            else if (guild.OwnRoleIds.OrEmpty().Contains(overwrite.Id))
            {
                // All roles' denials before all roles' allowances: the order of roles does not matter.
                roles = roles.And(overwrite);
            }
        }

        return own.To(roles.To(everyone.To(permissions)));
    }

    private static Channel? Find(Guild guild, Snowflake id) =>
        guild.Channels.OrEmpty().FirstOrDefault(channel => channel.Id == id);

    private readonly record struct Change(Permissions Allow, Permissions Deny)
    {
        public Change And(PermissionOverwrite overwrite) =>
            new(Allow | overwrite.Allow, Deny | overwrite.Deny);

        public Permissions To(Permissions permissions) => (permissions & ~Deny) | Allow;
    }
}

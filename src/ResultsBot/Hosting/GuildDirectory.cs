using System.Collections.Concurrent;
using ResultsBot.Discord;
using ResultsBot.Outlets.Discord;

namespace ResultsBot.Hosting;

/// <summary>
/// The guilds as the gateway tells of them, kept so that the bot's permissions can be worked out without asking.
/// Written by the gateway's handler only.
/// </summary>
internal sealed class GuildDirectory : IGuilds
{
    private readonly ConcurrentDictionary<Snowflake, Guild> _guilds = [];

    public IEnumerable<Guild> All => _guilds.Values;

    /// <summary>Whether the bot can post there, as far as is known.</summary>
    public bool CanPost(Snowflake guild, Snowflake channel) =>
        _guilds.TryGetValue(guild, out var known)
        && known.Channels.FirstOrDefault(c => c.Id == channel) is { } place
        && EffectivePermissions.CanPost(known, place);

    public bool CanPost(ulong guild, ulong channel) =>
        CanPost(new Snowflake(guild), new Snowflake(channel));

    public bool IsKnown(ulong guild) => _guilds.ContainsKey(new Snowflake(guild));

    public ChannelType? TypeOf(ulong guild, ulong channel) => Find(guild, channel)?.Type;

    public bool RequiresTag(ulong guild, ulong channel) =>
        Find(guild, channel) is { RequiresTag: true };

    public string? NameOf(ulong guild, ulong thread) => Find(guild, thread)?.Name;

    public ulong? FindThread(ulong guild, ulong channel, string name) =>
        _guilds.TryGetValue(new Snowflake(guild), out var known)
            ? known
                .Channels.FirstOrDefault(c =>
                    c is { IsThread: true, IsArchived: false, IsLocked: false }
                    && c.ParentId?.Value == channel
                    && c.Name == name
                )
                ?.Id.Value
            : null;

    /// <returns>The guild in which permissions may have changed; null if none did.</returns>
    public Snowflake? Take(GatewayEvent told)
    {
        switch (told)
        {
            case GatewayEvent.Ready ready:
                // Those that the bot was removed from while nobody listened; only this shard would have told.
                foreach (
                    var gone in _guilds.Keys.Where(g =>
                        ready.Covers(g) && !ready.GuildIds.Contains(g)
                    )
                )
                {
                    _guilds.TryRemove(gone, out _);
                }
                return null;
            case GatewayEvent.GuildAvailable { Guild: var guild }:
                _guilds[guild.Id] = guild;
                return guild.Id;
            case GatewayEvent.GuildUpdated e:
                return Change(e.GuildId, g => g with { OwnerId = e.OwnerId, Roles = e.Roles });
            case GatewayEvent.GuildRemoved e:
                _guilds.TryRemove(e.GuildId, out _);
                return null;
            case GatewayEvent.ChannelCreated { Channel: var channel }:
                return Put(channel);
            case GatewayEvent.ChannelUpdated { Channel: var channel }:
                return Put(channel);
            case GatewayEvent.ThreadChanged { Thread: var thread }:
                return Put(thread);
            case GatewayEvent.ChannelDeleted e:
                Remove(e.GuildId, e.ChannelId);
                return null;
            case GatewayEvent.ThreadDeleted e:
                Remove(e.GuildId, e.ThreadId);
                return null;
            case GatewayEvent.RoleChanged e:
                return Change(
                    e.GuildId,
                    g => g with { Roles = [.. g.Roles.Where(r => r.Id != e.Role.Id), e.Role] }
                );
            case GatewayEvent.RoleDeleted e:
                return Change(
                    e.GuildId,
                    g => g with { Roles = [.. g.Roles.Where(r => r.Id != e.RoleId)] }
                );
            case GatewayEvent.OwnRolesChanged e:
                return Change(e.GuildId, g => g with { OwnRoleIds = e.RoleIds });
            default:
                return null;
        }
    }

    private Channel? Find(ulong guild, ulong channel) =>
        _guilds.TryGetValue(new Snowflake(guild), out var known)
            ? known.Channels.FirstOrDefault(c => c.Id.Value == channel)
            : null;

    private Snowflake? Put(Channel channel) =>
        channel.GuildId is { } guild
            ? Change(
                guild,
                g => g with { Channels = [.. g.Channels.Where(c => c.Id != channel.Id), channel] }
            )
            : null;

    private void Remove(Snowflake? guild, Snowflake channel)
    {
        if (guild is { } id)
        {
            Change(id, g => g with { Channels = [.. g.Channels.Where(c => c.Id != channel)] });
        }
    }

    private Snowflake? Change(Snowflake id, Func<Guild, Guild> change)
    {
        if (!_guilds.TryGetValue(id, out var guild))
        {
            return null;
        }
        _guilds[id] = change(guild);
        return id;
    }
}

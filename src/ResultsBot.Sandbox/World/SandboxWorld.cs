using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Limits;

namespace ResultsBot.Sandbox.World;

/// <summary>
/// The one owner of everything that can change. Whoever reads or changes it holds <see cref="Gate"/>; nobody waits for
/// anything while holding it.
/// </summary>
internal sealed class SandboxWorld
{
    /// <summary>Discord says "the past few minutes" and no more.</summary>
    private static readonly TimeSpan NonceWindow = TimeSpan.FromMinutes(3);

    private readonly TimeProvider _time;
    private readonly SnowflakeMaker _ids;
    private readonly List<IWitness> _witnesses = [];
    private readonly Dictionary<ulong, Guild> _guilds = [];
    private readonly Dictionary<ulong, Channel> _channels = [];
    private readonly Dictionary<ulong, List<Message>> _messages = [];
    private readonly Dictionary<ulong, JsonArray> _commands = [];
    private readonly Dictionary<(ulong Author, string Nonce), ulong> _nonces = [];
    private readonly HashSet<ulong> _lostGuilds = [];
    private JsonArray _globalCommands = [];
    private long _revision;

    public SandboxWorld(TimeProvider time, int furtherGuilds = 0)
    {
        _time = time;
        _ids = new SnowflakeMaker(time);
        Bot = FixedIds.Bot;
        foreach (var guild in FixedIds.Guilds(Bot))
            _guilds.Add(guild.Id, guild);
        foreach (var channel in FixedIds.Channels)
            Put(channel);
        for (var number = 1; number <= furtherGuilds; number++)
        {
            var (guild, channel) = FixedIds.Further(number, Bot);
            _guilds.Add(guild.Id, guild);
            Put(channel);
        }
    }

    public Lock Gate { get; } = new();
    public TimeProvider Time => _time;
    public User Bot { get; }
    public InteractionBook Interactions { get; } = new();
    public FileShelf Files { get; } = new();

    /// <summary>Revisions count from the start of the world; this tells one start from another.</summary>
    public string Start { get; } = Guid.NewGuid().ToString("N");
    public long Revision => _revision;

    public IEnumerable<Guild> Guilds => _guilds.Values.Where(g => !_lostGuilds.Contains(g.Id));
    public IEnumerable<Guild> AllGuilds => _guilds.Values;
    public IEnumerable<Channel> Channels => _channels.Values;

    public void Watch(IWitness witness) => _witnesses.Add(witness);

    public void Happen(Happening happening)
    {
        var dated = happening with { Revision = ++_revision };
        foreach (var witness in _witnesses)
            witness.See(dated);
    }

    public ulong NewId() => _ids.Next();

    public DateTimeOffset Now() => _time.GetUtcNow();

    // Guilds, channels, people

    public Guild? GuildOf(ulong id) =>
        _lostGuilds.Contains(id) ? null : _guilds.GetValueOrDefault(id);

    public Channel? ChannelOf(ulong id) => _channels.GetValueOrDefault(id);

    public IEnumerable<Channel> ChannelsOf(ulong guildId) =>
        _channels
            .Values.Where(c => c.GuildId == guildId)
            .OrderBy(c => c.Position)
            .ThenBy(c => c.Id);

    public Permission PermissionsOf(ulong userId, Channel channel)
    {
        var guild = _guilds[channel.GuildId];
        return guild.MemberOf(userId) is { } member
            ? guild.In(channel, member, channel.IsThread ? ChannelOf(channel.ParentId ?? 0) : null)
            : Permission.None;
    }

    public bool Allows(User user, Channel channel, Permission permission) =>
        PermissionsOf(user.Id, channel).HasFlag(permission);

    public bool AllowsBot(Channel channel, Permission permission) =>
        Allows(Bot, channel, permission);

    public Channel CreateChannel(
        ulong guildId,
        string name,
        int type = ChannelType.Text,
        ulong? parent = null
    )
    {
        // Ids rise, so channels of one position stand in the order in which they were made.
        const int position = 1000;
        var channel = new Channel(NewId(), guildId, name, type, position, parent, null, []);
        Put(channel);
        Happen(new Happening.ChannelCreated(channel));
        return channel;
    }

    /// <summary>A thread of a message bears its message's id.</summary>
    public Channel CreateThread(
        Channel parent,
        string name,
        int type,
        ThreadDetails state,
        ulong? id
    )
    {
        var thread = new Channel(
            id ?? NewId(),
            parent.GuildId,
            name,
            type,
            parent.Position,
            parent.Id,
            null,
            [],
            state
        );
        Put(thread);
        Happen(new Happening.ChannelCreated(thread));
        return thread;
    }

    /// <summary>Puts a thread away, or takes it out again.</summary>
    public Channel Archive(Channel thread, bool archived)
    {
        var state = thread.Thread ?? new ThreadDetails(Bot.Id, 1440);
        if (state.Archived == archived)
            return thread;
        var changed = thread with { Thread = state with { Archived = archived } };
        UpdateChannel(changed);
        return changed;
    }

    public void UpdateChannel(Channel channel)
    {
        _channels[channel.Id] = channel;
        Happen(new Happening.ChannelUpdated(channel));
    }

    public void DeleteChannel(Channel channel)
    {
        foreach (var thread in _channels.Values.Where(c => c.ParentId == channel.Id).ToList())
            DeleteChannel(thread);
        Remove(channel.Id);
        Happen(new Happening.ChannelDeleted(channel));
    }

    public void UpdateRole(ulong guildId, Role role)
    {
        Put(guildId, role);
        Happen(new Happening.RoleUpdated(guildId, role));
    }

    public void LoseGuild(Guild guild, bool outage)
    {
        if (_lostGuilds.Add(guild.Id))
            Happen(new Happening.GuildLost(guild, outage));
    }

    public void BringBackGuild(Guild guild)
    {
        if (_lostGuilds.Remove(guild.Id))
            Happen(new Happening.GuildBack(guild));
    }

    // Messages

    public IReadOnlyList<Message> MessagesOf(ulong channelId) =>
        _messages.TryGetValue(channelId, out var list) ? list : [];

    /// <summary>The id of a channel's newest message.</summary>
    public ulong? LastIn(ulong channelId) =>
        MessagesOf(channelId) is { Count: > 0 } all ? all[^1].Id : null;

    public Message? MessageOf(ulong channelId, ulong id)
    {
        if (!_messages.TryGetValue(channelId, out var list))
            return null;
        var at = IndexOf(list, id);
        return at < 0 ? null : list[at];
    }

    public Message Post(Message message)
    {
        var posted = message with { Revision = _revision + 1 };
        _messages[message.ChannelId].Add(posted);
        Remember(posted);
        Happen(new Happening.MessagePosted(posted));
        return posted;
    }

    public Message Edit(Message message)
    {
        var edited = message with { Revision = _revision + 1 };
        var list = _messages[message.ChannelId];
        list[IndexOf(list, message.Id)] = edited;
        Happen(new Happening.MessageEdited(edited));
        return edited;
    }

    public void Delete(Message message)
    {
        var list = _messages[message.ChannelId];
        list.RemoveAt(IndexOf(list, message.Id));
        Happen(new Happening.MessageDeleted(message));
    }

    /// <summary>The message that was sent with this nonce a short while ago, whether or not it still exists.</summary>
    public ulong? SentWith(ulong author, string nonce) =>
        _nonces.TryGetValue((author, nonce), out var id)
        && Now() - Snowflake.TimeOf(id) <= NonceWindow
            ? id
            : null;

    // Commands

    public JsonArray CommandsOf(ulong? guildId) =>
        guildId is { } id ? _commands.GetValueOrDefault(id) ?? [] : _globalCommands;

    public void SetCommands(ulong? guildId, JsonArray commands)
    {
        Put(guildId, commands);
        Happen(new Happening.CommandsChanged(guildId, commands));
    }

    // What the journal does when it reads itself back: the same changes, with nobody watching.

    public void Put(Channel channel)
    {
        _channels[channel.Id] = channel;
        _messages.TryAdd(channel.Id, []);
        _ids.StayAbove(channel.Id);
    }

    public void Put(Message message)
    {
        if (!_messages.TryGetValue(message.ChannelId, out var list))
            return;
        _ids.StayAbove(message.Id);
        var at = IndexOf(list, message.Id);
        if (at >= 0)
            list[at] = message;
        else
            list.Insert(~at, message);
        Remember(message);
    }

    public void Put(ulong guildId, Role role)
    {
        if (_guilds.TryGetValue(guildId, out var guild))
            _guilds[guildId] = guild with
            {
                Roles = [.. guild.Roles.Select(r => r.Id == role.Id ? role : r)],
            };
    }

    public void Put(ulong? guildId, JsonArray commands)
    {
        if (guildId is { } id)
            _commands[id] = commands;
        else
            _globalCommands = commands;
    }

    public void Remove(ulong channelId)
    {
        _channels.Remove(channelId);
        _messages.Remove(channelId);
    }

    public void Remove(ulong channelId, ulong messageId)
    {
        if (
            _messages.TryGetValue(channelId, out var list)
            && IndexOf(list, messageId) is >= 0 and var at
        )
            list.RemoveAt(at);
    }

    private void Remember(Message message)
    {
        if (message.Nonce is null)
            return;
        _nonces[(message.AuthorId, message.Nonce)] = message.Id;
        if (_nonces.Count % 10_000 == 0)
            foreach (
                var old in _nonces
                    .Where(n => Now() - Snowflake.TimeOf(n.Value) > NonceWindow)
                    .ToList()
            )
                _nonces.Remove(old.Key);
    }

    /// <summary>Ids rise, so the list is in order.</summary>
    private static int IndexOf(List<Message> list, ulong id) =>
        CollectionsMarshal.AsSpan(list).BinarySearch(new ById(id));

    private readonly record struct ById(ulong Id) : IComparable<Message>
    {
        public int CompareTo(Message? other) => Id.CompareTo(other!.Id);
    }
}

/// <summary>The interactions of the last quarter of an hour, by id and by token.</summary>
internal sealed class InteractionBook
{
    private readonly Dictionary<ulong, Interaction> _byId = [];
    private readonly Dictionary<string, Interaction> _byToken = new(StringComparer.Ordinal);

    public IEnumerable<Interaction> All => _byId.Values;

    public void Add(Interaction interaction, DateTimeOffset now)
    {
        var kept = 2 * DiscordLimits.InteractionToken;
        foreach (var old in _byId.Values.Where(i => now - i.Created > kept).ToList())
        {
            _byId.Remove(old.Id);
            _byToken.Remove(old.Token);
        }
        _byId.Add(interaction.Id, interaction);
        _byToken.Add(interaction.Token, interaction);
    }

    public Interaction? ById(ulong id) => _byId.GetValueOrDefault(id);

    public Interaction? ByToken(string token) => _byToken.GetValueOrDefault(token);
}

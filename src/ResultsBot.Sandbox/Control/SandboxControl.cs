using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.Gateway;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox;

/// <summary>
/// What can be done to the world: be a person, read channels, and make trouble. Channels go by name or id, people by
/// "ed" (editor), "rita", "sam" and "tom" (reporters), "ada" (administrator), "vic" (no role) or "olive" (elsewhere).
/// </summary>
public sealed class SandboxControl
{
    private readonly SandboxWorld _world;
    private readonly GatewayEvents _events;
    private readonly GatewayHub _gateway;
    private readonly People _people;
    private readonly Conversations _conversations;
    private readonly InteractionsEndpoint _endpoint;
    private readonly Faults _faults;
    private readonly Counters _counters;
    private readonly EditLimits _edits;

    internal SandboxControl(
        SandboxWorld world,
        GatewayEvents events,
        GatewayHub gateway,
        People people,
        Conversations conversations,
        InteractionsEndpoint endpoint,
        Faults faults,
        Counters counters,
        EditLimits edits
    )
    {
        (_world, _events, _gateway, _people) = (world, events, gateway, people);
        (_conversations, _endpoint) = (conversations, endpoint);
        (_faults, _counters, _edits) = (faults, counters, edits);
        _faults.AtOnce = Strike;
        _faults.Guarded = run => Do(run);
    }

    internal SandboxWorld World => _world;
    internal People People => _people;
    internal Conversations Conversations => _conversations;

    /// <summary>
    /// What the Developer Portal does with “Interactions Endpoint URL”: from then on what people do is sent there, and not over
    /// the gateway. Null: over the gateway again.
    /// </summary>
    /// <exception cref="CannotException">It doesn't answer a ping, or takes one that is signed wrongly.</exception>
    public Task SetInteractionsEndpoint(Uri? url, CancellationToken ct = default) =>
        _endpoint.Set(url, ct);

    // Being a person. Each waits until the bot has said what it has to say (or failed to, after three seconds).

    /// <param name="files">By the name of the option that each is given in.</param>
    /// <exception cref="CannotException">Discord's own client would not let this person do that.</exception>
    public async Task<Outcome> Type(
        string person,
        string channel,
        string text,
        IReadOnlyDictionary<string, UploadedFile> files,
        CancellationToken ct = default
    ) => await _conversations.Settle(_people.TypeCommand(person, channel, text, files), ct);

    public Task<Outcome> Type(
        string person,
        string channel,
        string text,
        CancellationToken ct = default
    ) => Type(person, channel, text, ImmutableDictionary<string, UploadedFile>.Empty, ct);

    /// <summary>Chooses a command in the menu of a message.</summary>
    public async Task<Outcome> UseOn(
        string person,
        string channel,
        ulong message,
        string command,
        CancellationToken ct = default
    ) => await _conversations.Settle(_people.UseOnMessage(person, channel, message, command), ct);

    public async Task<Outcome> Press(
        string person,
        string channel,
        ulong message,
        string customId,
        CancellationToken ct = default
    ) => await _conversations.Settle(_people.Use(person, channel, message, customId, null), ct);

    public async Task<Outcome> Choose(
        string person,
        string channel,
        ulong message,
        string customId,
        IReadOnlyList<string> values,
        CancellationToken ct = default
    ) => await _conversations.Settle(_people.Use(person, channel, message, customId, values), ct);

    public Task<Outcome> Submit(
        string person,
        ulong interaction,
        IReadOnlyDictionary<string, string> values,
        CancellationToken ct = default
    ) =>
        Submit(
            person,
            interaction,
            values,
            ImmutableDictionary<string, ImmutableArray<string>>.Empty,
            ct
        );

    /// <summary>Sends a form with what was chosen in its selects beside what was typed.</summary>
    public async Task<Outcome> Submit(
        string person,
        ulong interaction,
        IReadOnlyDictionary<string, string> values,
        IReadOnlyDictionary<string, ImmutableArray<string>> chosen,
        CancellationToken ct = default
    )
    {
        var all = values.ToDictionary(v => v.Key, v => (JsonNode?)v.Value, StringComparer.Ordinal);
        foreach (var (field, picked) in chosen)
            all[field] = picked.ToJson(p => p);
        return await _conversations.Settle(_people.Submit(person, interaction, all), ct);
    }

    public async Task<ImmutableArray<SuggestedChoice>> Suggest(
        string person,
        string channel,
        string command,
        string option,
        string text,
        CancellationToken ct = default
    )
    {
        var given = new Dictionary<string, JsonNode?>(StringComparer.Ordinal) { [option] = text };
        return (
            await _conversations.Settle(
                _people.UseCommand(person, channel, command, given, option),
                ct
            )
        ).Choices;
    }

    /// <summary>Posts an ordinary message as this person.</summary>
    public ulong Write(string person, string channel, string text, params UploadedFile[] files) =>
        _people.Write(person, channel, text, files).Id;

    // Reading

    /// <summary>What a channel holds, oldest first, as Discord's JSON; only what everybody there can see.</summary>
    public ImmutableArray<JsonObject> Read(ulong channel, int last = int.MaxValue)
    {
        var messages = Do(() => Shown(channel).TakeLast(last).ToList());
        return [.. messages.Select(m => m.Parse())];
    }

    public int CountMessages(ulong channel) => Do(() => Shown(channel).Count());

    private IEnumerable<Message> Shown(ulong channel) =>
        _world.MessagesOf(channel).Where(m => m.OnlyFor is null);

    /// <summary>The id of the channel of this name, in the first server that has one.</summary>
    public ulong? ChannelNamed(string name) =>
        Do(() => _world.Channels.FirstOrDefault(c => c.Name == name)?.Id);

    /// <summary>The threads of a channel, in the order in which they were opened.</summary>
    public ImmutableArray<(ulong Id, string Name)> ThreadsOf(ulong channel) =>
        Do(() =>
            _world
                .Channels.Where(c => c.ParentId == channel)
                .OrderBy(c => c.Id)
                .Select(c => (c.Id, c.Name))
                .ToImmutableArray()
        );

    /// <summary>The file behind an attachment's id, while the sandbox still has it.</summary>
    public UploadedFile? File(ulong attachment) => Do(() => _world.Files.Find(attachment)?.File);

    public Statistics Statistics() => Do(_counters.Read);

    public void ResetStatistics() => Do(_counters.Reset);

    /// <summary>How many bot sessions have a live connection.</summary>
    public int BotsListening() => Do(() => _events.Listening);

    // Changing the world

    public ulong CreateChannel(
        string name,
        ulong? guild = null,
        int type = ChannelType.Text,
        ulong? parent = null
    ) => Do(() => _world.CreateChannel(Guild(guild).Id, name, type, parent).Id);

    /// <summary>Makes so many channels, named "prefix-0001" and on.</summary>
    public ImmutableArray<ulong> CreateChannels(
        int count,
        string prefix = "channel",
        ulong? guild = null
    ) => [.. Enumerable.Range(1, count).Select(i => CreateChannel($"{prefix}-{i:0000}", guild))];

    /// <summary>Puts a thread away or takes it out, locks it or opens it, as a moderator would.</summary>
    public void SetThread(ulong thread, bool archived, bool locked = false) =>
        Do(() =>
        {
            var old = Channel(thread);
            if (!old.IsThread)
                throw new CannotException("This is no thread.");
            var state = old.Thread ?? new ThreadDetails(_world.Bot.Id, 1440);
            state = state with { Archived = archived, Locked = locked };
            _world.UpdateChannel(old with { Thread = state });
        });

    /// <summary>Has a forum ask for a tag on each post, or not.</summary>
    public void SetRequiresTag(ulong forum, bool requiresTag) =>
        Do(() =>
            _world.UpdateChannel(
                Channel(forum) with
                {
                    Flags = requiresTag ? ChannelFlags.RequireTag : 0,
                }
            )
        );

    /// <summary>Lets everybody mention a role, or only those with the permission.</summary>
    public void SetMentionable(string role, bool mentionable, ulong? guild = null) =>
        Do(() =>
        {
            var found = Role(Guild(guild), role);
            _world.UpdateRole(Guild(guild).Id, found with { Mentionable = mentionable });
        });

    /// <summary>
    /// From which age on, how many edits a channel takes, and in which time, before they are refused with 30046. Holds
    /// also where no other limit does.
    /// </summary>
    public void LimitOldEdits(TimeSpan age, int count, TimeSpan window) =>
        Do(() => _edits.SetOld(age, count, window));

    public void DeleteChannel(ulong channel) => Do(() => _world.DeleteChannel(Channel(channel)));

    public void DeleteMessage(ulong channel, ulong message) =>
        Do(() =>
            _world.Delete(
                _world.MessageOf(channel, message)
                    ?? throw new CannotException("There is no such message.")
            )
        );

    /// <summary>Sets what the bot may not do (or may) in a channel, by names as in Discord's documents: SEND_MESSAGES …</summary>
    public void SetBotPermissions(
        ulong channel,
        IEnumerable<string> deny,
        IEnumerable<string>? allow = null
    ) => Do(() => Overwrite(channel, _world.Bot.Id, forMember: true, deny, allow ?? []));

    /// <summary>The same for everybody with a role: "Reporter", "@everyone" …</summary>
    public void SetRolePermissions(
        ulong channel,
        string role,
        IEnumerable<string> deny,
        IEnumerable<string>? allow = null
    ) =>
        Do(() =>
        {
            var id = Role(Guild(Channel(channel).GuildId), role).Id;
            Overwrite(channel, id, forMember: false, deny, allow ?? []);
        });

    private void Overwrite(
        ulong channel,
        ulong id,
        bool forMember,
        IEnumerable<string> deny,
        IEnumerable<string> allow
    )
    {
        var set = new Overwrite(id, forMember, Bits(allow), Bits(deny));
        var old = Channel(channel);
        var all = old.Overwrites.RemoveAll(o => o.Id == id);
        if ((set.Allow | set.Deny) != Permission.None)
            all = all.Add(set);
        _world.UpdateChannel(old with { Overwrites = all });
    }

    /// <summary>Takes permissions away from the bot's role in a whole server, or gives them back.</summary>
    public void SetBotRole(ulong guild, IEnumerable<string> remove, IEnumerable<string>? add = null)
    {
        var (removed, added) = (Bits(remove), Bits(add ?? []));
        Do(() =>
        {
            foreach (var role in Guild(guild).Roles.Where(r => r.Managed || r.Id == guild))
            {
                var left = (role.Permissions & ~removed) | added;
                _world.UpdateRole(guild, role with { Permissions = left });
            }
        });
    }

    /// <summary>The bot is put out of the server, or the server has an outage.</summary>
    public void LoseGuild(ulong guild, bool outage) =>
        Do(() => _world.LoseGuild(Guild(guild), outage));

    public void BringBackGuild(ulong guild) => Do(() => _world.BringBackGuild(Guild(guild)));

    // Trouble

    /// <summary>Closes every gateway socket with this code; null drops them without a word.</summary>
    public int CloseSockets(int? code) => Do(() => _gateway.CloseAll(code));

    public void SetLatency(TimeSpan latency, TimeSpan jitter) =>
        Do(() => (_faults.Latency, _faults.Jitter) = (latency, jitter));

    /// <summary>Adds something that goes wrong to what does already.</summary>
    public void Break(Fault fault) => Do(() => _faults.Add(fault));

    /// <summary>The same, in the place of all of its kind.</summary>
    internal void Replace(Fault fault) => Do(() => _faults.Replace(fault));

    /// <summary>From now on, these things go wrong, and nothing else. The same seed and requests meet the same faults.</summary>
    public void Run(FaultScript script) => Do(() => _faults.Run(script));

    /// <summary>Nothing more goes wrong. Frozen sockets stay frozen.</summary>
    public void Mend() => Do(_faults.Mend);

    /// <summary>How often each kind of fault has happened.</summary>
    public ImmutableDictionary<FaultKind, int> Struck() => Do(() => _faults.Struck);

    private void Strike(Fault fault)
    {
        if (fault.Kind is FaultKind.StepClock)
            _faults.ClockShift += fault.Shift;
        else
            _gateway.Strike(fault);
    }

    private void Do(Action action)
    {
        lock (_world.Gate)
            action();
    }

    internal T Do<T>(Func<T> action)
    {
        lock (_world.Gate)
            return action();
    }

    private Guild Guild(ulong? id) =>
        _world.AllGuilds.FirstOrDefault(g => g.Id == (id ?? FixedIds.Newsroom))
        ?? throw new CannotException("There is no such server.");

    private static Role Role(Guild guild, string name) =>
        guild.Roles.FirstOrDefault(r => r.Name == name)
        ?? throw new CannotException($"There is no role “{name}”.");

    private Channel Channel(ulong id) =>
        _world.ChannelOf(id) ?? throw new CannotException("There is no such channel.");

    private static Permission Bits(IEnumerable<string> names) =>
        names.Aggregate(
            Permission.None,
            (sum, name) =>
                Permissions.TryParse(name, out var bit)
                    ? sum | bit
                    : throw new CannotException($"There is no permission “{name}”.")
        );
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.Gateway;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox;

/// <summary>
/// What can be done to the world: be a person, read channels, and make trouble. Channels go by name or id, people by
/// "ed" (editor), "rita", "sam" and "tom" (reporters), "ada" (administrator), "vic" (no role) or "olive" (elsewhere).
/// </summary>
public sealed class SandboxControl
{
    private readonly SandboxWorld _world;
    private readonly GatewayHub _gateway;
    private readonly People _people;
    private readonly Faults _faults;
    private readonly Counters _counters;
    private readonly EditLimits _edits;

    internal SandboxControl(
        SandboxWorld world,
        GatewayHub gateway,
        People people,
        Faults faults,
        Counters counters,
        EditLimits edits
    )
    {
        (_world, _gateway, _people, _faults, _counters, _edits) = (
            world,
            gateway,
            people,
            faults,
            counters,
            edits
        );
        _faults.AtOnce = Strike;
        _faults.Guarded = run =>
        {
            lock (_world.Gate)
                run();
        };
    }

    internal SandboxWorld World => _world;
    internal People People => _people;

    // Being a person. Each waits until the bot has said what it has to say (or failed to, after three seconds).

    /// <exception cref="CannotException">Discord's own client would not let this person do that.</exception>
    public async Task<Outcome> Type(
        string person,
        string channel,
        string text,
        CancellationToken ct = default
    ) => await _people.Settle(_people.TypeCommand(person, channel, text), ct);

    /// <param name="files">By the name of the option that each is given in.</param>
    public async Task<Outcome> Type(
        string person,
        string channel,
        string text,
        IReadOnlyDictionary<string, UploadedFile> files,
        CancellationToken ct = default
    ) => await _people.Settle(_people.TypeCommand(person, channel, text, files), ct);

    public async Task<Outcome> Press(
        string person,
        string channel,
        ulong message,
        string customId,
        CancellationToken ct = default
    ) => await _people.Settle(_people.Use(person, channel, message, customId, null), ct);

    public async Task<Outcome> Choose(
        string person,
        string channel,
        ulong message,
        string customId,
        IReadOnlyList<string> values,
        CancellationToken ct = default
    ) => await _people.Settle(_people.Use(person, channel, message, customId, values), ct);

    public async Task<Outcome> Submit(
        string person,
        ulong interaction,
        IReadOnlyDictionary<string, string> values,
        CancellationToken ct = default
    ) =>
        await _people.Settle(
            _people.Submit(
                person,
                interaction,
                values.ToDictionary(v => v.Key, v => (JsonNode?)v.Value, StringComparer.Ordinal)
            ),
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
            all[field] = new JsonArray([.. picked.Select(p => (JsonNode)p)]);
        return await _people.Settle(_people.Submit(person, interaction, all), ct);
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
            await _people.Settle(_people.UseCommand(person, channel, command, given, option), ct)
        ).Choices;
    }

    /// <summary>Posts an ordinary message as this person.</summary>
    public ulong Write(string person, string channel, string text) =>
        _people.Write(person, channel, text).Id;

    // Reading

    /// <summary>What a channel holds, oldest first, as Discord's JSON; only what everybody there can see.</summary>
    public ImmutableArray<JsonObject> Read(ulong channel, int last = int.MaxValue)
    {
        List<string> texts;
        lock (_world.Gate)
            texts =
            [
                .. _world
                    .MessagesOf(channel)
                    .Where(m => m.OnlyFor is null)
                    .TakeLast(last)
                    .Select(m => m.Json),
            ];
        return [.. texts.Select(t => JsonNode.Parse(t)!.AsObject())];
    }

    public int CountMessages(ulong channel)
    {
        lock (_world.Gate)
            return _world.MessagesOf(channel).Count(m => m.OnlyFor is null);
    }

    /// <summary>The id of the channel of this name, in the first server that has one.</summary>
    public ulong? ChannelNamed(string name)
    {
        lock (_world.Gate)
            return _world
                .Channels.FirstOrDefault(c => c.Name.Equals(name, StringComparison.Ordinal))
                ?.Id;
    }

    /// <summary>The file behind an attachment's id, while the sandbox still has it.</summary>
    public UploadedFile? File(ulong attachment)
    {
        lock (_world.Gate)
            return _world.Files.Find(attachment)?.File;
    }

    public Statistics Statistics()
    {
        lock (_world.Gate)
            return _counters.Read();
    }

    public void ResetStatistics()
    {
        lock (_world.Gate)
            _counters.Reset();
    }

    /// <summary>How many bot sessions have a live connection.</summary>
    public int BotsListening()
    {
        lock (_world.Gate)
            return _gateway.Listening;
    }

    // Changing the world

    public ulong CreateChannel(
        string name,
        ulong? guild = null,
        int type = ChannelType.Text,
        ulong? parent = null
    )
    {
        lock (_world.Gate)
            return _world.CreateChannel(Guild(guild).Id, name, type, parent).Id;
    }

    /// <summary>Makes so many channels, named "prefix-0001" and on.</summary>
    public ImmutableArray<ulong> CreateChannels(
        int count,
        string prefix = "channel",
        ulong? guild = null
    )
    {
        lock (_world.Gate)
            return
            [
                .. Enumerable
                    .Range(1, count)
                    .Select(i => _world.CreateChannel(Guild(guild).Id, $"{prefix}-{i:0000}").Id),
            ];
    }

    /// <summary>Puts a thread away or takes it out, locks it or opens it, as a moderator would.</summary>
    public void SetThread(ulong thread, bool archived, bool locked = false)
    {
        lock (_world.Gate)
        {
            var old = Channel(thread);
            if (!old.IsThread)
                throw new CannotException("This is no thread.");
            var state = old.Thread ?? new ThreadDetails(_world.Bot.Id, 1440);
            _world.UpdateChannel(
                old with
                {
                    Thread = state with { Archived = archived, Locked = locked },
                }
            );
        }
    }

    /// <summary>Lets everybody mention a role, or only those with the permission.</summary>
    public void SetMentionable(string role, bool mentionable, ulong? guild = null)
    {
        lock (_world.Gate)
        {
            var found =
                Guild(guild)
                    .Roles.FirstOrDefault(r => r.Name.Equals(role, StringComparison.Ordinal))
                ?? throw new CannotException($"There is no role “{role}”.");
            _world.UpdateRole(Guild(guild).Id, found with { Mentionable = mentionable });
        }
    }

    /// <summary>
    /// From which age on, how many edits a channel takes, and in which time, before they are refused with 30046. Holds
    /// also where no other limit does.
    /// </summary>
    public void LimitOldEdits(TimeSpan age, int count, TimeSpan window)
    {
        lock (_world.Gate)
            _edits.SetOld(age, count, window);
    }

    public void DeleteChannel(ulong channel)
    {
        lock (_world.Gate)
            _world.DeleteChannel(Channel(channel));
    }

    public void DeleteMessage(ulong channel, ulong message)
    {
        lock (_world.Gate)
            _world.Delete(
                _world.MessageOf(channel, message)
                    ?? throw new CannotException("There is no such message.")
            );
    }

    /// <summary>Sets what the bot may not do (or may) in a channel, by names as in Discord's documents: SEND_MESSAGES …</summary>
    public void SetBotPermissions(
        ulong channel,
        IEnumerable<string> deny,
        IEnumerable<string>? allow = null
    )
    {
        lock (_world.Gate)
            Overwrite(channel, _world.Bot.Id, forMember: true, deny, allow ?? []);
    }

    /// <summary>The same for everybody with a role: "Reporter", "@everyone" …</summary>
    public void SetRolePermissions(
        ulong channel,
        string role,
        IEnumerable<string> deny,
        IEnumerable<string>? allow = null
    )
    {
        lock (_world.Gate)
        {
            var guild = Guild(Channel(channel).GuildId);
            var found =
                guild.Roles.FirstOrDefault(r => r.Name.Equals(role, StringComparison.Ordinal))
                ?? throw new CannotException($"There is no role “{role}”.");
            Overwrite(channel, found.Id, forMember: false, deny, allow ?? []);
        }
    }

    private void Overwrite(
        ulong channel,
        ulong id,
        bool forMember,
        IEnumerable<string> deny,
        IEnumerable<string> allow
    )
    {
        var (denied, allowed) = (Bits(deny), Bits(allow));
        var old = Channel(channel);
        var others = old.Overwrites.RemoveAll(o => o.Id == id);
        _world.UpdateChannel(
            old with
            {
                Overwrites =
                    denied == Permission.None && allowed == Permission.None
                        ? others
                        : others.Add(new Overwrite(id, forMember, allowed, denied)),
            }
        );
    }

    /// <summary>Takes permissions away from the bot's role in a whole server, or gives them back.</summary>
    public void SetBotRole(ulong guild, IEnumerable<string> remove, IEnumerable<string>? add = null)
    {
        var removed = Bits(remove);
        var added = Bits(add ?? []);
        lock (_world.Gate)
            foreach (var role in Guild(guild).Roles.Where(r => r.Managed || r.Id == guild).ToList())
                _world.UpdateRole(
                    guild,
                    role with
                    {
                        Permissions = (role.Permissions & ~removed) | added,
                    }
                );
    }

    /// <summary>The bot is put out of the server, or the server has an outage.</summary>
    public void LoseGuild(ulong guild, bool outage)
    {
        lock (_world.Gate)
            _world.LoseGuild(Guild(guild), outage);
    }

    public void BringBackGuild(ulong guild)
    {
        lock (_world.Gate)
            _world.BringBackGuild(Guild(guild));
    }

    // Trouble

    /// <summary>Closes every gateway socket with this code; null drops them without a word.</summary>
    public int CloseSockets(int? code)
    {
        lock (_world.Gate)
            return _gateway.CloseAll(code);
    }

    /// <summary>Op 7 to every connection.</summary>
    public void AskToReconnect()
    {
        lock (_world.Gate)
            _gateway.Reconnect();
    }

    /// <summary>Op 9 to every connection; if not resumable, the sessions are gone.</summary>
    public void InvalidateSessions(bool resumable)
    {
        lock (_world.Gate)
            _gateway.Invalidate(resumable);
    }

    /// <summary>The gateway no longer knows any session: the next Resume is answered with op 9.</summary>
    public void ForgetSessions()
    {
        lock (_world.Gate)
            _gateway.ForgetSessions();
    }

    public void AskForHeartbeat()
    {
        lock (_world.Gate)
            _gateway.AskForHeartbeat();
    }

    public void SetLatency(TimeSpan latency, TimeSpan jitter)
    {
        lock (_world.Gate)
            (_faults.Latency, _faults.Jitter) = (latency, jitter);
    }

    /// <summary>So many of the next REST requests fail in this way, if their path holds <paramref name="onlyPath"/>.</summary>
    public void FailNext(Failure failure, int count = 1, string? onlyPath = null)
    {
        var kind = failure switch
        {
            Failure.ServerErrorBefore => FaultKind.ServerErrorBefore,
            Failure.ServerErrorAfter => FaultKind.ServerErrorAfter,
            _ => FaultKind.NoAnswerAfter,
        };
        lock (_world.Gate)
            _faults.Replace(new Fault(kind) { Count = count, OnlyPath = onlyPath });
    }

    /// <summary>So many of the next REST requests are answered 429, with this scope ("user", "shared", "global").</summary>
    public void LimitNext(
        int count,
        string scope = "user",
        TimeSpan? retryAfter = null,
        string? onlyPath = null
    )
    {
        lock (_world.Gate)
            _faults.Replace(
                new Fault(FaultKind.RateLimit)
                {
                    Count = count,
                    Scope = scope,
                    RetryAfter = retryAfter ?? TimeSpan.FromSeconds(1),
                    OnlyPath = onlyPath,
                }
            );
    }

    /// <summary>Adds something that goes wrong to what does already.</summary>
    public void Break(Fault fault)
    {
        lock (_world.Gate)
            _faults.Add(fault);
    }

    /// <summary>From now on, these things go wrong, and nothing else. The same seed and requests meet the same faults.</summary>
    public void Run(FaultScript script)
    {
        lock (_world.Gate)
            _faults.Run(script);
    }

    /// <summary>Nothing more goes wrong. Frozen sockets stay frozen.</summary>
    public void Mend()
    {
        lock (_world.Gate)
            _faults.Mend();
    }

    /// <summary>How often each kind of fault has happened.</summary>
    public ImmutableDictionary<FaultKind, int> Struck()
    {
        lock (_world.Gate)
            return _faults.Struck;
    }

    private void Strike(Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.CloseSockets:
                _gateway.CloseAll(fault.Code);
                break;
            case FaultKind.DropSockets:
                _gateway.CloseAll(null);
                break;
            case FaultKind.FreezeSockets:
                _gateway.FreezeAll();
                break;
            case FaultKind.Reconnect:
                _gateway.Reconnect();
                break;
            case FaultKind.InvalidateResumable:
                _gateway.Invalidate(resumable: true);
                break;
            case FaultKind.Invalidate:
                _gateway.Invalidate(resumable: false);
                break;
            case FaultKind.ForgetSessions:
                _gateway.ForgetSessions();
                break;
            case FaultKind.AskForHeartbeat:
                _gateway.AskForHeartbeat();
                break;
            case FaultKind.StepClock:
                _faults.ClockShift += fault.Shift;
                break;
        }
    }

    private Guild Guild(ulong? id) =>
        _world.AllGuilds.FirstOrDefault(g => g.Id == (id ?? FixedIds.Newsroom))
        ?? throw new CannotException("There is no such server.");

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

public enum Failure
{
    /// <summary>500, and nothing was done.</summary>
    ServerErrorBefore,

    /// <summary>It was done, and the answer is 500 all the same.</summary>
    ServerErrorAfter,

    /// <summary>It was done, and the connection drops before the answer.</summary>
    NoAnswerAfter,
}

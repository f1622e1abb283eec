using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Gateway;

/// <summary>
/// The gateway: turns happenings into events for the sessions that asked for them, and what clients send into sessions.
/// </summary>
internal sealed class GatewayHub(
    SandboxWorld world,
    Counters counters,
    SandboxOptions options,
    string token,
    Faults faults,
    ILogger log
) : IWitness
{
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly HashSet<Connection> _connections = [];
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(250);

    public string Url { get; set; } = "";
    public int Shards => options.Shards;
    public SessionStarts SessionStarts { get; } =
        new(world.Time, options.EnforceLimits, options.MaxConcurrency);

    /// <summary>Sessions that somebody is listening on.</summary>
    public int Listening => _sessions.Values.Count(s => s.Connection is not null);

    public async Task Accept(HttpContext http, CancellationToken ct)
    {
        if (http.Request.Query["encoding"] is [{ } encoding] && encoding is not "json")
        {
            http.Response.StatusCode = 400;
            return;
        }
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var compress = http.Request.Query["compress"].ToString() is "zlib-stream";
        using var connection = new Connection(
            socket,
            compress,
            options.EnforceLimits,
            world.Time,
            ct
        );
        bool silent,
            turnedAway;
        lock (world.Gate)
        {
            _connections.Add(connection);
            connection.Frozen = silent = faults.Take(FaultKind.NoHello);
            turnedAway = !silent && faults.Take(FaultKind.ReconnectBeforeHello);
        }
        var badVersion = http.Request.Query["v"] is [{ } v] && v is not ("10" or "9");
        if (badVersion)
            connection.Close(4012, "Invalid API version.");
        else if (turnedAway)
            connection.Send(Frame(7, null));
        else if (!silent)
            connection.Send(
                Frame(
                    10,
                    new JsonObject
                    {
                        ["heartbeat_interval"] = (long)options.HeartbeatInterval.TotalMilliseconds,
                        ["_trace"] = new JsonArray("sandbox"),
                    }
                )
            );
        // Generous: Discord, too, lets a beat or two be late.
        var patience = options.HeartbeatInterval * 2;
        using var pulse = world.Time.CreateTimer(
            _ => CheckPulse(connection),
            null,
            patience,
            patience
        );
        try
        {
            await connection.Run(message => Receive(connection, message));
        }
        finally
        {
            lock (world.Gate)
                Leave(connection);
        }
    }

    private static string Frame(int op, JsonNode? data) =>
        new JsonObject
        {
            ["op"] = op,
            ["d"] = data,
            ["s"] = null,
            ["t"] = null,
        }.ToJsonString();

    private void CheckPulse(Connection connection)
    {
        lock (world.Gate)
        {
            if (!connection.Beat && !connection.Frozen)
                connection.Close(4000, "No heartbeat.");
            connection.Beat = false;
        }
    }

    private void Receive(Connection connection, JsonObject message)
    {
        lock (world.Gate)
        {
            var data = message["d"];
            switch (Form.AsInteger(message["op"]))
            {
                case 1:
                    connection.Beat = true;
                    if (!faults.Take(FaultKind.NoHeartbeatAck))
                        connection.Send(Frame(11, null));
                    break;
                case 2:
                    Identify(connection, data as JsonObject);
                    break;
                case 6:
                    Resume(connection, data as JsonObject);
                    break;
                case 3 or 4 or 8 or 31 or 43:
                    if (connection.Session is null)
                        connection.Close(4003, "Not authenticated.");
                    break;
                default:
                    connection.Close(4001, "Unknown opcode.");
                    break;
            }
        }
    }

    private void Identify(Connection connection, JsonObject? data)
    {
        if (data is null)
        {
            connection.Close(4002, "Error while decoding payload.");
            return;
        }
        if (connection.Session is not null)
        {
            connection.Close(4005, "Already authenticated.");
            return;
        }
        if (!IsToken(data["token"]))
        {
            connection.Close(4004, "Authentication failed.");
            return;
        }
        if (
            Form.AsInteger(data["intents"]) is not { } intents
            || intents < 0
            || (intents & ~(long)Intents.Known) != 0
        )
        {
            connection.Close(4013, "Invalid intent(s).");
            return;
        }
        if ((intents & Intents.Privileged) != 0)
        {
            connection.Close(4014, "Disallowed intent(s).");
            return;
        }
        int shard = 0,
            shards = 1;
        if (data["shard"] is { } given)
        {
            if (
                given is not JsonArray { Count: 2 } pair
                || Form.AsInteger(pair[0]) is not (>= 0 and < 10_000 and var index)
                || Form.AsInteger(pair[1]) is not (>= 1 and <= 10_000 and var count)
                || index >= count
            )
            {
                connection.Close(4010, "Invalid shard.");
                return;
            }
            (shard, shards) = ((int)index, (int)count);
        }
        if (shards < options.Shards)
        {
            connection.Close(4011, "Sharding required.");
            return;
        }
        if (!SessionStarts.TryStart(shard))
        {
            connection.Send(Frame(9, false));
            return;
        }

        counters.Identifies++;
        // Whoever starts a new session will not resume an old one.
        foreach (
            var old in _sessions
                .Values.Where(o => o.Connection is null && o.IsShard(shard, shards))
                .ToList()
        )
            _sessions.Remove(old.Id);
        var session = new Session(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            (int)intents,
            shard,
            shards
        );
        _sessions.Add(session.Id, session);
        Attach(session, connection);
        var guilds = world.AllGuilds.Where(g => session.Minds(g.Id)).ToList();
        var ready = new JsonObject
        {
            ["v"] = 10,
            ["user"] = world.Bot.OwnJson(),
            ["user_settings"] = new JsonObject(),
            ["session_type"] = "normal",
            ["session_id"] = session.Id,
            ["resume_gateway_url"] = Url,
            ["relationships"] = new JsonArray(),
            ["private_channels"] = new JsonArray(),
            ["presences"] = new JsonArray(),
            ["guild_join_requests"] = new JsonArray(),
            ["geo_ordered_rtc_regions"] = new JsonArray(),
            ["guilds"] = new JsonArray([
                .. guilds.Select(g =>
                    (JsonNode)new JsonObject { ["id"] = Wire.Id(g.Id), ["unavailable"] = true }
                ),
            ]),
            ["application"] = new JsonObject
            {
                ["id"] = Wire.Id(FixedIds.Application),
                ["flags"] = 0,
            },
            ["_trace"] = new JsonArray("sandbox"),
        };
        if (data["shard"] is not null)
            ready["shard"] = new JsonArray(shard, shards);
        session.Dispatch("READY", ready);
        if (session.Wants(Intents.Guilds))
            foreach (var guild in guilds)
                if (world.GuildOf(guild.Id) is not null)
                    session.Dispatch("GUILD_CREATE", world.GuildCreate(guild));
        log.LogInformation(
            "A bot has logged in to the sandbox, shard {Shard} of {Shards}",
            shard,
            shards
        );
        world.Happen(new Happening.BotCameOrWent(Listening));
    }

    private void Resume(Connection connection, JsonObject? data)
    {
        if (connection.Session is not null)
        {
            connection.Close(4005, "Already authenticated.");
            return;
        }
        if (!IsToken(data?["token"]))
        {
            connection.Close(4004, "Authentication failed.");
            return;
        }
        if (
            faults.Take(FaultKind.RefuseResume)
            || Form.AsText(data!["session_id"]) is not { } id
            || !_sessions.TryGetValue(id, out var session)
            || Form.AsInteger(data["seq"]) is not { } sequence
        )
        {
            connection.Send(Frame(9, false));
            return;
        }
        if (session.Since(sequence) is not { } missed)
        {
            connection.Close(4007, "Invalid seq.");
            return;
        }
        counters.Resumes++;
        // A second connection takes the session over.
        session.Connection?.Close(4000, "Session resumed elsewhere.");
        Attach(session, connection);
        foreach (var frame in missed)
            connection.Send(frame);
        session.Dispatch("RESUMED", """{"_trace":["sandbox"]}""");
        world.Happen(new Happening.BotCameOrWent(Listening));
    }

    private static void Attach(Session session, Connection connection)
    {
        if (session.Connection is { } former)
            former.Session = null;
        session.Connection = connection;
        connection.Session = session;
    }

    private void Leave(Connection connection)
    {
        _connections.Remove(connection);
        if (connection.Session is not { } session || session.Connection != connection)
            return;
        session.Connection = null;
        // 1000 and 1001 say that the client will not be back.
        if (connection.ClosedByClientWith is 1000 or 1001)
            _sessions.Remove(session.Id);
        world.Happen(new Happening.BotCameOrWent(Listening));
    }

    private bool IsToken(JsonNode? given) =>
        Form.AsText(given) is { } text
        && (text.StartsWith("Bot ", StringComparison.Ordinal) ? text[4..] : text).Equals(
            token,
            StringComparison.Ordinal
        );

    // What tests and the page ask for. Called while the world's gate is held.

    public int CloseAll(int? code)
    {
        var closed = _connections.Count;
        foreach (var connection in _connections)
            if (code is { } known)
                connection.Close(known, "Closed by the sandbox.");
            else
                connection.Drop();
        return closed;
    }

    /// <summary>Every socket there is stays open, and is dead.</summary>
    public int FreezeAll()
    {
        foreach (var connection in _connections)
            connection.Frozen = true;
        return _connections.Count;
    }

    public void ForgetSessions()
    {
        foreach (var session in _sessions.Values.Where(s => s.Connection is null).ToList())
            _sessions.Remove(session.Id);
        foreach (var session in _sessions.Values)
            if (session.Connection is { } connection)
                connection.Session = null;
        _sessions.Clear();
        world.Happen(new Happening.BotCameOrWent(0));
    }

    public void Reconnect() => SendAll(Frame(7, null));

    public void Invalidate(bool resumable)
    {
        SendAll(Frame(9, resumable));
        if (!resumable)
        {
            ForgetSessions();
            return;
        }
        // The sessions live, but on no connection: some clients resume on the very same one.
        foreach (var session in _sessions.Values)
        {
            if (session.Connection is { } connection)
                connection.Session = null;
            session.Connection = null;
        }
        world.Happen(new Happening.BotCameOrWent(0));
    }

    public void AskForHeartbeat() => SendAll(Frame(1, null));

    private void SendAll(string frame)
    {
        foreach (var connection in _connections)
            connection.Send(frame);
    }

    public bool Interact(Interaction interaction)
    {
        var heard = false;
        foreach (var session in _sessions.Values.Where(s => s.Minds(interaction.Guild.Id)))
        {
            var payload = interaction.Payload.ToJsonString();
            Dispatch(session, "INTERACTION_CREATE", payload);
            if (faults.Take(FaultKind.RepeatInteraction))
                session.Dispatch("INTERACTION_CREATE", payload);
            heard |= session.Connection is not null;
        }
        return heard;
    }

    public void See(Happening happening)
    {
        switch (happening)
        {
            case Happening.MessagePosted { Message: { OnlyFor: null } m }:
                Tell(m, "MESSAGE_CREATE");
                break;
            case Happening.MessageEdited { Message: { OnlyFor: null } m }:
                Tell(m, "MESSAGE_UPDATE");
                break;
            case Happening.MessageDeleted { Message: { OnlyFor: null } m }
                when world.ChannelOf(m.ChannelId) is { } c:
                var gone = new JsonObject
                {
                    ["id"] = Wire.Id(m.Id),
                    ["channel_id"] = Wire.Id(c.Id),
                    ["guild_id"] = Wire.Id(c.GuildId),
                };
                Tell(c.GuildId, Intents.GuildMessages, "MESSAGE_DELETE", gone.ToJsonString());
                break;
            case Happening.ChannelCreated { Channel: var c }:
                if (c.IsThread)
                {
                    var created = c.Json();
                    created["newly_created"] = true;
                    Tell(c.GuildId, Intents.Guilds, "THREAD_CREATE", created.ToJsonString());
                }
                else
                    Tell(c, "CHANNEL_CREATE");
                break;
            case Happening.ChannelUpdated { Channel: var c }:
                Tell(c, c.IsThread ? "THREAD_UPDATE" : "CHANNEL_UPDATE");
                break;
            case Happening.ChannelDeleted { Channel: var c }:
                Tell(c, c.IsThread ? "THREAD_DELETE" : "CHANNEL_DELETE");
                break;
            case Happening.RoleUpdated role:
                var changed = new JsonObject
                {
                    ["guild_id"] = Wire.Id(role.GuildId),
                    ["role"] = role.Role.Json(),
                };
                Tell(role.GuildId, Intents.Guilds, "GUILD_ROLE_UPDATE", changed.ToJsonString());
                break;
            case Happening.GuildLost lost:
                var lostJson = new JsonObject { ["id"] = Wire.Id(lost.Guild.Id) };
                if (lost.Outage)
                    lostJson["unavailable"] = true;
                Tell(lost.Guild.Id, Intents.Guilds, "GUILD_DELETE", lostJson.ToJsonString());
                break;
            case Happening.GuildBack back:
                var whole = world.GuildCreate(back.Guild).ToJsonString();
                Tell(back.Guild.Id, Intents.Guilds, "GUILD_CREATE", whole);
                break;
        }
    }

    private void Tell(Channel channel, string name) =>
        Tell(channel.GuildId, Intents.Guilds, name, channel.Json().ToJsonString());

    private void Tell(ulong guildId, int intent, string name, string data)
    {
        foreach (var session in _sessions.Values.Where(s => s.Wants(intent) && s.Minds(guildId)))
            Dispatch(session, name, data);
    }

    /// <summary>Once and in order, as a rule; neither is promised.</summary>
    private void Dispatch(Session session, string name, string data)
    {
        var before = session.Held;
        session.Held = null;
        if (before is null && faults.Take(FaultKind.LateEvent))
        {
            session.Held = (name, data);
            // Nothing may follow; then it is merely late.
            world.Time.CreateTimer(
                _ =>
                {
                    lock (world.Gate)
                        if (session.Held is { } held)
                        {
                            session.Held = null;
                            session.Dispatch(held.Name, held.Data);
                        }
                },
                null,
                Lateness,
                Timeout.InfiniteTimeSpan
            );
            return;
        }
        session.Dispatch(name, data);
        if (faults.Take(FaultKind.DuplicateEvent))
            session.Dispatch(name, data);
        if (before is { } late)
            session.Dispatch(late.Name, late.Data);
    }

    private void Tell(Message message, string name)
    {
        var interested = _sessions.Values.Where(s => s.Wants(Intents.GuildMessages)).ToList();
        if (interested.Count == 0 || world.ChannelOf(message.ChannelId) is not { } channel)
            return;
        if (!world.PermissionsOf(world.Bot.Id, channel).HasFlag(Permission.ViewChannel))
            return;
        var json = JsonNode.Parse(message.Json)!.AsObject();
        json["guild_id"] = Wire.Id(channel.GuildId);
        if (world.GuildOf(channel.GuildId)?.MemberOf(message.AuthorId) is { } member)
            json["member"] = member.Json(withUser: false);
        if (message.AuthorId != world.Bot.Id)
        {
            // Without the privileged intent, what others write is not shown.
            json["content"] = "";
            foreach (var part in new[] { "embeds", "attachments", "components" })
                json[part] = new JsonArray();
        }
        var data = json.ToJsonString();
        foreach (var session in interested.Where(s => s.Minds(channel.GuildId)))
            Dispatch(session, name, data);
    }
}

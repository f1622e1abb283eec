using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Gateway;

/// <summary>The gateway's sockets: how clients come, what they say, and how they go.</summary>
internal sealed class GatewayHub(
    SandboxWorld world,
    GatewayEvents sessions,
    Counters counters,
    SandboxOptions options,
    string token,
    Faults faults,
    ILogger log
)
{
    private readonly HashSet<Connection> _connections = [];

    public string Url { get; set; } = "";
    public int Shards => options.Shards;
    public SessionStarts SessionStarts { get; } =
        new(world.Time, options.EnforceLimits, options.MaxConcurrency);

    public async Task Accept(HttpContext http, CancellationToken ct)
    {
        var query = http.Request.Query;
        if (query["encoding"] is [{ } encoding] && encoding is not "json")
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var compress = query["compress"].ToString() is "zlib-stream";
        using var connection = new Connection(
            socket,
            compress,
            options.EnforceLimits,
            world.Time,
            ct
        );
        lock (world.Gate)
        {
            _connections.Add(connection);
            Greet(connection, query["v"] is not [{ } v] || v is "10" or "9");
        }
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

    private void Greet(Connection connection, bool versionIsKnown)
    {
        connection.Frozen = faults.Take(FaultKind.NoHello);
        var turnedAway = !connection.Frozen && faults.Take(FaultKind.ReconnectBeforeHello);
        if (!versionIsKnown)
            connection.Close(4012, "Invalid API version.");
        else if (turnedAway)
            connection.Send(Frame(7, null));
        else if (!connection.Frozen)
            connection.Send(
                Frame(
                    10,
                    Shape.Of(
                        ("heartbeat_interval", (long)options.HeartbeatInterval.TotalMilliseconds),
                        ("_trace", new JsonArray("sandbox"))
                    )
                )
            );
    }

    private static string Frame(int op, JsonNode? data) =>
        Shape.Of(("op", op), ("d", data), ("s", null), ("t", null)).ToJsonString();

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
            var data = message["d"] as JsonObject;
            switch (Form.AsInteger(message["op"]))
            {
                case 1:
                    connection.Beat = true;
                    if (!faults.Take(FaultKind.NoHeartbeatAck))
                        connection.Send(Frame(11, null));
                    break;
                case 2 when data is null:
                    connection.Close(4002, "Error while decoding payload.");
                    break;
                case 2 or 6 when connection.Session is not null:
                    connection.Close(4005, "Already authenticated.");
                    break;
                case 2 or 6 when !IsToken(data?["token"]):
                    connection.Close(4004, "Authentication failed.");
                    break;
                case 2:
                    Identify(connection, data!);
                    break;
                case 6:
                    Resume(connection, data!);
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

    private void Identify(Connection connection, JsonObject data)
    {
        var (shard, shards) = ShardOf(data["shard"]) ?? (-1, 0);
        var intents = Form.AsInteger(data["intents"]) ?? -1;
        if (intents < 0 || (intents & ~(long)Intents.Known) != 0)
            connection.Close(4013, "Invalid intent(s).");
        else if ((intents & Intents.Privileged) != 0)
            connection.Close(4014, "Disallowed intent(s).");
        else if (shard < 0)
            connection.Close(4010, "Invalid shard.");
        else if (shards < options.Shards)
            connection.Close(4011, "Sharding required.");
        else if (!SessionStarts.TryStart(shard))
            connection.Send(Frame(9, false));
        else
            Begin(connection, (int)intents, shard, shards, data["shard"] is not null);
    }

    private static (int Shard, int Shards)? ShardOf(JsonNode? given) =>
        given is null ? (0, 1)
        : given is JsonArray { Count: 2 } pair
        && Form.AsInteger(pair[0]) is >= 0 and < 10_000 and var shard
        && Form.AsInteger(pair[1]) is >= 1 and <= 10_000 and var shards
        && shard < shards
            ? ((int)shard, (int)shards)
        : null;

    private void Begin(Connection connection, int intents, int shard, int shards, bool toldShard)
    {
        counters.Now.Identifies++;
        // Whoever starts a new session will not resume an old one.
        foreach (var old in sessions.All.Where(o => o.Connection is null).ToList())
            if (old.IsShard(shard, shards))
                sessions.Forget(old);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var session = new Session(id, intents, shard, shards);
        sessions.Add(session);
        Attach(session, connection);
        var guilds = world.AllGuilds.Where(g => session.Minds(g.Id)).ToList();
        var ready = Shape
            .Of(
                ("v", 10),
                ("user", world.Bot.OwnJson()),
                ("session_id", session.Id),
                ("resume_gateway_url", Url),
                (
                    "guilds",
                    guilds.ToJson(g => Shape.Of(("id", Wire.Id(g.Id)), ("unavailable", true)))
                ),
                ("application", Shape.Of(("id", Wire.Id(FixedIds.Application)), ("flags", 0)))
            )
            .With(
                """
                {"user_settings":{},"session_type":"normal","relationships":[],"private_channels":[],"presences":[],
                 "guild_join_requests":[],"geo_ordered_rtc_regions":[],"_trace":["sandbox"]}
                """
            );
        if (toldShard)
            ready["shard"] = new JsonArray(shard, shards);
        session.Dispatch("READY", ready);
        if (session.Wants(Intents.Guilds))
            foreach (var guild in guilds.Where(g => world.GuildOf(g.Id) is not null))
                session.Dispatch("GUILD_CREATE", world.GuildCreate(guild));
        log.LogInformation(
            "A bot has logged in to the sandbox, shard {Shard} of {Shards}",
            shard,
            shards
        );
        world.Happen(new Happening.BotCameOrWent(sessions.Listening));
    }

    private void Resume(Connection connection, JsonObject data)
    {
        if (
            faults.Take(FaultKind.RefuseResume)
            || sessions.Find(Form.AsText(data["session_id"]) ?? "") is not { } session
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
        counters.Now.Resumes++;
        // A second connection takes the session over.
        session.Connection?.Close(4000, "Session resumed elsewhere.");
        Attach(session, connection);
        foreach (var frame in missed)
            connection.Send(frame);
        session.Dispatch("RESUMED", """{"_trace":["sandbox"]}""");
        world.Happen(new Happening.BotCameOrWent(sessions.Listening));
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
            sessions.Forget(session);
        world.Happen(new Happening.BotCameOrWent(sessions.Listening));
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
        foreach (var connection in _connections)
            if (code is { } known)
                connection.Close(known, "Closed by the sandbox.");
            else
                connection.Drop();
        return _connections.Count;
    }

    /// <summary>What hits every socket at once.</summary>
    public void Strike(Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.CloseSockets:
                CloseAll(fault.Code);
                break;
            case FaultKind.DropSockets:
                CloseAll(null);
                break;
            case FaultKind.FreezeSockets:
                foreach (var connection in _connections)
                    connection.Frozen = true;
                break;
            case FaultKind.Reconnect:
                SendAll(Frame(7, null));
                break;
            case FaultKind.InvalidateResumable:
                // The sessions live, but on no connection: some clients resume on the very same one.
                SendAll(Frame(9, true));
                LetGo(forget: false);
                break;
            case FaultKind.Invalidate:
                SendAll(Frame(9, false));
                LetGo(forget: true);
                break;
            case FaultKind.ForgetSessions:
                LetGo(forget: true);
                break;
            case FaultKind.AskForHeartbeat:
                SendAll(Frame(1, null));
                break;
        }
    }

    private void LetGo(bool forget)
    {
        foreach (var session in sessions.All.ToList())
        {
            if (session.Connection is { } connection)
                connection.Session = null;
            session.Connection = null;
            if (forget)
                sessions.Forget(session);
        }
        world.Happen(new Happening.BotCameOrWent(0));
    }

    private void SendAll(string frame)
    {
        foreach (var connection in _connections)
            connection.Send(frame);
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord.Gateway;

/// <summary>
/// One connection from its opening to its end (developers/events/gateway.mdx). It lives once: whatever ends it, the
/// first reason wins, and nothing that still comes in afterwards has any effect (discord.js #8927).
/// </summary>
internal sealed class ShardConnection : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(10);

    private readonly ShardContext _shard;
    private readonly IGatewaySocket _socket;
    private readonly TimeProvider _time;
    private readonly ConnectionLife _life;
    private readonly CancellationTokenSource _over = new();
    private readonly GatewaySender _sender;
    private readonly Heartbeat _heartbeat;
    private readonly ZlibStreamInflater _inflater = new();
    private bool _saidHello;
    private Task _heartbeats = Task.CompletedTask;
    private Task _handshake = Task.CompletedTask;

    public ShardConnection(ShardContext shard, IGatewaySocket socket, Session? session)
    {
        _shard = shard;
        _socket = socket;
        _time = shard.Time;
        _life = new ConnectionLife(shard, session);
        _sender = new GatewaySender(shard, socket, new SemaphoreSlim(1));
        _heartbeat = new Heartbeat(shard);
    }

    public async Task<ConnectionEnd> Run(Uri gateway, CancellationToken ct)
    {
        try
        {
            await _socket.Connect(Address(gateway), ct).WaitAsync(ConnectTimeout, _time, ct);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _socket.Abort();
            return ct.IsCancellationRequested
                ? new ConnectionEnd.Stopped()
                : _life.TryAgain(EndReason.Network, $"no connection ({Kind(e)})");
        }

        _life.SetDeadline(HelloTimeout, "no HELLO in time");
        await using var _ = ct.UnsafeRegister(
            static self => ((ConnectionLife)self!).End(new ConnectionEnd.Stopped()),
            _life
        );
        var receiving = ReceiveAll();
        var end = await _life.Ended;
        _over.Cancel();
        await Quietly(
            _socket.Close(
                end is ConnectionEnd.Stopped ? CloseCode.Goodbye : CloseCode.Resuming,
                CancellationToken.None
            )
        );
        _socket.Abort();
        await Quietly(Task.WhenAll(receiving, _heartbeats, _handshake));
        return end;
    }

    public void Dispose()
    {
        _life.Dispose();
        _over.Dispose();
        _socket.Dispose();
        _inflater.Dispose();
    }

    /// <summary>The query stays the same on a resume.</summary>
    private static Uri Address(Uri gateway) =>
        new UriBuilder(gateway) { Query = "v=10&encoding=json&compress=zlib-stream" }.Uri;

    private async Task ReceiveAll()
    {
        // An end by a timer or by cancellation must not have to wait for all that is here to be received already.
        await Task.Yield();
        try
        {
            while (!_life.HasEnded)
            {
                var frame = await _socket.Receive(CancellationToken.None);
                if (_life.HasEnded)
                {
                    return;
                }

                switch (frame)
                {
                    case SocketFrame.Text text:
                        Take(text.Json);
                        break;
                    case SocketFrame.Binary binary
                        when _inflater.Add(binary.Compressed.Span) is { } json:
                        Take(json);
                        break;
                    case SocketFrame.Closed closed:
                        _life.End(_life.After(closed.Code));
                        break;
                }
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _life.End(_life.TryAgain(EndReason.Network, $"the connection broke ({Kind(e)})"));
        }
    }

    private void Take(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            Take(document.RootElement);
        }
        catch (JsonException)
        {
            _shard.Logger.LogWarning(
                "Shard {Shard}: a payload that is not JSON was passed over.",
                _shard.Shard
            );
        }
    }

    private void Take(JsonElement payload)
    {
        switch (payload.Int("op"))
        {
            case 0:
                Dispatch(payload);
                break;
            case 1:
                // Asked for by the server: answered at once, and outside the check for missing ACKs (discord.js #3993).
                Observe(Send(GatewayPayload.Heartbeat(_life.Sequence)));
                break;
            case 7:
                _life.End(
                    _life.TryAgain(EndReason.AskedToReconnect, "Discord asked for a new connection")
                );
                break;
            case 9:
                _life.End(_life.AfterInvalidSession(mayResume: payload.Flag("d") ?? false));
                break;
            case 10:
                Hello(payload.Get("d")?.Double("heartbeat_interval"));
                break;
            case 11:
                _heartbeat.Answered();
                break;
            default:
                _shard.Logger.LogWarning(
                    "Shard {Shard}: a payload without a known op was passed over.",
                    _shard.Shard
                );
                break;
        }
    }

    private void Hello(double? interval)
    {
        if (_saidHello || interval is not > 0)
        {
            _shard.Logger.LogWarning(
                "Shard {Shard}: a HELLO out of place was passed over.",
                _shard.Shard
            );
            return;
        }

        _saidHello = true;
        var every = TimeSpan.FromMilliseconds(
            Math.Clamp(
                interval.Value,
                ShortestInterval.TotalMilliseconds,
                LongestInterval.TotalMilliseconds
            )
        );
        _life.SetDeadline(Timeout.InfiniteTimeSpan, "");
        _heartbeats = Beat(every);
        _handshake = Handshake();
    }

    private async Task Beat(TimeSpan every)
    {
        try
        {
            await _heartbeat.Beat(
                every,
                () => Send(GatewayPayload.Heartbeat(_life.Sequence), isDueHeartbeat: true),
                _over.Token
            );
            _life.End(_life.TryAgain(EndReason.MissedHeartbeat, "no answer to a heartbeat"));
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private async Task Handshake()
    {
        try
        {
            if (_life.Session is { } session)
            {
                _life.SetDeadline(ReadyTimeout, "no RESUMED in time");
                await Send(GatewayPayload.Resume(_shard, session, _life.Sequence));
                return;
            }

            if (!await _shard.Starts.Turn(_shard.Shard, _over.Token))
            {
                _life.End(
                    _life.TryAgain(EndReason.NoSessionLeft, "no session may be begun just now")
                );
                return;
            }

            _life.SetDeadline(ReadyTimeout, "no READY in time");
            await Send(GatewayPayload.Identify(_shard));
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private void Dispatch(JsonElement payload)
    {
        if (payload.Long("s") is { } sequence)
        {
            _life.Sequence = sequence;
        }

        if (payload.Text("t") is not { } name || payload.Get("d") is not { } data)
        {
            // RESUMED has been seen with nothing in it.
            if (string.Equals(payload.Text("t"), "RESUMED", StringComparison.Ordinal))
            {
                Resumed();
            }

            return;
        }

        switch (name)
        {
            case "READY":
                Ready(data);
                break;
            case "RESUMED":
                Resumed();
                break;
            default:
                var events = DispatchParser.Parse(
                    name,
                    data,
                    _life.Session?.UserId ?? default,
                    _time.GetTimestamp()
                );
                if (events is null)
                {
                    _shard.Logger.LogWarning(
                        "Shard {Shard}: a malformed {Event} was passed over.",
                        _shard.Shard,
                        name
                    );
                }

                Emit(events ?? []);
                break;
        }
    }

    private void Ready(JsonElement data)
    {
        var application = data.Get("application")?.Id("id");
        var user = data.Get("user") is { } own ? User.Parse(own) : null;
        if ((application ?? user?.Id) is not { } applicationId || user is null)
        {
            _life.End(
                _life.TryAgain(EndReason.Malformed, "a READY without who we are") with
                {
                    Session = null,
                }
            );
            return;
        }

        _life.Begin(
            data.Text("session_id") is { Length: > 0 } id
            && Uri.TryCreate(data.Text("resume_gateway_url"), UriKind.Absolute, out var url)
            && url.Scheme is "ws" or "wss"
                ? new Session(id, url, user.Id, _life.Sequence)
                : null
        );
        _life.InOrder();
        _shard.Meters.SessionTaken(isResumed: false);
        ImmutableArray<Snowflake> guilds =
        [
            .. data.Items("guilds").Select(guild => guild.Id("id")).OfType<Snowflake>(),
        ];
        // Who takes the event says it to the operator.
        _shard.Logger.LogDebug(
            "Shard {Shard}: ready, in {Guilds} guilds.",
            _shard.Shard,
            guilds.Length
        );
        Emit([
            new GatewayEvent.Ready(applicationId, user, guilds, _shard.Shard, _shard.ShardCount),
        ]);
    }

    private void Resumed()
    {
        _life.InOrder();
        _shard.Meters.SessionTaken(isResumed: true);
        _shard.Logger.LogInformation("Shard {Shard}: resumed.", _shard.Shard);
        Emit([new GatewayEvent.Resumed(_shard.Shard)]);
    }

    private void Emit(ImmutableArray<GatewayEvent> events)
    {
        foreach (var one in events)
        {
            _shard.Emit(one);
        }
    }

    /// <summary>A send that fails or hangs ends the connection.</summary>
    private async Task Send(byte[] payload, bool isDueHeartbeat = false)
    {
        try
        {
            await _sender.Send(payload, isDueHeartbeat, _over.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _life.End(_life.TryAgain(EndReason.Network, $"sending failed ({Kind(e)})"));
        }
    }

    /// <summary>Waits for something on its way out, but not for ever, and whatever comes of it.</summary>
    private async Task Quietly(Task task)
    {
        try
        {
            await task.WaitAsync(CloseTimeout, _time, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _shard.Logger.LogDebug(
                "Shard {Shard}: closing was not clean ({Kind}).",
                _shard.Shard,
                Kind(e)
            );
        }
    }

    private static void Observe(Task task) => _ = task;

    /// <summary>The message of an exception may hold an address; its kind does not.</summary>
    private static string Kind(Exception e) => e.GetBaseException().GetType().Name;
}

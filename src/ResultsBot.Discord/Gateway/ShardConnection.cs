using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord.Gateway;

/// <summary>What all connections of a shard have in common.</summary>
internal sealed record ShardContext(
    int Shard,
    int ShardCount,
    string Token,
    SessionStarts Starts,
    Action<GatewayEvent> Emit,
    Action<bool> Report,
    DiscordMeters Meters,
    TimeProvider Time,
    Func<double> Random,
    ILogger Logger
)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"shard {Shard} of {ShardCount}";
}

/// <summary>
/// One connection from its opening to its end (developers/events/gateway.mdx). It lives once: whatever ends it, the
/// first reason wins, and nothing that still comes in afterwards has any effect (discord.js #8927).
/// </summary>
internal sealed class ShardConnection : IDisposable
{
    private const int GuildsIntent = 1 << 0;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(10);

    private readonly ShardContext _shard;
    private readonly IGatewaySocket _socket;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<ConnectionEnd> _end = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly CancellationTokenSource _life = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly SendBudget _budget;
    private readonly ZlibStreamInflater _inflater = new();
    private readonly Lock _gate = new();
    private Session? _session;
    private ITimer? _deadline;
    private bool _saidHello;
    private bool _ackPending;
    private long _beatAt;
    private long? _inOrderSince;
    private long? _sequence;
    private Task _heartbeats = Task.CompletedTask;
    private Task _handshake = Task.CompletedTask;

    public ShardConnection(ShardContext shard, IGatewaySocket socket, Session? session)
    {
        _shard = shard;
        _socket = socket;
        _session = session;
        _sequence = session?.Sequence;
        _time = shard.Time;
        _budget = new SendBudget(shard.Time);
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
                : TryAgain(EndReason.Network, $"no connection ({Kind(e)})");
        }

        SetDeadline(HelloTimeout, "no HELLO in time");
        await using var _ = ct.UnsafeRegister(static self => ((ShardConnection)self!).Stop(), this);
        var receiving = ReceiveAll();
        var end = await _end.Task;
        _life.Cancel();
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
        _deadline?.Dispose();
        _life.Dispose();
        _socket.Dispose();
        _inflater.Dispose();
        // _sending is left to the garbage collector: a stuck send may still come back to it.
    }

    /// <summary>The query stays the same on a resume.</summary>
    private static Uri Address(Uri gateway) =>
        new UriBuilder(gateway) { Query = "v=10&encoding=json&compress=zlib-stream" }.Uri;

    private void Stop() => End(new ConnectionEnd.Stopped());

    private void End(ConnectionEnd end)
    {
        lock (_gate)
        {
            _deadline?.Dispose();
            _deadline = null;
            _end.TrySetResult(end);
        }
    }

    private bool HasEnded => _end.Task.IsCompleted;

    private ConnectionEnd.TryAgain TryAgain(string reason, string why)
    {
        lock (_gate)
        {
            return new ConnectionEnd.TryAgain(
                _session is null ? null : _session with { Sequence = _sequence },
                reason,
                why
            )
            {
                InOrderFor = _inOrderSince is { } since
                    ? _time.GetElapsedTime(since)
                    : TimeSpan.Zero,
            };
        }
    }

    private void SetDeadline(TimeSpan after, string why)
    {
        lock (_gate)
        {
            _deadline?.Dispose();
            _deadline = HasEnded
                ? null
                : _time.CreateTimer(
                    _ => End(TryAgain(EndReason.Timeout, why)),
                    null,
                    after,
                    Timeout.InfiniteTimeSpan
                );
        }
    }

    private void InOrder()
    {
        lock (_gate)
        {
            _deadline?.Dispose();
            _deadline = null;
            _inOrderSince = _time.GetTimestamp();
        }

        _shard.Report(true);
    }

    private async Task ReceiveAll()
    {
        // An end by a timer or by cancellation must not have to wait for all that is here to be received already.
        await Task.Yield();
        try
        {
            while (!HasEnded)
            {
                var frame = await _socket.Receive(CancellationToken.None);
                if (HasEnded)
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
                        End(After(closed.Code));
                        break;
                }
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            End(TryAgain(EndReason.Network, $"the connection broke ({Kind(e)})"));
        }
    }

    private ConnectionEnd After(int? code)
    {
        if (CloseCode.FatalSentence(code) is { } sentence)
        {
            return new ConnectionEnd.Fatal(code ?? 0, sentence);
        }

        var again = code is { } told
            ? TryAgain(
                told.ToString(CultureInfo.InvariantCulture),
                $"Discord closed it with {told}"
            )
            : TryAgain(EndReason.Network, "the connection broke");
        return CloseCode.EndsSession(code) ? again with { Session = null } : again;
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
                Observe(Send(Heartbeat(), isDueHeartbeat: false));
                break;
            case 7:
                End(TryAgain(EndReason.AskedToReconnect, "Discord asked for a new connection"));
                break;
            case 9:
                End(AfterInvalidSession(mayResume: payload.Flag("d") ?? false));
                break;
            case 10:
                Hello(payload.Get("d")?.Double("heartbeat_interval"));
                break;
            case 11:
                if (Interlocked.Exchange(ref _beatAt, 0) is var beatAt and not 0)
                {
                    _shard.Meters.HeartbeatAnswered(_time.GetElapsedTime(beatAt));
                }
                Volatile.Write(ref _ackPending, false);
                break;
            default:
                _shard.Logger.LogWarning(
                    "Shard {Shard}: a payload without a known op was passed over.",
                    _shard.Shard
                );
                break;
        }
    }

    /// <summary>Either way a new connection is needed (discord.js #7113), after one to five seconds.</summary>
    private ConnectionEnd AfterInvalidSession(bool mayResume)
    {
        var again = TryAgain(EndReason.InvalidSession, "Discord called the session invalid") with
        {
            AtLeast = TimeSpan.FromSeconds(1 + (4 * _shard.Random())),
        };
        return mayResume ? again : again with { Session = null };
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
        SetDeadline(Timeout.InfiniteTimeSpan, "");
        _heartbeats = KeepBeating(every);
        _handshake = Handshake();
    }

    private async Task KeepBeating(TimeSpan every)
    {
        try
        {
            await Task.Delay(every * _shard.Random(), _time, _life.Token);
            while (true)
            {
                if (Volatile.Read(ref _ackPending))
                {
                    End(TryAgain(EndReason.MissedHeartbeat, "no answer to a heartbeat"));
                    return;
                }

                Volatile.Write(ref _ackPending, true);
                Volatile.Write(ref _beatAt, _time.GetTimestamp());
                await Send(Heartbeat(), isDueHeartbeat: true);
                await Task.Delay(every, _time, _life.Token);
            }
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
            if (_session is { } session)
            {
                SetDeadline(ReadyTimeout, "no RESUMED in time");
                await Send(Resume(session), isDueHeartbeat: false);
                return;
            }

            if (!await _shard.Starts.Turn(_shard.Shard, _life.Token))
            {
                End(TryAgain(EndReason.NoSessionLeft, "no session may be begun just now"));
                return;
            }

            SetDeadline(ReadyTimeout, "no READY in time");
            await Send(Identify(), isDueHeartbeat: false);
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
            lock (_gate)
            {
                _sequence = sequence;
            }
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
                    _session?.UserId ?? default,
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
            End(
                TryAgain(EndReason.Malformed, "a READY without who we are") with
                {
                    Session = null,
                }
            );
            return;
        }

        lock (_gate)
        {
            _session =
                data.Text("session_id") is { Length: > 0 } id
                && Uri.TryCreate(data.Text("resume_gateway_url"), UriKind.Absolute, out var url)
                && url.Scheme is "ws" or "wss"
                    ? new Session(id, url, user.Id, _sequence)
                    : null;
        }

        InOrder();
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
        InOrder();
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

    private byte[] Heartbeat()
    {
        lock (_gate)
        {
            return Payload(1, _sequence is { } sequence ? JsonValue.Create(sequence) : null);
        }
    }

    private byte[] Identify() =>
        Payload(
            2,
            new JsonObject
            {
                ["token"] = _shard.Token,
                ["intents"] = GuildsIntent,
                ["shard"] = new JsonArray(
                    JsonValue.Create(_shard.Shard),
                    JsonValue.Create(_shard.ShardCount)
                ),
                ["properties"] = new JsonObject
                {
                    ["os"] = OperatingSystem.IsWindows() ? "windows" : "linux",
                    ["browser"] = "ResultsBot",
                    ["device"] = "ResultsBot",
                },
            }
        );

    private byte[] Resume(Session session)
    {
        lock (_gate)
        {
            return Payload(
                6,
                new JsonObject
                {
                    ["token"] = _shard.Token,
                    ["session_id"] = session.Id,
                    ["seq"] = _sequence ?? 0,
                }
            );
        }
    }

    private static byte[] Payload(int op, JsonNode? data) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new WirePayload(op, data),
            WireJson.Default.WirePayload
        );

    /// <summary>One at a time, never too long, never too often. A send that fails or hangs ends the connection.</summary>
    private async Task Send(byte[] payload, bool isDueHeartbeat)
    {
        if (payload.Length > Limits.GatewaySendBytes)
        {
            throw new InvalidOperationException("A gateway payload is over 4096 bytes.");
        }

        try
        {
            await _sending.WaitAsync(_life.Token);
            try
            {
                if (!_budget.TrySpend(isDueHeartbeat))
                {
                    _shard.Logger.LogWarning(
                        "Shard {Shard}: a payload was not sent, as Discord allows 120 a minute.",
                        _shard.Shard
                    );
                    return;
                }

                // The token alone would not do: a send on a dead link may not heed it (dotnet/runtime #125257).
                await _socket.Send(payload, _life.Token).WaitAsync(SendTimeout, _time, _life.Token);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            End(TryAgain(EndReason.Network, $"sending failed ({Kind(e)})"));
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

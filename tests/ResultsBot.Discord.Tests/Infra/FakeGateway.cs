using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace ResultsBot.Discord.Tests.Infra;

/// <summary>Discord's side of one connection, in the test's hand.</summary>
internal sealed class FakeSocket(FakeTimeProvider time) : IGatewaySocket
{
    private readonly Channel<SocketFrame> _frames =
        System.Threading.Channels.Channel.CreateUnbounded<SocketFrame>();
    private readonly Lock _gate = new();
    private readonly List<(JsonElement Payload, DateTimeOffset At)> _sent = [];

    public Uri? Address { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public int? ClosedWith { get; private set; }

    public bool Aborted { get; private set; }

    /// <summary>A dead link: nothing that is asked of it ever ends, and it does not even heed cancellation.</summary>
    public bool IsDead { get; set; }

    public Exception? FailsToConnect { get; set; }

    public IReadOnlyList<(JsonElement Payload, DateTimeOffset At)> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    public IEnumerable<int> SentOps => Sent.Select(one => one.Payload.GetProperty("op").GetInt32());

    public JsonElement SentPayload(int op) =>
        Sent.First(one => one.Payload.GetProperty("op").GetInt32() == op).Payload;

    public void Say(string json) =>
        _frames.Writer.TryWrite(new SocketFrame.Text(Encoding.UTF8.GetBytes(json)));

    public void Say(SocketFrame frame) => _frames.Writer.TryWrite(frame);

    public void Hello(int interval = 45_000) =>
        Say($$"""{"op":10,"d":{"heartbeat_interval":{{interval}} },"s":null,"t":null}""");

    public void Ready(string session = "s1", string resumeUrl = "wss://resume.test", int s = 1) =>
        Dispatch(
            "READY",
            $$"""{"v":10,"user":{"id":"5","username":"bot"},"guilds":[{"id":"1","unavailable":true}],"session_id":"{{session}}","resume_gateway_url":"{{resumeUrl}}","application":{"id":"200","flags":0} }""",
            s
        );

    public void Dispatch(string name, string data, int s) =>
        Say($$"""{"op":0,"t":"{{name}}","s":{{s}},"d":{{data}} }""");

    public void Close(int? code) => Say(new SocketFrame.Closed(code));

    Task IGatewaySocket.Connect(Uri address, CancellationToken ct)
    {
        (Address, OpenedAt) = (address, time.GetUtcNow());
        return FailsToConnect is { } failure ? Task.FromException(failure)
            : IsDead ? Never()
            : Task.CompletedTask;
    }

    async Task<SocketFrame> IGatewaySocket.Receive(CancellationToken ct) =>
        await _frames.Reader.ReadAsync(ct);

    Task IGatewaySocket.Send(ReadOnlyMemory<byte> json, CancellationToken ct)
    {
        lock (_gate)
        {
            _sent.Add((JsonDocument.Parse(json).RootElement, time.GetUtcNow()));
        }

        return IsDead ? Never() : Task.CompletedTask;
    }

    Task IGatewaySocket.Close(int code, CancellationToken ct)
    {
        ClosedWith ??= code;
        return IsDead ? Never() : Task.CompletedTask;
    }

    void IGatewaySocket.Abort()
    {
        Aborted = true;
        if (!IsDead)
        {
            _frames.Writer.TryWrite(new SocketFrame.Closed(null));
        }
    }

    public void Dispose() { }

    private static Task Never() => new TaskCompletionSource().Task;
}

/// <summary>A gateway under test, with all its connections.</summary>
internal sealed class FakeGateway : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<FakeSocket> _sockets = [];
    private readonly List<GatewayEvent> _events = [];
    private readonly Lock _gate = new();
    private readonly DiscordRest _rest;

    public FakeGateway(
        int shards = 1,
        int remaining = 1000,
        int maxConcurrency = 1,
        Func<GatewayEvent, CancellationToken, ValueTask>? handle = null,
        Func<int, FakeSocket, FakeSocket>? prepare = null
    )
    {
        Remaining = remaining;
        Discord.Otherwise = (_, _) =>
            Task.FromResult(
                FakeDiscord.Ok(
                    $$"""{"url":"wss://gateway.test","shards":{{shards}},"session_start_limit":{"total":1000,"remaining":{{Remaining}},"reset_after":3600000,"max_concurrency":{{maxConcurrency}} } }"""
                )
            );
        _rest = Discord.Rest();
        Gateway = new DiscordGateway(
            _rest,
            Discord.Options,
            Time,
            () => 0.5,
            Discord.Logs.For<DiscordGateway>(),
            () =>
            {
                lock (_gate)
                {
                    var socket = new FakeSocket(Time);
                    socket = prepare is null ? socket : prepare(_sockets.Count, socket);
                    _sockets.Add(socket);
                    return socket;
                }
            }
        );
        _handle = handle;
    }

    private readonly Func<GatewayEvent, CancellationToken, ValueTask>? _handle;

    public FakeDiscord Discord { get; } = new();

    public FakeTimeProvider Time => Discord.Time;

    public DiscordGateway Gateway { get; }

    public DiscordMeters Meters => _rest.Meters;

    public int Remaining { get; set; }

    public Task<GatewayEnd> Running { get; private set; } =
        Task.FromResult<GatewayEnd>(new GatewayEnd.Stopped());

    public IReadOnlyList<FakeSocket> Sockets
    {
        get
        {
            lock (_gate)
            {
                return [.. _sockets];
            }
        }
    }

    public FakeSocket Last => Sockets[^1];

    public IReadOnlyList<GatewayEvent> Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    public async Task<FakeSocket> Start()
    {
        Running = Gateway.Run(
            async (one, ct) =>
            {
                lock (_gate)
                {
                    _events.Add(one);
                }

                if (_handle is not null)
                {
                    await _handle(one, ct);
                }
            },
            _stop.Token
        );
        await Clock.Settle();
        return Last;
    }

    /// <summary>Started, and said to be ready.</summary>
    public async Task<FakeSocket> StartReady(int interval = 45_000)
    {
        var socket = await Start();
        socket.Hello(interval);
        await Clock.Settle();
        socket.Ready();
        await Clock.Settle();
        return socket;
    }

    /// <summary>The next connection, which has to come within the given time.</summary>
    public async Task<FakeSocket> Next(TimeSpan? within = null)
    {
        var before = Sockets.Count;
        var limit = Time.GetUtcNow() + (within ?? TimeSpan.FromMinutes(2));
        await Clock.Settle();
        while (Sockets.Count == before || Last.Address is null)
        {
            Assert.True(Time.GetUtcNow() < limit, "No new connection was opened.");
            Time.Advance(TimeSpan.FromMilliseconds(100));
            await Clock.Settle();
        }

        return Last;
    }

    public Task<GatewayEnd> Stop()
    {
        _stop.Cancel();
        return Time.RunUntil(Running);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _rest.Dispose();
        Discord.Dispose();
    }
}

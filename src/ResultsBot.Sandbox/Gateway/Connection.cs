using System.Buffers;
using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.Rest;

namespace ResultsBot.Sandbox.Gateway;

/// <summary>
/// One socket. What is to be sent waits in line, so that whoever sends never waits for the network; one loop sends,
/// one loop reads.
/// </summary>
internal sealed class Connection : IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly WebSocket _socket;
    private readonly TimeProvider _time;
    private readonly bool _enforceLimits;
    private readonly Channel<Func<Task>> _line = Channel.CreateUnbounded<Func<Task>>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly CancellationTokenSource _ended;
    private readonly MemoryStream _compressed = new();
    private readonly ZLibStream? _deflate;
    private readonly Queue<long> _received = new();

    public Connection(
        WebSocket socket,
        bool compress,
        bool enforceLimits,
        TimeProvider time,
        CancellationToken ct
    )
    {
        _socket = socket;
        _time = time;
        _enforceLimits = enforceLimits;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (compress)
            _deflate = new ZLibStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
    }

    public Session? Session { get; set; }

    /// <summary>Half-open: the socket stays, takes what comes, and nothing goes out on it any more.</summary>
    public bool Frozen { get; set; }

    /// <summary>Cleared when it beats, set when it is asked; two in a row and it is gone.</summary>
    public bool Beat { get; set; } = true;

    public int? ClosedByClientWith { get; private set; }

    public void Send(string json) =>
        _line.Writer.TryWrite(() => Frozen ? Task.CompletedTask : SendOne(json));

    public void Close(int code, string reason) =>
        Last(async () =>
        {
            if (Frozen)
                return;
            await _socket.CloseOutputAsync(
                (WebSocketCloseStatus)code,
                reason,
                CancellationToken.None
            );
            // A client that never says goodbye is not waited for.
            _ended.CancelAfter(Farewell);
        });

    /// <summary>Gone without a word, as when a cable is pulled.</summary>
    public void Drop() =>
        Last(() =>
        {
            _socket.Abort();
            return _ended.CancelAsync();
        });

    private void Last(Func<Task> send)
    {
        _line.Writer.TryWrite(send);
        _line.Writer.TryComplete();
    }

    public async Task Run(Action<JsonObject> receive)
    {
        var sending = SendAll();
        try
        {
            await ReceiveAll(receive);
        }
        catch (Exception e)
            when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The other side is gone; that is all there is to know.
        }
        finally
        {
            _line.Writer.TryComplete();
            await _ended.CancelAsync();
            await sending;
        }
    }

    private async Task ReceiveAll(Action<JsonObject> receive)
    {
        var buffer = new byte[DiscordLimits.FrameBytes + 1];
        while (true)
        {
            var length = 0;
            WebSocketReceiveResult result;
            do
            {
                result = await _socket.ReceiveAsync(
                    new ArraySegment<byte>(buffer, length, buffer.Length - length),
                    _ended.Token
                );
                length += result.Count;
                if (length > DiscordLimits.FrameBytes)
                {
                    await Refuse(4002, "Error while decoding payload.");
                    return;
                }
            } while (!result.EndOfMessage);

            if (result.MessageType is WebSocketMessageType.Close)
            {
                ClosedByClientWith = (int?)result.CloseStatus;
                if (Frozen)
                {
                    // A dead link does not say goodbye; it is found out, or times out.
                    await Task.Delay(Farewell, _time, _ended.Token);
                    return;
                }
                if (_socket.State is WebSocketState.CloseReceived)
                    await _socket.CloseOutputAsync(
                        result.CloseStatus ?? WebSocketCloseStatus.NormalClosure,
                        null,
                        _ended.Token
                    );
                return;
            }
            if (Frozen)
                continue;
            if (TooMany())
            {
                await Refuse(4008, "Rate limited.");
                return;
            }
            if (
                !SafeJson.TryParse(buffer.AsSpan(0, length), out var json)
                || json is not JsonObject message
            )
            {
                await Refuse(4002, "Error while decoding payload.");
                return;
            }
            receive(message);
        }
    }

    private bool TooMany()
    {
        if (!_enforceLimits)
            return false;
        var now = _time.GetTimestamp();
        while (
            _received.TryPeek(out var oldest)
            && _time.GetElapsedTime(oldest, now) >= DiscordLimits.FrameWindow
        )
            _received.Dequeue();
        _received.Enqueue(now);
        return _received.Count > DiscordLimits.Frames;
    }

    private async Task Refuse(int code, string reason)
    {
        Close(code, reason);
        // Wait for the client's half of the farewell, so that the close code reaches it.
        using var patience = new CancellationTokenSource(Farewell, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            patience.Token,
            _ended.Token
        );
        var scrap = new byte[DiscordLimits.FrameBytes];
        while (_socket.State is WebSocketState.Open or WebSocketState.CloseSent)
            if (
                (await _socket.ReceiveAsync(scrap, both.Token)).MessageType
                is WebSocketMessageType.Close
            )
                return;
    }

    private async Task SendAll()
    {
        try
        {
            await foreach (var send in _line.Reader.ReadAllAsync(CancellationToken.None))
                await send();
        }
        catch (Exception e)
            when (e
                    is WebSocketException
                        or OperationCanceledException
                        or IOException
                        or ObjectDisposedException
            )
        {
            await _ended.CancelAsync();
        }
    }

    private async Task SendOne(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        if (_deflate is null)
        {
            await _socket.SendAsync(
                bytes,
                WebSocketMessageType.Text,
                endOfMessage: true,
                _ended.Token
            );
            return;
        }
        // One deflate context for the whole connection; the flush ends each payload with 00 00 FF FF.
        _compressed.SetLength(0);
        await _deflate.WriteAsync(bytes, _ended.Token);
        await _deflate.FlushAsync(_ended.Token);
        await _socket.SendAsync(
            _compressed.GetBuffer().AsMemory(0, (int)_compressed.Length),
            WebSocketMessageType.Binary,
            endOfMessage: true,
            _ended.Token
        );
    }

    public void Dispose()
    {
        _ended.Dispose();
        _deflate?.Dispose();
        _compressed.Dispose();
    }
}

using System.Buffers;
using System.Net.WebSockets;

namespace ResultsBot.Discord.Gateway;

/// <summary>The real thing.</summary>
internal sealed class WebSocketConnection : IGatewaySocket
{
    /// <summary>Far above any guild's size; below what would hurt.</summary>
    private const int LargestMessage = 64 * 1024 * 1024;
    private readonly ClientWebSocket _socket = new();

    public WebSocketConnection(string userAgent)
    {
        // Discord's own heartbeats tell whether the connection lives.
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        _socket.Options.SetRequestHeader("User-Agent", userAgent);
    }

    public Task Connect(Uri address, CancellationToken ct) => _socket.ConnectAsync(address, ct);

    public async Task<SocketFrame> Receive(CancellationToken ct)
    {
        var message = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(message.GetMemory(4096), ct);
            }
            catch (WebSocketException)
            {
                return new SocketFrame.Closed(null);
            }

            message.Advance(part.Count);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return new SocketFrame.Closed((int?)_socket.CloseStatus);
            }

            if (message.WrittenCount > LargestMessage)
            {
                return new SocketFrame.Closed(null);
            }

            if (part.EndOfMessage)
            {
                return part.MessageType == WebSocketMessageType.Text
                    ? new SocketFrame.Text(message.WrittenMemory)
                    : new SocketFrame.Binary(message.WrittenMemory);
            }
        }
    }

    public Task Send(ReadOnlyMemory<byte> json, CancellationToken ct) =>
        _socket.SendAsync(json, WebSocketMessageType.Text, endOfMessage: true, ct).AsTask();

    // CloseAsync would wait for the other side, on a dead link for ever (dotnet/runtime #51590).
    public Task Close(int code, CancellationToken ct) =>
        _socket.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? _socket.CloseOutputAsync((WebSocketCloseStatus)code, statusDescription: null, ct)
            : Task.CompletedTask;

    public void Abort() => _socket.Abort();

    public void Dispose() => _socket.Dispose();
}

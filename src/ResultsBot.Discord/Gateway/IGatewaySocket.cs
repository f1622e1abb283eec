namespace ResultsBot.Discord;

/// <summary>One WebSocket connection, used once. The seam at which tests stand in for the network.</summary>
public interface IGatewaySocket : IDisposable
{
    Task Connect(Uri address, CancellationToken ct);

    /// <summary>The next whole message. A broken connection is a <see cref="SocketFrame.Closed"/> without a code.</summary>
    Task<SocketFrame> Receive(CancellationToken ct);

    Task Send(ReadOnlyMemory<byte> json, CancellationToken ct);

    /// <summary>Says goodbye with a code, without waiting for the other side's.</summary>
    Task Close(int code, CancellationToken ct);

    /// <summary>Drops the connection at once; a pending <see cref="Receive"/> ends.</summary>
    void Abort();
}

/// <summary>What came in.</summary>
public abstract record SocketFrame
{
    private SocketFrame() { }

    /// <summary>A payload in plain JSON.</summary>
    public sealed record Text(ReadOnlyMemory<byte> Json) : SocketFrame;

    /// <summary>A piece of the connection's zlib stream.</summary>
    public sealed record Binary(ReadOnlyMemory<byte> Compressed) : SocketFrame;

    /// <summary>The end; without a code where the connection just broke.</summary>
    public sealed record Closed(int? Code) : SocketFrame;
}

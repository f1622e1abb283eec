using System.IO.Compression;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ResultsBot.Discord.Tests.Infra;

/// <summary>A gateway on a real socket: what the fake one cannot show is how frames, closing and compression really go.</summary>
internal sealed class LoopbackGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackGateway(WebApplication app) => _app = app;

    public Uri Root =>
        new(
            _app.Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.First()
        );

    /// <param name="talk">The server's side of the n-th connection.</param>
    public static async Task<LoopbackGateway> Start(Func<int, Peer, Task> talk)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var connections = 0;
        LoopbackGateway? self = null;
        app.UseWebSockets();
        app.MapGet(
            "/api/v10/gateway/bot",
            () =>
                Results.Text(
                    $$"""{"url":"ws://127.0.0.1:{{self!.Root.Port}}/gw","shards":1,"session_start_limit":{"total":1000,"remaining":999,"reset_after":0,"max_concurrency":1} }""",
                    "application/json"
                )
        );
        app.Map(
            "/gw",
            async (HttpContext context) =>
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await talk(
                    connections++,
                    new Peer(socket, context.Request.QueryString.Value ?? "")
                );
            }
        );
        self = new LoopbackGateway(app);
        await app.StartAsync();
        return self;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>Discord's side of a connection.</summary>
    internal sealed class Peer(WebSocket socket, string query) : IDisposable
    {
        private readonly MemoryStream _compressed = new();
        private ZLibStream? _deflate;

        public string Query => query;

        public Task SayPlainly(string json) =>
            socket.SendAsync(
                Encoding.UTF8.GetBytes(json),
                WebSocketMessageType.Text,
                true,
                CancellationToken.None
            );

        /// <summary>In the connection's one zlib stream, cut into frames of the given size.</summary>
        public async Task SayCompressed(string json, int frameSize = int.MaxValue)
        {
            _deflate ??= new ZLibStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
            _deflate.Write(Encoding.UTF8.GetBytes(json));
            _deflate.Flush();
            var bytes = _compressed.ToArray();
            _compressed.SetLength(0);
            foreach (var frame in bytes.Chunk(Math.Min(frameSize, bytes.Length)))
            {
                await socket.SendAsync(
                    frame,
                    WebSocketMessageType.Binary,
                    true,
                    CancellationToken.None
                );
            }
        }

        /// <summary>The next payload of the client; null with its close code where it hung up.</summary>
        public async Task<(string? Json, int? Closed)> Hear()
        {
            var buffer = new byte[8192];
            try
            {
                var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
                return received.MessageType == WebSocketMessageType.Close
                    ? (null, (int?)received.CloseStatus)
                    : (Encoding.UTF8.GetString(buffer, 0, received.Count), null);
            }
            catch (WebSocketException)
            {
                return (null, null);
            }
        }

        public void Dispose()
        {
            _deflate?.Dispose();
            _compressed.Dispose();
        }

        public Task Close(int code) =>
            socket.CloseOutputAsync((WebSocketCloseStatus)code, "bye", CancellationToken.None);
    }
}

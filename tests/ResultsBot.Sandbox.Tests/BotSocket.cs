using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.Tests;

/// <summary>A bare gateway client: just enough to be a bot, with nothing that hides what the server says.</summary>
public sealed class BotSocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _patience = new(Patience);
    private readonly MemoryStream _inflated = new();
    private Inflater? _inflater;

    public long Sequence { get; private set; }
    public string SessionId { get; private set; } = "";
    public int? CloseCode => (int?)_socket.CloseStatus;

    public static async Task<BotSocket> Open(
        SandboxServer server,
        string query = "?v=10&encoding=json"
    )
    {
        var bot = new BotSocket();
        if (query.Contains("zlib-stream", StringComparison.Ordinal))
            bot._inflater = new Inflater();
        var address = new UriBuilder(server.PageAddress) { Scheme = "ws", Query = query }.Uri;
        await bot._socket.ConnectAsync(address, bot._patience.Token);
        return bot;
    }

    /// <summary>Logged in, with the guilds read.</summary>
    public static async Task<BotSocket> LogIn(
        SandboxServer server,
        int intents = 1,
        string query = "?v=10&encoding=json"
    )
    {
        var bot = await Open(server, query);
        await bot.Expect(op: 10);
        await bot.Identify(server.BotToken, intents);
        await bot.ExpectEvent("READY");
        if ((intents & 1) != 0)
        {
            await bot.ExpectEvent("GUILD_CREATE");
            await bot.ExpectEvent("GUILD_CREATE");
        }
        return bot;
    }

    public Task Identify(string token, int intents, (int Index, int Count)? shard = null) =>
        Send(
            new JsonObject
            {
                ["op"] = 2,
                ["d"] = new JsonObject
                {
                    ["token"] = token,
                    ["intents"] = intents,
                    ["properties"] = new JsonObject(),
                    ["shard"] = shard is { } one ? new JsonArray(one.Index, one.Count) : null,
                },
            }.ToJsonString()
        );

    public Task Resume(string token, string session, long sequence) =>
        Send(
            new JsonObject
            {
                ["op"] = 6,
                ["d"] = new JsonObject
                {
                    ["token"] = token,
                    ["session_id"] = session,
                    ["seq"] = sequence,
                },
            }.ToJsonString()
        );

    public Task Send(string text) =>
        _socket.SendAsync(
            Encoding.UTF8.GetBytes(text),
            WebSocketMessageType.Text,
            true,
            _patience.Token
        );

    /// <summary>The next frame; null when the server has closed.</summary>
    public async Task<JsonNode?> Next()
    {
        var buffer = new byte[16 * 1024];
        using var whole = new MemoryStream();
        WebSocketReceiveResult result;
        do
        {
            result = await _socket.ReceiveAsync(buffer, _patience.Token);
            if (result.MessageType is WebSocketMessageType.Close)
                return null;
            whole.Write(buffer, 0, result.Count);
        } while (!result.EndOfMessage);
        var bytes = whole.ToArray();
        if (_inflater is not null)
        {
            Assert.Equal(WebSocketMessageType.Binary, result.MessageType);
            Assert.Equal([0, 0, 255, 255], bytes[^4..]);
            bytes = _inflater.Inflate(bytes);
        }
        var json = JsonNode.Parse(bytes)!;
        if (json["s"] is { } sequence)
            Sequence = (long)sequence;
        if ((string?)json["t"] is "READY")
            SessionId = (string)json["d"]!["session_id"]!;
        return json;
    }

    public async Task<JsonNode?> Expect(int op)
    {
        var frame = await Next();
        Assert.Equal(op, (int?)frame?["op"]);
        return frame!["d"];
    }

    public async Task<JsonNode> ExpectEvent(string name)
    {
        var frame = await Next();
        Assert.Equal(name, (string?)frame?["t"]);
        return frame!["d"]!;
    }

    public async Task ExpectClose(int code)
    {
        while (await Next() is not null) { }
        Assert.Equal(code, CloseCode);
    }

    /// <summary>Closes with a code that keeps the session, as a client does before it resumes.</summary>
    public Task Leave(int code = 4900) =>
        _socket.CloseAsync((WebSocketCloseStatus)code, null, _patience.Token);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _patience.Dispose();
        _inflated.Dispose();
        _inflater?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>One inflate context for the whole connection.</summary>
    private sealed class Inflater : IDisposable
    {
        private readonly Feed _feed = new();
        private readonly ZLibStream _zlib;

        public Inflater() => _zlib = new ZLibStream(_feed, CompressionMode.Decompress);

        public byte[] Inflate(byte[] bytes)
        {
            _feed.Give(bytes);
            using var result = new MemoryStream();
            var buffer = new byte[4096];
            int read;
            while ((read = _zlib.Read(buffer)) > 0)
                result.Write(buffer, 0, read);
            return result.ToArray();
        }

        public void Dispose() => _zlib.Dispose();

        private sealed class Feed : Stream
        {
            private byte[] _bytes = [];
            private int _at;

            public void Give(byte[] bytes) => (_bytes, _at) = (bytes, 0);

            public override int Read(byte[] buffer, int offset, int count)
            {
                var take = Math.Min(count, _bytes.Length - _at);
                Array.Copy(_bytes, _at, buffer, offset, take);
                _at += take;
                return take;
            }

            public override bool CanRead => true;
            public override bool CanSeek => false;
            public override bool CanWrite => false;
            public override long Length => throw new NotSupportedException();
            public override long Position
            {
                get => throw new NotSupportedException();
                set => throw new NotSupportedException();
            }

            public override void Flush() { }

            public override long Seek(long offset, SeekOrigin origin) =>
                throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();

            public override void Write(byte[] buffer, int offset, int count) =>
                throw new NotSupportedException();
        }
    }
}

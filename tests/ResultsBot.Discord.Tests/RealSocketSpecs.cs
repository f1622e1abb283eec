using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using ResultsBot.Discord.Tests.Infra;

namespace ResultsBot.Discord.Tests;

public sealed class RealSocketSpecs
{
    private const string Hello = """{"op":10,"d":{"heartbeat_interval":45000},"s":null,"t":null}""";
    private const string Removed = """{"op":0,"t":"GUILD_DELETE","s":2,"d":{"id":"1"}}""";
    private const string Ready =
        """{"op":0,"t":"READY","s":1,"d":{"v":10,"user":{"id":"5","username":"bot"},"guilds":[],"session_id":"s1","resume_gateway_url":"ws://127.0.0.1:PORT/gw","application":{"id":"200","flags":0}}}""";

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(7)]
    [InlineData(1)]
    public async Task Compressed_payloads_arrive_whole_however_they_are_cut_into_frames(
        int frameSize
    )
    {
        var name = new string('x', 40_000) + "é";
        await using var server = await LoopbackGateway.Start(
            async (_, peer) =>
            {
                await peer.SayCompressed(Hello, frameSize);
                await peer.Hear();
                await peer.SayCompressed(Ready, frameSize);
                await peer.SayCompressed(
                    $$$"""{"op":0,"t":"GUILD_CREATE","s":2,"d":{"id":"1","name":"{{{name}}}","owner_id":"2"}}""",
                    frameSize
                );
                await peer.SayCompressed(Removed, frameSize);
                await peer.Hear();
            }
        );

        var (events, end) = await Run(server, one => one is GatewayEvent.GuildRemoved);

        Assert.IsType<GatewayEnd.Stopped>(end);
        Assert.Equal(
            [
                typeof(GatewayEvent.Ready),
                typeof(GatewayEvent.GuildAvailable),
                typeof(GatewayEvent.GuildRemoved),
            ],
            events.Select(one => one.GetType())
        );
        Assert.Equal(name, events.OfType<GatewayEvent.GuildAvailable>().Single().Guild.Name);
    }

    [Fact]
    public async Task Plain_frames_are_taken_too_and_a_goodbye_is_said_at_the_end()
    {
        var goodbye = new TaskCompletionSource<int?>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        var query = "";
        await using var server = await LoopbackGateway.Start(
            async (_, peer) =>
            {
                query = peer.Query;
                await peer.SayPlainly(Hello);
                await peer.Hear();
                await peer.SayPlainly(Ready);
                await peer.SayPlainly(Removed);
                goodbye.SetResult((await peer.Hear()).Closed);
            }
        );

        var (_, end) = await Run(server, one => one is GatewayEvent.GuildRemoved);

        Assert.IsType<GatewayEnd.Stopped>(end);
        Assert.Equal(1000, await goodbye.Task);
        Assert.Equal("?v=10&encoding=json&compress=zlib-stream", query);
    }

    [Fact]
    public async Task A_new_connection_has_a_zlib_stream_of_its_own_and_resumes_after_a_code_that_keeps_the_session()
    {
        var heard = new ConcurrentQueue<string?>();
        var closed = new TaskCompletionSource<int?>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        var port = 0;
        await using var server = await LoopbackGateway.Start(
            async (number, peer) =>
            {
                await peer.SayCompressed(Hello);
                heard.Enqueue((await peer.Hear()).Json);
                if (number == 0)
                {
                    await peer.SayCompressed(
                        Ready.Replace("PORT", $"{port}", StringComparison.Ordinal)
                    );
                    await peer.SayCompressed("""{"op":7,"d":null}""");
                    closed.SetResult((await peer.Hear()).Closed);
                    return;
                }

                await peer.SayCompressed("""{"op":0,"t":"RESUMED","s":2,"d":{}}""");
                await peer.Hear();
            }
        );
        port = server.Root.Port;

        var (events, _) = await Run(server, one => one is GatewayEvent.Resumed);

        Assert.InRange((await closed.Task)!.Value, 4000, 4999);
        Assert.Contains("\"op\":2", heard.First()!, StringComparison.Ordinal);
        Assert.Contains("\"op\":6", heard.Last()!, StringComparison.Ordinal);
        Assert.IsType<GatewayEvent.Resumed>(events[^1]);
    }

    [Fact]
    public async Task A_close_code_comes_through()
    {
        await using var server = await LoopbackGateway.Start(
            async (_, peer) =>
            {
                await peer.SayPlainly(Hello);
                await peer.Hear();
                await peer.Close(4014);
                await peer.Hear();
            }
        );

        var (_, end) = await Run(server, _ => false);

        Assert.Equal(4014, Assert.IsType<GatewayEnd.Fatal>(end).Code);
    }

    /// <summary>Runs the client as it is put together for real, until the given event.</summary>
    private static async Task<(List<GatewayEvent> Events, GatewayEnd End)> Run(
        LoopbackGateway server,
        Func<GatewayEvent, bool> isLast
    )
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        using var client = DiscordClient.Create(
            new DiscordOptions { Token = "t", BaseAddress = new Uri(server.Root, "/api/v10") },
            TimeProvider.System,
            () => 0.5,
            NullLoggerFactory.Instance
        );
        var events = new List<GatewayEvent>();
        var end = await client.Gateway.Run(
            (one, _) =>
            {
                events.Add(one);
                if (isLast(one))
                {
                    stop.Cancel();
                }

                return ValueTask.CompletedTask;
            },
            stop.Token
        );
        return (events, end);
    }
}

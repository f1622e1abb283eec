using System.Net.WebSockets;
using ResultsBot.Discord.Tests.Infra;

namespace ResultsBot.Discord.Tests;

public sealed class ShardingSpecs
{
    private static readonly TimeSpan FiveSeconds = TimeSpan.FromSeconds(5);

    public ShardingSpecs() => OneThread.Use();

    [Theory]
    [InlineData(3, 1, "0 | 1 | 2")]
    [InlineData(4, 4, "0 1 2 3")]
    [InlineData(6, 2, "0 1 | 2 3 | 4 5")]
    [InlineData(5, 4, "0 1 2 3 | 4")]
    public async Task Buckets_begin_together_and_each_of_them_in_order_five_seconds_apart(
        int shards,
        int maxConcurrency,
        string expected
    )
    {
        using var gateway = Greeting(shards, maxConcurrency);
        await gateway.Start();
        await gateway.Time.Pass(TimeSpan.FromSeconds(20));

        var turns = Identifies(gateway).GroupBy(one => one.At).OrderBy(turn => turn.Key).ToList();

        Assert.Equal(
            expected,
            string.Join(
                " | ",
                turns.Select(turn => string.Join(' ', turn.Select(one => one.Shard).Order()))
            )
        );
        Assert.All(
            turns.Zip(turns.Skip(1)),
            pair => Assert.InRange(pair.Second.Key - pair.First.Key, FiveSeconds, FiveSeconds * 1.1)
        );
        Assert.All(Identifies(gateway), one => Assert.Equal(shards, one.Of));
    }

    [Fact]
    public async Task A_shard_connects_only_when_the_one_before_it_in_its_bucket_has_had_its_turn()
    {
        using var gateway = new FakeGateway(shards: 4, maxConcurrency: 2);
        await gateway.Start();
        await gateway.Time.Pass(FiveSeconds);
        Assert.Equal(2, gateway.Sockets.Count);

        gateway.Sockets[1].Hello();
        await Clock.Settle();

        Assert.Equal(3, gateway.Sockets.Count);
        gateway.Last.Hello();
        await gateway.Time.Pass(FiveSeconds * 2);
        Assert.Equal([1, 3], Identifies(gateway).Select(one => one.Shard));
    }

    [Fact]
    public async Task A_shard_that_cannot_connect_holds_up_no_other()
    {
        var tries = new List<int>();
        foreach (var shards in (int[])[1, 3])
        {
            using var gateway = new FakeGateway(
                shards,
                prepare: (_, socket) =>
                {
                    socket.FailsToConnect = new WebSocketException("refused");
                    return socket;
                }
            );
            await gateway.Start();
            await gateway.Time.Pass(TimeSpan.FromSeconds(20));
            tries.Add(gateway.Sockets.Count);
        }

        Assert.Equal(tries[0] * 3, tries[1]);
    }

    [Fact]
    public async Task A_shard_that_breaks_while_it_waits_for_its_turn_spends_no_session()
    {
        using var gateway = Greeting(shards: 2, maxConcurrency: 1, remaining: 2);
        await gateway.Start();
        await gateway.Time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(2, gateway.Sockets.Count);

        gateway.Sockets[1].Close(null);
        await gateway.Time.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal([0, 1], Identifies(gateway).Select(one => one.Shard));
    }

    [Fact]
    public async Task The_allowance_of_sessions_is_one_for_all_shards()
    {
        FakeGateway? asked = null;
        using var gateway = new FakeGateway(
            shards: 3,
            remaining: 2,
            maxConcurrency: 3,
            prepare: (_, socket) =>
            {
                // Asked again, Discord has none left.
                asked!.Remaining = 0;
                socket.Hello();
                return socket;
            }
        );
        asked = gateway;
        await gateway.Start();
        await gateway.Time.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(2, Identifies(gateway).Count);
        Assert.Contains(
            "no further gateway session",
            gateway.Discord.Logs.All,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_reconnect_of_one_shard_leaves_the_others_alone_and_spends_no_session()
    {
        using var gateway = await AllReady(shards: 3);
        gateway.Remaining = 0;

        gateway.Sockets[1].Say("""{"op":7,"d":null}""");
        await gateway.Next();
        await Clock.Settle();
        Assert.Equal([true, false, true], gateway.Gateway.Shards.Select(s => s.IsConnected));
        gateway.Last.Dispatch("RESUMED", "{}", 2);
        await gateway.Time.Pass(TimeSpan.FromSeconds(20));

        Assert.Equal(4, gateway.Sockets.Count);
        Assert.Contains(6, gateway.Last.SentOps);
        Assert.Equal([null, 4200, null, null], gateway.Sockets.Select(s => s.ClosedWith));
        Assert.Equal(3, Identifies(gateway).Count);
        Assert.Equal(
            new GatewayEvent.Resumed(1),
            Assert.Single(gateway.Events.OfType<GatewayEvent.Resumed>())
        );
        Assert.All(gateway.Gateway.Shards, s => Assert.True(s.IsConnected));
    }

    [Fact]
    public async Task Each_shard_tells_since_when_it_is_connected()
    {
        using var gateway = Greeting(shards: 2, maxConcurrency: 2);
        Assert.Empty(gateway.Gateway.Shards);
        await gateway.Start();
        var began = gateway.Time.GetUtcNow();
        await gateway.Time.Pass(TimeSpan.FromSeconds(3));
        gateway.Sockets[1].Ready();
        await Clock.Settle();

        Assert.Equal(
            [new ShardStatus(0, false, began), new ShardStatus(1, true, began.AddSeconds(3))],
            gateway.Gateway.Shards.AsEnumerable()
        );
    }

    [Theory]
    [InlineData(0, 1, 1267135462604800010)]
    [InlineData(2, 4, 10UL << 22)]
    [InlineData(3, 4, (11UL << 22) + 7)]
    public void A_guild_belongs_to_the_shard_of_the_time_in_its_id(
        int shard,
        int shards,
        ulong guild
    )
    {
        for (var number = 0; number < shards; number++)
        {
            var ready = new GatewayEvent.Ready(default, null!, [], number, shards);
            Assert.Equal(number == shard, ready.Covers(new Snowflake(guild)));
        }
    }

    private static FakeGateway Greeting(int shards, int maxConcurrency, int remaining = 1000) =>
        new(
            shards,
            remaining,
            maxConcurrency,
            prepare: (_, socket) =>
            {
                socket.Hello();
                return socket;
            }
        );

    private static async Task<FakeGateway> AllReady(int shards)
    {
        var gateway = Greeting(shards, shards);
        await gateway.Start();
        foreach (var socket in gateway.Sockets)
        {
            socket.Ready();
        }

        await Clock.Settle();
        return gateway;
    }

    private static List<(int Shard, int Of, DateTimeOffset At)> Identifies(FakeGateway gateway) =>
        [
            .. gateway
                .Sockets.SelectMany(socket => socket.Sent)
                .Where(one => one.Payload.GetProperty("op").GetInt32() == 2)
                .Select(one =>
                {
                    var shard = one.Payload.GetProperty("d").GetProperty("shard");
                    return (shard[0].GetInt32(), shard[1].GetInt32(), one.At);
                }),
        ];
}

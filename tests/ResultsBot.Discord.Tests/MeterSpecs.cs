using System.Diagnostics.Metrics;
using System.Net;
using ResultsBot.Discord.Tests.Infra;

namespace ResultsBot.Discord.Tests;

public sealed class MeterSpecs
{
    public MeterSpecs() => OneThread.Use();

    [Fact]
    public async Task Limits_are_counted_by_their_scope()
    {
        using var discord = new FakeDiscord();
        using var rest = discord.Rest();
        using var read = new Read(rest.Meters);
        discord
            .Then(FakeDiscord.Limited(1, headers: ("X-RateLimit-Scope", "user")))
            .Then(FakeDiscord.Limited(1, headers: ("X-RateLimit-Scope", "shared")))
            .Then(FakeDiscord.Limited(1))
            .Then(FakeDiscord.Limited(1, global: true))
            .Then(FakeDiscord.Html(HttpStatusCode.TooManyRequests));

        await discord.Time.RunUntil(Post(rest));

        Assert.Equal(
            [
                "rate_limited{scope=user} 1",
                "rate_limited{scope=shared} 1",
                "rate_limited{scope=user} 1",
                "rate_limited{scope=global} 1",
                "rate_limited{scope=cloudflare} 1",
            ],
            read.Lines
        );
        read.Lines.Clear();
        read.Observe();
        Assert.Equal(["invalid_requests 4"], read.Lines);

        await discord.Time.Pass(TimeSpan.FromMinutes(11));
        read.Lines.Clear();
        read.Observe();
        Assert.Equal(["invalid_requests 0"], read.Lines);
    }

    [Fact]
    public async Task Answers_that_never_came_are_counted_by_what_was_in_their_way()
    {
        using var discord = new FakeDiscord();
        using var rest = discord.Rest();
        using var read = new Read(rest.Meters);
        discord
            .ThenNothing()
            .Then(new HttpRequestException(HttpRequestError.ConnectionError))
            .Then(new IOException("broken"))
            .Then(FakeDiscord.Answer(HttpStatusCode.BadGateway, ""));

        await discord.Time.RunUntil(Post(rest));

        Assert.Equal(
            [
                "lost{error.type=timeout} 1",
                "lost{error.type=ConnectionError} 1",
                "lost{error.type=IOException} 1",
                "lost{error.type=502} 1",
            ],
            read.Lines
        );
    }

    [Theory]
    [InlineData("""{"op":7,"d":null}""", "op_7", "resumed")]
    [InlineData("""{"op":9,"d":true}""", "op_9", "resumed")]
    [InlineData("""{"op":9,"d":false}""", "op_9", "new")]
    [InlineData("4000", "4000", "resumed")]
    [InlineData("4009", "4009", "new")]
    [InlineData("", "network", "resumed")]
    public async Task Connections_opened_anew_are_counted_by_the_reason(
        string said,
        string reason,
        string kind
    )
    {
        using var gateway = new FakeGateway();
        using var read = new Read(gateway.Meters);
        var first = await gateway.StartReady();
        if (said.StartsWith('{'))
        {
            first.Say(said);
        }
        else
        {
            first.Close(int.TryParse(said, out var code) ? code : null);
        }

        var second = await gateway.Next();
        second.Hello();
        await gateway.Time.Pass(TimeSpan.FromSeconds(6));
        if (kind == "new")
        {
            second.Ready("s2");
        }
        else
        {
            second.Dispatch("RESUMED", "{}", 2);
        }

        await Clock.Settle();
        Assert.Equal(
            [
                "gateway.sessions{kind=new} 1",
                $"gateway.reconnects{{reason={reason}}} 1",
                $"gateway.sessions{{kind={kind}}} 1",
            ],
            read.Lines
        );
    }

    [Fact]
    public async Task The_round_trip_of_a_heartbeat_is_measured_and_a_missing_one_counted()
    {
        using var gateway = new FakeGateway();
        using var read = new Read(gateway.Meters);
        var first = await gateway.StartReady(interval: 10_000);
        await gateway.Time.Pass(TimeSpan.FromSeconds(5.25));
        first.Say("""{"op":11}""");
        // Of a heartbeat that Discord asked for: nothing to measure.
        first.Say("""{"op":11}""");
        await gateway.Next(TimeSpan.FromSeconds(25));

        Assert.Equal(
            [
                "gateway.sessions{kind=new} 1",
                "gateway.heartbeat.duration 0.25",
                "gateway.reconnects{reason=missed_heartbeat} 1",
            ],
            read.Lines
        );
    }

    [Fact]
    public async Task A_connection_without_a_hello_is_counted_as_timed_out()
    {
        using var gateway = new FakeGateway();
        using var read = new Read(gateway.Meters);
        await gateway.Start();
        await gateway.Next();

        Assert.Equal(["gateway.reconnects{reason=timeout} 1"], read.Lines);
    }

    private static Task<RestResult<Snowflake>> Post(DiscordRest rest) =>
        rest.CreateMessage(
            new Snowflake(7),
            new OutgoingMessage { Content = "hello", Nonce = "n1" },
            SendPriority.Normal,
            CancellationToken.None
        );

    /// <summary>What a collector would read of one client, and of no other.</summary>
    private sealed class Read : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Read(DiscordMeters meters)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meters.Meter)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>(
                (instrument, value, tags, _) => Add(instrument, $"{value}", tags)
            );
            _listener.SetMeasurementEventCallback<int>(
                (instrument, value, tags, _) => Add(instrument, $"{value}", tags)
            );
            _listener.SetMeasurementEventCallback<double>(
                (instrument, value, tags, _) =>
                    Add(instrument, FormattableString.Invariant($"{value:0.###}"), tags)
            );
            _listener.Start();
        }

        public List<string> Lines { get; } = [];

        public void Observe() => _listener.RecordObservableInstruments();

        public void Dispose() => _listener.Dispose();

        private void Add(
            Instrument instrument,
            string value,
            ReadOnlySpan<KeyValuePair<string, object?>> tags
        )
        {
            var told = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            var name = instrument.Name["resultsbot.discord.".Length..];
            Lines.Add(told.Length == 0 ? $"{name} {value}" : $"{name}{{{told}}} {value}");
        }
    }
}

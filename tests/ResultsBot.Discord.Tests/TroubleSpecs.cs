using ResultsBot.Discord.Tests.Infra;
using ResultsBot.Sandbox;

namespace ResultsBot.Discord.Tests;

/// <summary>The client over real sockets against whatever the sandbox can break in the HTTP API.</summary>
public sealed class RestTroubleSpecs
{
    public static TheoryData<string, Fault> Survived =>
        new()
        {
            { "500, not done", new Fault(FaultKind.ServerErrorBefore) },
            { "500, done", new Fault(FaultKind.ServerErrorAfter) },
            { "broken, not done", new Fault(FaultKind.NoAnswerBefore) },
            { "broken, done", new Fault(FaultKind.NoAnswerAfter) },
            { "502 in HTML", new Fault(FaultKind.BadGateway) },
            { "never answered", new Fault(FaultKind.Hang) },
            { "limited by its bucket", Limit("user") },
            { "limited globally", Limit("global") },
            { "limited by others", Limit("shared") },
            {
                "limited, with a header that says an hour",
                Limit("shared") with
                {
                    HeaderRetryAfter = TimeSpan.FromHours(1),
                }
            },
            { "done, and no gzip", new Fault(FaultKind.NoGzip) },
            { "done, and no brotli", new Fault(FaultKind.NoBrotli) },
            { "one 401", new Fault(FaultKind.Unauthorized) },
            { "no headers", new Fault(FaultKind.NoHeaders) },
            { "49,999 left of 50,000 in three days", new Fault(FaultKind.FarHeaders) },
            { "nothing left, it says", new Fault(FaultKind.EmptyHeaders) },
            { "somebody else's bucket", new Fault(FaultKind.WrongBucket) },
            { "the clock two hours back", Clock(-2) },
            { "the clock two hours on", Clock(2) },
        };

    private static Fault Limit(string scope) =>
        new(FaultKind.RateLimit)
        {
            Count = 2,
            Scope = scope,
            RetryAfter = TimeSpan.FromMilliseconds(20),
        };

    private static Fault Clock(int hours) =>
        new(FaultKind.StepClock) { Shift = TimeSpan.FromHours(hours) };

    [Theory]
    [MemberData(nameof(Survived))]
    public async Task A_message_arrives_once_and_the_next_one_after_it(string what, Fault fault)
    {
        await using var bot = await OnSandbox.Start(
            new DiscordOptions { Token = "", RequestTimeout = TimeSpan.FromSeconds(1) }
        );
        bot.Control.Break(fault);

        Assert.IsType<RestResult<Snowflake>.Done>(await bot.Post("one"));
        Assert.IsType<RestResult<Snowflake>.Done>(await bot.Post("two"));

        Assert.Equal(
            "one two",
            string.Join(' ', bot.Control.Read(bot.Newsroom).Select(m => (string?)m["content"]))
        );
        Assert.True(bot.Control.Struck()[fault.Kind] > 0, what);
    }

    /// <summary>The runtime takes it for all there is: that it is not shows only when it is read.</summary>
    [Fact]
    public async Task Of_an_answer_that_ends_too_soon_nothing_is_known_and_the_next_message_arrives()
    {
        await using var bot = await OnSandbox.Start();
        bot.Control.Break(new Fault(FaultKind.CutGzip));

        Assert.IsType<RestResult<Snowflake>.Unknown>(await bot.Post("one"));
        Assert.IsType<RestResult<Snowflake>.Done>(await bot.Post("two"));
    }

    [Fact]
    public async Task Cloudflare_in_discords_place_makes_everything_rest()
    {
        await using var bot = await OnSandbox.Start();
        bot.Control.Break(new Fault(FaultKind.Cloudflare));

        var first = Assert.IsType<RestResult<Snowflake>.Refused>(await bot.Post("one"));
        var second = Assert.IsType<RestResult<Snowflake>.Refused>(await bot.Post("two"));

        Assert.True(first.Refusal.IsCloudflare);
        Assert.True(second.Refusal.NeverSent);
    }

    [Theory]
    [InlineData(FaultKind.NoAnswerAfter)]
    [InlineData(FaultKind.NoAnswerBefore)]
    [InlineData(FaultKind.ServerErrorAfter)]
    public async Task A_person_gets_one_answer_although_the_first_try_was_lost(FaultKind kind)
    {
        await using var bot = await OnSandbox.Start();
        bot.Control.Break(new Fault(kind) { OnlyPath = "callback" });

        Assert.Equal("message", await bot.Ping());

        Assert.Equal(1, bot.Control.CountMessages(bot.Newsroom));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_a_seed_brings_each_message_arrives_once(int seed)
    {
        await using var bot = await OnSandbox.Start();
        var channels = bot.Control.CreateChannels(5);
        bot.Control.Run(
            new FaultScript(
                seed,
                [
                    Often(FaultKind.ServerErrorAfter),
                    Often(FaultKind.NoAnswerBefore),
                    Often(FaultKind.NoAnswerAfter),
                    Often(FaultKind.BadGateway),
                    Often(FaultKind.EmptyHeaders),
                    Often(FaultKind.WrongBucket),
                    Limit("shared") with
                    {
                        Count = 4,
                        Probability = 0.1,
                    },
                ]
            )
        );

        var results = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => bot.Post($"m{i}", channels[i % 5]))
        );

        Assert.All(results, result => Assert.IsType<RestResult<Snowflake>.Done>(result));
        Assert.All(channels, channel => Assert.Equal(8, bot.Control.CountMessages(channel)));
        Assert.Equal(0, bot.Control.Statistics().Duplicates);
        Assert.NotEmpty(bot.Control.Struck());

        static Fault Often(FaultKind kind) => new(kind) { Count = 3, Probability = 0.1 };
    }
}

/// <summary>The same for the gateway: after each trouble, whoever types a command gets an answer.</summary>
public sealed class GatewayTroubleSpecs
{
    public static TheoryData<string, Fault[]> Resumed =>
        new()
        {
            { "close 4000", [new Fault(FaultKind.CloseSockets)] },
            { "close 4008", [new Fault(FaultKind.CloseSockets) { Code = 4008 }] },
            { "close 1001", [new Fault(FaultKind.CloseSockets) { Code = 1001 }] },
            { "dropped", [new Fault(FaultKind.DropSockets)] },
            { "frozen", [new Fault(FaultKind.FreezeSockets)] },
            { "op 7", [new Fault(FaultKind.Reconnect)] },
            { "op 9, resumable", [new Fault(FaultKind.InvalidateResumable)] },
            { "a heartbeat without an answer", [new Fault(FaultKind.NoHeartbeatAck)] },
            {
                "op 7 instead of Hello",
                [new Fault(FaultKind.ReconnectBeforeHello), new Fault(FaultKind.DropSockets)]
            },
        };

    [Theory]
    [MemberData(nameof(Resumed))]
    public async Task A_broken_connection_is_taken_up_again(string what, Fault[] faults)
    {
        await using var bot = await OnSandbox.Start(heartbeat: 1000);
        foreach (var fault in faults)
        {
            bot.Control.Break(fault);
        }

        await bot.Until<GatewayEvent.Resumed>();

        Assert.Equal("message", await bot.Ping());
        Assert.True(1 == bot.Events.OfType<GatewayEvent.Ready>().Count(), what);
        Assert.Equal(1, bot.Control.Statistics().Identifies);
    }

    [Fact]
    public async Task A_command_typed_while_the_connection_was_dead_is_answered_after_the_resume()
    {
        await using var bot = await OnSandbox.Start();
        bot.Control.Break(new Fault(FaultKind.DropSockets));

        Assert.Equal("message", await bot.Ping());
    }

    [Fact]
    public async Task An_interaction_that_comes_twice_is_handled_once()
    {
        await using var bot = await OnSandbox.Start();
        bot.Control.Break(new Fault(FaultKind.RepeatInteraction));

        Assert.Equal("message", await bot.Ping());
        Assert.Equal("message", await bot.Ping());

        Assert.Equal(2, bot.Pings);
    }

    [Fact]
    public async Task Events_that_come_twice_or_late_leave_the_connection_in_order()
    {
        await using var bot = await OnSandbox.Start();
        bot.Control.Break(new Fault(FaultKind.DuplicateEvent));
        bot.Control.CreateChannel("twice");
        await bot.Until<GatewayEvent.ChannelCreated>(2);
        bot.Control.Break(new Fault(FaultKind.LateEvent));
        bot.Control.CreateChannels(2);
        await bot.Until<GatewayEvent.ChannelCreated>(4);
        bot.Control.Break(new Fault(FaultKind.DropSockets));
        await bot.Until<GatewayEvent.Resumed>();

        Assert.Equal("message", await bot.Ping());
        Assert.Equal(4, bot.Events.OfType<GatewayEvent.ChannelCreated>().Count());
    }

    [Fact]
    public async Task A_clock_that_is_hours_off_makes_no_command_late()
    {
        await using var bot = await OnSandbox.Start();
        bot.Control.Break(new Fault(FaultKind.StepClock) { Shift = TimeSpan.FromHours(-5) });

        Assert.Equal("message", await bot.Ping());
    }
}

/// <summary>Apart from the others, as sessions may begin five seconds apart only.</summary>
public sealed class LostSessionSpecs
{
    public static TheoryData<string, Fault[]> Lost =>
        new()
        {
            {
                "the resume is refused",
                [new Fault(FaultKind.RefuseResume), new Fault(FaultKind.DropSockets)]
            },
            { "op 9 on a live session", [new Fault(FaultKind.Invalidate)] },
        };

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task A_lost_session_is_begun_anew(string what, Fault[] faults)
    {
        await using var bot = await OnSandbox.Start();
        foreach (var fault in faults)
        {
            bot.Control.Break(fault);
        }

        await bot.Until<GatewayEvent.Ready>(2);

        Assert.Equal("message", await bot.Ping());
        Assert.True(2 == bot.Control.Statistics().Identifies, what);
    }
}

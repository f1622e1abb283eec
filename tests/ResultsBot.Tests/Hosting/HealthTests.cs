using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ResultsBot.Discord;
using ResultsBot.Health;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Tests.Infrastructure;
using ResultsBot.Verbs;

namespace ResultsBot.Tests.Hosting;

public sealed class HealthTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2024, 7, 5, 1, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "run", "health.json");

    [Fact]
    public void The_file_says_all_that_is_known_and_is_read_as_it_was_written()
    {
        var report = HealthReport.Of(
            Now,
            [new ShardStatus(0, true, Now.AddHours(-1)), new ShardStatus(1, false, Now)],
            new BroadcastStatus(12, 3, Now.AddSeconds(-20), 1, 2, TimeSpan.FromSeconds(4.5), true),
            [
                new Trouble(
                    new Address("discord", "1257259401216000041"),
                    new Group("discord", "77"),
                    "403 50013 Missing Permissions",
                    Now
                ),
            ],
            Now.AddSeconds(-2)
        ) with
        {
            Loops = [LoopHealth.Of("Broadcasting", TimeSpan.FromSeconds(1.25))],
            Quarantined = [new QuarantinedHealth(17, "Result", true, "a bug")],
            Held = "held",
            Store = "full",
            Failed = "failed",
            StandsByFor = "news2",
            Term = 7,
        };
        var file = new HealthFile(Path);
        file.Write(report);

        Assert.Equivalent(report, file.Read(), strict: true);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path));
        Assert.Equal(
            [
                "time",
                "shards",
                "paused",
                "channels",
                "waiting",
                "oldestWaitingSince",
                "edits",
                "delaySeconds",
                "suspended",
                "lastCommit",
                "loops",
                "quarantined",
                "held",
                "store",
                "failed",
                "standsByFor",
                "term",
                "outlets",
            ],
            json.RootElement.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal(
            "1257259401216000041",
            json.RootElement.GetProperty("suspended")[0].GetProperty("channel").GetString()
        );
        Assert.Single(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public void Who_stands_by_is_well_as_long_as_somebody_leads()
    {
        Assert.Equal(
            (0, "healthy: standing by, news2 leads"),
            Check(
                HealthReport.Of(Now, [], BroadcastStatus.Nothing, [], null) with
                {
                    StandsByFor = "news2",
                }
            )
        );
        Assert.Equal(
            (
                1,
                "unhealthy: standing by, and the database is away; 0 channels, 0 waiting, 0 suspended"
            ),
            Check(
                HealthReport.Of(Now, [], BroadcastStatus.Nothing, [], null) with
                {
                    StandsByFor = "",
                }
            )
        );
    }

    [Fact]
    public void Who_is_connected_and_keeps_up_is_well()
    {
        Assert.Equal(
            (0, "healthy: 2 of 2 shards connected; 12 channels, 3 waiting, 0 suspended"),
            Check(Well)
        );
        Assert.Equal(
            (0, "healthy: 2 of 2 shards connected; 12 channels, 3 waiting, 0 suspended, paused"),
            Check(Well with { Paused = true, OldestWaitingSince = Now.AddHours(-1) })
        );
        Assert.Equal(
            (
                0,
                "healthy: 2 of 2 shards connected; 12 channels, 3 waiting, 0 suspended, 1 not shown as they should be"
            ),
            Check(
                Well with
                {
                    Quarantined = [new QuarantinedHealth(17, "Result", true, "a bug")],
                    Loops = [new LoopHealth("Broadcasting", 30)],
                }
            )
        );
        Assert.Equal(0, Check(Well with { Time = Now.AddSeconds(-30) }).Code);
        Assert.Equal(0, Check(Well with { OldestWaitingSince = Now.AddMinutes(-2) }).Code);
    }

    [Fact]
    public void Each_reason_not_to_be_well_is_told()
    {
        Assert.Equal(
            (1, "unhealthy: nothing was written for 31 s: the bot has stopped, or hangs"),
            Start(Check(Well with { Time = Now.AddSeconds(-31) }))
        );
        Assert.Equal(
            (1, "unhealthy: what was written is 31 s ahead of this machine's clock"),
            Start(Check(Well with { Time = Now.AddSeconds(31) }))
        );
        Assert.Equal(
            (1, "unhealthy: shard 1 of 2 is not connected for 5 s"),
            Start(
                Check(
                    Well with
                    {
                        Shards = Well.Shards.SetItem(
                            1,
                            new ShardHealth(1, false, Now.AddSeconds(-5))
                        ),
                    }
                )
            )
        );
        Assert.Equal(
            (1, "unhealthy: not connected to Discord yet"),
            Start(Check(Well with { Shards = [] }))
        );
        Assert.Equal(
            (1, "unhealthy: Broadcasting has stood still for 31 s"),
            Start(Check(Well with { Loops = [new LoopHealth("Broadcasting", 31)] }))
        );
        Assert.Equal(
            (1, "unhealthy: the store takes nothing: database or disk is full"),
            Start(Check(Well with { Store = "database or disk is full" }))
        );
        Assert.Equal(
            (1, "unhealthy: Cloudflare refused a request"),
            Start(Check(Well with { Held = "Cloudflare refused a request" }))
        );
        Assert.Equal(
            (1, "unhealthy: the bot has ended: Broadcasting has ended by itself"),
            Start(
                Check(
                    Well with
                    {
                        Time = Now.AddHours(-1),
                        Failed = "Broadcasting has ended by itself",
                    }
                )
            )
        );
        Assert.Equal(
            (1, "unhealthy: 3 bulletins times channels wait, the oldest for 121 s"),
            Start(Check(Well with { OldestWaitingSince = Now.AddSeconds(-121) }))
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"time":"soon"}""")]
    public void Without_a_file_that_can_be_read_the_bot_is_not_well(string? text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        if (text is not null)
        {
            File.WriteAllText(Path, text);
        }

        Assert.Equal(
            (1, $"unhealthy: no health file at {Path}: the bot does not run"),
            Run(("Health:File", Path))
        );
    }

    [Fact]
    public void Without_a_configured_file_the_verb_says_so() =>
        Assert.Equal((1, "Health:File is not configured: the bot writes no health file."), Run());

    [Fact]
    public async Task The_running_bot_writes_it_and_takes_it_away_when_it_stops()
    {
        var file = new HealthFile(Path);
        await using var newsroom = await LocalNewsroom.Start(
            options: LocalNewsroom.QuickRestarts,
            configure: builder => builder.Services.AddSingleton(file)
        );
        await LocalNewsroom.Until(() => Code(TimeProvider.System) == 0);
        var before = file.Read()!;
        Assert.NotNull(before.LastCommit);

        await newsroom.Type(LocalNewsroom.Ed, "newsroom", "/pause");
        // Well before its next turn comes, as it has changed.
        await LocalNewsroom.Until(() => file.Read() is { Paused: true });
        Assert.True(file.Read()!.Time - before.Time < TimeSpan.FromSeconds(9));

        await newsroom.StopBot();
        Assert.False(File.Exists(Path));
        Assert.Equal(1, Code(TimeProvider.System));
    }

    public void Dispose() => _folder.Dispose();

    private static HealthReport Well { get; } =
        HealthReport.Of(
            Now,
            [
                new ShardStatus(0, true, Now.AddHours(-1)),
                new ShardStatus(1, true, Now.AddHours(-1)),
            ],
            BroadcastStatus.Nothing with
            {
                Channels = 12,
                Waiting = 3,
                OldestWaiting = Now.AddSeconds(-3),
            },
            [],
            Now
        );

    private (int Code, string Line) Check(HealthReport report)
    {
        new HealthFile(Path).Write(report);
        return Run(("Health:File", Path));
    }

    private static (int, string) Start((int Code, string Line) told) =>
        (told.Code, told.Line.Split(';')[0]);

    private int Code(TimeProvider time) => Run(time, ("Health:File", Path)).Code;

    private static (int Code, string Line) Run(params (string Key, string Value)[] values) =>
        Run(new FakeTimeProvider(Now), values);

    private static (int Code, string Line) Run(
        TimeProvider time,
        params (string Key, string Value)[] values
    )
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value)))
            .Build();
        using var printed = new StringWriter();
        var code = HealthVerb.Run(configuration, printed, printed, time);
        return (code, printed.ToString().TrimEnd());
    }
}

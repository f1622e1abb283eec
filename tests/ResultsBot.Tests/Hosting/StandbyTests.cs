using Microsoft.Extensions.Logging;
using ResultsBot.Health;
using ResultsBot.Hosting;
using ResultsBot.Simulation;
using ResultsBot.Storage.Postgres;

namespace ResultsBot.Tests.Hosting;

/// <summary>A process that another leads.</summary>
public class StandbyTests
{
    private static readonly Leader First = new("news1 (process 1)", 7, default);

    [Fact]
    public async Task It_warms_up_once_beside_looking_who_leads_and_says_each_leader_once()
    {
        using var logs = new KeptLogs();
        var warmedUp = 0;
        await using var standby = Of(
            _ =>
            {
                warmedUp++;
                return Task.CompletedTask;
            },
            logs
        );

        standby.Tell(null);
        Assert.False(standby.IsWarm);
        standby.Tell(First);
        standby.Tell(First);
        standby.Tell(null);
        standby.Tell(First with { Name = "news2 (process 2)", Term = 8 });
        await Infrastructure.LocalNewsroom.Until(() => standby.IsWarm);

        Assert.Equal(1, warmedUp);
        Assert.Equal(
            [
                "news1 (process 1) leads (term 7): standing by.",
                "news2 (process 2) leads (term 8): standing by.",
            ],
            logs.Of(LogLevel.Information)
        );
    }

    [Fact]
    public async Task The_lead_is_free_before_it_is_warm_and_it_gives_that_up()
    {
        using var logs = new KeptLogs();
        var begun = new TaskCompletionSource();
        var standby = Of(
            async stop =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            },
            logs
        );
        standby.Tell(First);
        await begun.Task;

        await standby.DisposeAsync();

        Assert.False(standby.IsWarm);
    }

    private static Standby Of(Func<CancellationToken, Task> warmUp, KeptLogs logs) =>
        new(new StandbyHealth(path: null), session: null, warmUp, logs.For<Standby>());
}

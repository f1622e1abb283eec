using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ResultsBot.Health;
using ResultsBot.Hosting;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets.Discord;
using ResultsBot.Simulation;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Hosting;

/// <summary>A part that ends takes the host with it: health says so first, then the log, then the exit code.</summary>
public sealed class HostFailureTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly KeptLogs _logs = new();

    private HealthFile File => new(_folder.Of("health.json"));

    private sealed class Part(HostFailure failure, Func<CancellationToken, Task> run, bool mayEnd)
        : LoopService("The part", failure)
    {
        protected override bool MayEnd => mayEnd;

        protected override Task Run(CancellationToken stop) => run(stop);
    }

    [Fact]
    public Task A_part_that_throws_at_once_ends_the_host_with_an_error() =>
        Ends(
            _ => throw new InvalidOperationException("a bug"),
            "The part has failed (InvalidOperationException: a bug)"
        );

    [Fact]
    public Task A_part_that_throws_later_ends_the_host_with_an_error() =>
        Ends(
            async ct =>
            {
                await Task.Yield();
                await Task.FromException(new InvalidOperationException("a bug"));
            },
            "The part has failed (InvalidOperationException: a bug)"
        );

    [Fact]
    public Task A_part_that_comes_to_its_end_ends_the_host_with_an_error() =>
        Ends(_ => Task.CompletedTask, "The part has ended by itself");

    [Fact]
    public Task A_part_that_is_cancelled_by_something_else_ends_the_host_with_an_error() =>
        Ends(
            _ => throw new TaskCanceledException(),
            "The part has failed (TaskCanceledException: A task was canceled.)"
        );

    [Fact]
    public async Task A_part_that_may_end_and_one_that_was_asked_to_end_nothing_and_the_code_is_zero()
    {
        using var host = Build(_ => Task.CompletedTask, mayEnd: true);
        await host.StartAsync();
        await host.StopAsync();

        Assert.Equal(0, host.Services.GetRequiredService<HostFailure>().ExitCode);
        Assert.Null(File.Read());
    }

    [Fact]
    public async Task When_the_health_file_s_own_loop_fails_the_file_says_so_and_the_host_ends()
    {
        using var host = Build(
            ct => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct),
            look: () => throw new InvalidOperationException("cannot look")
        );
        var failure = host.Services.GetRequiredService<HostFailure>();
        await host.RunAsync();

        Assert.Equal(1, failure.ExitCode);
        Assert.Contains("cannot look", File.Read()!.Failed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_come_to_its_end_is_ended_within_five_seconds()
    {
        var time = new FakeTimeProvider();
        var exited = new TaskCompletionSource<int>();
        var hang = new TaskCompletionSource();
        using var host = Build(
            _ => throw new InvalidOperationException("a bug"),
            time: time,
            exit: code => exited.TrySetResult(code),
            beside: hang.Task
        );
        await host.StartAsync();
        var failure = host.Services.GetRequiredService<HostFailure>();
        await LocalNewsroom.Until(() =>
            _logs.Of(LogLevel.Critical).Any() && failure.Reason is not null
        );

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, await exited.Task);
        hang.SetResult();
    }

    [Fact]
    public async Task The_file_is_written_again_though_the_machine_s_clock_is_set_back()
    {
        var time = new SetBack();
        var seen = 0;
        using var host = Build(
            ct => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct),
            time: time,
            look: () =>
                HealthReport.Of(
                    time.GetUtcNow(),
                    [],
                    BroadcastStatus.Nothing with
                    {
                        Channels = seen++,
                    },
                    [],
                    null
                )
        );
        await host.StartAsync();
        await LocalNewsroom.Until(() => File.Read() is not null);
        var first = File.Read()!;

        time.Back = TimeSpan.FromHours(2);
        await LocalNewsroom.Until(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return File.Read() is { } now && now.Time < first.Time;
        });
        await host.StopAsync();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A clock whose hands can be set back, and whose timestamps go on.</summary>
    private sealed class SetBack : FakeTimeProvider
    {
        public TimeSpan Back { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - Back;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }

    private async Task Ends(Func<CancellationToken, Task> run, string reason)
    {
        using var host = Build(run);
        var failure = host.Services.GetRequiredService<HostFailure>();
        // The host waits three seconds for a part that is still telling of the end: on a busy machine this may come later.
        var said = new TaskCompletionSource<string?>();
        host.Services.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStopping.Register(() => said.SetResult(File.Read()?.Failed));

        await host.RunAsync();

        Assert.Equal((1, reason), (failure.ExitCode, failure.Reason));
        // Before anything was stopped; and it is still there for whoever looks after the end.
        Assert.Equal(reason, await said.Task);
        Assert.Equal(reason, File.Read()!.Failed);
        Assert.Contains(
            _logs.Of(LogLevel.Critical),
            l => l.Contains(reason, StringComparison.Ordinal)
        );
    }

    private IHost Build(
        Func<CancellationToken, Task> run,
        bool mayEnd = false,
        TimeProvider? time = null,
        Action<int>? exit = null,
        Task? beside = null,
        Func<HealthReport>? look = null
    )
    {
        var builder = new HostApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true }
        );
        time ??= TimeProvider.System;
        builder.Logging.AddProvider(_logs);
        builder.Services.AddSingleton(time).AddSingleton<HostFailure>();
        if (exit is not null)
        {
            builder.Services.AddSingleton(new ProcessExit(exit));
        }
        if (beside is not null)
        {
            builder.Services.AddHostedService(p => new Part(
                p.GetRequiredService<HostFailure>(),
                _ => beside,
                mayEnd: true
            ));
        }
        builder.Services.AddHostedService(p => new HealthService(
            File,
            new BotHealth(
                look
                    ?? (
                        () =>
                            HealthReport.Of(time.GetUtcNow(), [], BroadcastStatus.Nothing, [], null)
                    ),
                p.GetRequiredService<HostFailure>(),
                time
            ),
            p.GetRequiredService<HostFailure>(),
            time,
            p.GetRequiredService<ILogger<HealthService>>()
        ));
        builder.Services.AddSingleton<IHostedService>(p => new Part(
            p.GetRequiredService<HostFailure>(),
            run,
            mayEnd
        ));
        return builder.Build();
    }
}

using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;
using ResultsBot.Discord;
using ResultsBot.Health;
using ResultsBot.Hosting;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Tests.Infrastructure;

namespace ResultsBot.Tests.Hosting;

/// <summary>What systemd hears of the bot.</summary>
public sealed class SystemdServiceTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2024, 7, 4, 21, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly Mock<ISystemdNotifier> _systemd = new();
    private readonly List<string> _heard = [];
    private readonly SystemdService _service;
    private readonly HostFailure _failure;
    private volatile HealthReport _report = HealthReport.Of(
        Now,
        [],
        BroadcastStatus.Nothing,
        [],
        null
    );

    public SystemdServiceTests()
    {
        _systemd
            .Setup(s => s.Notify(It.IsAny<ServiceState>()))
            .Callback(
                (ServiceState state) =>
                {
                    lock (_heard)
                    {
                        _heard.Add($"{state}");
                    }
                }
            );
        _failure = new HostFailure(
            Mock.Of<IHostApplicationLifetime>(),
            Options.Create(new HostOptions()),
            _time,
            NullLogger<HostFailure>.Instance
        );
        _service = new SystemdService(
            _systemd.Object,
            new BotHealth(() => _report with { Time = _time.GetUtcNow() }, _failure, _time),
            _failure,
            _time,
            NullLogger<SystemdService>.Instance
        );
    }

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task The_bot_is_ready_once_it_is_connected_and_not_before()
    {
        await _service.StartAsync(CancellationToken.None);
        await Hears(
            "STATUS=unhealthy: not connected to Discord yet; 0 channels, 0 waiting, 0 suspended"
        );
        Assert.DoesNotContain("READY=1", Heard);

        Connect();
        await Hears("READY=1");
        await Hears("STATUS=healthy: 1 of 1 shards connected; 0 channels, 0 waiting, 0 suspended");

        await _service.StopAsync(CancellationToken.None);
        Assert.Equal("STOPPING=1", Heard[^1]);
        Assert.Single(Heard, "READY=1");
    }

    [Fact]
    public async Task Why_the_bot_has_ended_is_the_last_that_is_said_of_how_it_is()
    {
        Connect();
        await _service.StartAsync(CancellationToken.None);
        await Hears("READY=1");

        _failure.End(Parts.TokenRefused);
        await _service.StopAsync(CancellationToken.None);

        Assert.StartsWith(
            "STATUS=unhealthy: the bot has ended: Discord refuses the bot (401): Discord does not accept the bot's token: check Discord:Token; ",
            Heard.Last(h => h.StartsWith("STATUS=", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_watchdog_hears_nothing_while_a_loop_hangs()
    {
        Connect();
        _report = _report with { Loops = [new LoopHealth("Broadcasting", 31)] };
        await _service.StartAsync(CancellationToken.None);
        await Hears(
            "STATUS=unhealthy: Broadcasting has stood still for 31 s; 0 channels, 0 waiting, 0 suspended"
        );
        Assert.DoesNotContain("WATCHDOG=1", Heard);

        _report = _report with { Loops = [new LoopHealth("Broadcasting", 1)] };
        await Hears("WATCHDOG=1");
        await _service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_systemd_that_cannot_be_told_does_not_end_the_bot()
    {
        _systemd
            .SetupSequence(s => s.Notify(It.IsAny<ServiceState>()))
            .Throws(new SocketException((int)SocketError.ConnectionRefused))
            .Throws(new SocketException((int)SocketError.ConnectionRefused));
        await _service.StartAsync(CancellationToken.None);
        await LocalNewsroom.Until(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _systemd.Invocations.Count > 4;
        });

        Assert.False(_service.ExecuteTask!.IsCompleted);
        await _service.StopAsync(CancellationToken.None);
    }

    private string[] Heard
    {
        get
        {
            lock (_heard)
            {
                return [.. _heard];
            }
        }
    }

    private void Connect() =>
        _report = HealthReport.Of(
            Now,
            [new ShardStatus(0, true, Now)],
            BroadcastStatus.Nothing,
            [],
            null
        );

    private Task Hears(string state) =>
        LocalNewsroom.Until(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Heard.Contains(state);
        });
}

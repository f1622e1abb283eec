using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using ResultsBot.Health;

namespace ResultsBot.Hosting;

/// <summary>
/// Tells systemd (Type=notify) that the bot is ready once it can take commands, how it is doing, and every few seconds that
/// nothing of it hangs: where WatchdogSec is set and that is not heard, systemd starts it anew.
/// </summary>
internal sealed class SystemdService : LoopService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(5);

    private readonly ISystemdNotifier _systemd;
    private readonly BotHealth _health;
    private readonly TimeProvider _time;
    private readonly ILogger<SystemdService> _log;
    private bool _isReady;
    private bool _isDeaf;

    public SystemdService(
        ISystemdNotifier systemd,
        BotHealth health,
        HostFailure failure,
        TimeProvider time,
        ILogger<SystemdService> log
    )
        : base(Parts.Systemd, failure)
    {
        _systemd = systemd;
        _health = health;
        _time = time;
        _log = log;
        // What it hears last is what it shows until the next start.
        failure.Failed += (_, _) => TellHow(_health.End());
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        Tell(ServiceState.Stopping);
        return base.StopAsync(cancellationToken);
    }

    protected override async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookAgain, _time);
        var toldAt = _time.GetTimestamp() - (long)TellAgain.TotalSeconds * _time.TimestampFrequency;
        do
        {
            var (report, now) = (_health.Now(), _time.GetUtcNow());
            if (!_isReady && report.Unready(now) is null)
            {
                _isReady = true;
                Tell(ServiceState.Ready);
            }
            if (_time.GetElapsedTime(toldAt) < TellAgain)
            {
                continue;
            }
            toldAt = _time.GetTimestamp();
            TellHow(report);
            if (!report.Hangs)
            {
                Tell(new ServiceState("WATCHDOG=1"));
            }
        } while (await timer.WaitForNextTickAsync(stop));
    }

    private void TellHow(HealthReport report) =>
        Tell(new ServiceState($"STATUS={report.Line(_time.GetUtcNow())}"));

    private void Tell(ServiceState state)
    {
        try
        {
            _systemd.Notify(state);
            _isDeaf = false;
        }
        catch (SocketException e)
        {
            if (!_isDeaf)
            {
                _log.LogWarning(e, "systemd can't be told: {State}", state);
            }
            _isDeaf = true;
        }
    }
}

internal static class SystemdServices
{
    /// <summary>Where systemd has started the process and wants to be told; otherwise nothing.</summary>
    public static IServiceCollection AddSystemdNotice(this IServiceCollection services)
    {
        var systemd = new SystemdNotifier();
        return systemd.IsEnabled
            ? services.AddSingleton<ISystemdNotifier>(systemd).AddHostedService<SystemdService>()
            : services;
    }
}

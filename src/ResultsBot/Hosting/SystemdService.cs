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
internal sealed class SystemdService(
    ISystemdNotifier systemd,
    BotHealth health,
    HostFailure failure,
    TimeProvider time,
    ILogger<SystemdService> log
) : LoopService(Parts.Systemd, failure)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(5);

    private bool _isReady;
    private bool _isDeaf;

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        Tell(ServiceState.Stopping);
        return base.StopAsync(cancellationToken);
    }

    protected override async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookAgain, time);
        var toldAt = time.GetTimestamp() - (long)TellAgain.TotalSeconds * time.TimestampFrequency;
        do
        {
            var (report, now) = (health.Now(), time.GetUtcNow());
            if (!_isReady && report.Unready(now) is null)
            {
                _isReady = true;
                Tell(ServiceState.Ready);
            }
            if (time.GetElapsedTime(toldAt) < TellAgain)
            {
                continue;
            }
            toldAt = time.GetTimestamp();
            Tell(new ServiceState($"STATUS={report.Line(now)}"));
            if (!report.Hangs)
            {
                Tell(new ServiceState("WATCHDOG=1"));
            }
        } while (await timer.WaitForNextTickAsync(stop));
    }

    private void Tell(ServiceState state)
    {
        try
        {
            systemd.Notify(state);
            _isDeaf = false;
        }
        catch (SocketException e)
        {
            if (!_isDeaf)
            {
                log.LogWarning(e, "systemd can't be told: {State}", state);
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

using System.Net.Sockets;
using Microsoft.Extensions.Hosting.Systemd;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage.Postgres;

namespace ResultsBot.Health;

/// <summary>What a process says of itself that stands by for another: in the health file, to systemd, and to who asks.</summary>
/// <param name="path">Of the health file; null for none.</param>
internal sealed class StandbyHealth(string? path)
{
    private static readonly TimeSpan SayAgain = TimeSpan.FromSeconds(10);

    private readonly HealthFile? _file = path is null ? null : new HealthFile(path);
    private readonly SystemdNotifier _systemd = new();
    private volatile HealthReport? _last;
    private string? _said;
    private long _saidAt;

    /// <summary>As it was last told, half a second ago; null before that. Asked of any thread.</summary>
    public HealthReport? Last => _last;

    /// <summary>Where it can't be said, nothing is the worse for it but who watches: the file grows old.</summary>
    /// <param name="leader">Null where the database is away.</param>
    public void Say(Leader? leader)
    {
        var time = TimeProvider.System;
        var name = leader?.Name ?? "";
        var report = HealthReport.Of(time.GetUtcNow(), [], BroadcastStatus.Nothing, [], null) with
        {
            StandsByFor = name,
        };
        _last = report;
        if (name == _said && time.GetElapsedTime(_saidAt) < SayAgain)
        {
            return;
        }
        (_said, _saidAt) = (name, time.GetTimestamp());
        try
        {
            _file?.Write(report);
            // Standing by is what it was started for.
            _systemd.Notify(ServiceState.Ready);
            _systemd.Notify(new ServiceState($"STATUS={report.Line(report.Time)}"));
            _systemd.Notify(new ServiceState("WATCHDOG=1"));
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            // As it says above.
        }
    }
}

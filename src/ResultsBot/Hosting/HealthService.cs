using Microsoft.Extensions.Logging;
using ResultsBot.Health;

namespace ResultsBot.Hosting;

/// <summary>
/// Writes the health file every ten seconds, and as soon as something in it matters. It looks each second instead of
/// being told: what it reads never waits, and whatever hangs cannot hold it up. Only the end of the host is told.
/// </summary>
internal sealed class HealthService : LoopService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WriteAgain = TimeSpan.FromSeconds(10);

    private readonly Lock _turn = new();
    private readonly HealthFile _file;
    private readonly BotHealth _health;
    private readonly TimeProvider _time;
    private readonly ILogger<HealthService> _log;
    private bool _isUnwritable;

    public HealthService(
        HealthFile file,
        BotHealth health,
        HostFailure failure,
        TimeProvider time,
        ILogger<HealthService> log
    )
        : base(Parts.HealthFile, failure)
    {
        _file = file;
        _health = health;
        _time = time;
        _log = log;
        // Not only once it runs: another part may fail before that.
        failure.Failed += SayThatItEnds;
    }

    protected override async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookAgain, _time);
        HealthReport? written = null;
        // By the monotonic clock: where the machine's is set back, the file would not be written for as long.
        var writtenAt = 0L;
        try
        {
            do
            {
                var now = _health.Now();
                if (
                    written is null
                    || _time.GetElapsedTime(writtenAt) >= WriteAgain
                    || now.DiffersFrom(written)
                )
                {
                    Write(now);
                    (written, writtenAt) = (now, _time.GetTimestamp());
                }
            } while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Where it has failed, the file says why for as long as nothing else has begun.
            if (Failure.Reason is null)
            {
                Try(_file.Delete);
            }
        }
    }

    private void SayThatItEnds(object? sender, EventArgs e) => Write(_health.End());

    private void Write(HealthReport report) => Try(() => _file.Write(report));

    private void Try(Action write)
    {
        // The host may end while the loop is writing.
        lock (_turn)
        {
            try
            {
                write();
                if (_isUnwritable)
                {
                    _log.LogInformation("The health file {File} can be written again.", _file.Path);
                }
                _isUnwritable = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The bot itself is not the worse for it.
                if (!_isUnwritable)
                {
                    _log.LogWarning(e, "The health file {File} cannot be written.", _file.Path);
                }
                _isUnwritable = true;
            }
        }
    }
}

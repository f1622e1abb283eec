using Microsoft.Extensions.Logging;
using ResultsBot.Discord;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Rehearsing;

/// <summary>How the rehearsal is doing, or how the last one ended.</summary>
/// <param name="At">How far the night has come.</param>
/// <param name="End">Null while it runs.</param>
internal sealed record RehearsalStatus(
    RehearsalPlace Place,
    int Speed,
    int Declared,
    int Results,
    DateTimeOffset At,
    RehearsalEnd? End
);

/// <summary>What came of a start.</summary>
internal abstract record RehearsalStart
{
    private RehearsalStart() { }

    public sealed record Started : RehearsalStart;

    public sealed record AlreadyRuns : RehearsalStart;

    /// <summary>The pack has no recorded results.</summary>
    public sealed record NothingRecorded : RehearsalStart;

    /// <summary>The rehearsal's store cannot be used; the log says why.</summary>
    public sealed record NoStore : RehearsalStart;
}

/// <summary>
/// The rehearsals of a running bot, at most one at a time. Nothing of them is remembered: a restart or a crash ends
/// them.
/// </summary>
/// <param name="night">Null where nothing was recorded. Written out only once somebody asks for it.</param>
/// <param name="file">Where the rehearsal is kept, beside the real store.</param>
internal sealed class Rehearsals(
    Lazy<Night?> night,
    string file,
    Phrasebook phrases,
    DiscordRest discord,
    IGuilds guilds,
    TimeProvider time,
    ILoggerFactory logs
) : IDisposable
{
    private readonly ILogger<Rehearsals> _log = logs.CreateLogger<Rehearsals>();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _pausing = new();
    private volatile Running? _running;
    private bool _isPaused;

    private sealed record Running(
        Rehearsal Rehearsal,
        RehearsalPlace Place,
        int Speed,
        CancellationTokenSource Stop
    )
    {
        public Task<RehearsalEnd> Playing { get; set; } = Task.FromResult(RehearsalEnd.Stopped);
    }

    /// <summary>What would be played; null where nothing was recorded.</summary>
    public Night? Night => night.Value is { IsEmpty: false } recorded ? recorded : null;

    /// <summary>Whether one is being posted there.</summary>
    public bool IsIn(ulong channel) =>
        Status is { End: null, Place: var place } && place.Channels.Contains(channel);

    /// <summary>Null where none has been started.</summary>
    public RehearsalStatus? Status
    {
        get
        {
            if (_running is not { } running || Night is not { } played)
            {
                return null;
            }
            var at = Math.Clamp(running.Rehearsal.Played, 1, played.Steps.Length);
            var election = running.Rehearsal.Election;
            return new RehearsalStatus(
                running.Place,
                running.Speed,
                election.Standing(election.Definition.Whole).Declared,
                played.Results,
                played.Steps[at - 1].At,
                running.Playing.IsCompletedSuccessfully ? running.Playing.Result : null
            );
        }
    }

    public async Task<RehearsalStart> Start(RehearsalPlace place, int speed, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_running is { Playing.IsCompleted: false })
            {
                return new RehearsalStart.AlreadyRuns();
            }
            if (Night is not { } toPlay)
            {
                return new RehearsalStart.NothingRecorded();
            }
            var store = await RehearsalStore.Begin(file, phrases.Definition, time);
            var rehearsal = await Rehearsal.Open(
                store,
                place,
                phrases,
                discord,
                guilds,
                logs,
                time,
                ct
            );
            var running = new Running(rehearsal, place, speed, new CancellationTokenSource());
            Show(running);
            // Not with the token of who asked: it goes on when they have been answered.
            running.Playing = Task.Run(() => Play(running, toPlay), CancellationToken.None);
            _log.LogInformation(
                "A rehearsal begins in {Channels}, {Speed} times as fast as the night.",
                string.Join(", ", place.Channels),
                speed
            );
            return new RehearsalStart.Started();
        }
        catch (StoreException e)
        {
            _log.LogError(e, "The rehearsal cannot begin.");
            return new RehearsalStart.NoStore();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops, and waits for what is on its way.</summary>
    /// <returns>Whether there was anything to stop.</returns>
    public async Task<bool> Stop()
    {
        if (_running is not { Playing.IsCompleted: false } running)
        {
            return false;
        }
        await running.Stop.CancelAsync();
        await running.Playing;
        return true;
    }

    /// <summary>A pause of the real election stops a rehearsal's posts as well: nothing goes out is nothing.</summary>
    public void Pause() => Switch(isPaused: true);

    public void Unpause() => Switch(isPaused: false);

    private void Switch(bool isPaused)
    {
        lock (_pausing)
        {
            _isPaused = isPaused;
            Follow(_running);
        }
    }

    /// <summary>From here on it is the one that a pause stops.</summary>
    private void Show(Running running)
    {
        lock (_pausing)
        {
            _running = running;
            Follow(running);
        }
    }

    private void Follow(Running? running)
    {
        if (_isPaused)
        {
            running?.Rehearsal.Pause();
        }
        else
        {
            running?.Rehearsal.Unpause();
        }
    }

    /// <summary>A channel is no more.</summary>
    public Task Forget(ulong channel) => Tell(r => r.Forget(channel));

    /// <summary>The bot is no longer in a guild.</summary>
    public Task ForgetGuild(ulong guild) => Tell(r => r.ForgetGuild(guild));

    public void Dispose() => _turn.Dispose();

    private async Task Tell(Func<Rehearsal, Task> tell)
    {
        if (_running is not { Playing.IsCompleted: false } running)
        {
            return;
        }
        try
        {
            await tell(running.Rehearsal);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // It came to its end in this very moment.
        }
    }

    private async Task<RehearsalEnd> Play(Running running, Night toPlay)
    {
        var end = RehearsalEnd.Failed;
        try
        {
            end = await running.Rehearsal.Run(
                toPlay,
                new Pace(running.Speed, time),
                running.Stop.Token
            );
        }
        catch (Exception e)
        {
            // The border to the real election, which goes on whatever becomes of a rehearsal.
            _log.LogError(e, "The rehearsal has failed.");
        }
        try
        {
            await running.Rehearsal.DisposeAsync();
        }
        catch (Exception e)
        {
            // The same border: nobody waits for a rehearsal's end.
            _log.LogError(e, "The rehearsal was not closed cleanly.");
        }
        _log.LogInformation("The rehearsal is over: {End}.", end);
        return end;
    }
}

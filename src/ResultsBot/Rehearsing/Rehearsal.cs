using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Elections;
using ResultsBot.Engine;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Outlets;
using ResultsBot.Outlets.Discord;
using ResultsBot.Pasting;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Rehearsing;

/// <summary>Why a rehearsal is over.</summary>
internal enum RehearsalEnd
{
    Played,
    Stopped,

    /// <summary>None of its channels is left that can be posted to.</summary>
    ChannelsGone,

    /// <summary>A bug, which the log has.</summary>
    Failed,
}

/// <summary>Where a rehearsal posts: nowhere else.</summary>
/// <param name="Channels">Of the newsroom's own guild.</param>
internal sealed record RehearsalPlace(ulong Guild, ImmutableArray<ulong> Channels);

/// <summary>
/// A night that is played into a few channels beside the real one. Everything that holds state is its own: the store,
/// which can be none but a rehearsal's, the desk, the log, the broadcaster and what the channels follow. Everything
/// that words a post is its own as well, and marks it. What it shares are the connection to Discord, with the token's
/// one limiter, and what is known of the guilds; neither keeps anything of an election.
/// </summary>
internal sealed class Rehearsal : IAsyncDisposable
{
    private readonly RehearsalStore _store;
    private readonly ServiceProvider _own;
    private readonly BulletinLog _log;
    private readonly ResultsDesk _desk;
    private readonly Broadcaster _broadcaster;
    private readonly Performer _performer;
    private readonly RehearsalPlace _place;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _gone = new();
    private volatile int _played;

    private Rehearsal(
        RehearsalStore store,
        ServiceProvider own,
        RehearsalPlace place,
        Phrasebook phrases,
        TimeProvider time
    )
    {
        _store = store;
        _own = own;
        _place = place;
        _time = time;
        _log = own.GetRequiredService<BulletinLog>();
        _desk = own.GetRequiredService<ResultsDesk>();
        _broadcaster = own.GetRequiredService<Broadcaster>();
        _performer = new Performer(
            _desk,
            new PartyNames(phrases.Definition.Parties),
            phrases,
            time
        );
    }

    /// <summary>How many of the night's steps were played.</summary>
    public int Played => _played;

    /// <summary>The rehearsed election, as it stands.</summary>
    public Election Election => _desk.Election;

    /// <param name="store">Closed with the rehearsal.</param>
    public static async Task<Rehearsal> Open(
        RehearsalStore store,
        RehearsalPlace place,
        Phrasebook phrases,
        DiscordRest discord,
        IGuilds guilds,
        ILoggerFactory logs,
        TimeProvider time,
        CancellationToken ct
    )
    {
        // Before anything runs: a channel that is deleted meanwhile is then forgotten, and not taken up after it.
        ISubscriberStore subscribers = store.Store;
        foreach (var channel in place.Channels)
        {
            await subscribers.Subscribe(
                DiscordAddresses.Address(channel),
                DiscordAddresses.Group(place.Guild),
                new Topic(new Scope.Area(phrases.Definition.Whole), null, Kind.Everything),
                DeliveryChange.None
            );
        }
        var services = new ServiceCollection()
            // Shared with the real election.
            .AddSingleton(discord)
            .AddSingleton(guilds)
            .AddSingleton<ILoggerFactory>(new RehearsalLogs(logs))
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        await services.AddElection(
            store.Store,
            phrases,
            HouseRules.Default,
            isRehearsal: true,
            // No newsroom's: nothing of a rehearsal goes before what is real.
            new Newsroom([]),
            // It is played where somebody has asked for it, and nowhere else.
            OutletSettings.None,
            time,
            ct
        );
        var own = services.BuildServiceProvider();
        return new Rehearsal(store, own, place, phrases, time);
    }

    /// <summary>Plays to the end, and waits until it stands in the channels.</summary>
    public async Task<RehearsalEnd> Run(Night night, Pace pace, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _gone.Token);
        using var ended = new CancellationTokenSource();
        var broadcasting = _broadcaster.Run(ended.Token);
        try
        {
            // Should the broadcaster fail, nothing else is worth going on for.
            var playing = Play(night, pace, either.Token);
            await Task.WhenAny(playing, broadcasting);
            if (broadcasting.IsFaulted)
            {
                await either.CancelAsync();
                await ((Task)playing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await broadcasting;
            }
            return await playing;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return stop.IsCancellationRequested ? RehearsalEnd.Stopped : RehearsalEnd.ChannelsGone;
        }
        finally
        {
            await ended.CancelAsync();
            await broadcasting;
        }
    }

    /// <summary>Posts nothing for now; what is played is taken in.</summary>
    public void Pause() => _broadcaster.Pause();

    public void Unpause() => _broadcaster.Unpause();

    /// <summary>A channel is no more.</summary>
    public async Task Forget(ulong channel)
    {
        if (_place.Channels.Contains(channel))
        {
            await _broadcaster.Forget(DiscordAddresses.Address(channel));
            if (!await _store.HasPlace(CancellationToken.None))
            {
                await _gone.CancelAsync();
            }
        }
    }

    /// <summary>The bot is no longer in a guild.</summary>
    public Task ForgetGuild(ulong guild) =>
        guild == _place.Guild ? _gone.CancelAsync() : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _own.DisposeAsync();
        await _store.DisposeAsync();
        _gone.Dispose();
    }

    private async Task<RehearsalEnd> Play(Night night, Pace pace, CancellationToken ct)
    {
        foreach (var step in night.Steps)
        {
            await pace.Wait(step.At, ct);
            await LeaveIfEmpty(ct);
            await _performer.Perform(step, ct);
            _played++;
        }
        await _store.Delivered(_log, _time, ct);
        await LeaveIfEmpty(ct);
        return RehearsalEnd.Played;
    }

    /// <exception cref="OperationCanceledException">Nobody would see what is played from here on.</exception>
    private async Task LeaveIfEmpty(CancellationToken ct)
    {
        if (!await _store.HasPlace(ct))
        {
            await _gone.CancelAsync();
            ct.ThrowIfCancellationRequested();
        }
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ResultsBot.Engine.Bulletins;

namespace ResultsBot.Newswire.Delivery;

/// <param name="StoreId">Of the store that the log comes from: part of every message's key.</param>
/// <param name="Own">The newsroom's own groups: they are told first.</param>
public sealed record BroadcastSettings(string StoreId, IReadOnlySet<Group> Own);

/// <summary>
/// Reads the log and brings each bulletin to every subscriber that follows it, at whichever outlet: in order, once. A
/// bookmark moves only after the outlet has answered; what is being sent is written down before, with a key that stays
/// the same, so that a crash between the two neither loses a message nor doubles it. A copy that a later bulletin
/// corrects is known by how far the log was known when it was written: nothing else has to be remembered for it to be
/// changed. One loop owns all state; sending happens beside it, one message at a time for each subscriber.
/// </summary>
public sealed class Broadcaster : IDisposable
{
    private readonly BulletinLog _log;
    private readonly ISubscriberStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<Broadcaster> _logger;
    private readonly BroadcastMeters _meters;
    private readonly Quarantine _quarantine;

    private readonly BroadcastWatch _watch;
    private readonly Mailbox _mailbox;
    private readonly DeliveryQueue _queue = new();
    private readonly SubscriberLines _lines = new();
    private readonly HeardLog _heard;
    private readonly SendsUnderWay _sends;
    private readonly Suspensions _suspensions;
    private readonly Subscriptions _subscriptions;
    private readonly CopyEdits _edits;
    private readonly Publications _publications;
    private readonly BroadcastPulse _pulse;
    private readonly Posting _posting;

    public Broadcaster(
        BulletinLog log,
        ISubscriberStore store,
        OutletRegistry outlets,
        Quarantine quarantine,
        BroadcastSettings settings,
        TimeProvider time,
        BroadcastMeters meters,
        ILogger<Broadcaster> logger
    )
    {
        _log = log;
        _store = store;
        _quarantine = quarantine;
        _time = time;
        _meters = meters;
        _logger = logger;
        _watch = new BroadcastWatch(time, logger);
        _mailbox = new Mailbox(time, _watch.StoreFailed);
        _heard = new HeardLog(log, quarantine);
        _sends = new SendsUnderWay(_mailbox, _watch);
        _suspensions = new Suspensions(
            store,
            outlets,
            _mailbox,
            _lines,
            settings.Own.Contains,
            _watch,
            time,
            logger
        );
        var sender = new Sender(log, store, outlets, meters.Traces, time, logger);
        _edits = new CopyEdits(
            store,
            outlets,
            _heard,
            _mailbox,
            _queue,
            sender,
            _sends,
            _lines,
            _suspensions,
            meters,
            _watch
        );
        _publications = new Publications(_mailbox, _queue, sender, _sends, _watch);
        _pulse = new BroadcastPulse(_lines, _queue, _edits, _mailbox, _watch, meters, time);
        _posting = new Posting(
            settings,
            outlets,
            time,
            _mailbox,
            _queue,
            _lines,
            _heard,
            sender,
            _sends,
            _suspensions,
            _edits,
            _publications,
            _pulse,
            _watch
        );
        _subscriptions = new Subscriptions(log, store, _lines, _suspensions, _watch);
        _suspensions.Ready = _posting.Ready;
        _suspensions.Resumed = line => _edits.FindOutdated(line.Record.Address);
        _suspensions.Opened = _edits.EditAgain;
        foreach (var known in quarantine.Items)
        {
            _watch.Quarantined(known);
        }
        quarantine.Added += Tell;
    }

    /// <summary>How it is doing, as it was a moment ago. Reading it never waits.</summary>
    public BroadcastStatus Status => _pulse.Status with { IsPaused = _posting.IsPaused };

    /// <summary>Who cannot be posted to.</summary>
    public ImmutableList<Trouble> Trouble => _suspensions.Trouble;

    /// <summary><see cref="Trouble"/> has changed. Who listens takes note and goes on: posts do not wait for it.</summary>
    public event EventHandler? TroubleChanged
    {
        add => _suspensions.TroubleChanged += value;
        remove => _suspensions.TroubleChanged -= value;
    }

    /// <summary>Beats each time round of the loop.</summary>
    public Heartbeat Heartbeat => _mailbox.Heartbeat;

    /// <summary>
    /// Nothing is sent from now on but a note from the desk, which overtakes what waits; what is on its way arrives.
    /// Remembering it is the desk's affair.
    /// </summary>
    public void Pause() => _posting.Switch(isPaused: true);

    public void Unpause() => _posting.Switch(isPaused: false);

    /// <summary>Begins to follow, or follows something else as well, from now on.</summary>
    /// <param name="instead">What it no longer follows: nothing of it that still waits is lost.</param>
    public Task<Subscriber> Subscribe(
        Address address,
        Group group,
        Topic topic,
        DeliveryChange change,
        params ImmutableArray<Topic> instead
    ) => _mailbox.Ask(() => _subscriptions.Subscribe(address, group, topic, change, instead));

    /// <param name="topics">Null for all.</param>
    /// <returns>What it still follows; null if nothing.</returns>
    public Task<Subscriber?> Unsubscribe(Address address, ImmutableArray<Topic>? topics) =>
        _mailbox.Ask(() => _subscriptions.Unsubscribe(address, topics));

    /// <summary>What it follows now; null if nothing.</summary>
    public Task<Subscriber?> Find(Address address) =>
        _mailbox.Ask(() => Task.FromResult(_lines.Find(address)?.Record));

    /// <summary>
    /// How many a bulletin would go to: who follows what it is about, or got what it puts right, and can be posted to.
    /// </summary>
    public Task<int> CountFollowers(Bulletin bulletin)
    {
        var entry = _log.Foresee(bulletin);
        return _mailbox.Ask(() =>
            Task.FromResult(
                _lines.All.Count(l => l.Record.Suspended is null && l.Record.Wants(entry))
            )
        );
    }

    /// <summary>How those of them are doing that follow something.</summary>
    public Task<ImmutableArray<SubscriberStatus>> Look(IEnumerable<Address> addresses) =>
        _mailbox.Ask(() =>
            Task.FromResult<ImmutableArray<SubscriberStatus>>([
                .. addresses
                    .Select(_lines.Find)
                    .OfType<SubscriberLine>()
                    .Select(l => new SubscriberStatus(
                        l.Record,
                        l.Waiting.Count,
                        l.Record.Suspended ?? l.Unreachable
                    )),
            ])
        );

    /// <summary>Sends nothing there until it is resumed; what is on its way arrives, and what is for it waits.</summary>
    public Task Suspend(Address address, string reason) =>
        _mailbox.Ask(async () =>
        {
            await _suspensions.Hold(_lines.Find(address), reason);
            return true;
        });

    /// <summary>Sends there again, and at once, whatever was in the way.</summary>
    public Task Resume(Address address) =>
        _mailbox.Ask(async () =>
        {
            await _suspensions.TakeUp(_lines.Find(address));
            return true;
        });

    /// <summary>All of a group that follow something.</summary>
    public Task<ImmutableArray<Subscriber>> FindAll(Group group) =>
        _mailbox.Ask(() =>
            Task.FromResult<ImmutableArray<Subscriber>>([
                .. _lines.In(group).Select(l => l.Record).OrderBy(r => r.Address),
            ])
        );

    /// <param name="mention">Null for none any more.</param>
    /// <returns>The subscriber as it is now; null if it follows nothing.</returns>
    public Task<Subscriber?> SetMention(Address address, Mention? mention) =>
        _mailbox.Ask(() => _subscriptions.SetMention(address, mention));

    /// <summary>The address no longer exists.</summary>
    public Task Forget(Address address) => _mailbox.Ask(() => _subscriptions.Forget(address));

    /// <summary>The bot was removed from a group: all of it is forgotten.</summary>
    public void ForgetGroup(Group group) => _mailbox.Post(() => _subscriptions.ForgetGroup(group));

    /// <summary>Permissions in a group may have changed: who is suspended there and can be posted to goes on.</summary>
    public void Recheck(Group group) => _mailbox.Post(() => _suspensions.Recheck(group));

    /// <summary>Runs until stopped, then waits a little for the answers to what is on its way.</summary>
    /// <exception cref="InvalidOperationException">A bug has ended it: it cannot be run again.</exception>
    public async Task Run(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var listening = Task.CompletedTask;
        try
        {
            await Load(stop);
            var heard = _heard.Through;
            listening = _mailbox.Beside(() => Listen(heard, ending.Token));
            await _mailbox.Run(BeginWhatCanBe, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await _sends.Drain(_time, _logger);
        }
        finally
        {
            _mailbox.End();
            ending.Cancel();
            await listening;
        }
    }

    public void Dispose()
    {
        _quarantine.Added -= Tell;
        _mailbox.Dispose();
        _meters.Dispose();
    }

    /// <summary>By whichever thread has met it.</summary>
    private void Tell(object? sender, QuarantinedEventArgs told) => _watch.Quarantined(told.Item);

    private async Task Listen(long heard, CancellationToken stop)
    {
        try
        {
            await foreach (var news in _log.Follow(heard, stop))
            {
                _mailbox.Post(() => Hear(news));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is not heard now stands in the log, behind the bookmarks.
        }
    }

    private async Task Load(CancellationToken ct)
    {
        await _log.Opened;
        await _subscriptions.Load(ct);
        var known = _heard.HearAll();
        if (_lines.All.Count > 0)
        {
            var bookmark = _lines.All.Min(l => l.Record.Bookmark);
            _posting.Offer([.. known.SkipWhile(e => e.Position <= bookmark)]);
        }
        foreach (var line in _lines.All)
        {
            _posting.Ready(line);
        }
        foreach (var post in await _store.ReadUnpublished(ct))
        {
            _publications.Add(post);
        }
        _suspensions.Tell();
        _edits.FindOutdated(at: null);
    }

    /// <summary>
    /// All that was stored together at once: whoever has just had something accepted waits for an answer meanwhile, and
    /// every subscriber is looked up for it.
    /// </summary>
    private void Hear(ImmutableArray<LogEntry> news)
    {
        _edits.Find(_heard.Hear(news), at: null);
        _posting.Offer(news);
        _watch.Heard(news);
    }

    private void BeginWhatCanBe()
    {
        while (_queue.TryTake(_posting.IsPaused, out var job))
        {
            switch (job)
            {
                case Job.Post { Line: var line }:
                    _posting.Begin(line);
                    break;
                case Job.Edit { Copy: var edit }:
                    _edits.Begin(edit);
                    break;
                case Job.Publish { Publication: var publication }:
                    _publications.Begin(publication);
                    break;
                default:
                    throw new InvalidOperationException($"No rule for {job}.");
            }
        }
        _pulse.Tell(_posting.IsPaused);
    }
}

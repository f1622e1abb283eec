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
    private static readonly Mark Unknown = new Mark.Unknown();

    private readonly BulletinLog _log;
    private readonly ISubscriberStore _store;
    private readonly OutletRegistry _outlets;
    private readonly BroadcastSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<Broadcaster> _logger;
    private readonly BroadcastMeters _meters;
    private readonly Quarantine _quarantine;

    private readonly BroadcastWatch _watch;
    private readonly Mailbox _mailbox;
    private readonly DeliveryQueue _queue = new();
    private readonly SubscriberLines _lines = new();
    private readonly Interests _interests = new();
    private readonly Sender _sender;
    private readonly SendsUnderWay _sends;
    private readonly Suspensions _suspensions;
    private readonly CopyEdits _edits;
    private readonly Publications _publications;
    private readonly BroadcastPulse _pulse;
    private RevisedLog _revised = RevisedLog.Nothing;
    private Func<LogEntry, Mark?> _marks = _ => null;
    private long _heard;
    private volatile bool _isPaused;
    private volatile ImmutableList<Trouble> _trouble = [];

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
        _outlets = outlets;
        _quarantine = quarantine;
        _settings = settings;
        _time = time;
        _meters = meters;
        _logger = logger;
        _watch = new BroadcastWatch(time, logger);
        _mailbox = new Mailbox(time, _watch.StoreFailed);
        _sender = new Sender(log, store, outlets, time, logger);
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
        )
        {
            Ready = Ready,
            Resumed = line => FindOutdated(line.Record.Address),
            Opened = EditAgain,
            Changed = TellTrouble,
        };
        _edits = new CopyEdits(
            store,
            outlets,
            _mailbox,
            _queue,
            _sender,
            _sends,
            _lines,
            _suspensions,
            meters,
            _watch
        )
        {
            FindAgain = address => FindOutdated(address),
        };
        _publications = new Publications(_mailbox, _queue, _sender, _sends, _watch);
        _pulse = new BroadcastPulse(_lines, _queue, _edits, _mailbox, _watch, meters, time);
        foreach (var known in quarantine.Items)
        {
            _watch.Quarantined(known);
        }
        quarantine.Added += Tell;
    }

    /// <summary>How it is doing, as it was a moment ago. Reading it never waits.</summary>
    public BroadcastStatus Status => _pulse.Status with { IsPaused = _isPaused };

    /// <summary>Who cannot be posted to.</summary>
    public ImmutableList<Trouble> Trouble => _trouble;

    /// <summary><see cref="Trouble"/> has changed. Who listens takes note and goes on: posts do not wait for it.</summary>
    public event EventHandler? TroubleChanged;

    /// <summary>Beats each time round of the loop.</summary>
    public Heartbeat Heartbeat => _mailbox.Heartbeat;

    /// <summary>
    /// Nothing is sent from now on but a note from the desk, which overtakes what waits; what is on its way arrives.
    /// Remembering it is the desk's affair.
    /// </summary>
    public void Pause() => Switch(isPaused: true);

    public void Unpause() => Switch(isPaused: false);

    /// <summary>Begins to follow, or follows something else as well, from now on.</summary>
    public Task<Subscriber> Subscribe(
        Address address,
        Group group,
        Topic topic,
        DeliveryChange change
    ) =>
        _mailbox.Ask(async () =>
        {
            var record = await _store.Subscribe(address, group, topic, change);
            Follow(record);
            return record;
        });

    /// <param name="topics">Null for all.</param>
    /// <returns>What it still follows; null if nothing.</returns>
    public Task<Subscriber?> Unsubscribe(Address address, ImmutableArray<Topic>? topics) =>
        _mailbox.Ask(async () =>
        {
            var record = await _store.Unsubscribe(address, topics);
            if (record is not null)
            {
                Follow(record);
            }
            else if (_lines.Find(address) is { } line)
            {
                _lines.Forget(line);
            }
            TellTrouble();
            return record;
        });

    /// <summary>What it follows now; null if nothing.</summary>
    public Task<Subscriber?> Find(Address address) =>
        _mailbox.Ask(() => Task.FromResult(_lines.Find(address)?.Record));

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
        _mailbox.Ask(async () =>
        {
            var record = await _store.SetMention(address, mention);
            if (record is not null && _lines.Find(address) is { } line)
            {
                line.Follow(record with { Suspended = line.Record.Suspended });
            }
            return record;
        });

    /// <summary>The address is no more.</summary>
    public async Task Forget(Address address)
    {
        await _mailbox.Ask(() =>
        {
            if (_lines.Find(address) is { } line)
            {
                _watch.Forgotten(address, line.Waiting.Count, "deleted");
            }
            return Task.FromResult(true);
        });
        await Unsubscribe(address, null);
    }

    /// <summary>The bot was removed from a group: all of it is forgotten.</summary>
    public void ForgetGroup(Group group) =>
        _mailbox.Post(async () =>
        {
            var those = _lines.In(group).ToArray();
            if (those.Length > 0)
            {
                _watch.GroupForgotten(group, those.Length, those.Sum(l => l.Waiting.Count));
            }
            foreach (var line in those)
            {
                await _store.Unsubscribe(line.Record.Address, null);
                _lines.Forget(line);
            }
            TellTrouble();
        });

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
            var heard = _heard;
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
        foreach (var record in await _store.ReadSubscribers(ct))
        {
            _lines.Add(new SubscriberLine(record, _log, _interests));
        }
        var known = _log.Entries;
        Know(RevisedLog.Of(known));
        _heard = known.IsEmpty ? 0 : known[^1].Position;
        if (_lines.All.Count > 0)
        {
            var bookmark = _lines.All.Min(l => l.Record.Bookmark);
            Offer([.. known.SkipWhile(e => e.Position <= bookmark)]);
        }
        foreach (var line in _lines.All)
        {
            Ready(line);
        }
        foreach (var post in await _store.ReadUnpublished(ct))
        {
            _publications.Add(post);
        }
        TellTrouble();
        FindOutdated(at: null);
    }

    /// <summary>
    /// All that was stored together at once: whoever has just had something accepted waits for an answer meanwhile, and
    /// every subscriber is looked up for it.
    /// </summary>
    private void Hear(ImmutableArray<LogEntry> news)
    {
        var revised = news.Aggregate(_revised, (known, entry) => known.With(entry, _log));
        if (revised != _revised)
        {
            Know(revised);
        }
        _heard = news[^1].Position;
        _edits.Find(
            [.. news.Where(e => Revisions.IsRevision(e.Bulletin)).Select(ChangeBy)],
            at: null
        );
        Offer(news);
        _watch.Heard(news);
    }

    private void Offer(ImmutableArray<LogEntry> entries)
    {
        foreach (var line in _lines.All)
        {
            if (line.Offer(entries))
            {
                Ready(line);
            }
        }
    }

    /// <summary>The marks are the same delegate for as long as nothing that was sent has changed: what was put together holds.</summary>
    private void Know(RevisedLog revised)
    {
        _revised = revised;
        var unreadable = _quarantine.Revised;
        _marks = unreadable.IsEmpty
            ? revised.MarkOf
            : entry => unreadable.Contains(entry.Position) ? Unknown : revised.MarkOf(entry);
    }

    private Knowledge Known() => new(_marks, _quarantine.KnownThrough(_heard));

    private Change ChangeBy(LogEntry revision)
    {
        var revised = _revised;
        return new Change(revision.Position, () => revised.Touched(revision));
    }

    /// <summary>Looks for all copies that are out of date, also by what cannot be read.</summary>
    /// <param name="at">Only there; null for everywhere.</param>
    private void FindOutdated(Address? at) =>
        _edits.Find(
            [
                .. _revised.Entries.Select(ChangeBy),
                .. _quarantine.Items.Select(q => new Change(q.Position, () => q.Revises)),
            ],
            at
        );

    private void EditAgain(Group group)
    {
        var outlet = _outlets.Named(group.Outlet);
        foreach (var address in _edits.TakeUnedited(group, a => outlet.CanPost(group, a)))
        {
            FindOutdated(address);
        }
    }

    private void Ready(SubscriberLine line)
    {
        var now = _time.GetUtcNow();
        if (line.NextTurn(_isPaused, now) is null)
        {
            Wake(line, now);
        }
        else
        {
            _queue.Add(line, Rank(line));
        }
    }

    /// <summary>
    /// Who waits for a correction first, and who was shut out and has waited longest of all; then results before colour,
    /// the newsroom's own first; among equals, who has waited longest.
    /// </summary>
    private int Rank(SubscriberLine line)
    {
        var rank = line.Importance switch
        {
            _ when line.IsReturning => 0,
            Importance.Correction => 0,
            Importance.Major or Importance.Result => 2,
            Importance.Progress => 4,
            _ => DeliveryQueue.RankAside + 1,
        };
        return IsOwn(line) ? rank : rank + 1;
    }

    private bool IsOwn(SubscriberLine line) => _settings.Own.Contains(line.Record.Group);

    /// <summary>Looks again when what is gathered may go; where something else is in the way, its end looks again.</summary>
    private void Wake(SubscriberLine line, DateTimeOffset now)
    {
        if (line.Due is { } due && due > now && !(line.WakesAt <= due))
        {
            line.WakesAt = due;
            _mailbox.PostAfter(
                // A timer counts whole milliseconds, and would come a little early.
                due - now + TimeSpan.FromMilliseconds(1),
                () =>
                {
                    line.WakesAt = null;
                    Ready(line);
                }
            );
        }
    }

    private void BeginWhatCanBe()
    {
        while (_queue.TryTake(_isPaused, out var job))
        {
            switch (job)
            {
                case Job.Post { Line: var line }:
                    line.QueuedAs = null;
                    Begin(line);
                    break;
                case Job.Edit { Copy: var edit }:
                    _edits.Begin(edit, Known);
                    break;
                case Job.Publish { Publication: var publication }:
                    _publications.Begin(publication);
                    break;
                default:
                    throw new InvalidOperationException($"No rule for {job}.");
            }
        }
        _pulse.Tell(_isPaused);
    }

    /// <summary>It may have been queued twice, or have changed since.</summary>
    private void Begin(SubscriberLine line)
    {
        if (line.IsForgotten || line.NextTurn(_isPaused, _time.GetUtcNow()) is not { } turn)
        {
            return;
        }
        var isUpload = turn is not Turn.Overtake && line.BeginsWithPhoto;
        if (isUpload && !_queue.MayUpload(line, Rank(line)))
        {
            return;
        }
        if (_suspensions.MayBegin(line))
        {
            _queue.BeginPost(line, isUpload);
            Begin(line, turn);
        }
    }

    private Urgency Urgency(SubscriberLine line, bool isCorrection) =>
        (IsOwn(line), isCorrection) switch
        {
            (true, true) => Delivery.Urgency.NewsroomCorrection,
            (false, true) => Delivery.Urgency.Correction,
            (true, false) => Delivery.Urgency.Newsroom,
            (false, false) => Delivery.Urgency.Normal,
        };

    private void Begin(SubscriberLine line, Turn turn)
    {
        var to = line.Record;
        if (turn is Turn.Overtake { Entry: var entry, Intent: var intent })
        {
            var ahead =
                intent ?? NextPost.Ahead(_settings.StoreId, to.Address, entry, _time.GetUtcNow());
            var first = Urgency(line, isCorrection: true);
            line.Begin(ahead);
            _sends.Begin(
                ct => _sender.PostAhead(to, entry, ahead, intent is not null, first, ct),
                outcome => End(line, ahead, outcome)
            );
            return;
        }
        var known = Known();
        var isAgain = turn is Turn.Again;
        var sending = turn is Turn.Again { Sending: var again }
            ? again
            : NextPost.Of(
                _settings.StoreId,
                to,
                line.Waiting,
                _outlets[to.Address],
                known.Marks,
                _time.GetUtcNow()
            );
        line.Begin(sending);
        var urgency = Urgency(line, line.Importance == Importance.Correction);
        _sends.Begin(
            ct => _sender.Post(to, sending, known, isAgain, urgency, ct),
            outcome => End(line, sending, outcome)
        );
    }

    private void End(SubscriberLine line, Sending sending, SendOutcome outcome)
    {
        _queue.EndPost(line);
        var address = line.Record.Address;
        var posted = (outcome as SendOutcome.Done)?.Posted;
        if (posted is not null)
        {
            if (_revised.IsOutdated(sending.Page, posted.AsOf))
            {
                _edits.Add(new Copy(address, sending.First, posted.Handle, sending.Page));
            }
            if (posted.ToPublish)
            {
                _publications.Add(
                    new Unpublished(address, sending.First, posted.Handle, posted.At)
                );
            }
        }
        // Unfollowed meanwhile, and perhaps followed anew: then this is not the new line's message.
        if (line.IsForgotten || !line.IsSending(sending))
        {
            return;
        }
        _suspensions.End(line);
        if (outcome is SendOutcome.Done)
        {
            if (posted is not null)
            {
                _pulse.Posted(line, posted.At);
                _suspensions.Stands(line);
            }
            // What gathers, or was missed, is late on purpose.
            var delivered = line is { IsCatchingUp: false, Record.Options.Every: null }
                ? line
                    .Waiting.TakeWhile(e => e.Position <= sending.Through)
                    .Select(e => e.Position)
                    .ToArray()
                : [];
            line.Deliver(posted?.At);
            _watch.Delivered(line, delivered);
        }
        else
        {
            EndOtherwise(line, outcome);
        }
        Ready(line);
    }

    private void End(SubscriberLine line, Ahead ahead, SendOutcome outcome)
    {
        _queue.EndPost(line);
        if (line.IsForgotten || !line.IsSending(ahead))
        {
            return;
        }
        _suspensions.End(line);
        if (outcome is SendOutcome.Done)
        {
            _suspensions.Stands(line);
            _meters.Posted(null);
            line.DeliverAhead(ahead.Position);
            _watch.Delivered(line, [ahead.Position]);
        }
        else
        {
            EndOtherwise(line, outcome);
        }
        Ready(line);
    }

    private void EndOtherwise(SubscriberLine line, SendOutcome outcome)
    {
        switch (outcome)
        {
            case SendOutcome.Gone { Reason: var reason }:
                _watch.Forgotten(line.Record.Address, line.Waiting.Count, reason);
                _lines.Forget(line);
                TellTrouble();
                break;
            case SendOutcome.Suspended suspended:
                _suspensions.Suspend(line, suspended);
                break;
            case SendOutcome.Later { After: var after }:
                line.Fail();
                line.IsResting = true;
                _mailbox.PostAfter(
                    after,
                    () =>
                    {
                        line.IsResting = false;
                        Ready(line);
                    }
                );
                break;
            default:
                throw new InvalidOperationException($"A post does not end as {outcome}.");
        }
    }

    private void Follow(Subscriber record)
    {
        var line = _lines.Find(record.Address);
        if (line is null)
        {
            line = new SubscriberLine(record, _log, _interests);
            _lines.Add(line);
        }
        else
        {
            var wasSuspended = line.Record.Suspended is not null;
            line.Follow(record);
            if (wasSuspended && record.Suspended is null)
            {
                // What was corrected meanwhile was passed over.
                FindOutdated(record.Address);
            }
        }
        TellTrouble();
        Ready(line);
    }

    private void Switch(bool isPaused)
    {
        _isPaused = isPaused;
        _mailbox.Post(() =>
        {
            _watch.Switched(_isPaused);
            foreach (var line in _lines.All)
            {
                if (!_isPaused)
                {
                    line.CatchUp(_time.GetUtcNow());
                }
                Ready(line);
            }
            if (!_isPaused)
            {
                _queue.TakeUpAside();
            }
        });
    }

    private void TellTrouble()
    {
        var now = _lines.Trouble;
        if (!now.SequenceEqual(_trouble))
        {
            _trouble = now;
            TroubleChanged?.Invoke(this, EventArgs.Empty);
        }
    }
}

using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;

namespace ResultsBot.Newswire.Delivery;

/// <summary>
/// Who gets a post next, and what becomes of a line when its post has come to an end. Owned by the broadcaster's loop.
/// </summary>
internal sealed class Posting(
    BroadcastSettings settings,
    OutletRegistry outlets,
    TimeProvider time,
    Mailbox mailbox,
    DeliveryQueue queue,
    SubscriberLines lines,
    HeardLog heard,
    Sender sender,
    SendsUnderWay sends,
    Suspensions suspensions,
    CopyEdits edits,
    Publications publications,
    BroadcastPulse pulse,
    BroadcastWatch watch
)
{
    private volatile bool _isPaused;

    /// <summary>Whichever thread asks.</summary>
    public bool IsPaused => _isPaused;

    /// <summary>From now on, and by whichever thread: what is begun after it is begun so.</summary>
    public void Switch(bool isPaused)
    {
        _isPaused = isPaused;
        mailbox.Post(TakeUp);
    }

    /// <summary>Lets those wait for them that want them.</summary>
    /// <param name="entries">The next in the log.</param>
    public void Offer(ImmutableArray<LogEntry> entries)
    {
        foreach (var line in lines.All)
        {
            if (line.Offer(entries))
            {
                Ready(line);
            }
        }
    }

    /// <summary>The line may have something to send now.</summary>
    public void Ready(SubscriberLine line)
    {
        var now = time.GetUtcNow();
        if (line.NextTurn(_isPaused, now) is null)
        {
            Wake(line, now);
        }
        else
        {
            queue.For(line.Record.Address).Add(line, Rank(line));
        }
    }

    /// <summary>Its turn has come. It may have been queued twice, or have changed since.</summary>
    public void Begin(SubscriberLine line)
    {
        line.QueuedAs = null;
        if (line.IsForgotten || line.NextTurn(_isPaused, time.GetUtcNow()) is not { } turn)
        {
            return;
        }
        var isUpload = turn is not Turn.Overtake && line.BeginsWithPhoto;
        var lane = queue.For(line.Record.Address);
        if (isUpload && !lane.MayUpload(line, Rank(line)))
        {
            return;
        }
        if (suspensions.MayBegin(line))
        {
            lane.BeginPost(line, isUpload);
            Begin(line, turn);
        }
    }

    private void Begin(SubscriberLine line, Turn turn)
    {
        switch (turn)
        {
            case Turn.Overtake { Entry: var entry, Intent: var intent }:
                BeginAhead(line, entry, intent);
                break;
            case Turn.Again { Sending: var sending }:
                BeginNext(line, sending, heard.Known, isAgain: true);
                break;
            default:
                var known = heard.Known;
                var (to, now) = (line.Record, time.GetUtcNow());
                var next = NextPost.Of(
                    settings.StoreId,
                    to,
                    line.Waiting,
                    outlets[to.Address],
                    known.Marks,
                    now
                );
                BeginNext(line, next, known, isAgain: false);
                break;
        }
    }

    private void BeginAhead(SubscriberLine line, LogEntry entry, Ahead? intent)
    {
        var to = line.Record;
        var ahead = intent ?? NextPost.Ahead(settings.StoreId, to.Address, entry, time.GetUtcNow());
        var urgency = Urgency(line, isCorrection: true);
        line.Begin(ahead);
        sends.Begin(
            ct => sender.PostAhead(to, entry, ahead, intent is not null, urgency, ct),
            outcome =>
                End(
                    line,
                    line.IsSending(ahead),
                    outcome,
                    () =>
                    {
                        suspensions.Stands(line);
                        pulse.PostedAhead(line);
                        line.DeliverAhead(ahead.Position);
                        Recover(line);
                        watch.Delivered(line, [ahead.Position]);
                    }
                )
        );
    }

    private void BeginNext(SubscriberLine line, Sending sending, Knowledge known, bool isAgain)
    {
        var to = line.Record;
        line.Begin(sending);
        var urgency = Urgency(line, line.Importance == Importance.Correction);
        sends.Begin(
            ct => sender.Post(to, sending, known, isAgain, urgency, ct),
            outcome =>
            {
                var done = outcome as SendOutcome.Done;
                var posted = done?.Posted;
                if (posted is not null)
                {
                    Follow(to.Address, sending, posted, done!.IsUnfinished);
                }
                End(
                    line,
                    line.IsSending(sending),
                    outcome,
                    () => Deliver(line, sending.Through, posted)
                );
            }
        );
    }

    /// <summary>What else there is to do for a post that stands, whoever follows what by now.</summary>
    private void Follow(Address address, Sending sending, Posted posted, bool isUnfinished)
    {
        var copy = new Copy(address, sending.First, posted.Handle, sending.Page);
        if (heard.IsOutdated(sending.Page, posted.AsOf))
        {
            edits.Add(copy);
        }
        else if (isUnfinished)
        {
            edits.Finish(copy);
        }
        if (posted.ToPublish)
        {
            publications.Add(new Unpublished(address, sending.First, posted.Handle, posted.At));
        }
    }

    private void Deliver(SubscriberLine line, long through, Posted? posted)
    {
        if (posted is not null)
        {
            pulse.Posted(line, posted.At);
            suspensions.Stands(line);
        }
        // What gathers, or was missed, is late on purpose.
        long[] delivered = line is { IsCatchingUp: false, Record.Options.Every: null }
            ? [.. line.Waiting.TakeWhile(e => e.Position <= through).Select(e => e.Position)]
            : [];
        line.Deliver(posted?.At);
        Recover(line);
        watch.Delivered(line, delivered);
    }

    /// <summary>An answer came: whatever was the matter is over.</summary>
    private void Recover(SubscriberLine line)
    {
        if (line.Recover(time.GetUtcNow()))
        {
            watch.Reached(line.Record.Address);
            suspensions.Tell();
        }
    }

    private void Rest(SubscriberLine line, SendOutcome.Later later)
    {
        line.Fail();
        var after = later.After;
        if (!later.IsOurs && outlets[line.Record.Address].StandsAlone)
        {
            var was = line.Unreachable;
            after = line.FailAlone(later.Reason, after, time.GetUtcNow());
            if (was is null && line.Unreachable is { } why)
            {
                watch.Unreachable(line.Record.Address, why);
            }
            suspensions.Tell();
        }
        line.IsResting = true;
        mailbox.PostAfter(
            after,
            () =>
            {
                line.IsResting = false;
                Ready(line);
            }
        );
    }

    /// <param name="isItsOwn">
    /// If not, it was unfollowed meanwhile, and perhaps followed anew: then this is not the new line's message.
    /// </param>
    private void End(SubscriberLine line, bool isItsOwn, SendOutcome outcome, Action deliver)
    {
        queue.For(line.Record.Address).EndPost(line);
        if (line.IsForgotten || !isItsOwn)
        {
            return;
        }
        suspensions.End(line);
        switch (outcome)
        {
            case SendOutcome.Done:
                deliver();
                break;
            case SendOutcome.Gone { Reason: var reason }:
                watch.Forgotten(line.Record.Address, line.Waiting.Count, reason);
                lines.Forget(line);
                suspensions.Tell();
                break;
            case SendOutcome.Suspended suspended:
                suspensions.Suspend(line, suspended);
                break;
            case SendOutcome.Later later:
                Rest(line, later);
                break;
            default:
                throw new InvalidOperationException($"A post does not end as {outcome}.");
        }
        Ready(line);
    }

    private void TakeUp()
    {
        watch.Switched(_isPaused);
        foreach (var line in lines.All)
        {
            if (!_isPaused)
            {
                line.CatchUp(time.GetUtcNow());
            }
            Ready(line);
        }
        if (!_isPaused)
        {
            queue.TakeUpAside();
        }
    }

    /// <summary>Looks again when what is gathered may go; where something else is in the way, its end looks again.</summary>
    private void Wake(SubscriberLine line, DateTimeOffset now)
    {
        if (line.Due is { } due && due > now && !(line.WakesAt <= due))
        {
            line.WakesAt = due;
            mailbox.PostAfter(
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
            _ => DeliveryLane.RankAside + 1,
        };
        return IsOwn(line) ? rank : rank + 1;
    }

    private Urgency Urgency(SubscriberLine line, bool isCorrection) =>
        (IsOwn(line), isCorrection) switch
        {
            (true, true) => Delivery.Urgency.NewsroomCorrection,
            (false, true) => Delivery.Urgency.Correction,
            (true, false) => Delivery.Urgency.Newsroom,
            (false, false) => Delivery.Urgency.Normal,
        };

    private bool IsOwn(SubscriberLine line) => settings.Own.Contains(line.Record.Group);
}

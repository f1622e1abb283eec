using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;

namespace ResultsBot.Newswire.Delivery;

/// <summary>One subscriber as the broadcaster sees it. Owned by the broadcaster's loop: nothing else touches it.</summary>
internal sealed class SubscriberLine
{
    /// <summary>As many bulletins as any outlet shows one by one in a message.</summary>
    private const int LookedAt = 10;

    /// <summary>Tries in a row; a single one that fails is nothing to tell anybody of.</summary>
    private const int UnreachableAfter = 3;

    /// <summary>Doubled with each try that fails, as far as <see cref="LongestBackoff"/>.</summary>
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(5);

    /// <summary>Whoever asks for a longer pause means something else by it than we do.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Interests _interests;
    private readonly int[] _waiting = new int[Enum.GetValues<Importance>().Length];
    private Interest _interest;
    private long _followsSince;
    private ImmutableArray<long> _sentAhead;
    private Ahead? _overtaking;
    private long _flushThrough;
    private int _failures;
    private DateTimeOffset _failingSince;
    private DateTimeOffset _caughtUpFrom;

    public SubscriberLine(Subscriber record, BulletinLog log, Interests interests)
    {
        Waiting = new WaitingEntries(log);
        Record = record;
        _interests = interests;
        (_interest, _followsSince) = (interests.Of(record), Since(record));
        _sentAhead = [.. record.Ahead.Where(a => a.Handle is not null).Select(a => a.Position)];
        _overtaking = record.Ahead.FirstOrDefault(a => a.Handle is null);
    }

    public Subscriber Record { get; private set; }

    /// <summary>What it wants and has not got, in order.</summary>
    public WaitingEntries Waiting { get; }

    /// <summary>Whether what goes out next may come with a picture.</summary>
    public bool BeginsWithPhoto => Waiting.Take(LookedAt).Any(e => e.Photo is not null);

    /// <summary>A message is on its way: nothing else is sent meanwhile, or the order could turn.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>The outlet asked for a pause, or the last try had no answer.</summary>
    public bool IsResting { get; set; }

    /// <summary>Its group refuses everything for now: it waits until another of the group has got a post.</summary>
    public bool IsHeld { get; set; }

    /// <summary>
    /// Why it alone has not been reached for a while; null where it was. It is tried again all the same, and what waits for
    /// it is late for no reason of ours.
    /// </summary>
    public Suspension? Unreachable { get; private set; }

    /// <summary>How often it was refused since the last post that stood there.</summary>
    public int Refusals { get; private set; }

    /// <summary>It can be posted to again and has not got all that it missed.</summary>
    public bool IsReturning { get; private set; }

    /// <summary>It gets what it missed: how late that is says nothing of the queue.</summary>
    public bool IsCatchingUp { get; private set; }

    /// <summary>It follows nothing any more, or its address is no more.</summary>
    public bool IsForgotten { get; private set; }

    /// <summary>The rank under which it stands in the queue; null where it does not.</summary>
    public int? QueuedAs { get; set; }

    /// <summary>When a timer will look at it; null where none is set.</summary>
    public DateTimeOffset? WakesAt { get; set; }

    /// <summary>The most important of what waits.</summary>
    public Importance Importance
    {
        get
        {
            var most = _waiting.Length - 1;
            while (most > 0 && _waiting[most] == 0)
            {
                most--;
            }
            return (Importance)most;
        }
    }

    /// <summary>When what waits may go; null where it need not wait for more.</summary>
    public DateTimeOffset? Due
    {
        get
        {
            if (
                Record.Options.Every is not { } every
                || Waiting.First is not { } first
                || first.Position <= _flushThrough
                || Importance == Importance.Correction
                || Record.Sending is not null
            )
            {
                return null;
            }
            return Gathered(first, every);
        }
    }

    /// <summary>
    /// Since when something could have gone; null where nothing could. What gathers has waited on purpose until its
    /// time had come, and what is caught up with until then.
    /// </summary>
    public DateTimeOffset? WaitsSince(DateTimeOffset now)
    {
        if (
            Record.Suspended is not null
            || Unreachable is not null
            || IsHeld
            || Waiting.First is not { } first
        )
        {
            return null;
        }
        var since = Record.Options.Every is { } every ? Gathered(first, every) : first.Bulletin.At;
        since = since > _caughtUpFrom ? since : _caughtUpFrom;
        return since <= now ? since : null;
    }

    /// <summary>What can be sent now; null for nothing.</summary>
    public Turn? NextTurn(bool isPaused, DateTimeOffset now)
    {
        if (IsBusy || IsResting || Record.Suspended is not null)
        {
            return null;
        }
        if (_overtaking is { } ahead && Find(ahead.Position) is { } begun)
        {
            return new Turn.Overtake(begun, ahead);
        }
        if (isPaused)
        {
            // One that may have arrived with others would come twice: it has its turn when they have.
            return
                Waiting.FirstOrDefault(e => e.Bulletin is Bulletin.Notice && !IsBeingSent(e))
                    is { } notice
                ? new Turn.Overtake(notice, null)
                : null;
        }
        if (Record.Sending is { } sending)
        {
            return new Turn.Again(sending);
        }
        return Waiting.Count > 0 && (Due is not { } due || due <= now) ? Turn.Next.Instance : null;
    }

    /// <summary>Lets those wait that the channel wants.</summary>
    /// <param name="entries">The next on the log, the same array for every channel.</param>
    /// <returns>Whether that may change what is sent next, or when.</returns>
    public bool Offer(ImmutableArray<LogEntry> entries)
    {
        var isChanged = false;
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (
                entry.Position <= Waiting.LastPosition
                || entry.Position <= Record.Bookmark
                || _sentAhead.Contains(entry.Position)
                || !Wants(entries, i)
            )
            {
                continue;
            }
            // Behind others of its kind it waits as they do. A word of the desk goes where nothing else does.
            isChanged |=
                Waiting.Count == 0
                || entry.Bulletin.Importance > Importance
                || entry.Bulletin is Bulletin.Notice;
            Waiting.Add(entry);
            _waiting[(int)entry.Bulletin.Importance]++;
        }
        return isChanged;
    }

    public void Follow(Subscriber record)
    {
        // What is on its way is this line's own: the store may not have its end yet.
        Record = record with
        {
            Sending = Record.Sending,
            Bookmark = Record.Bookmark,
        };
        (_interest, _followsSince) = (_interests.Of(record), Since(record));
        foreach (var entry in Waiting.ToArray())
        {
            if (!Record.Wants(entry) && !IsBeingSent(entry))
            {
                Remove(entry);
            }
        }
    }

    public void Begin(Sending sending)
    {
        IsBusy = true;
        Record = Record with { Sending = sending };
        if (Record.Options.Every is not null && sending.Through > _flushThrough)
        {
            // One post, though it may take several messages: all that waited when its time had come.
            _flushThrough = Math.Max(Waiting.LastPosition, sending.Through);
        }
    }

    public void Begin(Ahead ahead)
    {
        IsBusy = true;
        _overtaking = ahead;
    }

    /// <summary>All through the last one being sent stand in the channel.</summary>
    public void Deliver(DateTimeOffset? postedAt)
    {
        IsBusy = false;
        Refusals = 0;
        var through = Record.Sending!.Through;
        while (Waiting.First is { } first && first.Position <= through)
        {
            Remove(first);
        }
        _sentAhead = _sentAhead.RemoveAll(p => p <= through);
        Record = Record with
        {
            Bookmark = through,
            Sending = null,
            PostedAt = postedAt ?? Record.PostedAt,
        };
        IsCatchingUp &= Waiting.Count > 0;
        IsReturning &= Waiting.Count > 0;
    }

    public void DeliverAhead(long position)
    {
        IsBusy = false;
        _overtaking = null;
        _sentAhead = _sentAhead.Add(position);
        if (Find(position) is { } entry)
        {
            Remove(entry);
        }
    }

    public void Forget() => IsForgotten = true;

    /// <summary>What was being sent is still to be sent.</summary>
    public void Fail() => IsBusy = false;

    /// <summary>It could not be reached, which says nothing of the others.</summary>
    /// <param name="asked">The pause it asked for, if it did.</param>
    /// <returns>When to try again.</returns>
    public TimeSpan FailAlone(string reason, TimeSpan asked, DateTimeOffset now)
    {
        if (_failures == 0)
        {
            _failingSince = now;
        }
        var backoff = FirstBackoff * Math.Pow(2, Math.Min(_failures, 20));
        _failures++;
        if (_failures >= UnreachableAfter)
        {
            Unreachable = new Suspension(reason, _failingSince);
        }
        var after = backoff < LongestBackoff ? backoff : LongestBackoff;
        return asked <= after ? after
            : asked < LongestPause ? asked
            : LongestPause;
    }

    /// <summary>It answered, or is to be treated as though it had.</summary>
    /// <returns>Whether it had been out of reach.</returns>
    public bool Recover(DateTimeOffset now)
    {
        _failures = 0;
        if (Unreachable is null)
        {
            return false;
        }
        Unreachable = null;
        CatchUp(now);
        return true;
    }

    /// <summary>Nothing more is begun; what is on its way has its end.</summary>
    public void Hold(Suspension suspension) => Record = Record with { Suspended = suspension };

    /// <param name="nothingArrived">If not, what was being sent stays so: a try before the refused one may have arrived.</param>
    public void Suspend(Suspension suspension, bool nothingArrived)
    {
        IsBusy = false;
        Refusals++;
        Record = Record with
        {
            Suspended = suspension,
            Sending = nothingArrived ? null : Record.Sending,
        };
    }

    public void Resume(DateTimeOffset now)
    {
        Record = Record with { Suspended = null };
        (_failures, Unreachable) = (0, null);
        IsReturning = Waiting.Count > 0;
        CatchUp(now);
    }

    /// <summary>What waits has waited on purpose, or for somebody else.</summary>
    public void CatchUp(DateTimeOffset now)
    {
        IsCatchingUp = Waiting.Count > 0;
        _caughtUpFrom = now;
    }

    /// <summary>Whether this is what it is waiting for the end of.</summary>
    public bool IsSending(Sending sending) => IsBusy && ReferenceEquals(Record.Sending, sending);

    public bool IsSending(Ahead ahead) => IsBusy && ReferenceEquals(_overtaking, ahead);

    private DateTimeOffset Gathered(LogEntry first, TimeSpan every)
    {
        var due = first.Bulletin.At + every;
        return Record.PostedAt + every is { } next && next > due ? next : due;
    }

    /// <summary>From here on all that it follows counts.</summary>
    private static long Since(Subscriber record) =>
        record.Subscriptions.Select(s => s.Since).DefaultIfEmpty().Max();

    private bool Wants(ImmutableArray<LogEntry> entries, int index) =>
        entries[index].Position > _followsSince
            ? _interest.Covers(entries, index)
            : Record.Wants(entries[index]);

    private LogEntry? Find(long position) =>
        Waiting.Contains(position) ? Waiting.First(e => e.Position == position) : null;

    private void Remove(LogEntry entry)
    {
        Waiting.Remove(entry.Position);
        _waiting[(int)entry.Bulletin.Importance]--;
    }

    private bool IsBeingSent(LogEntry entry) =>
        Record.Sending is { } sending
        && entry.Position >= sending.First
        && entry.Position <= sending.Through;
}

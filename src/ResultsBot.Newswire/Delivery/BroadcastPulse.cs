namespace ResultsBot.Newswire.Delivery;

/// <summary>Works out how the broadcast is doing, for whoever asks. Owned by the broadcaster's loop.</summary>
internal sealed class BroadcastPulse
{
    /// <summary>How far back the reported delay looks.</summary>
    private static readonly TimeSpan DelayWindow = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan StatusAge = TimeSpan.FromSeconds(1);

    private readonly SubscriberLines _lines;
    private readonly DeliveryQueue _queue;
    private readonly CopyEdits _edits;
    private readonly Mailbox _mailbox;
    private readonly BroadcastWatch _watch;
    private readonly BroadcastMeters _meters;
    private readonly TimeProvider _time;
    private readonly Queue<(DateTimeOffset At, TimeSpan Delay)> _delays = new();
    private readonly Dictionary<string, Figures> _outlets = [];
    private long _statusAt;
    private bool _isToLook;
    private volatile BroadcastStatus _status = BroadcastStatus.Nothing;

    /// <summary>Of one outlet, while all lines are gone through: there may be ten thousand.</summary>
    private sealed class Figures
    {
        public int Channels { get; set; }
        public int Waiting { get; set; }
        public int Suspended { get; set; }
    }

    public BroadcastPulse(
        SubscriberLines lines,
        DeliveryQueue queue,
        CopyEdits edits,
        Mailbox mailbox,
        BroadcastWatch watch,
        BroadcastMeters meters,
        TimeProvider time
    )
    {
        _lines = lines;
        _queue = queue;
        _edits = edits;
        _mailbox = mailbox;
        _watch = watch;
        _meters = meters;
        _time = time;
        meters.Watch(() => _status);
    }

    /// <summary>As it was a moment ago, whichever thread asks.</summary>
    public BroadcastStatus Status => _status;

    /// <summary>How late the first bulletin of a post was; not where it was to be late.</summary>
    public void Posted(SubscriberLine line, DateTimeOffset at)
    {
        TimeSpan? late =
            line is { IsCatchingUp: false, Record.Options.Every: null }
            && line.Waiting.First is { Bulletin.At: var known }
            && at > known
                ? at - known
                : null;
        _meters.Posted(line.Record.Address.Outlet, late);
        if (late is { } delay)
        {
            _delays.Enqueue((at, delay));
        }
    }

    /// <summary>A word of the desk stands before its turn: how late it was says nothing of the queue.</summary>
    public void PostedAhead(SubscriberLine line) =>
        _meters.Posted(line.Record.Address.Outlet, null);

    public void Tell(bool isPaused)
    {
        if (_queue.IsPosting && _time.GetElapsedTime(_statusAt) < StatusAge)
        {
            LookAgain();
            return;
        }
        _statusAt = _time.GetTimestamp();
        var now = _time.GetUtcNow();
        while (_delays.TryPeek(out var oldest) && now - oldest.At > DelayWindow)
        {
            _delays.Dequeue();
        }
        var (waiting, suspended) = (0, 0);
        DateTimeOffset? since = null;
        long? oldestPosition = null;
        _outlets.Clear();
        foreach (var line in _lines.All)
        {
            var isInTrouble =
                line.Record.Suspended is not null || line.Unreachable is not null || line.IsHeld;
            Count(line, isInTrouble);
            if (isInTrouble)
            {
                suspended++;
            }
            else if (line.Waiting.First is { Position: var oldest })
            {
                waiting += line.Waiting.Count;
                if (line.WaitsSince(now) is { } at && !(since <= at))
                {
                    since = at;
                }
                if (line.Record.Options.Every is null && !(oldestPosition <= oldest))
                {
                    oldestPosition = oldest;
                }
            }
        }
        _status = new BroadcastStatus(
            _lines.All.Count,
            waiting,
            since,
            suspended,
            _edits.Count,
            _delays.Count == 0 ? null : _delays.Max(d => d.Delay),
            isPaused
        )
        {
            Outlets =
            [
                .. _outlets.Select(o => new OutletStatus(
                    o.Key,
                    o.Value.Channels,
                    o.Value.Waiting,
                    o.Value.Suspended
                )),
            ],
        };
        _watch.Look(_status, oldestPosition);
        LookAgain();
    }

    private void Count(SubscriberLine line, bool isInTrouble)
    {
        if (!_outlets.TryGetValue(line.Record.Address.Outlet, out var figures))
        {
            figures = new Figures();
            _outlets.Add(line.Record.Address.Outlet, figures);
        }
        figures.Channels++;
        figures.Waiting += line.Waiting.Count;
        figures.Suspended += isInTrouble ? 1 : 0;
    }

    /// <summary>
    /// Has the loop come round again though nothing happens meanwhile: its heart beats, and that nothing happens may be
    /// what is to be seen.
    /// </summary>
    private void LookAgain()
    {
        if (!_isToLook)
        {
            _isToLook = true;
            _mailbox.PostAfter(Heartbeat.Pace, () => _isToLook = false);
        }
    }
}

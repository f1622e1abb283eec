namespace ResultsBot.Discord.RateLimits;

/// <summary>
/// Keeps a token under Discord's global limit of so many requests a second, before Discord has to say no
/// (developers/topics/rate-limits.mdx, "Global Rate Limit"). One per token.
/// </summary>
/// <remarks>
/// <para>
/// The server counts arrivals in some window of one second; we see only when we send, when the answer comes, and what
/// clock stands in it. A slot is used again at the earlier of two moments, each of which keeps two arrivals a full second
/// apart, however the server lays its window.
/// </para>
/// <para>
/// By our clock: one second after the answer, less the shortest round trip that can be expected. The first request
/// arrived no later than its answer minus the shortest way back; the one that takes over its slot arrives no earlier
/// than its sending plus the shortest way there. How short a trip can be is read from the last 200
/// (<see cref="RoundTrips"/>): the shortest seen is not short enough where trips vary much, and giving back 0.9 of that
/// drew 429s.
/// </para>
/// <para>
/// By the server's clock (<see cref="ServerClock"/>): one second after the arrival that the answer tells of, less the
/// quickest arrival that can be expected. It does not lose the way back, which on a bad network is half of everything.
/// It is believed only while answers do not contradict each other, and not for ten minutes once the limit was hit.
/// </para>
/// <para>
/// Both are applied when the slot is taken, not when the answer came, so a shorter trip seen meanwhile counts. Nothing
/// is given back before <see cref="TripsToTrust"/> trips are known, nor for a request that was never answered: when its
/// connection broke it may have been on its way, so its slot is freed a second after that was seen.
/// </para>
/// <para>
/// A limiter begins as if nearly all had been used just now: a process before this one may have been killed in the
/// middle of a burst, and what it sent is counted by Discord still.
/// </para>
/// <para>No polling: one timer, set to the moment the next slot comes free, and only while somebody waits.</para>
/// </remarks>
public sealed class GlobalLimiter : IDisposable
{
    /// <summary>The part of the shortest possible round trip that is given back.</summary>
    public const double GiveBack = 0.9;

    /// <summary>How many round trips are remembered.</summary>
    public const int TripsKept = 200;

    /// <summary>How many must be known before they are believed.</summary>
    public const int TripsToTrust = 20;

    /// <summary>Of what may be sent in a second, a tenth is for the first: enough to connect with.</summary>
    private const int PartAtStart = 10;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    /// <summary>The server's clock is told in milliseconds.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMilliseconds(4);

    /// <summary>How many arrivals must be known before the quickest of them is believed.</summary>
    public const int ArrivalsToTrust = 50;

    private static readonly TimeSpan Distrust = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly WaitingLine<Slot> _line = new();

    // At most one for each slot.
    private readonly List<(TimeSpan At, TimeSpan? Arrived)> _answered = [];

    // In order of time, as it is added to as time passes.
    private readonly Queue<TimeSpan> _failed = new();
    private readonly ServerClock _clock = new(TripsKept);
    private readonly RoundTrips _trips = new(TripsKept);
    private int _free;
    private TimeSpan _pausedUntil;
    private TimeSpan _distrustedUntil;
    private TimeSpan _timerDue = TimeSpan.MaxValue;

    public GlobalLimiter(int requestsPerSecond, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requestsPerSecond, 1);
        ArgumentNullException.ThrowIfNull(time);
        _free = Math.Max(1, requestsPerSecond / PartAtStart);
        _time = time;
        _start = time.GetTimestamp();
        for (var used = _free; used < requestsPerSecond; used++)
        {
            _failed.Enqueue(TimeSpan.Zero);
        }
        _timer = time.CreateTimer(
            _ => OnTimer(),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>How long everything rests on Discord's word; zero when it does not.</summary>
    public TimeSpan PausedFor
    {
        get
        {
            lock (_gate)
            {
                var left = _pausedUntil - Now;
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Waits for a slot, behind lower priorities and earlier arrivals. Dispose the slot in any case.</summary>
    public Task<Slot> Enter(SendPriority priority, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<Slot>(ct);
        }

        WaitingLine<Slot>.Waiter waiter;
        lock (_gate)
        {
            waiter = _line.Join(priority);
            Serve();
        }

        return waiter.Served(ct);
    }

    /// <summary>Lets nothing through for a while: a 429 said to be global.</summary>
    public void Pause(TimeSpan duration)
    {
        lock (_gate)
        {
            var until = Now + duration;
            _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
            _distrustedUntil = Now + Distrust;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        lock (_gate)
        {
            _timerDue = TimeSpan.MaxValue;
            Serve();
        }
    }

    /// <summary>Hands free slots to those who wait; sets the timer for the rest.</summary>
    private void Serve()
    {
        var now = Now;
        Collect(now);
        while (now >= _pausedUntil && _free > 0 && _line.Serve(new Slot(this)))
        {
            _free--;
        }

        if (_line.Any())
        {
            SetTimer(now);
        }
    }

    private void Collect(TimeSpan now)
    {
        _free += _answered.RemoveAll(a => FreeAt(a, now) <= now);
        while (_failed.TryPeek(out var at) && at <= now - Window)
        {
            _failed.Dequeue();
            _free++;
        }
    }

    private TimeSpan FreeAt((TimeSpan At, TimeSpan? Arrived) answered, TimeSpan now)
    {
        var byAnswer = answered.At + Window - Discount;
        return
            now >= _distrustedUntil
            && _clock.Count >= ArrivalsToTrust
            && answered.Arrived - _clock.Quickest + Window + ClockMargin is { } byArrival
            && byArrival < byAnswer
            ? byArrival
            : byAnswer;
    }

    private TimeSpan Discount =>
        _trips.Count < TripsToTrust
            ? TimeSpan.Zero
            : TimeSpan.FromTicks((long)(_trips.ShortestPossible.Ticks * GiveBack));

    private void SetTimer(TimeSpan now)
    {
        var due = TimeSpan.MaxValue;
        if (_free > 0)
        {
            due = _pausedUntil;
        }
        else
        {
            // With every slot on its way, the next answer sets the timer.
            foreach (var answered in _answered)
            {
                var free = FreeAt(answered, now);
                due = free < due ? free : due;
            }
            due = _failed.TryPeek(out var failed) && failed + Window < due ? failed + Window : due;
            due = due < _pausedUntil ? _pausedUntil : due;
        }

        if (due == TimeSpan.MaxValue || due == _timerDue)
        {
            return;
        }

        _timerDue = due;
        // The system's timers count whole milliseconds and cut off the rest: cut, it would fire too early and again.
        var milliseconds = Math.Max(1, Math.Ceiling((due - now).TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private void Answered(TimeSpan sent, TimeSpan? arrived)
    {
        lock (_gate)
        {
            var now = Now;
            _trips.Add(now - sent);
            if (arrived is { } at)
            {
                _clock.Add(at - sent, now - sent);
            }
            _answered.Add((now, arrived));
            Serve();
        }
    }

    private void Failed()
    {
        lock (_gate)
        {
            _failed.Enqueue(Now);
            Serve();
        }
    }

    private void Unused()
    {
        lock (_gate)
        {
            _free++;
            Serve();
        }
    }

    /// <summary>The right to send one request now.</summary>
    public sealed class Slot : IDisposable
    {
        private readonly GlobalLimiter _limiter;
        private TimeSpan? _sent;
        private int _closed;

        internal Slot(GlobalLimiter limiter) => _limiter = limiter;

        /// <summary>To be called right before the request goes out: the round trip is measured from here.</summary>
        public void Sending() => _sent = _limiter.Now;

        /// <summary>To be called as soon as the answer's head is there, whatever it says.</summary>
        /// <param name="arrived">When the request arrived, by the server's clock, if it tells.</param>
        public void Answered(TimeSpan? arrived = null)
        {
            if (_sent is { } sent && Interlocked.Exchange(ref _closed, 1) == 0)
            {
                _limiter.Answered(sent, arrived);
            }
        }

        /// <summary>Without an answer: the slot is freed in a second if the request went out, at once if it did not.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _closed, 1) != 0)
            {
                return;
            }

            if (_sent is null)
            {
                _limiter.Unused();
            }
            else
            {
                _limiter.Failed();
            }
        }
    }
}

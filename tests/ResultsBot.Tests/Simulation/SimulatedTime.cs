namespace ResultsBot.Simulation;

/// <summary>
/// A clock that stands still until everything has been done that can be, and then jumps to the next timer. All runs
/// on the one thread that pumps it, in an order that depends on nothing else: the same beginnings give the same night.
/// </summary>
internal sealed class SimulatedTime(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<Timer, (DateTimeOffset Due, long Number)> _timers = new();
    private readonly Context _context = new();
    private DateTimeOffset _now = start;
    private long _number;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs from here on, with what it sets going, until the condition holds.</summary>
    /// <returns>Whether it does; if not, nothing more happens, or not before the deadline.</returns>
    public bool Run(Func<Task> begin, Func<bool> until, DateTimeOffset deadline)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            var begun = begin();
            while (true)
            {
                _context.RunAll();
                if (begun.IsFaulted)
                {
                    begun.GetAwaiter().GetResult();
                }
                if (begun.IsCompleted && until())
                {
                    return true;
                }
                if (!Jump(deadline))
                {
                    return false;
                }
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs what is to come within that time.</summary>
    public void Pass(TimeSpan time)
    {
        var end = _now + time;
        Run(() => Task.CompletedTask, () => false, end);
        _now = end;
    }

    private bool Jump(DateTimeOffset deadline)
    {
        while (_timers.TryPeek(out var timer, out var next))
        {
            if (next.Due > deadline)
            {
                return false;
            }
            _timers.Dequeue();
            if (timer.IsDue(next.Number))
            {
                _now = next.Due > _now ? next.Due : _now;
                timer.Fire();
                return true;
            }
        }
        return false;
    }

    private sealed class Timer(SimulatedTime time, TimerCallback callback, object? state) : ITimer
    {
        private long _number;
        private TimeSpan _period;

        public bool IsDue(long number) => _number == number;

        public void Fire()
        {
            if (_period > TimeSpan.Zero)
            {
                Change(_period, _period);
            }
            else
            {
                _number = 0;
            }
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            _number = 0;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _number = ++time._number;
                time._timers.Enqueue(this, (time._now + dueTime, _number));
            }
            return true;
        }

        public void Dispose() => _number = 0;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Context : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Callback, object? State)> _work = new();
        private readonly int _thread = Environment.CurrentManagedThreadId;

        public override void Post(SendOrPostCallback d, object? state)
        {
            if (Environment.CurrentManagedThreadId != _thread)
            {
                // Then the order would be the machine's: a night that fails could not be played again.
                throw new InvalidOperationException(
                    $"Something runs beside the simulation's thread: {Environment.StackTrace}"
                );
            }
            _work.Enqueue((d, state));
        }

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;

        public void RunAll()
        {
            while (_work.TryDequeue(out var work))
            {
                work.Callback(work.State);
            }
        }
    }
}

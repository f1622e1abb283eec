using System.Collections.Immutable;

namespace ResultsBot.Sandbox.Control;

/// <summary>What goes wrong next, on purpose. Called while the world's gate is held.</summary>
internal sealed class Faults(TimeProvider time) : IDisposable
{
    private readonly List<Planned> _planned = [];
    private readonly Dictionary<FaultKind, int> _struck = [];
    private Random _random = new(0);
    private int _requests;

    public TimeSpan Latency { get; set; }
    public TimeSpan Jitter { get; set; }

    /// <summary>How wrong the clock is that answers tell.</summary>
    public TimeSpan ClockShift { get; set; }

    /// <summary>Carries out what hits every socket at once; takes the gate itself when a timer calls.</summary>
    public Action<Fault>? AtOnce { get; set; }

    /// <summary>What a timer calls: it has to take the world's gate first.</summary>
    public Action<Action> Guarded { get; set; } = run => run();

    public ImmutableDictionary<FaultKind, int> Struck => _struck.ToImmutableDictionary();

    private sealed class Planned(Fault fault, int fromRequest, long fromTime)
    {
        public Fault Fault => fault;
        public int? Left { get; set; } = fault.Count;
        public int FromRequest { get; set; } = fromRequest;
        public long FromTime => fromTime;
        public ITimer? Timer { get; set; }
    }

    public void Run(FaultScript script)
    {
        Mend();
        _random = new Random(script.Seed);
        _requests = 0;
        foreach (var fault in script.Faults)
            Add(fault);
    }

    public void Add(Fault fault)
    {
        if (fault.Count is <= 0)
            return;
        var planned = new Planned(fault, _requests + fault.AfterRequests, time.GetTimestamp());
        if (fault is { HitsAtOnce: true, AfterRequests: 0 } && fault.After <= TimeSpan.Zero)
        {
            Strike(planned);
            return;
        }
        _planned.Add(planned);
        if (fault.HitsAtOnce && fault.After > TimeSpan.Zero)
            planned.Timer = time.CreateTimer(
                _ => Guarded(() => Strike(planned)),
                null,
                fault.After,
                fault.After
            );
    }

    /// <summary>In the place of those of this kind that are still to come.</summary>
    public void Replace(Fault fault)
    {
        Forget(p => p.Fault.Kind == fault.Kind);
        Add(fault);
    }

    /// <summary>Nothing more goes wrong.</summary>
    public void Mend()
    {
        Forget(_ => true);
        ClockShift = TimeSpan.Zero;
    }

    /// <summary>Counts a request, and says what happens to it.</summary>
    public Fault? Take(string path)
    {
        _requests++;
        foreach (var planned in _planned.Where(p => p.Fault.HitsAtOnce).ToList())
            if (planned.Timer is null && _requests >= planned.FromRequest)
            {
                planned.FromRequest += Math.Max(1, planned.Fault.AfterRequests);
                Strike(planned);
            }
        return TakeOne(f =>
            f.HitsRequests
            && (f.OnlyPath is null || path.Contains(f.OnlyPath, StringComparison.Ordinal))
        );
    }

    /// <summary>Whether it comes to this now.</summary>
    public bool Take(FaultKind kind) => TakeOne(f => f.Kind == kind) is not null;

    private Fault? TakeOne(Func<Fault, bool> fits)
    {
        foreach (var planned in _planned)
        {
            if (
                !fits(planned.Fault)
                || _requests < planned.FromRequest
                || time.GetElapsedTime(planned.FromTime) < planned.Fault.After
                || !Chance(planned.Fault)
            )
                continue;
            Count(planned);
            return planned.Fault;
        }
        return null;
    }

    private void Strike(Planned planned)
    {
        if (planned.Left is <= 0 || !Chance(planned.Fault))
            return;
        Count(planned);
        AtOnce?.Invoke(planned.Fault);
    }

    private void Count(Planned planned)
    {
        _struck[planned.Fault.Kind] = _struck.GetValueOrDefault(planned.Fault.Kind) + 1;
        if (--planned.Left is <= 0)
            Forget(p => p == planned);
    }

    private void Forget(Func<Planned, bool> which)
    {
        foreach (var planned in _planned.Where(which))
            planned.Timer?.Dispose();
        _planned.RemoveAll(p => which(p));
    }

    private bool Chance(Fault fault) =>
        fault.Probability >= 1 || _random.NextDouble() < fault.Probability;

    public void Dispose() => Mend();
}

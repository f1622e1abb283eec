using ResultsBot.Discord.Rest;

namespace ResultsBot.Discord.RateLimits;

/// <summary>
/// The limits Discord announces in headers, each for one (bucket hash, top-level resource): a full or blocked bucket
/// holds up nobody else (rate-limits.mdx). Until Discord has named a route's bucket, the route itself is the key and
/// one request at a time finds it out. What is idle is forgotten.
/// </summary>
internal sealed class BucketTable(TimeProvider time, TimeSpan longestWait)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Key, string Major), Bucket> _buckets = [];
    private TimeSpan _sweptAt;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _buckets.Count;
            }
        }
    }

    /// <summary>
    /// Waits until the bucket has room. Without a permit the bucket is blocked for longer than anybody should wait;
    /// for how long, it says.
    /// </summary>
    public async Task<(Permit? Permit, TimeSpan RetryAfter)> Enter(
        string route,
        string major,
        SendPriority priority,
        CancellationToken ct
    )
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            WaitingLine<Permit?>.Waiter waiter;
            lock (_gate)
            {
                Sweep();
                var bucket = Find(route, major);
                if (bucket.BlockedUntil - Now > longestWait)
                {
                    return (null, bucket.BlockedUntil - Now);
                }

                waiter = bucket.Line.Join(priority);
                Serve(bucket);
            }

            if (await waiter.Served(ct) is { } permit)
            {
                return (permit, TimeSpan.Zero);
            }

            // The bucket was merged into another, or is blocked for long: look again.
        }
    }

    private Bucket Find(string route, string major)
    {
        var key = (_hashes.GetValueOrDefault(route, route), major);
        if (!_buckets.TryGetValue(key, out var bucket))
        {
            bucket = new Bucket();
            _buckets.Add(key, bucket);
        }

        return bucket;
    }

    private void Serve(Bucket bucket)
    {
        var now = Now;
        bucket.Refill(now);
        while (bucket.HasRoom(now) && bucket.Line.Any())
        {
            if (bucket.Line.Serve(new Permit(this, bucket, ++bucket.Sent)))
            {
                bucket.InFlight++;
                bucket.Tokens--;
            }
        }

        if (bucket.Line.Any() && bucket.NextRoomAt(now) is { } due)
        {
            // Whole milliseconds, upwards: the system's timers cut off the rest and would fire early.
            var milliseconds = Math.Max(1, Math.Ceiling((due - now).TotalMilliseconds));
            bucket.Timer ??= time.CreateTimer(
                _ => OnTimer(bucket),
                null,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan
            );
            bucket.Timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
        }
        else
        {
            bucket.Timer?.Dispose();
            bucket.Timer = null;
        }
    }

    private void OnTimer(Bucket bucket)
    {
        lock (_gate)
        {
            Serve(bucket);
        }
    }

    private void Answered(Bucket bucket, Permit permit, RateLimitHeaders headers)
    {
        lock (_gate)
        {
            var told = headers.Hash is { } hash
                ? Rename(bucket, permit.Route, permit.Major, hash)
                : bucket;
            told.Learn(permit.Number, told == bucket ? 1 : 0, headers, Now, longestWait);
        }
    }

    /// <summary>Discord has named the bucket. Others may have found the same one by another route.</summary>
    private Bucket Rename(Bucket bucket, string route, string major, string hash)
    {
        var oldKey = (_hashes.GetValueOrDefault(route, route), major);
        _hashes[route] = hash;
        var newKey = (hash, major);
        if (_buckets.TryGetValue(newKey, out var known))
        {
            if (known != bucket && _buckets.GetValueOrDefault(oldKey) == bucket)
            {
                _buckets.Remove(oldKey);
                known.BlockedUntil =
                    known.BlockedUntil > bucket.BlockedUntil
                        ? known.BlockedUntil
                        : bucket.BlockedUntil;
                TurnAway(bucket);
            }

            return known;
        }

        if (_buckets.GetValueOrDefault(oldKey) == bucket)
        {
            _buckets.Remove(oldKey);
        }

        _buckets[newKey] = bucket;
        return bucket;
    }

    private static void TurnAway(Bucket bucket)
    {
        while (bucket.Line.Serve(null)) { }
    }

    private void Block(Permit permit, TimeSpan duration)
    {
        lock (_gate)
        {
            var bucket = Find(permit.Route, permit.Major);
            var until = Now + duration;
            bucket.BlockedUntil = until > bucket.BlockedUntil ? until : bucket.BlockedUntil;
            if (duration > longestWait)
            {
                TurnAway(bucket);
            }
        }
    }

    private void Leave(Bucket bucket)
    {
        lock (_gate)
        {
            bucket.InFlight--;
            bucket.ForgetIfNothingIsComing();
            Serve(bucket);
        }
    }

    private void Sweep()
    {
        var now = Now;
        if (now - _sweptAt < SweepEvery)
        {
            return;
        }

        _sweptAt = now;
        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.IsIdle(now))
            {
                _buckets.Remove(key);
            }
        }
    }

    /// <summary>The right to send one request of a bucket.</summary>
    public sealed class Permit : IDisposable
    {
        private readonly BucketTable _table;
        private readonly Bucket _bucket;
        private bool _left;

        internal Permit(BucketTable table, Bucket bucket, long number)
        {
            _table = table;
            _bucket = bucket;
            Number = number;
        }

        internal long Number { get; }
        internal string Route { get; private set; } = "";
        internal string Major { get; private set; } = "";

        /// <summary>Takes in what the answer's headers say of the bucket.</summary>
        public void Answered(RestRequest request, RateLimitHeaders headers)
        {
            (Route, Major) = (request.Route, request.Major);
            _table.Answered(_bucket, this, headers);
        }

        /// <summary>A 429 for this bucket: nobody may send in it for a while.</summary>
        public void Block(RestRequest request, TimeSpan duration)
        {
            (Route, Major) = (request.Route, request.Major);
            _table.Block(this, duration);
        }

        public void Dispose()
        {
            if (!_left)
            {
                _left = true;
                _table.Leave(_bucket);
            }
        }
    }

    internal sealed class Bucket
    {
        public readonly WaitingLine<Permit?> Line = new();
        public ITimer? Timer;
        public TimeSpan BlockedUntil;
        public int InFlight;
        public int Tokens;
        public long Sent;
        private bool _known;
        private int _limit;
        private TimeSpan? _resetAt;
        private bool _resetIsFar;
        private long _learntFrom;

        public bool HasRoom(TimeSpan now) =>
            now >= BlockedUntil && (_known ? Tokens > 0 : InFlight == 0);

        public void Refill(TimeSpan now)
        {
            if (_known && _resetAt <= now)
            {
                Tokens = Math.Max(Tokens, _resetIsFar ? 1 : _limit - InFlight);
                _resetAt = null;
            }
        }

        public void Learn(
            long number,
            int ownInFlight,
            RateLimitHeaders headers,
            TimeSpan now,
            TimeSpan longestWait
        )
        {
            if (
                headers
                is not { Limit: { } limit, Remaining: { } remaining, ResetAfter: { } resetAfter }
            )
            {
                return;
            }

            // Those still on their way may or may not be in Discord's count; taking them as not yet counted errs on
            // the safe side. An answer to an earlier request that comes late may only lower the number.
            var tokens = remaining - (InFlight - ownInFlight);
            Tokens = number > _learntFrom || !_known ? tokens : Math.Min(Tokens, tokens);
            _learntFrom = Math.Max(_learntFrom, number);
            _known = true;
            _limit = Math.Max(1, limit);
            // Headers alone hold nobody up for long: 49999 of 50000 in three days was once announced for an ordinary
            // route and broke clients for days (Discord.Net #2512). After the longest wait one request goes out to
            // see. A 429's own word is another matter.
            _resetIsFar = resetAfter > longestWait;
            _resetAt = now + (_resetIsFar ? longestWait : resetAfter);
        }

        /// <summary>When there may be room though no answer comes; null: an answer has to come first.</summary>
        public TimeSpan? NextRoomAt(TimeSpan now) =>
            now < BlockedUntil ? BlockedUntil
            : _known && Tokens <= 0 ? _resetAt
            : null;

        /// <summary>Without an answer in sight to tell what is left, the next request finds out alone.</summary>
        public void ForgetIfNothingIsComing() =>
            _known = _known && !(InFlight == 0 && Tokens <= 0 && _resetAt is null);

        public bool IsIdle(TimeSpan now) =>
            InFlight == 0
            && !Line.Any()
            && now >= BlockedUntil
            && (_resetAt is null || _resetAt <= now);
    }
}

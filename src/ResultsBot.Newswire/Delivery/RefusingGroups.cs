namespace ResultsBot.Newswire.Delivery;

/// <summary>
/// Servers that refuse posts though, as far as is known, nothing is in the way: the bot may have been timed out there.
/// Each refusal counts towards a ban of the bot's address, which the newsroom would pay for. So one post asks for all of
/// its server; once it stands there others follow, twice as many each time. Owned by the broadcaster's loop.
/// </summary>
internal sealed class RefusingGroups(TimeProvider time)
{
    /// <summary>So many channels, and no post that stood there between them: it is the server, and not they.</summary>
    private const int Enough = 3;

    /// <summary>Doubted each time twice as late, up to an hour or so.</summary>
    private static readonly TimeSpan FirstDoubt = TimeSpan.FromSeconds(30);
    private const int MostDoublings = 7;

    private readonly Dictionary<Group, State> _groups = [];

    private sealed class State
    {
        /// <summary>The channels that were refused, and have not got a post since.</summary>
        public HashSet<Address> Refused { get; } = [];

        public bool IsClosed { get; set; }
        public HashSet<Address> Underway { get; } = [];

        /// <summary>How many may be begun now, and how many at once last.</summary>
        public int Permits { get; set; }
        public int Window { get; set; } = 1;
        public int Failures { get; set; }
        public long FailedAt { get; set; }
        public bool IsTimed { get; set; }
    }

    public bool IsClosed(Group group) => _groups.GetValueOrDefault(group) is { IsClosed: true };

    /// <summary>Whether the channel was refused and nothing has explained it since.</summary>
    public bool IsRefused(Group group, Address address) =>
        _groups.GetValueOrDefault(group)?.Refused.Contains(address) == true;

    /// <summary>Whether a post there may be begun. It is counted as begun.</summary>
    public bool MayBegin(Group group, Address address)
    {
        if (_groups.GetValueOrDefault(group) is not { IsClosed: true } closed)
        {
            return true;
        }
        if (closed.Permits > 0)
        {
            closed.Permits--;
        }
        // One that was never refused may fare better, and it has something to post.
        else if (
            closed.Underway.Count > 0
            || closed.Refused.Contains(address)
            || time.GetElapsedTime(closed.FailedAt) < FirstDoubt
        )
        {
            return false;
        }
        closed.Underway.Add(address);
        return true;
    }

    /// <summary>A post has come to its end, whatever it was.</summary>
    public void End(Group group, Address address) =>
        _groups.GetValueOrDefault(group)?.Underway.Remove(address);

    /// <summary>A post was refused though nothing seemed to be in the way.</summary>
    /// <returns>When to ask anew for the whole server; null where each channel is asked for itself, or that is settled.</returns>
    public TimeSpan? Refuse(Group group, Address address)
    {
        if (!_groups.TryGetValue(group, out var known))
        {
            known = new State();
            _groups.Add(group, known);
        }
        known.Refused.Add(address);
        known.IsClosed |= known.Refused.Count >= Enough;
        (known.Permits, known.Window, known.FailedAt) = (0, 1, time.GetTimestamp());
        return known.IsClosed ? Doubt(known) : null;
    }

    /// <summary>A post stands there.</summary>
    /// <returns>Whether others may follow it that were held back.</returns>
    public bool Deliver(Group group, Address address)
    {
        if (!_groups.TryGetValue(group, out var known))
        {
            return false;
        }
        known.Refused.Remove(address);
        known.Failures = 0;
        if (!known.IsClosed && known.Refused.Count == 0)
        {
            _groups.Remove(group);
        }
        return known.IsClosed;
    }

    /// <summary>So many more may be begun now as one that stands there vouches for.</summary>
    public int Widen(Group group)
    {
        if (_groups.GetValueOrDefault(group) is not { IsClosed: true } closed)
        {
            return 0;
        }
        closed.Window = Math.Min(closed.Window * 2, 1 << MostDoublings);
        return closed.Permits = closed.Window;
    }

    /// <summary>The time to ask anew has come.</summary>
    /// <returns>Whether one is to be tried now; if not, somebody is at it.</returns>
    public bool Probe(Group group)
    {
        if (_groups.GetValueOrDefault(group) is not { IsClosed: true } closed)
        {
            return false;
        }
        closed.IsTimed = false;
        if (closed.Underway.Count > 0)
        {
            return false;
        }
        (closed.Permits, closed.Window) = (1, 1);
        return true;
    }

    /// <returns>When to look at the server again, where nobody is to look at it yet.</returns>
    public TimeSpan? Again(Group group) =>
        _groups.GetValueOrDefault(group) is { IsClosed: true } closed ? Doubt(closed) : null;

    /// <summary>The permissions in a group may have changed: where they are wanting now, they explain it.</summary>
    /// <returns>Whether the server is no longer taken to refuse everything.</returns>
    public bool Explain(Group group, Func<Address, bool> canPost)
    {
        if (!_groups.TryGetValue(group, out var known))
        {
            return false;
        }
        known.Refused.RemoveWhere(address => !canPost(address));
        if (known.Refused.Count >= Enough || !known.IsClosed)
        {
            return false;
        }
        _groups.Remove(group);
        return true;
    }

    /// <summary>Nobody is left that was held back.</summary>
    public bool Forget(Group group) => _groups.Remove(group);

    private static TimeSpan? Doubt(State known)
    {
        if (known.IsTimed)
        {
            return null;
        }
        known.IsTimed = true;
        return FirstDoubt * (1 << Math.Min(known.Failures++, MostDoublings));
    }
}

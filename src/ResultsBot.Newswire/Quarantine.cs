using System.Collections.Concurrent;
using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;

namespace ResultsBot.Newswire;

/// <summary>A bulletin that cannot be shown, or not even be read.</summary>
/// <param name="Kind">What the store calls it, or its type.</param>
/// <param name="Bulletin">Its plain headline goes out in its place; null where it cannot be read, and nothing does.</param>
/// <param name="Bug">Why.</param>
public sealed record Quarantined(long Position, string Kind, Bulletin? Bulletin, Exception Bug)
{
    /// <summary>
    /// The positions of earlier bulletins that it changes: written down beside it, and known though it cannot be read.
    /// </summary>
    public ImmutableArray<long> Revises { get; init; } = [];

    /// <summary>In a few words, for people.</summary>
    public string Reason => $"{Bug.GetType().Name}: {Bug.Message}";
}

public sealed class QuarantinedEventArgs(Quarantined item) : EventArgs
{
    public Quarantined Item { get; } = item;
}

/// <summary>
/// Bulletins that a bug, or a store of another version, keeps from going out as they should. Everything else goes on,
/// and the desk and the operator are told of each, once.
/// </summary>
public sealed class Quarantine
{
    private readonly ConcurrentDictionary<long, Quarantined> _items = new();
    private ImmutableHashSet<long> _revised = [];

    /// <summary>One more. Who listens takes note and goes on.</summary>
    public event EventHandler<QuarantinedEventArgs>? Added;

    /// <summary>All since the start of the process, in their order on the log.</summary>
    public ImmutableArray<Quarantined> Items => [.. _items.Values.OrderBy(q => q.Position)];

    /// <summary>
    /// What has been changed by a bulletin that cannot be read: what it says no longer holds, and nobody knows what does.
    /// The same set for as long as nothing is added.
    /// </summary>
    public ImmutableHashSet<long> Revised => Volatile.Read(ref _revised);

    public bool Holds(long position) => !_items.IsEmpty && _items.ContainsKey(position);

    /// <summary>
    /// How far the log is known where it was heard through a position: not beyond what has changed earlier bulletins
    /// and cannot be read.
    /// </summary>
    public long KnownThrough(long heard) =>
        _items.IsEmpty
            ? heard
            : _items
                .Values.Where(q => !q.Revises.IsEmpty)
                .Select(q => q.Position - 1)
                .Append(heard)
                .Min();

    public void Add(Quarantined item)
    {
        if (_items.TryAdd(item.Position, item))
        {
            ImmutableInterlocked.Update(ref _revised, known => known.Union(item.Revises));
            Added?.Invoke(this, new QuarantinedEventArgs(item));
        }
    }
}

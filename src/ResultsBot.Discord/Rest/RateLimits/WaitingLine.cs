namespace ResultsBot.Discord.RateLimits;

/// <summary>
/// Those who wait, by priority and then by arrival. Not locked: its owner holds a lock over all but
/// <see cref="Waiter.Served"/>. Who gives up stays in line and is passed over.
/// </summary>
internal sealed class WaitingLine<T>
{
    private readonly PriorityQueue<Waiter, (SendPriority, long)> _line = new();
    private long _arrivals;

    /// <param name="weight">How much of what it waits for it takes.</param>
    public Waiter Join(SendPriority priority, long weight = 1)
    {
        var waiter = new Waiter(weight);
        _line.Enqueue(waiter, (priority, _arrivals++));
        return waiter;
    }

    /// <summary>Whether anybody still waits.</summary>
    public bool Any() => FirstWeight is not null;

    /// <summary>The weight of the first in line; null where nobody waits.</summary>
    public long? FirstWeight
    {
        get
        {
            while (_line.TryPeek(out var first, out _))
            {
                if (!first.HasLeft)
                {
                    return first.Weight;
                }

                _line.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Gives the first in line what it waits for; false, and nothing given, where nobody waits.</summary>
    public bool Serve(T value)
    {
        while (_line.TryDequeue(out var first, out _))
        {
            if (first.TryServe(value))
            {
                return true;
            }
        }

        return false;
    }

    public sealed class Waiter(long weight)
    {
        public long Weight => weight;

        private readonly TaskCompletionSource<T> _served = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public bool HasLeft => _served.Task.IsCompleted;

        public bool TryServe(T value) => _served.TrySetResult(value);

        public Task<T> Served(CancellationToken ct) =>
            ct.CanBeCanceled && !HasLeft ? ServedOrCancelled(ct) : _served.Task;

        private async Task<T> ServedOrCancelled(CancellationToken ct)
        {
            await using var _ = ct.UnsafeRegister(
                static (state, token) => ((Waiter)state!)._served.TrySetCanceled(token),
                this
            );
            return await _served.Task;
        }
    }
}

namespace ResultsBot.Discord.RateLimits;

/// <summary>
/// Those who wait, by priority and then by arrival. Not locked: its owner holds a lock over all but
/// <see cref="Waiter.Served"/>. Who gives up stays in line and is passed over.
/// </summary>
internal sealed class WaitingLine<T>
{
    private readonly PriorityQueue<Waiter, (SendPriority, long)> _line = new();
    private long _arrivals;

    public Waiter Join(SendPriority priority)
    {
        var waiter = new Waiter();
        _line.Enqueue(waiter, (priority, _arrivals++));
        return waiter;
    }

    /// <summary>Whether anybody still waits.</summary>
    public bool Any()
    {
        while (_line.TryPeek(out var first, out _))
        {
            if (!first.HasLeft)
            {
                return true;
            }

            _line.Dequeue();
        }

        return false;
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

    public sealed class Waiter
    {
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

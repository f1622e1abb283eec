using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets.Http;

/// <summary>Lets no two requests to one place begin closer together than that; who comes too soon waits.</summary>
internal sealed class Pacer(TimeSpan apart, TimeProvider time)
{
    private readonly Dictionary<Address, DateTimeOffset> _next = [];
    private readonly Lock _turn = new();

    /// <summary>Takes a turn that is free now, and none that somebody could be waiting for.</summary>
    public bool TryTake(Address address)
    {
        lock (_turn)
        {
            var now = time.GetUtcNow();
            if (IsTaken(address, now, out _))
            {
                return false;
            }
            _next[address] = now + apart;
            return true;
        }
    }

    public Task Wait(Address address, CancellationToken ct)
    {
        TimeSpan wait;
        lock (_turn)
        {
            var now = time.GetUtcNow();
            var mine = IsTaken(address, now, out var next) ? next : now;
            _next[address] = mine + apart;
            wait = mine - now;
        }
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, ct) : Task.CompletedTask;
    }

    /// <summary>A clock that was set back is not waited for.</summary>
    private bool IsTaken(Address address, DateTimeOffset now, out DateTimeOffset next) =>
        _next.TryGetValue(address, out next) && next > now && next - now <= apart * 10;
}

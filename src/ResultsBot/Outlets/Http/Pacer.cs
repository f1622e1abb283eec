using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets.Http;

/// <summary>Lets no two requests to one place begin closer together than that; who comes too soon waits.</summary>
internal sealed class Pacer(TimeSpan apart, TimeProvider time)
{
    private readonly Dictionary<Address, DateTimeOffset> _next = [];
    private readonly Lock _turn = new();

    public Task Wait(Address address, CancellationToken ct)
    {
        TimeSpan wait;
        lock (_turn)
        {
            var now = time.GetUtcNow();
            // A clock that was set back is not waited for.
            var mine =
                _next.TryGetValue(address, out var next) && next > now && next - now <= apart * 10
                    ? next
                    : now;
            _next[address] = mine + apart;
            wait = mine - now;
        }
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, ct) : Task.CompletedTask;
    }
}

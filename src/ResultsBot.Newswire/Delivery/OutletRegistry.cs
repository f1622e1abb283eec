using System.Collections.Frozen;

namespace ResultsBot.Newswire.Delivery;

/// <summary>All outlets, by their names.</summary>
public sealed class OutletRegistry(IEnumerable<IOutlet> outlets)
{
    private readonly FrozenDictionary<string, IOutlet> _outlets = outlets.ToFrozenDictionary(o =>
        o.Name
    );

    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public IOutlet this[Address address] => Named(address.Outlet);

    public IOutlet Named(string name) =>
        _outlets.GetValueOrDefault(name)
        ?? throw new InvalidOperationException($"There is no outlet “{name}”.");
}

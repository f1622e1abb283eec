using System.Collections.Immutable;

namespace ResultsBot.Newswire.Delivery;

/// <summary>The lines of all subscribers. Owned by the broadcaster's loop.</summary>
internal sealed class SubscriberLines
{
    private readonly Dictionary<Address, SubscriberLine> _all = [];

    public IReadOnlyCollection<SubscriberLine> All => _all.Values;

    public SubscriberLine? Find(Address address) => _all.GetValueOrDefault(address);

    public IEnumerable<SubscriberLine> In(Group group) =>
        _all.Values.Where(l => l.Record.Group == group);

    public void Add(SubscriberLine line) => _all.Add(line.Record.Address, line);

    public void Forget(SubscriberLine line)
    {
        line.Forget();
        _all.Remove(line.Record.Address);
    }

    /// <summary>Those that cannot be posted to.</summary>
    public ImmutableList<Trouble> Trouble =>
        _all
            .Values.Select(l => (l.Record, Why: l.Record.Suspended ?? l.Unreachable))
            .Where(l => l.Why is not null)
            .Select(l => new Trouble(l.Record.Address, l.Record.Group, l.Why!.Reason, l.Why.Since))
            .OrderBy(t => t.Since)
            .ToImmutableList();
}

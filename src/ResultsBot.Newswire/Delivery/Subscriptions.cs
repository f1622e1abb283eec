using System.Collections.Immutable;

namespace ResultsBot.Newswire.Delivery;

/// <summary>Changes who follows what: in the store first, and then in the lines. Owned by the broadcaster's loop.</summary>
internal sealed class Subscriptions(
    BulletinLog log,
    ISubscriberStore store,
    SubscriberLines lines,
    Suspensions suspensions,
    BroadcastWatch watch
)
{
    private readonly Interests _interests = new();

    /// <summary>Those that are stored, at a start.</summary>
    public async Task Load(CancellationToken ct)
    {
        foreach (var record in await store.ReadSubscribers(ct))
        {
            Add(record);
        }
    }

    public async Task<Subscriber> Subscribe(
        Address address,
        Group group,
        Topic topic,
        DeliveryChange change,
        ImmutableArray<Topic> instead
    )
    {
        var record = await store.Subscribe(address, group, topic, change, instead);
        Follow(record);
        suspensions.Tell();
        return record;
    }

    public async Task<Subscriber?> Unsubscribe(Address address, ImmutableArray<Topic>? topics)
    {
        var record = await store.Unsubscribe(address, topics);
        if (record is not null)
        {
            Follow(record);
        }
        else if (lines.Find(address) is { } line)
        {
            lines.Forget(line);
        }
        suspensions.Tell();
        return record;
    }

    public async Task<Subscriber?> SetMention(Address address, Mention? mention)
    {
        var record = await store.SetMention(address, mention);
        if (record is not null && lines.Find(address) is { } line)
        {
            line.Follow(record with { Suspended = line.Record.Suspended });
        }
        return record;
    }

    /// <summary>The address no longer exists.</summary>
    public Task<Subscriber?> Forget(Address address)
    {
        if (lines.Find(address) is { } line)
        {
            watch.Forgotten(address, line.Waiting.Count, "deleted");
        }
        return Unsubscribe(address, null);
    }

    /// <summary>The bot was removed from a group.</summary>
    public async Task ForgetGroup(Group group)
    {
        var those = lines.In(group).ToArray();
        if (those.Length > 0)
        {
            watch.GroupForgotten(group, those.Length, those.Sum(l => l.Waiting.Count));
        }
        foreach (var line in those)
        {
            await store.Unsubscribe(line.Record.Address, null);
            lines.Forget(line);
        }
        suspensions.Tell();
    }

    private SubscriberLine Add(Subscriber record)
    {
        var line = new SubscriberLine(record, log, _interests);
        lines.Add(line);
        return line;
    }

    private void Follow(Subscriber record)
    {
        var line = lines.Find(record.Address);
        var wasSuspended = line?.Record.Suspended is not null;
        if (line is null)
        {
            line = Add(record);
        }
        else
        {
            line.Follow(record);
        }
        if (wasSuspended && record.Suspended is null)
        {
            // What was corrected meanwhile was passed over.
            suspensions.Resumed(line);
        }
        suspensions.Ready(line);
    }
}

using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;

namespace ResultsBot.Outlets;

/// <summary>
/// Brings the store's subscribers into line with the configuration, before anything is posted: who is new follows from
/// now on, as a channel does that subscribes; who is no longer named is forgotten; who is to get something else gets it
/// from now on.
/// </summary>
internal static class ConfiguredSubscribers
{
    /// <summary>The note of where it was found last.</summary>
    private const string FoundAt = "found-at";

    /// <param name="find">Areas and seats of that name.</param>
    /// <param name="whole">Followed where no area is named.</param>
    /// <exception cref="InvalidDataException">What is wrong with them, a sentence a line.</exception>
    public static async Task Reconcile(
        OutletSettings outlets,
        Func<string, ImmutableArray<Scope>> find,
        AreaId whole,
        bool isRehearsal,
        ISubscriberStore store,
        IOutletNotes notes,
        CancellationToken ct
    )
    {
        var faults = new List<string>();
        (ConfiguredChannel Channel, Topic Topic)[] wanted =
        [
            .. outlets.Channels.Select(c => (c, TopicOf(c, find, whole, faults))),
        ];
        if (faults.Count > 0)
        {
            throw new InvalidDataException(string.Join(Environment.NewLine, faults));
        }
        // The rest is of the other kind of election, which has a store of its own.
        wanted = [.. wanted.Where(w => w.Channel.IsRehearsal == isRehearsal)];
        var known = (await store.ReadSubscribers(ct))
            .Where(s => OutletSettings.Names.Contains(s.Address.Outlet))
            .ToDictionary(s => s.Address);
        foreach (var gone in known.Keys.Except(wanted.Select(w => w.Channel.Address)))
        {
            await store.Unsubscribe(gone, null);
            await notes.Delete(gone, FoundAt);
        }
        foreach (var (channel, topic) in wanted)
        {
            var before = known.GetValueOrDefault(channel.Address);
            await Follow(channel, topic, before, store);
            if (await notes.Find(channel.Address, FoundAt, ct) == channel.Fingerprint)
            {
                continue;
            }
            if (before?.Suspended is not null)
            {
                // Whatever was wrong was wrong elsewhere.
                await store.Resume(channel.Address);
            }
            await notes.Save(channel.Address, FoundAt, channel.Fingerprint);
        }
    }

    private static async Task Follow(
        ConfiguredChannel channel,
        Topic topic,
        Subscriber? before,
        ISubscriberStore store
    )
    {
        ImmutableArray<Topic> followed = [.. (before?.Subscriptions ?? []).Select(s => s.Topic)];
        if (followed is [var only] && only == topic)
        {
            return;
        }
        // In the place of what it followed: nothing that still waits is lost.
        await store.Subscribe(
            channel.Address,
            channel.Group,
            topic,
            DeliveryChange.None,
            followed.Remove(topic)
        );
        if (before?.Suspended is { } suspended)
        {
            // To subscribe takes up one that is suspended: whoever switched it off did not mean this.
            await store.Suspend(channel.Address, suspended);
        }
    }

    private static Topic TopicOf(
        ConfiguredChannel channel,
        Func<string, ImmutableArray<Scope>> find,
        AreaId whole,
        List<string> faults
    )
    {
        Scope scope = new Scope.Area(whole);
        if (channel.Area is { } named)
        {
            switch (find(named))
            {
                case [var only]:
                    scope = only;
                    break;
                case []:
                    faults.Add(
                        $"{channel.Key}:Area: this election has no area or seat called “{named}”."
                    );
                    break;
                default:
                    faults.Add(
                        $"{channel.Key}:Area: several places are called “{named}”. Say which, such as “county:{named}”, or give the seat's code."
                    );
                    break;
            }
        }
        if (channel.Kind == Kind.Tallies && scope is Scope.Seat)
        {
            faults.Add(
                $"{channel.Key}:Kind is tallies, and “{channel.Area}” is a seat: there's no state of the parties in one seat."
            );
        }
        return new Topic(scope, null, channel.Kind);
    }
}

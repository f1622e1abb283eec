using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Delivery;
using ResultsBot.Storage;

namespace ResultsBot.Desk;

/// <summary>A channel that follows an area or a seat which the election pack no longer has would get nothing, and nobody would say so.</summary>
internal static class FollowedPlaces
{
    /// <summary>Looked at only where contests or areas are not those of the last start: there may be thousands of channels.</summary>
    /// <exception cref="StoreException">A channel follows something that is gone.</exception>
    public static async Task Check(
        ElectionDefinition definition,
        IElectionStore store,
        ISubscriberStore channels,
        CancellationToken ct
    )
    {
        var known = await store.ReadRolls(ct);
        if (known.Count == 0 || definition.Contests.All(IsAsBefore))
        {
            return;
        }
        foreach (var channel in await channels.ReadSubscribers(ct))
        {
            foreach (var subscription in channel.Subscriptions)
            {
                var gone = subscription.Scope switch
                {
                    Scope.Area { Id: var area } when !definition.Seats.ContainsKey(area) =>
                        area.ToString(),
                    Scope.Seat { Contest: var seat } when definition.FindContest(seat) is null =>
                        seat.Value,
                    _ => null,
                };
                if (gone is not null)
                {
                    throw new StoreException(
                        $"Channel {channel.Address.Id} follows {gone}, which the election pack no longer has: it would get nothing. "
                            + "Put it back, or start once more with it and let the channel /unsubscribe."
                    );
                }
            }
        }

        bool IsAsBefore(Contest contest) =>
            known.TryGetValue(contest.Id.Value, out var before)
            && Fingerprint
                .Of(contest)
                .Changes(Fingerprint.Parse(before))
                .All(c => !c.Part.IsCounted);
    }
}

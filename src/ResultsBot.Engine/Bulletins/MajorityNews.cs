using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Bulletins;

/// <summary>Who has an overall majority, and whether anybody can still have one.</summary>
internal static class MajorityNews
{
    /// <param name="parties">Those whose seats have changed.</param>
    public static IEnumerable<Bulletin> Of(
        Election before,
        IEnumerable<PartyId> parties,
        Election after,
        DateTimeOffset at
    )
    {
        // A single seat is no chamber.
        if (after.Definition.ChamberSeats < 2)
        {
            yield break;
        }
        foreach (var party in parties)
        {
            if (HasMajority(after, party) && !HasMajority(before, party))
            {
                yield return Majority(after, party, at);
            }
        }
        if (!MajorityState.IsReachable(after) && MajorityState.IsReachable(before))
        {
            yield return OutOfReach(after, at);
        }
    }

    /// <summary>What was told of the majority and is not so any more.</summary>
    public static IEnumerable<Bulletin> Lost(Election before, Election after, DateTimeOffset at)
    {
        var definition = after.Definition;
        if (definition.ChamberSeats < 2)
        {
            yield break;
        }
        var whole = after.Standing(definition.Whole);
        foreach (var party in definition.Parties.Select(p => p.Id))
        {
            if (HasMajority(before, party) && !HasMajority(after, party))
            {
                yield return new Bulletin.NoLonger(
                    Majority(before, party, at),
                    after.Has(party),
                    whole,
                    at
                );
            }
        }
        if (MajorityState.IsReachable(after) && !MajorityState.IsReachable(before))
        {
            yield return new Bulletin.NoLonger(OutOfReach(before, at), null, whole, at);
        }
    }

    /// <summary>Independents aren’t a party, so they can’t win a majority.</summary>
    private static bool HasMajority(Election election, PartyId party) =>
        party != PartyId.Independent && election.Has(party) >= election.Definition.Majority;

    private static Bulletin.OverallMajority Majority(
        Election election,
        PartyId party,
        DateTimeOffset at
    ) =>
        new(
            party,
            election.Has(party),
            election.Definition.Majority,
            election.Definition.ChamberSeats,
            election.Standing(election.Definition.Whole),
            [.. election.Definition.Seats.Keys],
            at
        );

    private static Bulletin.NoMajority OutOfReach(Election election, DateTimeOffset at) =>
        new(
            election.Definition.Majority,
            election.Definition.ChamberSeats,
            election.Standing(election.Definition.Whole),
            [.. election.Definition.Seats.Keys],
            at
        );
}

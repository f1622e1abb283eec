using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Bulletins;

/// <summary>Who has a majority in a contest's chamber, whether anybody can still have one, and who sits there.</summary>
internal static class MajorityNews
{
    /// <summary>What a contest's seats have changed in its chamber; nothing where it is of none.</summary>
    /// <param name="parties">Those whose seats have changed.</param>
    public static IEnumerable<Bulletin> Of(
        Election before,
        Contest contest,
        IEnumerable<PartyId> parties,
        Election after,
        DateTimeOffset at
    )
    {
        if (Chambers(before, contest, after) is not var (was, now))
        {
            yield break;
        }
        foreach (var party in parties)
        {
            if (now.HasMajority(party) && !was.HasMajority(party))
            {
                yield return Majority(now, party, after, at);
            }
        }
        if (!now.IsMajorityReachable && was.IsMajorityReachable)
        {
            yield return OutOfReach(now, after, at);
        }
        foreach (var bulletin in OfComplete(before, contest, after, at))
        {
            yield return bulletin;
        }
    }

    /// <summary>The chamber as it has become, once nothing more is to come tonight.</summary>
    public static IEnumerable<Bulletin> OfComplete(
        Election before,
        Contest contest,
        Election after,
        DateTimeOffset at
    )
    {
        if (
            Chambers(before, contest, after) is var (was, now)
            && IsTold(now)
            && !(IsTold(was) && IsSame(was, now))
        )
        {
            yield return Complete(now, after, at);
        }
    }

    /// <summary>What was told of the chamber and is not so any more.</summary>
    public static IEnumerable<Bulletin> Lost(
        Election before,
        Contest contest,
        Election after,
        DateTimeOffset at
    )
    {
        if (Chambers(before, contest, after) is not var (was, now))
        {
            yield break;
        }
        foreach (var party in after.Definition.Parties.Select(p => p.Id))
        {
            if (was.HasMajority(party) && !now.HasMajority(party))
            {
                yield return new Bulletin.NoLonger(
                    Majority(was, party, before, at),
                    now.Has(party),
                    now.Elected,
                    at
                );
            }
        }
        if (now.IsMajorityReachable && !was.IsMajorityReachable)
        {
            yield return new Bulletin.NoLonger(OutOfReach(was, before, at), null, now.Elected, at);
        }
        if (IsTold(was) && !(IsTold(now) && IsSame(was, now)))
        {
            yield return new Bulletin.NoLonger(Complete(was, before, at), null, now.Elected, at);
        }
    }

    private static (ChamberStanding Was, ChamberStanding Now)? Chambers(
        Election before,
        Contest contest,
        Election after
    ) => contest.Chamber is { } chamber ? (before.Chamber(chamber), after.Chamber(chamber)) : null;

    /// <summary>
    /// Whether who sits there is told. Where all of it is elected, and nothing else is, the tally of everything has told
    /// it already.
    /// </summary>
    private static bool IsTold(ChamberStanding chamber) =>
        chamber.Elected.IsComplete && !(chamber.IsWhole && chamber.Chamber.Continuing.IsEmpty);

    private static bool IsSame(ChamberStanding one, ChamberStanding other) =>
        one.Members.SequenceEqual(other.Members)
        && one.Elected.Postponed == other.Elected.Postponed;

    private static Bulletin.OverallMajority Majority(
        ChamberStanding chamber,
        PartyId party,
        Election election,
        DateTimeOffset at
    ) =>
        new(
            party,
            chamber.Has(party),
            chamber.Chamber.Majority,
            chamber.Chamber.Seats,
            chamber.Elected,
            election.Definition.AreasOf(chamber.Chamber.Id),
            at,
            chamber.Name
        );

    private static Bulletin.NoMajority OutOfReach(
        ChamberStanding chamber,
        Election election,
        DateTimeOffset at
    ) =>
        new(
            chamber.Chamber.Majority,
            chamber.Chamber.Seats,
            chamber.Elected,
            election.Definition.AreasOf(chamber.Chamber.Id),
            at,
            chamber.Name
        );

    private static Bulletin.ChamberComplete Complete(
        ChamberStanding chamber,
        Election election,
        DateTimeOffset at
    ) =>
        new(
            chamber.Chamber.Name,
            chamber.Chamber.Majority,
            chamber.Chamber.Seats,
            chamber.Majority,
            chamber.Members,
            chamber.Elected,
            election.Definition.AreasOf(chamber.Chamber.Id),
            at
        );
}

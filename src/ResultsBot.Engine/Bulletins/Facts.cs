using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Bulletins;

/// <summary>Finds what makes a result worth more than its figures.</summary>
internal static class Facts
{
    /// <summary>Before this many results, every second one would break a record.</summary>
    private const int EnoughForRecords = 10;

    /// <summary>Lost deposits are told by the hundred.</summary>
    private const int DepositsAtATime = 100;

    public static IEnumerable<Bulletin> Of(
        Election before,
        Contest contest,
        Verdict verdict,
        Election after,
        DateTimeOffset at
    )
    {
        ImmutableArray<AreaId> all = contest.Areas;
        foreach (
            var (fact, parties) in OfContest(contest, verdict, after)
                .Concat(OfWhole(before, verdict, after))
        )
        {
            yield return new Bulletin.Colour(contest, fact, all, parties, at);
        }
        // The whole has bulletins of its own.
        for (var i = 0; i < contest.Areas.Length - 1; i++)
        {
            if (!after.Definition.IsWhollyElected(contest.Areas[i]))
            {
                continue;
            }
            foreach (var (fact, parties) in OfArea(before, contest.Areas[i], verdict, after))
            {
                yield return new Bulletin.Colour(contest, fact, contest.Areas[i..], parties, at);
            }
        }
    }

    private static IEnumerable<(Fact, ImmutableArray<PartyId>)> OfContest(
        Contest contest,
        Verdict verdict,
        Election after
    )
    {
        if (verdict.Defeated is { } member)
        {
            yield return (new Fact.SittingDefeated(member), [member.Party]);
        }
        if (after.Standing(after.Definition.Whole).Counted < EnoughForRecords)
        {
            yield break;
        }
        var winner = verdict.Winner.Candidate.Party;
        var records = after.Records;
        if (records.Closest?.Contest == contest.Id)
        {
            yield return (new Fact.Closest(verdict.Majority), [winner]);
        }
        if (records.Safest?.Contest == contest.Id)
        {
            yield return (new Fact.Safest(verdict.Majority, verdict.MajorityShare), [winner]);
        }
        if (records.BiggestSwing is { } swing && swing.Contest == contest.Id)
        {
            yield return (new Fact.BiggestSwing(swing.Value), [swing.Value.From, swing.Value.To]);
        }
    }

    private static IEnumerable<(Fact, ImmutableArray<PartyId>)> OfWhole(
        Election before,
        Verdict verdict,
        Election after
    )
    {
        var was = before.Standing(before.Definition.Whole);
        var now = after.Standing(after.Definition.Whole);
        foreach (
            var party in verdict.Changes.Select(c => c.Party).Where(p => p != PartyId.Independent)
        )
        {
            // A ward can bring several at once: a round number that was passed is told as what it is now.
            var gains = now.Of(party).Gains;
            if (
                Enumerable
                    .Range(was.Of(party).Gains + 1, Math.Max(0, gains - was.Of(party).Gains))
                    .Any(IsRound)
            )
            {
                yield return (new Fact.NthGain(party, gains), [party]);
            }
        }
        foreach (var party in verdict.Lines.Select(l => l.Candidate.Party).Distinct())
        {
            var lost = now.Of(party).LostDeposits;
            if (
                lost / DepositsAtATime > was.Of(party).LostDeposits / DepositsAtATime
                && party != PartyId.Independent
            )
            {
                yield return (new Fact.LostDeposits(party, lost), [party]);
            }
        }
    }

    private static IEnumerable<(Fact, ImmutableArray<PartyId>)> OfArea(
        Election before,
        AreaId area,
        Verdict verdict,
        Election after
    )
    {
        var was = before.Standing(area);
        var now = after.Standing(area);
        return verdict
            .Changes.Select(c => c.Party)
            .Where(p => p != PartyId.Independent)
            .SelectMany(p => OfParty(p, area, was, now, after.Definition))
            .Concat(OfLastOne(area, now, after))
            .Concat(OfColour(area, was, now, after.Definition));
    }

    /// <param name="party">It held or holds a seat of the contest: what it never held it has won, what it has not won it has lost.</param>
    private static IEnumerable<(Fact, ImmutableArray<PartyId>)> OfParty(
        PartyId party,
        AreaId area,
        Standing was,
        Standing now,
        ElectionDefinition definition
    )
    {
        var held = definition.BaseSeats(area, party);
        if (held == 0 && was.Of(party).Seats == 0 && definition.Seats[area] > 1)
        {
            yield return (new Fact.FirstSeatIn(party, area), [party]);
        }
        if (held > 1 && now.Of(party).Losses == held && now.Of(party).Seats == 0)
        {
            yield return (new Fact.LastSeatLost(party, area, held), [party]);
        }
    }

    private static IEnumerable<(Fact, ImmutableArray<PartyId>)> OfLastOne(
        AreaId area,
        Standing now,
        Election after
    )
    {
        if (LastOne(area, now, after) is not { } left)
        {
            yield break;
        }
        yield return (new Fact.OnlyOneLeft(area, left, after.State(left.Id).Progress.Stage), []);
        if (left.Base?.Winner is { } holder && IsLastHope(after.Definition, area, holder, now))
        {
            yield return (new Fact.LastHope(holder, area, now.Of(holder).Losses, left), [holder]);
        }
    }

    private static IEnumerable<(Fact, ImmutableArray<PartyId>)> OfColour(
        AreaId area,
        Standing was,
        Standing now,
        ElectionDefinition definition
    )
    {
        if (
            now.IsComplete
            && !was.IsComplete
            && definition.BaseLargest(area) is { } from
            && Largest(now) is { } to
            && from != to
            // Independents are no party that an area could change to or from.
            && from != PartyId.Independent
            && to != PartyId.Independent
        )
        {
            yield return (new Fact.ColourChange(area, from, to), [from, to]);
        }
    }

    /// <summary>
    /// The only contest of the area that has not declared; null if there are none or several. Looked for only when
    /// so few seats are left that one contest could hold them.
    /// </summary>
    private static Contest? LastOne(AreaId area, Standing now, Election after)
    {
        if (now.Awaited < 1 || now.Awaited > after.Definition.MostSeats)
        {
            return null;
        }
        var left = after
            .Definition.Contests.Where(c => c.Areas.Contains(area) && after.State(c.Id).IsToCome)
            .Take(2)
            .ToArray();
        return left.Length == 1 ? left[0] : null;
    }

    /// <summary>The party held more than this seat here, has lost all the others, and has won nothing instead.</summary>
    private static bool IsLastHope(
        ElectionDefinition definition,
        AreaId area,
        PartyId party,
        Standing now
    ) =>
        party != PartyId.Independent
        && definition.BaseSeats(area, party) is > 1 and var held
        && now.Of(party).Losses == held - 1
        && now.Of(party).Seats == 0;

    private static PartyId? Largest(Standing standing) =>
        standing.Parties.Length == 1 || standing.Parties[0].Seats > standing.Parties[1].Seats
            ? standing.Parties[0].Party
            : null;

    /// <summary>The first, the tenth, and every twenty-fifth.</summary>
    private static bool IsRound(int number) => number is 1 or 10 || number % 25 == 0;
}

using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Bulletins;

/// <summary>What there is to tell after an event: a function of the states before and after it.</summary>
public static class News
{
    /// <summary>The bulletins of <paramref name="happened"/>, in the order they are to be read.</summary>
    public static IEnumerable<Bulletin> Of(Election before, ElectionEvent happened, Election after)
    {
        var definition = after.Definition;
        return happened switch
        {
            ElectionEvent.ResultDeclared e => OfResult(
                before,
                definition.Contest(e.Contest),
                after,
                e.At
            ),
            ElectionEvent.ResultCorrected e => OfCorrection(before, e, after),
            ElectionEvent.ResultRetracted e => OfRetraction(before, e, after),
            ElectionEvent.ResultReinstated e => OfReinstatement(before, e, after),
            ElectionEvent.WinnerFlashed e => OfFlash(before, e, definition),
            ElectionEvent.TakenBack e => OfTakenBack(
                before.LastWordOf(e.Contest)!,
                definition,
                e.At
            ),
            ElectionEvent.Paused { Line: { } line } e => [Notice(line, e.At)],
            ElectionEvent.Resumed { Line: { } line } e => [Notice(line, e.At)],
            // A proposal is known to its reporter alone.
            _ => Said(happened, definition) is { } said ? [said] : [],
        };

        Bulletin Notice(string line, DateTimeOffset at) =>
            new Bulletin.Notice(line, [.. definition.Seats.Keys], at);
    }

    /// <summary>What is told of an event that is less than a result; null where nothing is.</summary>
    private static Bulletin? Said(ElectionEvent happened, ElectionDefinition definition)
    {
        return happened switch
        {
            ElectionEvent.WinnerFlashed e => Flashed(Of(e.Contest), e.Candidate, e.At),
            ElectionEvent.StageReported e => new Bulletin.StageReached(
                Of(e.Contest),
                e.Stage,
                e.At
            ),
            ElectionEvent.PapersVerified e => new Bulletin.Verified(
                Of(e.Contest),
                e.Papers,
                e.Turnout,
                e.At
            ),
            ElectionEvent.CountReported e => new Bulletin.Counted(Of(e.Contest), e.Votes, e.At),
            ElectionEvent.LotDrawn e => new Bulletin.LotDrawn(
                Of(e.Contest),
                Of(e.Contest).Candidate(e.Candidate),
                e.At
            ),
            ElectionEvent.Noted e => new Bulletin.Noted(Of(e.Contest), e.Text, e.At, e.Photo),
            ElectionEvent.Quoted e => new Bulletin.Quoted(
                Of(e.Contest),
                e.Who,
                e.Text,
                e.At,
                e.Photo
            ),
            _ => null,
        };

        Contest Of(ContestId id) => definition.Contest(id);
    }

    private static IEnumerable<Bulletin> OfTakenBack(
        LastWord word,
        ElectionDefinition definition,
        DateTimeOffset at
    )
    {
        if (Said(word.Event, definition) is not { } said)
        {
            yield break;
        }
        var contest = definition.Contest(word.Contest);
        yield return new Bulletin.TakenBack(contest, said, at);
        // What it had taken back in its turn is so again, and is told anew.
        if (
            word is { Event: ElectionEvent.WinnerFlashed undone, Progress.Flashed: { } earlier }
            && earlier != undone.Candidate
            && contest.Seats == 1
        )
        {
            yield return Flashed(contest, earlier, at);
        }
    }

    /// <summary>Of one seat there is one winner: another flash takes the first one back.</summary>
    private static IEnumerable<Bulletin> OfFlash(
        Election before,
        ElectionEvent.WinnerFlashed flashed,
        ElectionDefinition definition
    )
    {
        var contest = definition.Contest(flashed.Contest);
        yield return Flashed(contest, flashed.Candidate, flashed.At);
        if (contest.Seats == 1)
        {
            foreach (var bulletin in OfFlashLost(before, contest, [flashed.Candidate], flashed.At))
            {
                yield return bulletin;
            }
        }
    }

    /// <summary>What was flashed and is not so; of a correction, where it was so by what it corrects.</summary>
    /// <param name="elected">Who is elected now, by number on the roll.</param>
    private static IEnumerable<Bulletin> OfFlashLost(
        Election before,
        Contest contest,
        IReadOnlyCollection<int> elected,
        DateTimeOffset at
    )
    {
        var state = before.State(contest.Id);
        if (
            state.Progress.Flashed is { } flashed
            && !elected.Contains(flashed)
            && (
                state is not ContestState.Declared { Verdict: var known }
                || Elected(known).Contains(flashed)
            )
        )
        {
            yield return new Bulletin.TakenBack(contest, Flashed(contest, flashed, at), at);
        }
    }

    private static Bulletin.Flashed Flashed(Contest contest, int winner, DateTimeOffset at) =>
        new(contest, contest.Candidate(winner), at);

    private static int[] Elected(Verdict verdict) =>
        [.. verdict.Elected.Select(l => l.Candidate.Number)];

    private static IEnumerable<Bulletin> OfResult(
        Election before,
        Contest contest,
        Election after,
        DateTimeOffset at
    )
    {
        var verdict = Declared(after, contest).Verdict;
        var whole = after.Standing(after.Definition.Whole);
        if (before.Standing(after.Definition.Whole).Declared == 0)
        {
            yield return new Bulletin.FirstResult(contest, verdict, whole.Seats, at);
        }
        yield return new Bulletin.Result(contest, verdict, Standings(after, contest), at);
        foreach (var bulletin in OfFlashLost(before, contest, Elected(verdict), at))
        {
            yield return bulletin;
        }
        foreach (var bulletin in Facts.Of(before, contest, verdict, after, at))
        {
            yield return bulletin;
        }
        foreach (var bulletin in OfAreas(before, contest, after, at))
        {
            yield return bulletin;
        }
    }

    /// <summary>What changes when a contest's seats do: areas complete, a majority reached or out of reach.</summary>
    private static IEnumerable<Bulletin> OfAreas(
        Election before,
        Contest contest,
        Election after,
        DateTimeOffset at
    )
    {
        for (var i = 0; i < contest.Areas.Length; i++)
        {
            var standing = after.Standing(contest.Areas[i]);
            // A single seat has told all there is to tell of its area.
            if (
                standing.IsComplete
                && standing.Seats > 1
                && !before.Standing(contest.Areas[i]).IsComplete
            )
            {
                yield return new Bulletin.AreaComplete(standing, contest.Areas[i..], at);
            }
        }

        // A single seat is no chamber.
        if (after.Definition.ChamberSeats < 2)
        {
            yield break;
        }
        foreach (var party in Declared(after, contest).Verdict.Changes.Select(c => c.Party))
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
    private static IEnumerable<Bulletin> OfMajorityLost(
        Election before,
        Election after,
        DateTimeOffset at
    )
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

    /// <summary>Independents are no party that could outvote others.</summary>
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

    private static IEnumerable<Bulletin> OfCorrection(
        Election before,
        ElectionEvent.ResultCorrected corrected,
        Election after
    )
    {
        var contest = after.Definition.Contest(corrected.Contest);
        yield return new Bulletin.Corrected(
            contest,
            Declared(before, contest).Verdict,
            Declared(after, contest).Verdict,
            corrected.Number - 1,
            corrected.Reason,
            Standings(after, contest),
            corrected.At
        );
        var elected = Elected(Declared(after, contest).Verdict);
        foreach (var bulletin in OfFlashLost(before, contest, elected, corrected.At))
        {
            yield return bulletin;
        }
        foreach (var bulletin in OfMajorityLost(before, after, corrected.At))
        {
            yield return bulletin;
        }
        foreach (var bulletin in OfAreas(before, contest, after, corrected.At))
        {
            yield return bulletin;
        }
    }

    private static IEnumerable<Bulletin> OfRetraction(
        Election before,
        ElectionEvent.ResultRetracted retracted,
        Election after
    )
    {
        var contest = after.Definition.Contest(retracted.Contest);
        yield return new Bulletin.Retracted(
            contest,
            Declared(before, contest).Verdict,
            retracted.Reason,
            Standings(after, contest),
            retracted.At
        );
        foreach (var bulletin in OfMajorityLost(before, after, retracted.At))
        {
            yield return bulletin;
        }
    }

    private static IEnumerable<Bulletin> OfReinstatement(
        Election before,
        ElectionEvent.ResultReinstated reinstated,
        Election after
    )
    {
        var contest = after.Definition.Contest(reinstated.Contest);
        yield return new Bulletin.Reinstated(
            contest,
            Declared(after, contest).Verdict,
            Standings(after, contest),
            reinstated.At
        );
        var elected = Elected(Declared(after, contest).Verdict);
        foreach (var bulletin in OfFlashLost(before, contest, elected, reinstated.At))
        {
            yield return bulletin;
        }
        foreach (var bulletin in OfAreas(before, contest, after, reinstated.At))
        {
            yield return bulletin;
        }
    }

    private static ContestState.Declared Declared(Election election, Contest contest) =>
        (ContestState.Declared)election.State(contest.Id);

    private static ImmutableArray<Standing> Standings(Election election, Contest contest) =>
        [.. contest.Areas.Select(election.Standing)];
}

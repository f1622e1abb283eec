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
            ElectionEvent.ElectorateCorrected e => OfElectorate(before, e, after),
            ElectionEvent.ResultRetracted e => OfRetraction(before, e, after),
            ElectionEvent.ResultReinstated e => OfReinstatement(before, e, after),
            ElectionEvent.WinnerFlashed e => FlashNews.Of(
                before,
                definition.Contest(e.Contest),
                after,
                [e.Candidate],
                null,
                e.At
            ),
            ElectionEvent.FlashWithdrawn e => FlashNews.Of(
                before,
                definition.Contest(e.Contest),
                after,
                [],
                e.Reason,
                e.At
            ),
            ElectionEvent.PollPostponed e => OfPostponement(
                before,
                definition.Contest(e.Contest),
                after,
                e.Reason,
                e.At
            ),
            ElectionEvent.PollReopened e => OfReopening(
                before,
                definition.Contest(e.Contest),
                after,
                e.Reason,
                e.At
            ),
            ElectionEvent.TakenBack e => OfTakenBack(
                before,
                before.LastWordOf(e.Contest)!,
                after,
                e.At
            ),
            ElectionEvent.Paused { Line: { } line } e => [Notice(line, e.At)],
            ElectionEvent.Resumed { Line: { } line } e => [Notice(line, e.At)],
            // A proposal is known to its reporter alone.
            _ => (PostingNews.Of(before, happened) ?? Said(happened, definition)) is { } said
                ? [said]
                : [],
        };

        Bulletin Notice(string line, DateTimeOffset at) =>
            new Bulletin.Notice(line, [.. definition.Seats.Keys], at);
    }

    /// <summary>What is told of an event that is less than a result; null where nothing is.</summary>
    private static Bulletin? Said(ElectionEvent happened, ElectionDefinition definition)
    {
        return happened switch
        {
            ElectionEvent.WinnerFlashed e => FlashNews.Flashed(Of(e.Contest), e.Candidate, e.At),
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

    /// <summary>What takes something back is undone by telling that anew.</summary>
    private static IEnumerable<Bulletin> OfTakenBack(
        Election before,
        LastWord word,
        Election after,
        DateTimeOffset at
    )
    {
        var contest = after.Definition.Contest(word.Contest);
        return word switch
        {
            { Event: ElectionEvent.FlashWithdrawn undone } => undone.Flashes.Select(f =>
                FlashNews.Flashed(contest, f, at)
            ),
            { Event: ElectionEvent.PollPostponed } => OfReopening(before, contest, after, null, at)
                .Concat(word.Progress.Flashes.Select(f => FlashNews.Flashed(contest, f, at))),
            {
                Event: ElectionEvent.PollReopened,
                Before: ContestState.Postponed { Reason: var reason }
            } => OfPostponement(before, contest, after, reason, at),
            _ => OfTakenBack(word, after.Definition, at),
        };
    }

    private static IEnumerable<Bulletin> OfTakenBack(
        LastWord word,
        ElectionDefinition definition,
        DateTimeOffset at
    )
    {
        var contest = definition.Contest(word.Contest);
        if (Said(word.Event, definition) is not { } said)
        {
            yield break;
        }
        yield return new Bulletin.TakenBack(contest, said, at);
        // What it had taken back in its turn is so again, and is told anew.
        if (
            word is { Event: ElectionEvent.WinnerFlashed undone, Progress.Flashed: { } earlier }
            && earlier != undone.Candidate
            && contest.Seats == 1
        )
        {
            yield return FlashNews.Flashed(contest, earlier, at);
        }
    }

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
        if (before.Standing(after.Definition.Whole).Counted == 0 && !verdict.IsUnopposed)
        {
            yield return new Bulletin.FirstResult(
                contest,
                verdict,
                whole.Awaited + verdict.Seats,
                at
            );
        }
        yield return new Bulletin.Result(contest, verdict, Standings(after, contest), at);
        foreach (var bulletin in FlashNews.Lost(before, contest, Elected(verdict), at))
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

    private static IEnumerable<Bulletin> OfPostponement(
        Election before,
        Contest contest,
        Election after,
        string reason,
        DateTimeOffset at
    ) =>
        FlashNews
            .Of(before, contest, after, [], reason, at)
            .Prepend(new Bulletin.PollPostponed(contest, reason, Standings(after, contest), at))
            .Concat(OfComplete(before, contest, after, at))
            .Concat(MajorityNews.OfComplete(before, contest, after, at));

    private static IEnumerable<Bulletin> OfReopening(
        Election before,
        Contest contest,
        Election after,
        string? reason,
        DateTimeOffset at
    )
    {
        var standings = Standings(after, contest);
        var postponed = (ContestState.Postponed)before.State(contest.Id);
        yield return new Bulletin.TakenBack(
            contest,
            new Bulletin.PollPostponed(contest, postponed.Reason, standings, at),
            at,
            reason,
            standings
        );
        foreach (var bulletin in MajorityNews.Lost(before, contest, after, at))
        {
            yield return bulletin;
        }
    }

    private static IEnumerable<Bulletin> OfComplete(
        Election before,
        Contest contest,
        Election after,
        DateTimeOffset at
    )
    {
        for (var i = 0; i < contest.Areas.Length; i++)
        {
            var standing = after.Standing(contest.Areas[i]);
            // A single seat has told all there is to tell of its area; the whole is what is elected, whatever else there is.
            if (
                standing.IsComplete
                && (
                    standing.Area == after.Definition.Whole
                    || after.Definition.IsWhollyElected(standing.Area)
                )
                && standing.Seats > 1
                && !before.Standing(contest.Areas[i]).IsComplete
            )
            {
                yield return new Bulletin.AreaComplete(standing, contest.Areas[i..], at);
            }
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
        foreach (var bulletin in OfComplete(before, contest, after, at))
        {
            yield return bulletin;
        }
        foreach (
            var bulletin in MajorityNews.Of(
                before,
                contest,
                Declared(after, contest).Verdict.Changes.Select(c => c.Party),
                after,
                at
            )
        )
        {
            yield return bulletin;
        }
    }

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
        foreach (var bulletin in FlashNews.Lost(before, contest, elected, corrected.At))
        {
            yield return bulletin;
        }
        foreach (var bulletin in MajorityNews.Lost(before, contest, after, corrected.At))
        {
            yield return bulletin;
        }
        foreach (var bulletin in OfAreas(before, contest, after, corrected.At))
        {
            yield return bulletin;
        }
    }

    /// <summary>Before a result no turnout was told, and with several seats and no count of papers there is none.</summary>
    private static IEnumerable<Bulletin> OfElectorate(
        Election before,
        ElectionEvent.ElectorateCorrected corrected,
        Election after
    ) =>
        (before.State(corrected.Contest), after.State(corrected.Contest))
            is (
                ContestState.Declared { Verdict.Turnout: { } was },
                ContestState.Declared { Verdict: { Turnout: { } now } verdict }
            )
        && was != now
            ?
            [
                new Bulletin.TurnoutCorrected(
                    after.Definition.Contest(corrected.Contest),
                    before.Definition.Contest(corrected.Contest).Electorate,
                    was,
                    now,
                    verdict,
                    corrected.Reason,
                    corrected.At
                ),
            ]
            : [];

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
        foreach (var bulletin in MajorityNews.Lost(before, contest, after, retracted.At))
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
        foreach (var bulletin in FlashNews.Lost(before, contest, elected, reinstated.At))
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

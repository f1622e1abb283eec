using System.Collections.Immutable;
using ResultsBot.Engine.Bulletins;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>
/// What has been sent out of an election. While a contest is held, what happens there is withheld, and the public
/// state goes on without it: no tally gives away what is under embargo.
/// </summary>
/// <param name="Public">The election as everybody may know it.</param>
/// <param name="Withheld">What has happened beside it, in order.</param>
public sealed record Publication(Election Public, ImmutableArray<ElectionEvent> Withheld)
{
    public static Publication Of(Election election) => new(election, []);

    /// <summary>What is sent out once <paramref name="happened"/> has. The news is worked out as it is read.</summary>
    /// <param name="all">The election with everything in it, after the event.</param>
    public (Publication After, IEnumerable<Bulletin> News) Take(
        ElectionEvent happened,
        Election all
    )
    {
        if (happened is ElectionEvent.EmbargoLifted)
        {
            return Release(Public.Apply(happened), all);
        }
        if (happened.About is { } contest && IsHeld(Public, contest))
        {
            return (this with { Withheld = Withheld.Add(happened) }, []);
        }
        var after = Withheld.IsEmpty ? all : Public.Apply(happened);
        return (this with { Public = after }, News.Of(Public, happened, after));
    }

    /// <summary>
    /// What <paramref name="happened"/> would be told as; of a contest that is held, as who holds it knows it, and nothing
    /// where it takes back what never went out.
    /// </summary>
    /// <param name="all">The election with everything in it, before the event.</param>
    public IEnumerable<Bulletin> Foresee(ElectionEvent happened, Election all)
    {
        var isPoll = IsPoll(happened);
        if (
            (!isPoll && !IsResult(happened))
            || happened.About is not { } contest
            || !IsHeld(Public, contest)
        )
        {
            return News.Of(Public, happened, Public.Apply(happened));
        }
        ImmutableArray<ElectionEvent> events =
        [
            .. Withheld.Where(e => e.About == contest),
            happened,
        ];
        var after = events.Aggregate(Public, (election, e) => election.Apply(e));
        var (was, now) = (Public.State(contest), after.State(contest));
        return (isPoll ? ChangesPoll(was, now) : Net(was, Live(events), now) is not null)
            ? News.Of(all, happened, all.Apply(happened))
            : [];
    }

    private (Publication, IEnumerable<Bulletin>) Release(Election opened, Election all)
    {
        var still = Withheld.Where(e => IsHeld(opened, e.About!.Value)).ToImmutableArray();
        IEnumerable<Bulletin> news = [];
        var state = opened;
        foreach (
            var contest in Withheld
                .Where(e => !IsHeld(opened, e.About!.Value))
                .GroupBy(e => e.About!.Value)
        )
        {
            var after = contest.Aggregate(state, (election, e) => election.Apply(e));
            news = news.Concat(OfHeld(state, [.. contest], after, contest.Key));
            state = after;
        }
        return (new Publication(still.IsEmpty ? all : state, still), news);
    }

    /// <summary>
    /// What there is to tell of a contest that was held: what stands now. What was put right or taken back meanwhile
    /// was never known outside, and is not told.
    /// </summary>
    private static IEnumerable<Bulletin> OfHeld(
        Election before,
        ImmutableArray<ElectionEvent> events,
        Election after,
        ContestId contest
    )
    {
        var live = Live(events);
        var isDeclared = after.State(contest) is ContestState.Declared;
        var net = Net(before.State(contest), live, after.State(contest));
        return live.Where(e =>
                e switch
                {
                    // Postponed, taken back and postponed anew it is as it was known to be.
                    _ when IsOfPoll(e) => live.Last(IsOfPoll) == e
                        && ChangesPoll(before.State(contest), after.State(contest)),
                    ElectionEvent.Noted or ElectionEvent.Quoted or ElectionEvent.TakenBack => true,
                    // What changes in a result brings its turnout with it.
                    ElectionEvent.ElectorateCorrected => net is null
                        && live.Last(l => l is ElectionEvent.ElectorateCorrected) == e,
                    // What came and what went is told once, by the last of them.
                    _ when IsFlash(e) => !isDeclared && live.Last(IsFlash) == e,
                    _ => !IsResult(e)
                        && !isDeclared
                        && live.Last(l => l.GetType() == e.GetType()) == e,
                }
            )
            .Concat(net is null ? [] : [net])
            .SelectMany(e => News.Of(before, e, after));

        // What is taken back here was sent before.
        bool IsOfPoll(ElectionEvent e) =>
            IsPoll(e is ElectionEvent.TakenBack ? before.LastWordOf(contest)!.Event : e);
    }

    /// <summary>Without what was taken back under the same embargo.</summary>
    private static List<ElectionEvent> Live(ImmutableArray<ElectionEvent> events)
    {
        var live = new List<ElectionEvent>();
        foreach (var happened in events)
        {
            if (happened is ElectionEvent.TakenBack && live.Count > 0)
            {
                live.RemoveAt(live.Count - 1);
            }
            else
            {
                live.Add(happened);
            }
        }
        return live;
    }

    /// <summary>All that happened to a result as one event; null where it comes to nothing.</summary>
    private static ElectionEvent? Net(
        ContestState before,
        List<ElectionEvent> live,
        ContestState after
    )
    {
        if (live.LastOrDefault(IsResult) is not { } last)
        {
            return null;
        }
        return (before, after) switch
        {
            (ContestState.Declared was, ContestState.Declared now)
                when Checks.Repeats(was.Figures, now.Figures) => null,
            (ContestState.Declared, ContestState.Declared now) => new ElectionEvent.ResultCorrected(
                last.About!.Value,
                now.Result.Number,
                now.Figures,
                live.Select(ReasonOf).Last(r => r is not null)!,
                last.At,
                last.By
            ),
            (ContestState.Declared, _) => last,
            (ContestState.Retracted, ContestState.Declared)
                when last is ElectionEvent.ResultReinstated => last,
            (_, ContestState.Declared now) => new ElectionEvent.ResultDeclared(
                last.About!.Value,
                now.Figures,
                null,
                last.At,
                last.By
            ),
            _ => null,
        };
    }

    private static string? ReasonOf(ElectionEvent happened) =>
        happened switch
        {
            ElectionEvent.ResultCorrected e => e.Reason,
            ElectionEvent.ResultRetracted e => e.Reason,
            _ => null,
        };

    private static bool IsPoll(ElectionEvent happened) =>
        happened is ElectionEvent.PollPostponed or ElectionEvent.PollReopened;

    private static bool ChangesPoll(ContestState before, ContestState after) =>
        before is ContestState.Postponed != after is ContestState.Postponed;

    private static bool IsFlash(ElectionEvent happened) =>
        happened is ElectionEvent.WinnerFlashed or ElectionEvent.FlashWithdrawn;

    private static bool IsResult(ElectionEvent happened) =>
        happened
            is ElectionEvent.ResultDeclared
                or ElectionEvent.ResultCorrected
                or ElectionEvent.ResultRetracted
                or ElectionEvent.ResultReinstated;

    private static bool IsHeld(Election election, ContestId contest) =>
        election.IsHeld(election.Definition.Contest(contest));
}

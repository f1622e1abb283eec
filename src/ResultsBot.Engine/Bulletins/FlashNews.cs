using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Bulletins;

/// <summary>Winners that are known before their figures, and what becomes of that.</summary>
internal static class FlashNews
{
    /// <summary>Which flashes came and which went: of one seat there is one winner, so that another flash takes the first one back.</summary>
    /// <param name="told">Who was flashed just now, also where it had been said before.</param>
    /// <param name="reason">Why one was withdrawn; null where another took its place.</param>
    public static IEnumerable<Bulletin> Of(
        Election before,
        Contest contest,
        Election after,
        IEnumerable<int> told,
        string? reason,
        DateTimeOffset at
    )
    {
        var was = before.State(contest.Id).Progress.Flashes;
        var now = after.State(contest.Id).Progress.Flashes;
        foreach (var flash in told.Union(now.Except(was)))
        {
            yield return Flashed(contest, flash, at);
        }
        foreach (var flash in was.Except(now))
        {
            yield return new Bulletin.TakenBack(contest, Flashed(contest, flash, at), at, reason);
        }
    }

    /// <summary>What was flashed and is not so; of a correction, where it was so by what it corrects.</summary>
    /// <param name="elected">Who is elected now, by number on the roll.</param>
    public static IEnumerable<Bulletin> Lost(
        Election before,
        Contest contest,
        IReadOnlyCollection<int> elected,
        DateTimeOffset at
    )
    {
        var state = before.State(contest.Id);
        return state
            .Progress.Flashes.Where(f =>
                !elected.Contains(f)
                && (
                    state is not ContestState.Declared { Verdict: var known }
                    || known.Elected.Any(l => l.Candidate.Number == f)
                )
            )
            .Select(f => new Bulletin.TakenBack(contest, Flashed(contest, f, at), at));
    }

    public static Bulletin.Flashed Flashed(Contest contest, int winner, DateTimeOffset at) =>
        new(contest, contest.Candidate(winner), at);
}

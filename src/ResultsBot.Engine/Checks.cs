using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Every check that a declaration has to pass, each in one place with its formula.</summary>
internal static class Checks
{
    /// <summary>All that is wrong with declaring <paramref name="figures"/> now; empty if nothing is.</summary>
    public static ImmutableArray<Fault> Of(
        Election election,
        ContestId id,
        Figures figures,
        DateTimeOffset now
    )
    {
        if (election.Definition.FindContest(id) is not { } contest)
        {
            return [new Fault.UnknownContest(id)];
        }
        if (now < election.Definition.PollCloses)
        {
            return [new Fault.PollStillOpen(election.Definition.PollCloses)];
        }
        if (election.State(id) is ContestState.Declared declared)
        {
            return [new Fault.AlreadyDeclared(contest, declared.Figures == figures)];
        }
        ImmutableArray<Fault> faults = [.. OfRoll(contest, figures)];
        return faults.IsEmpty ? [.. OfFigures(contest, figures)] : faults;
    }

    private static IEnumerable<Fault> OfRoll(Contest contest, Figures figures)
    {
        var given = figures.Votes.CountBy(v => v.Candidate).ToDictionary();
        foreach (var number in given.Keys.Concat(figures.Elected is { } e ? [e] : []).Distinct())
        {
            if (number < 1 || number > contest.Candidates.Length)
            {
                yield return new Fault.NotOnRoll(number);
            }
        }
        foreach (var candidate in contest.Candidates)
        {
            var times = given.GetValueOrDefault(candidate.Number);
            if (times != 1)
            {
                yield return times == 0
                    ? new Fault.CandidateMissing(candidate)
                    : new Fault.CandidateRepeated(candidate);
            }
        }
    }

    private static IEnumerable<Fault> OfFigures(Contest contest, Figures figures)
    {
        var negative = figures.Votes.Where(v => v.Votes < 0).ToArray();
        foreach (var v in negative)
        {
            yield return new Fault.NegativeVotes(contest.Candidate(v.Candidate), v.Votes);
        }
        if (figures.Rejected < 0)
        {
            yield return new Fault.NegativeRejected(figures.Rejected.Value);
        }
        if (negative.Length > 0 || figures.Rejected < 0)
        {
            yield break;
        }

        var valid = figures.Votes.Sum(v => (long)v.Votes);
        var papers = valid + (figures.Rejected ?? 0);
        if (valid == 0)
        {
            yield return new Fault.NoVotes();
            yield break;
        }
        if (papers > contest.Electorate)
        {
            yield return new Fault.MoreThanElectorate(papers, contest.Electorate);
            yield break;
        }

        var most = figures.Votes.Max(v => v.Votes);
        var level = figures.Votes.Where(v => v.Votes == most).ToArray();
        if (figures.Elected is { } said && level.All(v => v.Candidate != said))
        {
            yield return new Fault.ElectedDoesNotLead(
                contest.Candidate(said),
                contest.Candidate(level[0].Candidate)
            );
        }
        else if (FirstPastThePost.Of(contest, figures) is Count.LotRequired lot)
        {
            yield return new Fault.TieWithoutLot(lot.Level);
        }
    }
}

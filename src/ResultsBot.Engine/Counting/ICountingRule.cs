using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine.Counting;

/// <summary>
/// How votes become seats in a contest: what its papers are, what its figures have to fulfil, and what the count comes to.
/// A rule is one file, and a line in <see cref="CountingRules"/>.
/// </summary>
public interface ICountingRule
{
    /// <summary>Whether it is the contest's.</summary>
    bool AppliesTo(Contest contest);

    /// <summary>
    /// A paper carries one vote: the votes are the papers, and a party's shares compare from one contest to another.
    /// </summary>
    bool IsOnePaperOneVote { get; }

    /// <summary>The share of rejected papers from which on it is odd.</summary>
    Fraction MostRejected { get; }

    /// <summary>The valid papers; null where the figures do not tell.</summary>
    long? ValidPapers(Figures figures);

    /// <summary>How many valid papers there are at least.</summary>
    long LeastValidPapers(Figures figures);

    /// <summary>What is wrong with figures by this rule alone, beside what is checked of all.</summary>
    /// <param name="verified">The papers announced before counting; null where none were.</param>
    IEnumerable<Fault> Check(Contest contest, Figures figures, int? verified);

    /// <param name="order">The elected first, in the order of their votes.</param>
    /// <param name="deposits">Whether deposits are paid and can be lost.</param>
    Verdict Verdict(
        Contest contest,
        Figures figures,
        CandidateVotes[] order,
        bool byLot,
        bool deposits
    );
}

public static class CountingRules
{
    private static readonly ICountingRule[] All = [new FirstPastThePost(), new MultiMember()];

    /// <summary>The rule that a contest is counted by.</summary>
    /// <exception cref="InvalidOperationException">There is none for it.</exception>
    public static ICountingRule Of(Contest contest)
    {
        foreach (var rule in All)
        {
            if (rule.AppliesTo(contest))
            {
                return rule;
            }
        }
        throw new InvalidOperationException($"No rule counts {contest.Name}.");
    }
}

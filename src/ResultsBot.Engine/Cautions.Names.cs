using ResultsBot.Engine.Definition;

namespace ResultsBot.Engine;

/// <summary>Candidates whose figures are easily exchanged.</summary>
internal static partial class Cautions
{
    /// <summary>Shorter surnames are alike only if they are the same.</summary>
    private const int ShortestAlikeName = 5;

    /// <summary>From this length on two letters may differ, and below it one: in 2024 12 of 650 rolls had such names.</summary>
    private const int LongName = 8;

    private static IEnumerable<Caution> OfNames(Contest contest)
    {
        for (var i = 0; i < contest.Candidates.Length; i++)
        {
            for (var j = i + 1; j < contest.Candidates.Length; j++)
            {
                if (Alike(contest.Candidates[i], contest.Candidates[j]))
                {
                    yield return new Caution.NamesAlike(
                        contest.Candidates[i],
                        contest.Candidates[j]
                    );
                }
            }
        }
    }

    /// <summary>The same surname, or one of some length with a letter or two different.</summary>
    private static bool Alike(Candidate one, Candidate other)
    {
        var (a, b) = (Surname(one), Surname(other));
        return a == b
            || (
                Math.Min(a.Length, b.Length) is >= ShortestAlikeName and var shorter
                && a[0] == b[0]
                && Distance(a, b) <= (shorter >= LongName ? 2 : 1)
            );
    }

    private static string Surname(Candidate candidate) =>
        candidate.Name[(candidate.Name.LastIndexOf(' ') + 1)..].ToUpperInvariant();

    /// <summary>Letters to change, add or leave out to make one word of the other (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}

using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>
/// Contests that a table knows by their names alone. “Abbey Ward”, “ABBEY” and “Abbey” are one, which gets a code of its
/// name; names nearly alike are asked about.
/// </summary>
internal static class NamedContests
{
    /// <summary>Each is compared with each; beyond, no council's wards and no Parliament's seats are meant.</summary>
    private const int MostCompared = 2_000;

    /// <summary>A contest as its rows write it.</summary>
    private sealed record Named(string Key, string Council, string Name, int Line);

    /// <returns>The candidates, those of contests without a code with one.</returns>
    public static IEnumerable<SourceCandidate> WithCodes(
        IReadOnlyCollection<SourceCandidate> candidates,
        ImportReport report
    )
    {
        var contests = candidates
            .Where(c => IsNamed(c) && c.Row.Skipped is null)
            .GroupBy(KeyOf)
            .ToDictionary(g => g.Key, g => Contest(g, report));
        NameNearlyAlike([.. contests.Values], report);
        // The same name in two councils.
        var shared = contests
            .Values.GroupBy(c => Code(c.Name))
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToHashSet();
        return candidates.Select(c =>
            IsNamed(c) && contests.TryGetValue(KeyOf(c), out var contest)
                ? c with
                {
                    Contest = c.Contest with
                    {
                        Name = contest.Name,
                        Code = shared.Contains(Code(contest.Name))
                            ? Code($"{contest.Name} {contest.Council}")
                            : Code(contest.Name),
                    },
                }
                : c
        );
    }

    private static bool IsNamed(SourceCandidate candidate) =>
        candidate.Contest.Code.Length == 0 && candidate.Contest.Name.Length > 0;

    private static (string Council, string Name) KeyOf(SourceCandidate candidate) =>
        (Words.Key(candidate.Contest.Council), ContestNames.Key(candidate.Contest.Name));

    private static string Code(string name) => Words.Key(name).Replace(' ', '-');

    private static Named Contest(
        IGrouping<(string Council, string Name), SourceCandidate> rows,
        ImportReport report
    )
    {
        var spellings = rows.GroupBy(r => r.Contest.Name)
            .Select(g => (Name: g.Key, Count: g.Count(), g.First().Row.Line.Line))
            .OrderByDescending(s => s.Count)
            .ToArray();
        foreach (var (name, _, line) in spellings[1..])
        {
            report.Note(
                $"{report.File}, line {line}: “{SourceTable.Shown(name)}” is taken for {spellings[0].Name}"
            );
        }
        return new Named(
            rows.Key.Name,
            rows.Key.Council,
            spellings[0].Name,
            spellings.Min(s => s.Line)
        );
    }

    private static void NameNearlyAlike(Named[] contests, ImportReport report)
    {
        if (contests.Length > MostCompared)
        {
            return;
        }
        foreach (var (at, one) in contests.Index())
        {
            foreach (
                var other in contests[(at + 1)..]
                    .Where(o =>
                        o.Council == one.Council && ContestNames.AreNearlyAlike(one.Key, o.Key)
                    )
            )
            {
                report.Note(
                    $"{one.Name} (line {one.Line}) and {other.Name} (line {other.Line}) are nearly alike: are they one? If so, mend the misspelt rows, and import again"
                );
            }
        }
    }
}

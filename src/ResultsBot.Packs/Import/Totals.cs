using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>The rows that spreadsheets add below others, and that are nobody's votes.</summary>
internal static class Totals
{
    private static readonly HashSet<string> Names =
    [
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sub total",
        "total votes",
        "total valid votes",
        "overall total",
    ];

    /// <param name="contest">What stands where the contest's name is wanted.</param>
    /// <param name="name">What stands where the candidate's or party's name is wanted.</param>
    public static bool Are(string contest, string name) =>
        IsTotal(name)
        || (
            name.Length == 0
            && (
                IsTotal(contest)
                || contest.Trim().EndsWith(" total", StringComparison.OrdinalIgnoreCase)
                || contest.Trim().EndsWith(" totals", StringComparison.OrdinalIgnoreCase)
            )
        );

    public static string Sentence(string contest, string name) =>
        $"“{SourceTable.Shown(name.Length > 0 ? name : contest)}” is a row of totals, and is left out";

    private static bool IsTotal(string text) => Names.Contains(Words.Key(text));
}

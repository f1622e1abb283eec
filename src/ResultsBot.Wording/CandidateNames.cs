using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Wording;

/// <summary>
/// The names in one table, all of them in one way: in full where each has room, else with the initials of their forenames,
/// else as surnames alone.
/// </summary>
public static class CandidateNames
{
    /// <param name="fits">Whether there is room for each, in the order of the candidates.</param>
    public static IReadOnlyList<string> Fit(
        IReadOnlyList<Candidate> candidates,
        Func<IReadOnlyList<string>, bool> fits
    )
    {
        Func<string, string>[] ways = [name => name, Initials, Surname];
        IReadOnlyList<string> names = [];
        foreach (var way in ways)
        {
            names = [.. candidates.Select(c => way(c.Name))];
            // Two who would read alike stay apart.
            if (!AreDistinct(names))
            {
                names = [.. candidates.Select(c => Initials(c.Name))];
            }
            if (!AreDistinct(names))
            {
                names = [.. candidates.Select(c => c.Name)];
            }
            if (fits(names))
            {
                break;
            }
        }
        return names;
    }

    private static bool AreDistinct(IReadOnlyList<string> names) =>
        names.Distinct(StringComparer.Ordinal).Count() == names.Count;

    private static string Initials(string name) =>
        Parted(name) is { Forenames: { IsEmpty: false } forenames, Surname: var surname }
            ? $"{string.Join(' ', forenames.Select(f => $"{f.EnumerateRunes().First()}."))} {surname}"
            : name;

    private static string Surname(string name) => Parted(name).Surname;

    private static (ImmutableArray<string> Forenames, string Surname) Parted(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return ([], name);
        }
        var surname = Surnames.BeginIn(words);
        return ([.. words[..surname]], string.Join(' ', words[surname..]));
    }
}

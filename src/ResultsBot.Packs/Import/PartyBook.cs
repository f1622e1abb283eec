using ResultsBot.Packs.Names;

namespace ResultsBot.Packs.Import;

/// <summary>A party as a source names it.</summary>
/// <param name="Register">Its id at the Electoral Commission or at Democracy Club; may be empty.</param>
/// <param name="IsLibrarys">Whether the abbreviation is the House of Commons Library's, and goes before the name.</param>
internal sealed record PartyLabel(
    string Name,
    string Abbreviation = "",
    string Register = "",
    bool IsLibrarys = false
);

/// <summary>Gives each party of a source its own abbreviation; well-known parties get the Library's.</summary>
internal sealed class PartyBook
{
    private const int LongestAbbreviation = 6;

    private static readonly HashSet<string> Small = ["the", "of", "and", "for", "a", "in", "party"];

    private readonly Dictionary<string, (string Id, string Name)> _parties = [];

    public PartyBook(IEnumerable<PartyLabel> labels)
    {
        // What people write for a well-known party must not become another's abbreviation.
        var taken = PartyRegister
            .All.SelectMany(p => (string[])[p.Id, .. p.Aliases.Split(';')])
            .Select(Words.Key)
            .ToHashSet();
        var parties = labels
            .GroupBy(Key)
            .Select(g =>
                (
                    g.Key,
                    Known: Known(g.First()),
                    // The notional results have abbreviations alone.
                    Name: g.GroupBy(l => l.Name)
                        .OrderBy(n => n.Key.Length == 0)
                        .ThenByDescending(n => n.Count())
                        .ThenBy(n => n.Key, StringComparer.Ordinal)
                        .First()
                        .Key,
                    Given: g.Select(l => l.Abbreviation).Order(StringComparer.Ordinal).Last()
                )
            )
            // By name, so that an abbreviation does not depend on the order of the rows.
            .OrderBy(p => p.Given.Length == 0)
            .ThenBy(p => p.Name, StringComparer.Ordinal)
            .ThenBy(p => p.Key, StringComparer.Ordinal)
            .ToArray();
        foreach (var (key, known, name, given) in parties)
        {
            _parties.Add(
                key,
                known is not null
                    ? (known.Id, known.Name)
                    : (
                        Unique(given.Length > 0 ? given : Initials(name), taken),
                        name.Length > 0 ? name : given
                    )
            );
        }
    }

    public string Id(PartyLabel label) => _parties[Key(label)].Id;

    /// <summary>What the ballot paper said, where it is not the party's name; otherwise empty.</summary>
    public string Description(PartyLabel label)
    {
        var name = _parties[Key(label)].Name;
        return
            label.Name.Length == 0
            || Words.Key(label.Name) == Words.Key(name)
            || (
                !label.IsLibrarys
                && PartyRegister.Called(label.Name) is not null
                && !IsCoop(label.Name)
            )
            ? ""
            : label.Name;
    }

    /// <summary>The parties that the program does not know, and the abbreviations they were given.</summary>
    public IEnumerable<(string Id, string Name)> Unknown =>
        _parties
            .Values.Where(p => PartyRegister.Find(p.Id) is null)
            .OrderBy(p => p.Id, StringComparer.Ordinal);

    /// <summary>For parties.csv.</summary>
    public IEnumerable<IReadOnlyList<string>> Lines =>
        PartyRegister
            .All.Where(k => _parties.Values.Any(p => p.Id == k.Id))
            .Select(k =>
                (string[])[k.Id, k.Name, k.Colour, "", k.Aliases, PartyRegister.Collective(k.Id)]
            )
            .Concat(Unknown.Select(p => (string[])[p.Id, p.Name, "", "", "", ""]));

    /// <summary>
    /// Whether it is a party by more than its description: a well-known one, or one with an abbreviation or an id of its own.
    /// </summary>
    public static bool IsKnown(PartyLabel label) =>
        IsWellKnown(label)
        || label.Abbreviation.Length > 0
        || label.Register.Length > 0
        || label.Name.Length == 0;

    public static bool IsWellKnown(PartyLabel label) => Known(label) is not null;

    private static RegisteredParty? Known(PartyLabel label) =>
        PartyRegister.Registered(label.Register)
        ?? (label.IsLibrarys ? PartyRegister.Find(label.Abbreviation) : null)
        ?? PartyRegister.Called(label.Name)
        ?? (label.Name.Length == 0 ? PartyRegister.Called(label.Abbreviation) : null);

    private static string Key(PartyLabel label) =>
        Known(label) is { } known ? "known " + known.Id
        : label.IsLibrarys && label.Abbreviation.Length > 0
            ? "library " + label.Abbreviation.ToUpperInvariant()
        : label.Register.StartsWith("PP", StringComparison.Ordinal) ? "register " + label.Register
        : "name " + Words.Key(label.Name.Length > 0 ? label.Name : label.Abbreviation);

    private static bool IsCoop(string name) =>
        $" {Words.Key(name)} ".Contains(" co op", StringComparison.Ordinal);

    internal static string Initials(string name)
    {
        var all = Words.Of(name);
        var words = all.Where(w => !Small.Contains(w)).ToArray();
        if (words.Length == 0)
        {
            words = [.. all];
        }
        var letters =
            words.Length == 1
                ? char.ToUpperInvariant(words[0][0]) + words[0][1..]
                : string.Concat(words.Select(w => char.ToUpperInvariant(w[0])));
        return letters.Length switch
        {
            0 => "P",
            > LongestAbbreviation => letters[..LongestAbbreviation],
            _ => letters,
        };
    }

    private static string Unique(string wanted, HashSet<string> taken)
    {
        var id = wanted;
        for (var n = 2; !taken.Add(Words.Key(id)); n++)
        {
            id = $"{wanted}{n}";
        }
        return id;
    }
}

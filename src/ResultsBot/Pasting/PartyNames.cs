using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Names;

namespace ResultsBot.Pasting;

/// <summary>
/// The ways in which people write parties: as the pack has them, as the register of parties does, and with what
/// ballot papers put around a name: “Local Conservatives”, “Scottish Labour Party”, “Liberal Democrat Focus Team”.
/// </summary>
internal sealed class PartyNames
{
    private static readonly HashSet<string> Unsaid =
    [
        "the",
        "party",
        "and",
        "candidate",
        "candidates",
    ];

    private static readonly HashSet<string> Before =
    [
        "local",
        "scottish",
        "welsh",
        "london",
        "your",
    ];

    private static readonly HashSet<string> Behind = ["focus", "team"];

    private static readonly HashSet<PartyId> None = [];

    private readonly Dictionary<string, HashSet<PartyId>> _byName = [];

    private readonly Dictionary<string, HashSet<PartyId>> _words = [];

    public PartyNames(IEnumerable<Party> parties)
    {
        foreach (var party in parties)
        {
            var registered = PartyRegister.Find(party.Id.Value) ?? PartyRegister.Called(party.Name);
            string[] names =
            [
                party.Name,
                party.Id.Value,
                .. party.Aliases,
                .. registered?.Written ?? [],
            ];
            foreach (var name in names.SelectMany(Spellings))
            {
                foreach (var word in name)
                {
                    Add(_words, word, party.Id);
                }
                Add(_byName, Key(name), party.Id);
            }
        }
    }

    /// <summary>Words that stand beside a party's name and are no part of it, as in “Scottish Labour Party”.</summary>
    public static bool IsBeside(string word) =>
        Unsaid.Contains(word) || Before.Contains(word) || Behind.Contains(word);

    /// <summary>Whether some party's name has the word in it.</summary>
    public bool Has(string word) => _words.ContainsKey(word);

    /// <summary>The parties whose name has the word in it.</summary>
    public IReadOnlySet<PartyId> With(string word) =>
        _words.TryGetValue(word, out var ids) ? ids : None;

    /// <summary>Whether the words are what stood beside the candidate's name on the ballot paper.</summary>
    public static bool IsDescription(ImmutableArray<string> words, Candidate candidate) =>
        candidate.Description is { } description
        && Key(words) is { Length: > 0 } key
        && Spellings(description).Any(s => Key(s) == key);

    /// <summary>The parties that are called so; a name and its abbreviation beside each other are one.</summary>
    public ImmutableArray<PartyId> Called(ImmutableArray<string> words)
    {
        for (var at = 1; at < words.Length; at++)
        {
            if (
                Exactly(words[..at]) is { } one
                && Exactly(words[at..]) is { } other
                && one.Overlaps(other)
            )
            {
                return [.. one.Intersect(other)];
            }
        }
        return Exactly(words) is { } ids ? [.. ids] : [];
    }

    private HashSet<PartyId>? Exactly(ImmutableArray<string> words)
    {
        if (Find(words) is { } exact)
        {
            return exact;
        }
        var (from, to) = (0, words.Length);
        while (from < to && Before.Contains(words[from]))
        {
            from++;
        }
        while (
            from < to && Behind.Contains(words[to - 1])
            || (from < to && Unsaid.Contains(words[to - 1]))
        )
        {
            to--;
        }
        return Find(words[from..to]);
    }

    private HashSet<PartyId>? Find(ImmutableArray<string> words)
    {
        var key = Key(words);
        return key.Length == 0 ? null
            : _byName.TryGetValue(key, out var ids) ? ids
            // “Labour’s Toby Perkins”
            : key.EndsWith('s') ? _byName.GetValueOrDefault(key[..^1])
            : null;
    }

    private static void Add(Dictionary<string, HashSet<PartyId>> parties, string key, PartyId id)
    {
        if (!parties.TryGetValue(key, out var ids))
        {
            parties.Add(key, ids = []);
        }
        ids.Add(id);
    }

    /// <summary>A name as it is, and without what stands in brackets.</summary>
    private static IEnumerable<ImmutableArray<string>> Spellings(string name)
    {
        yield return Words.Of(name);
        if (name.IndexOf('(', StringComparison.Ordinal) is > 0 and var at)
        {
            yield return Words.Of(name[..at]);
        }
    }

    /// <summary>
    /// “The Green Party” and “Green” are the same, and so are “Reform UK” and “ReformUK”, with or without “of” and “for”.
    /// </summary>
    private static string Key(ImmutableArray<string> words) =>
        string.Concat(words.Where(w => !Unsaid.Contains(w) && !PasteVocabulary.IsFiller(w)));
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Names;

namespace ResultsBot.Pasting;

/// <summary>What a word is to a party's name.</summary>
internal enum PartyPlace : byte
{
    /// <summary>May be a part of one.</summary>
    Name,

    /// <summary>Is in no name.</summary>
    Outside,

    /// <summary>“The” and “Party” say nothing, wherever they stand.</summary>
    Filler,
    Before,
    Behind,
}

/// <summary>Words that may be a party's name, each with what it is to one.</summary>
internal readonly ref struct PartyWords(ReadOnlySpan<string> words, ReadOnlySpan<PartyPlace> places)
{
    public ReadOnlySpan<string> Words { get; } = words;

    public ReadOnlySpan<PartyPlace> Places { get; } = places;

    public int Length => Words.Length;

    public PartyWords Slice(int start, int length) =>
        new(Words.Slice(start, length), Places.Slice(start, length));
}

/// <summary>
/// The ways in which people write parties: as the pack has them, as the register of parties does, and with what
/// ballot papers put around a name: “Local Conservatives”, “Scottish Labour Party”, “Liberal Democrat Focus Team”.
/// </summary>
public sealed class PartyNames
{
    /// <summary>Nor are filler words part of a party’s name.</summary>
    private static readonly FrozenDictionary<string, PartyPlace> Places = new (PartyPlace, string)[]
    {
        (PartyPlace.Before, "local scottish welsh london your"),
        (PartyPlace.Behind, "focus team uk politician"),
    }
        .SelectMany(p => p.Item2.Split(' '), (p, word) => (word, p.Item1))
        .ToFrozenDictionary(p => p.word, p => p.Item2);

    private static readonly HashSet<PartyId> None = [];

    /// <summary>Nobody writes a longer name of a party in full.</summary>
    private const int LongestKey = 256;

    private readonly Dictionary<string, HashSet<PartyId>> _byName = [];

    private readonly LetterRuns _runs;

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
        _runs = new LetterRuns(_byName.Keys);
    }

    /// <summary>Words beside a party’s name that aren’t part of it, as in “Scottish Labour Party”.</summary>
    public static bool IsBeside(string word) => Places.ContainsKey(word);

    /// <summary>Whether some party's name has the word in it.</summary>
    public bool Has(string word) => _words.ContainsKey(word);

    /// <summary>The parties whose name has the word in it.</summary>
    public IReadOnlySet<PartyId> With(string word) =>
        _words.TryGetValue(word, out var ids) ? ids : None;

    /// <summary>What a word is to a party's name.</summary>
    internal PartyPlace PlaceOf(string word)
    {
        var place = PlaceAlone(word);
        return
            place == PartyPlace.Name
            && !_runs.MayHave(word is [.. var singular, 's'] ? singular : word)
            ? PartyPlace.Outside
            : place;
    }

    /// <summary>The parties that are called so; a name and its abbreviation beside each other are one.</summary>
    internal IReadOnlySet<PartyId> Called(PartyWords words)
    {
        if (words.Places.Contains(PartyPlace.Outside))
        {
            return None;
        }
        for (var at = 1; at < words.Length; at++)
        {
            if (
                Exactly(words[..at]) is { } one
                && Exactly(words[at..]) is { } other
                && one.Overlaps(other)
            )
            {
                return one.Intersect(other).ToHashSet();
            }
        }
        return Exactly(words) ?? None;
    }

    private HashSet<PartyId>? Exactly(PartyWords words)
    {
        if (Find(words) is { } exact)
        {
            return exact;
        }
        var (from, to) = (0, words.Length);
        while (from < to && words.Places[from] is PartyPlace.Before or PartyPlace.Filler)
        {
            from++;
        }
        while (from < to && words.Places[to - 1] is PartyPlace.Behind or PartyPlace.Filler)
        {
            to--;
        }
        return to - from < words.Length ? Find(words[from..to]) : null;
    }

    private HashSet<PartyId>? Find(PartyWords words)
    {
        Span<char> buffer = stackalloc char[LongestKey];
        var length = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (words.Places[i] == PartyPlace.Filler)
            {
                continue;
            }
            var word = words.Words[i];
            if (length + word.Length > LongestKey)
            {
                return null;
            }
            word.CopyTo(buffer[length..]);
            length += word.Length;
        }
        ReadOnlySpan<char> key = buffer[..length];
        var byName = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        return key.IsEmpty ? null
            : byName.TryGetValue(key, out var ids) ? ids
            // “Labour’s Toby Perkins”
            : key is [.. var singular, 's'] && byName.TryGetValue(singular, out ids) ? ids
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

    /// <summary>What a name is compared by, in each spelling that says anything.</summary>
    public static ImmutableArray<string> Keys(string name) =>
        [.. Spellings(name).Select(Key).Where(k => k.Length > 0)];

    /// <summary>Whether the words come to the key.</summary>
    internal static bool IsKey(string key, PartyWords words)
    {
        var rest = key.AsSpan();
        for (var i = 0; i < words.Length; i++)
        {
            if (words.Places[i] == PartyPlace.Filler)
            {
                continue;
            }
            if (!rest.StartsWith(words.Words[i]))
            {
                return false;
            }
            rest = rest[words.Words[i].Length..];
        }
        return rest.IsEmpty;
    }

    /// <summary>
    /// “The Green Party” and “Green” are the same, and so are “Reform UK” and “ReformUK”, with or without “of” and “for”.
    /// </summary>
    private static string Key(ImmutableArray<string> words) =>
        string.Concat(words.Where(w => PlaceAlone(w) != PartyPlace.Filler));

    private static PartyPlace PlaceAlone(string word) =>
        Places.TryGetValue(word, out var place) ? place
        : PasteVocabulary.IsFiller(word) ? PartyPlace.Filler
        : PartyPlace.Name;
}

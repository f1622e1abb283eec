using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FuzzySharp;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Names;

namespace ResultsBot.Pasting;

/// <summary>The names of a contest and its candidates as the paste reader compares them, worked out once for each contest.</summary>
internal sealed class ContestNames
{
    /// <summary>How like a name (of 100) words must be for the name to be suggested.</summary>
    private const int WorthSuggesting = 60;

    /// <summary>Words with a lower ratio than this are never as like, after rounding.</summary>
    private const double LeastRatio = 0.59;

    /// <summary>Titles that stand behind a name.</summary>
    private static readonly FrozenSet<string> Letters =
    [
        "mp",
        "msp",
        "mbe",
        "obe",
        "cbe",
        "qc",
        "kc",
        "jnr",
        "snr",
    ];

    private static readonly FrozenSet<string> Titles =
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "miss",
        "dr",
        "cllr",
        "councillor",
        "sir",
        "dame",
        "lord",
        "lady",
        "rev",
        "reverend",
        "prof",
        "professor",
        "rt",
        "hon",
        .. Letters,
        "commonly",
        "known",
        "called",
        "as",
        "aka",
        "incumbent",
        "sitting",
    ];

    private static readonly ConditionalWeakTable<Contest, ContestNames> Known = [];

    private readonly ImmutableArray<Entry> _entries;
    private readonly FrozenDictionary<string, ulong> _surnames;
    private readonly FrozenSet<string> _words;

    private ContestNames(Contest contest)
    {
        Place = Words.Of(contest.Name);
        Candidates = contest.Candidates;
        _entries = [.. Candidates.Select(Entry.Of)];
        _surnames = _entries
            .Select((e, i) => (e.Name.Surname, Bit: Bit(i)))
            .GroupBy(e => e.Surname, e => e.Bit)
            .ToFrozenDictionary(g => g.Key, g => g.Aggregate((all, bit) => all | bit));
        _words =
        [
            .. _surnames.Keys,
            // There is a Prince Ankit Love Emperor of India.
            .. _entries
                .SelectMany(e => e.Name.Words.Concat(e.Description))
                .Where(w => !PasteVocabulary.IsFiller(w)),
        ];
    }

    public static ContestNames Of(Contest contest) => Known.GetValue(contest, c => new(c));

    /// <summary>The words of the contest's own name.</summary>
    public ImmutableArray<string> Place { get; }

    public ImmutableArray<Candidate> Candidates { get; }

    /// <summary>Words beside a name that tell nobody from another; somebody here may be called Jonathan Lord.</summary>
    public bool IsTitle(string word) =>
        Titles.Contains(word) && !_entries.Any(e => e.Name.Words.Contains(word));

    /// <summary>A candidate's name without the titles before it and the letters behind it.</summary>
    private static ImmutableArray<string> WithoutTitles(ImmutableArray<string> words)
    {
        var (from, to) = (0, words.Length);
        while (from < to - 1 && Titles.Contains(words[from]))
        {
            from++;
        }
        while (to > from + 1 && Letters.Contains(words[to - 1]))
        {
            to--;
        }
        return words[from..to];
    }

    /// <summary>A candidate among others, by index. With more candidates than bits, those far apart share one.</summary>
    public static ulong Bit(int candidate) => 1UL << (candidate % 64);

    /// <summary>Whose surname the word is, or the end of it, a bit for each.</summary>
    public ulong SurnameOf(string word) => _surnames.GetValueOrDefault(word);

    /// <summary>Whether the word is in a candidate's name or description.</summary>
    public bool Has(string word) => _words.Contains(word);

    /// <summary>The name of a candidate, by index.</summary>
    public CandidateName Name(int candidate) => _entries[candidate].Name;

    /// <summary>Whether a word may be a part of the candidate's name or description, or have a part of the name in it.</summary>
    public bool MayHave(int candidate, string word) =>
        _entries[candidate].Name.MayHave(word) || _entries[candidate].Description.Contains(word);

    /// <summary>Whether the words are what stood beside the candidate's name on the ballot paper.</summary>
    public bool IsDescription(int candidate, PartyWords words)
    {
        foreach (var key in _entries[candidate].DescriptionKeys)
        {
            if (PartyNames.IsKey(key, words))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Where the contest's own name is among words; null where it is not.</summary>
    public int? PlaceIn(ReadOnlySpan<PasteSense> words)
    {
        for (var at = 0; !Place.IsEmpty && at + Place.Length <= words.Length; at++)
        {
            var same = 0;
            while (same < Place.Length && words[at + same].Folded == Place[same])
            {
                same++;
            }
            if (same == Place.Length)
            {
                return at;
            }
        }
        return null;
    }

    /// <summary>Whom words that name nobody may have meant, to be asked about and never to be taken.</summary>
    /// <param name="words">Without titles.</param>
    public Candidate? Nearest(ReadOnlySpan<string> words)
    {
        var text = string.Join(' ', words);
        var letters = new LetterCounts(string.Join(' ', words.ToArray().Distinct()));
        var (nearest, best) = (-1, WorthSuggesting - 1);
        for (var i = 0; i < _entries.Length; i++)
        {
            var score = _entries[i].MayBeLike(words, letters)
                ? Fuzz.TokenSetRatio(_entries[i].Key, text)
                : 0;
            (nearest, best) = score > best ? (i, score) : (nearest, best);
        }
        return nearest < 0 ? null : Candidates[nearest];
    }

    /// <summary>A candidate as the reader compares it.</summary>
    /// <param name="Key">All words of the name, titles too.</param>
    /// <param name="Letters">Of the key's words, each once.</param>
    private sealed record Entry(
        CandidateName Name,
        string Key,
        ImmutableHashSet<string> KeyWords,
        LetterCounts Letters,
        ImmutableArray<string> Description,
        ImmutableArray<string> DescriptionKeys
    )
    {
        public static Entry Of(Candidate candidate)
        {
            var words = Words.Of(candidate.Name);
            var description = candidate.Description ?? "";
            return new(
                new CandidateName(WithoutTitles(words)),
                string.Join(' ', words),
                [.. words],
                new LetterCounts(string.Join(' ', words.Distinct())),
                Words.Of(description),
                PartyNames.Keys(description)
            );
        }

        /// <summary>Whether words may be worth suggesting the name for. They are, where both have a word.</summary>
        public bool MayBeLike(ReadOnlySpan<string> words, LetterCounts letters)
        {
            foreach (var word in words)
            {
                if (KeyWords.Contains(word))
                {
                    return true;
                }
            }
            return letters.MostRatio(Letters) >= LeastRatio;
        }
    }
}

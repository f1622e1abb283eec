using System.Collections.Immutable;
using FuzzySharp;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Names;

namespace ResultsBot.Pasting;

/// <summary>Whom some words of a paste mean, among one contest's candidates.</summary>
internal sealed class RollMatcher
{
    /// <summary>No candidate with party takes more words; noise does.</summary>
    private const int MostWords = 40;

    /// <summary>How like a name (of 100) words must be for the name to be suggested.</summary>
    private const int WorthSuggesting = 60;

    private static readonly HashSet<string> Unsaid =
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
        "mp",
        "msp",
        "mbe",
        "obe",
        "cbe",
        "qc",
        "kc",
        "jnr",
        "snr",
        "commonly",
        "known",
        "as",
        "aka",
        "incumbent",
        "sitting",
    ];

    private readonly PartyNames _parties;
    private readonly ImmutableArray<Candidate> _candidates;
    private readonly ImmutableArray<CandidateName> _names;
    private readonly ImmutableArray<ImmutableArray<string>> _descriptions;
    private readonly HashSet<string> _words;
    private readonly HashSet<string> _surnames;

    // The same words come again and again while one paste is read.
    private readonly Dictionary<string, Hint> _hints = [];
    private readonly Dictionary<string, Match> _found = [];
    private readonly Dictionary<string, ImmutableArray<PartyId>> _called = [];

    public RollMatcher(Contest contest, PartyNames parties)
    {
        _parties = parties;
        _candidates = contest.Candidates;
        _names = [.. _candidates.Select(c => new CandidateName(Plain(Words.Of(c.Name))))];
        _surnames = [.. _names.Select(n => n.Surname)];
        _descriptions = [.. _candidates.Select(c => Words.Of(c.Description ?? ""))];
        _words =
        [
            .. _surnames,
            // There is a Prince Ankit Love Emperor of India.
            .. _names
                .SelectMany(n => n.Words)
                .Concat(_descriptions.SelectMany(d => d))
                .Where(w => !PasteVocabulary.IsFiller(w)),
        ];
    }

    /// <summary>Whom a word may mean, a bit for each, and whether it can mean nobody else.</summary>
    public readonly record struct Hint(ulong Means, bool Decides);

    public abstract record Match
    {
        private Match() { }

        public sealed record One(Candidate Candidate) : Match;

        public sealed record Several(ImmutableArray<Candidate> Candidates) : Match;

        /// <summary>A candidate's name with a party the candidate does not stand for.</summary>
        public sealed record OtherParty(Candidate Candidate) : Match;

        public sealed record Nobody : Match;
    }

    /// <summary>Whether the word is in a candidate's name or description, or in the name of any party.</summary>
    public bool Knows(string word) => IsInName(word) || _parties.Has(word);

    public bool IsInName(string word) => _words.Contains(word);

    /// <summary>Whether the word may tell one candidate here from another.</summary>
    public bool Tells(string word) =>
        IsInName(word)
        || (
            !PasteVocabulary.IsFiller(word)
            && _parties.With(word) is { Count: > 0 } parties
            && _candidates.Any(c => parties.Contains(c.Party))
        );

    /// <summary>
    /// What one word says. The hints of words together rule most ways to divide a paste out, before anything is
    /// compared.
    /// </summary>
    public Hint HintOf(string word)
    {
        if (!_hints.TryGetValue(word, out var hint))
        {
            _hints.Add(word, hint = FindHint(word));
        }
        return hint;
    }

    public Match Find(ImmutableArray<string> words)
    {
        var key = string.Join(' ', words);
        if (!_found.TryGetValue(key, out var match))
        {
            _found.Add(key, match = FindAnew(words));
        }
        return match;
    }

    private Match FindAnew(ImmutableArray<string> words)
    {
        var all = words;
        words = Plain(words);
        if (words.IsEmpty || words.Length > MostWords)
        {
            return new Match.Nobody();
        }

        // Name and party together say most, then the name alone, then the party alone.
        var named = Splits(words)
            .SelectMany(s =>
                Indices.Select(i => (Candidate: _candidates[i], Like: Like(s.Name, i), s.Party))
            )
            .Where(m => m.Like != Likeness.None)
            .ToArray();
        var both = Best(
            named.Where(m => Means(m.Party, m.Candidate)).Select(m => (m.Candidate, m.Like))
        );
        var alone = Indices.Select(i => (_candidates[i], Like: Like(words, i))).ToArray();
        var whole = Best(alone.Where(a => a.Like == Likeness.Whole));
        var party = _candidates.Where(c => Means(all, c)).ToImmutableArray();
        // “Green” may be the party’s candidate, and somebody of that name for another: nothing is guessed.
        var found =
            !both.IsEmpty ? both
            : !whole.IsEmpty ? whole
            : [.. Best(alone).Union(party)];
        return found switch
        {
            [var one] => new Match.One(one),
            [_, ..] => new Match.Several(found),
            [] when named.FirstOrDefault(m => !Called(m.Party).IsEmpty).Candidate is { } other =>
                new Match.OtherParty(other),
            [] => new Match.Nobody(),
        };
    }

    /// <summary>
    /// The one candidate whom the words nearly name, in a form that is worth a question: a small typing error, or a
    /// forename that is not the one on the ballot paper beside the right surname and party.
    /// </summary>
    public Candidate? Near(ImmutableArray<string> words)
    {
        words = Plain(words);
        if (words.IsEmpty || words.Length > MostWords)
        {
            return null;
        }
        var near = Splits(words)
            .Where(s => !Called(s.Party).IsEmpty)
            .Append((Name: words, Party: []))
            .SelectMany(s =>
                Indices.Where(i =>
                    (s.Party.IsEmpty || Means(s.Party, _candidates[i]))
                    && _names[i].IsNear(s.Name, withParty: !s.Party.IsEmpty)
                )
            )
            .Distinct()
            .Take(2)
            .ToArray();
        return near is [var one] ? _candidates[one] : null;
    }

    private IEnumerable<int> Indices => Enumerable.Range(0, _candidates.Length);

    private Hint FindHint(string word)
    {
        var means = 0UL;
        var called = Called([word]);
        var parties = _parties.With(word);
        for (var i = 0; i < _candidates.Length; i++)
        {
            if (
                _names[i].MayHave(word)
                || parties.Contains(_candidates[i].Party)
                || called.Contains(_candidates[i].Party)
                || _descriptions[i].Contains(word)
            )
            {
                // With more candidates than bits, those far apart share one.
                means |= 1UL << (i % 64);
            }
        }
        return new Hint(
            means,
            means != 0
                && (_surnames.Contains(word) || _parties.Has(word))
                && !PartyNames.IsBeside(word)
                && !PasteVocabulary.IsSaid(word)
                && !Unsaid.Contains(word)
        );
    }

    /// <summary>Whether the words are a name of the party that the candidate stands for.</summary>
    private bool Means(ImmutableArray<string> words, Candidate candidate) =>
        Called(words).Contains(candidate.Party) || PartyNames.IsDescription(words, candidate);

    private ImmutableArray<PartyId> Called(ImmutableArray<string> words)
    {
        var key = string.Join(' ', words);
        if (!_called.TryGetValue(key, out var parties))
        {
            _called.Add(key, parties = _parties.Called(words));
        }
        return parties;
    }

    private Likeness Like(ImmutableArray<string> words, int candidate) =>
        _names[candidate].Compare(words, MayBeForename);

    /// <summary>A further forename is no word of a party, and nobody's surname.</summary>
    private bool MayBeForename(string word) =>
        !_parties.Has(word)
        && !_surnames.Contains(word)
        && !word.Any(char.IsNumber)
        && !PasteVocabulary.IsSaid(word);

    private static ImmutableArray<string> Plain(ImmutableArray<string> words) =>
        [.. words.Where(w => !Unsaid.Contains(w))];

    /// <summary>All ways to take the words for a name and a party, in either order.</summary>
    private static IEnumerable<(ImmutableArray<string> Name, ImmutableArray<string> Party)> Splits(
        ImmutableArray<string> words
    )
    {
        for (var at = 1; at < words.Length; at++)
        {
            yield return (words[..at], words[at..]);
            yield return (words[at..], words[..at]);
        }
    }

    private static ImmutableArray<Candidate> Best(
        IEnumerable<(Candidate Candidate, Likeness Like)> matches
    )
    {
        var real = matches.Where(m => m.Like != Likeness.None).ToArray();
        return real.Length == 0
            ? []
            :
            [
                .. real.Where(m => m.Like == real.Max(r => r.Like))
                    .Select(m => m.Candidate)
                    .Distinct(),
            ];
    }

    /// <summary>Whom words that name nobody may have meant, to be asked about and never to be taken.</summary>
    public Candidate? Nearest(ImmutableArray<string> words)
    {
        words = Plain(words);
        if (words.IsEmpty || words.Length > MostWords)
        {
            return null;
        }
        var text = string.Join(' ', words);
        var (candidate, score) = _candidates
            .Select(c => (c, Fuzz.TokenSetRatio(Words.Key(c.Name), text)))
            .MaxBy(c => c.Item2);
        return score >= WorthSuggesting ? candidate : null;
    }
}

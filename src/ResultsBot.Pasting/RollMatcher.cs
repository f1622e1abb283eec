using System.Collections.Immutable;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Names;

namespace ResultsBot.Pasting;

/// <summary>Whom some words of a paste mean, among one contest's candidates. For one reading, and one thread.</summary>
public sealed class RollMatcher
{
    /// <summary>No candidate with party takes more words; noise does.</summary>
    public const int MostWords = 40;

    private static readonly RollMatch Unknown = new RollMatch.Nobody();

    private readonly PartyNames _parties;
    private readonly Func<string, bool> _mayBeForename;

    private readonly RollSenses _senses;

    // The same words come again and again while one paste is read.
    private readonly Dictionary<string, RollMatch> _found = [];

    public RollMatcher(Contest contest, PartyNames parties)
    {
        _parties = parties;
        _mayBeForename = MayBeForename;
        Names = ContestNames.Of(contest);
        _senses = new RollSenses(Names, parties);
    }

    internal ContestNames Names { get; }

    private ImmutableArray<Candidate> Candidates => Names.Candidates;

    /// <summary>Whether the word is in a candidate's name or description, or in the name of any party.</summary>
    public bool Knows(string word) => IsInName(word) || _parties.Has(word);

    public bool IsInName(string word) => Names.Has(word);

    internal PasteSense SenseOf(string word) => _senses.Of(word);

    public RollMatch Find(ImmutableArray<string> words) => Find(SensesOf(words));

    internal RollMatch Find(ReadOnlySpan<PasteSense> words)
    {
        if (words.Length > MostWords)
        {
            return Unknown;
        }
        Span<char> key = stackalloc char[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            key[i] = words[i].Number;
        }
        var found = _found.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!found.TryGetValue(key, out var match))
        {
            found[key] = match = FindAnew(words);
        }
        return match;
    }

    private PasteSense[] SensesOf(ImmutableArray<string> words) => [.. words.Select(SenseOf)];

    private RollMatch FindAnew(ReadOnlySpan<PasteSense> all)
    {
        var words = WithSurnamesJoined(WithoutTitles(all));
        if (words.IsEmpty)
        {
            return Unknown;
        }

        // Name and party together say most, then the name alone, then the party alone.
        var phrase = new RollPhrase(words);
        var (both, other) = NamedWithParty(phrase);
        var alone = NamedAlone(phrase);
        // “Green” may be the party’s candidate, and somebody of that name for another: nothing is guessed.
        var found =
            both.Found.Count > 0
                ? both.Found
                : [.. alone.Found.Union(OfParty(new RollPhrase(all)))];
        return found switch
        {
            [var one] => new RollMatch.One(Candidates[one]),
            [_, ..] => new RollMatch.Several([.. found.Select(i => Candidates[i])]),
            [] when other is { } candidate => new RollMatch.OtherParty(Candidates[candidate]),
            [] => Unknown,
        };
    }

    /// <summary>Whom the words name with their party, in either order; and the first whom they name with another.</summary>
    private (Best Both, int? Other) NamedWithParty(RollPhrase words)
    {
        var both = new Best();
        int? other = null;
        for (var at = 1; at < words.Length; at++)
        {
            Compare(words, ..at, at.., both, ref other);
            Compare(words, at.., ..at, both, ref other);
        }
        return (both, other);
    }

    private void Compare(RollPhrase words, Range name, Range party, Best both, ref int? other)
    {
        IReadOnlySet<PartyId>? called = null;
        foreach (var (i, like) in Likely(words, name))
        {
            called ??= _parties.Called(words.Party(party));
            if (Means(words.Party(party), called, i))
            {
                both.Add(i, like);
            }
            if (called.Count > 0)
            {
                other ??= i;
            }
        }
    }

    private Best NamedAlone(RollPhrase words)
    {
        var best = new Best();
        foreach (var (i, like) in Likely(words, ..))
        {
            best.Add(i, like);
        }
        return best;
    }

    /// <summary>The party that words name, or whose candidate they name; null where there is not one.</summary>
    internal PartyId? PartyOf(ReadOnlySpan<PasteSense> words)
    {
        if (words.Length > MostWords)
        {
            return null;
        }
        var called = _parties.Called(new RollPhrase(words).Party(..));
        return called.ToArray() is [var party] ? party
            : Find(words) is RollMatch.One { Candidate.Party: var own } ? own
            : null;
    }

    /// <summary>Whether the words are a whole name of some party.</summary>
    internal bool IsParty(string[] words) =>
        _parties.Called(new RollPhrase(SensesOf([.. words])).Party(..)).Count > 0;

    /// <summary>Whether a word is neither another party's whole name, nor in the name of another that stands here.</summary>
    internal bool IsOfNoOther(string word, string[] party)
    {
        var own = _parties.Called(new RollPhrase(SensesOf([.. party])).Party(..));
        var with = _parties.With(word);
        return with.Count == 0
            || with.Overlaps(own)
            || (!IsParty([word]) && !Candidates.Any(c => with.Contains(c.Party)));
    }

    private List<int> OfParty(RollPhrase words)
    {
        var called = _parties.Called(words.Party(..));
        var found = new List<int>();
        for (var i = 0; i < Candidates.Length; i++)
        {
            if (Means(words.Party(..), called, i))
            {
                found.Add(i);
            }
        }
        return found;
    }

    /// <summary>
    /// The one candidate whom the words nearly name, in a form that is worth a question: a small typing error, or a
    /// forename that is not the one on the ballot paper beside the right surname and party.
    /// </summary>
    internal Candidate? Near(ReadOnlySpan<PasteSense> words)
    {
        words = WithoutTitles(words);
        if (words.Length > MostWords)
        {
            return null;
        }
        var phrase = new RollPhrase(words);
        var near = new HashSet<int>();
        for (var at = 1; at < words.Length; at++)
        {
            AddNear(near, phrase, ..at, at..);
            AddNear(near, phrase, at.., ..at);
        }
        for (var i = 0; i < Candidates.Length; i++)
        {
            if (Names.Name(i).IsNear(phrase.Words, withParty: false))
            {
                near.Add(i);
            }
        }
        return near.ToArray() is [var one] && !SaysMore(words, one) ? Candidates[one] : null;
    }

    /// <summary>Whether words say something beside a candidate's name: somebody else's surname, or a label.</summary>
    private bool SaysMore(ReadOnlySpan<PasteSense> words, int candidate)
    {
        foreach (var word in words)
        {
            var isOthers = (word.Surname & ~ContestNames.Bit(candidate)) != 0;
            if (
                (isOthers || PasteVocabulary.IsNeeded(word.Label))
                && !Names.MayHave(candidate, word.Folded)
            )
            {
                return true;
            }
        }
        return false;
    }

    private void AddNear(HashSet<int> near, RollPhrase words, Range name, Range party)
    {
        IReadOnlySet<PartyId>? called = null;
        for (var i = 0; i < Candidates.Length; i++)
        {
            if (!Names.Name(i).IsNear(words.Words[name], withParty: true))
            {
                continue;
            }
            called ??= _parties.Called(words.Party(party));
            if (Means(words.Party(party), called, i))
            {
                near.Add(i);
            }
        }
    }

    /// <summary>Whom words that name nobody may have meant, to be asked about and never to be taken.</summary>
    public Candidate? Nearest(ImmutableArray<string> words) => Nearest(SensesOf(words));

    /// <inheritdoc cref="Nearest(ImmutableArray{string})" />
    internal Candidate? Nearest(ReadOnlySpan<PasteSense> words)
    {
        words = WithoutTitles(words);
        return words.Length > MostWords ? null : Names.Nearest(new RollPhrase(words).Words);
    }

    /// <summary>Whether the words are a name of the party that the candidate stands for.</summary>
    private bool Means(PartyWords words, IReadOnlySet<PartyId> called, int candidate) =>
        called.Contains(Candidates[candidate].Party) || Names.IsDescription(candidate, words);

    /// <summary>Whom the words name, and how well.</summary>
    private ImmutableArray<(int Candidate, Likeness Like)> Likely(RollPhrase words, Range name)
    {
        var letters = words.Letters(name);
        var surnames = words.Surnames(name);
        ImmutableArray<(int, Likeness)>.Builder? likely = null;
        for (var i = 0; i < Candidates.Length; i++)
        {
            var own = Names.Name(i);
            if ((surnames & ContestNames.Bit(i)) == 0 && own.Joined.Length != letters)
            {
                continue;
            }
            var like = own.Compare(words.Words[name], _mayBeForename);
            if (like != Likeness.None)
            {
                (likely ??= ImmutableArray.CreateBuilder<(int, Likeness)>()).Add((i, like));
            }
        }
        return likely?.ToImmutable() ?? [];
    }

    /// <summary>A further forename is no word of a party, and nobody's surname.</summary>
    private bool MayBeForename(string word) =>
        !_parties.Has(word)
        && Names.SurnameOf(word) == 0
        && !word.Any(char.IsNumber)
        && !PasteVocabulary.IsSaid(word);

    private static ReadOnlySpan<PasteSense> WithoutTitles(ReadOnlySpan<PasteSense> words)
    {
        foreach (var word in words)
        {
            if (word.IsTitle)
            {
                return words.ToArray().Where(w => !w.IsTitle).ToArray();
            }
        }
        return words;
    }

    /// <summary>“MC EVOY, Neil John” for Neil McEvoy.</summary>
    private ReadOnlySpan<PasteSense> WithSurnamesJoined(ReadOnlySpan<PasteSense> words)
    {
        for (var at = 0; at + 1 < words.Length; at++)
        {
            var joined = words[at].Folded + words[at + 1].Folded;
            if (Names.SurnameOf(joined) != 0)
            {
                return (PasteSense[])[.. words[..at], SenseOf(joined), .. words[(at + 2)..]];
            }
        }
        return words;
    }

    /// <summary>Those whom words name best, by index and in the order they were come upon.</summary>
    private sealed class Best
    {
        public List<int> Found { get; } = [];

        public Likeness Like { get; private set; }

        public void Add(int candidate, Likeness like)
        {
            if (like < Like)
            {
                return;
            }
            if (like > Like)
            {
                Like = like;
                Found.Clear();
            }
            if (!Found.Contains(candidate))
            {
                Found.Add(candidate);
            }
        }
    }
}

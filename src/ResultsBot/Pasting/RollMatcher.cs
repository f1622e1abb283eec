using System.Collections.Immutable;
using FuzzySharp;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>Whom some words of a paste mean, on one contest's roll.</summary>
internal sealed class RollMatcher
{
    /// <summary>No candidate with party takes more words; noise does.</summary>
    private const int MostWords = 40;

    /// <summary>How like a name (of 100) words must be for the name to be suggested.</summary>
    private const int WorthSuggesting = 60;

    private static readonly HashSet<string> Honorifics =
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "cllr",
        "councillor",
        "sir",
        "dame",
        "rev",
        "prof",
        "rt",
        "hon",
    ];

    private readonly Contest _contest;
    private readonly PartyNames _parties;
    private readonly ImmutableArray<(Candidate Candidate, ImmutableArray<string> Words)> _names;

    public RollMatcher(Contest contest, PartyNames parties)
    {
        _contest = contest;
        _parties = parties;
        _names = [.. contest.Candidates.Select(c => (c, Plain(Words.Of(c.Name))))];
    }

    /// <summary>How well words name a candidate: the better kind of match is the one that counts.</summary>
    private enum Likeness
    {
        None,

        /// <summary>The surname, perhaps with some of the other names.</summary>
        Part,

        /// <summary>All names, surname first or last.</summary>
        Whole,
    }

    public abstract record Match
    {
        private Match() { }

        public sealed record One(Candidate Candidate) : Match;

        public sealed record Several(ImmutableArray<Candidate> Candidates) : Match;

        /// <summary>A candidate's name with a party the candidate does not stand for.</summary>
        public sealed record OtherParty(Candidate Candidate) : Match;

        public sealed record Nobody(Candidate? Nearest) : Match;
    }

    public Match Find(ImmutableArray<string> words)
    {
        words = Plain(words);
        if (words.IsEmpty || words.Length > MostWords)
        {
            return new Match.Nobody(null);
        }

        // Name and party together say most, then the name alone, then the party alone.
        var named = Splits(words)
            .SelectMany(s =>
                _names.Select(n => (n.Candidate, Like: Compare(s.Name, n.Words), s.Party))
            )
            .Where(m => m.Like != Likeness.None)
            .ToArray();
        var both = Best(
            named
                .Where(m => _parties.Means(m.Party, m.Candidate))
                .Select(m => (m.Candidate, m.Like))
        );
        var alone = _names.Select(n => (n.Candidate, Like: Compare(words, n.Words))).ToArray();
        var whole = Best(alone.Where(a => a.Like == Likeness.Whole));
        var party = _contest.Candidates.Where(c => _parties.Means(words, c)).ToImmutableArray();
        // “Green” may be the party’s candidate, and somebody of that name for another: nothing is guessed.
        var found =
            !both.IsEmpty ? both
            : !whole.IsEmpty ? whole
            : [.. Best(alone).Union(party)];
        return found switch
        {
            [var one] => new Match.One(one),
            [_, ..] => new Match.Several(found),
            [] when named.FirstOrDefault(m => _parties.IsKnown(m.Party)).Candidate is { } other =>
                new Match.OtherParty(other),
            [] => new Match.Nobody(Nearest(words)),
        };
    }

    private static ImmutableArray<string> Plain(ImmutableArray<string> words) =>
        [.. words.Where(w => !Honorifics.Contains(w))];

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

    private static Likeness Compare(ImmutableArray<string> words, ImmutableArray<string> name)
    {
        if (words.IsEmpty || words.Length > name.Length)
        {
            return Likeness.None;
        }
        if (words.Length == name.Length)
        {
            var surnameFirst =
                words[0] == name[^1] && words.AsSpan(1..).SequenceEqual(name.AsSpan(..^1));
            return surnameFirst || words.AsSpan().SequenceEqual(name.AsSpan())
                ? Likeness.Whole
                : Likeness.None;
        }
        if (words[^1] != name[^1])
        {
            return Likeness.None;
        }
        var at = 0;
        foreach (var word in name)
        {
            if (at < words.Length && words[at] == word)
            {
                at++;
            }
        }
        return at == words.Length ? Likeness.Part : Likeness.None;
    }

    private Candidate? Nearest(ImmutableArray<string> words)
    {
        var text = string.Join(' ', words);
        var (candidate, score) = _contest
            .Candidates.Select(c => (c, Fuzz.TokenSetRatio(Words.Key(c.Name), text)))
            .MaxBy(c => c.Item2);
        return score >= WorthSuggesting ? candidate : null;
    }
}

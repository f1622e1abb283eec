using System.Collections.Immutable;

namespace ResultsBot.Pasting;

/// <summary>How well words name a candidate: the better kind of match is the one that counts.</summary>
internal enum Likeness
{
    None,

    /// <summary>The surname, perhaps with some of the other names or their initials.</summary>
    Part,

    /// <summary>All names, surname first or last, perhaps with forenames that the ballot paper leaves out.</summary>
    Whole,
}

/// <summary>A candidate's name, to be compared with how official lists, councils and reporters write names.</summary>
internal sealed class CandidateName
{
    private const int ShortestNear = 5;
    private const int MostLettersOff = 2;
    private const int MostForenamesMore = 5;

    private readonly ImmutableArray<ImmutableArray<string>> _orders;
    private readonly ImmutableArray<string> _joined;

    /// <param name="words">Without titles. The last is the surname, or the end of it.</param>
    public CandidateName(ImmutableArray<string> words)
    {
        Words = words;
        _orders =
        [
            .. Enumerable
                .Range(0, words.Length)
                .Select(at => (ImmutableArray<string>)[.. words[at..], .. words[..at]]),
        ];
        _joined = [.. _orders.Select(o => string.Concat(o))];
    }

    public ImmutableArray<string> Words { get; }

    public string Surname => Words.IsEmpty ? "" : Words[^1];

    /// <summary>Whether one word may be a part of the name, or have a part of it in it.</summary>
    public bool MayHave(string word)
    {
        if (_joined.IsEmpty || _joined[0].Contains(word, StringComparison.Ordinal))
        {
            return !_joined.IsEmpty;
        }
        foreach (var own in Words)
        {
            if (word.Contains(own, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    /// <param name="mayBeForename">Whether a word that is not in the name may be a forename more.</param>
    public Likeness Compare(ImmutableArray<string> words, Func<string, bool> mayBeForename)
    {
        if (words.IsEmpty || Words.IsEmpty)
        {
            return Likeness.None;
        }
        // “O Hara” and “O’Hara”, “Mc Guinness” and “McGuinness”
        if (_joined.Contains(string.Concat(words)))
        {
            return Likeness.Whole;
        }
        if (!words.Contains(Surname))
        {
            return Likeness.None;
        }
        if (words.Length > Words.Length)
        {
            return HasForenamesMore(words, mayBeForename) ? Likeness.Whole : Likeness.None;
        }
        return
            IsPart(words)
            || (words.Length == Words.Length && _orders.Any(o => HasInitials(words, o)))
            ? Likeness.Part
            : Likeness.None;
    }

    /// <summary>Whether it may be asked: “Toby Perkin: do you mean Toby Perkins?”</summary>
    /// <param name="withParty">The candidate's party stands beside it.</param>
    public bool IsNear(ImmutableArray<string> words, bool withParty)
    {
        var written = string.Concat(words);
        if (written.Length < ShortestNear)
        {
            return false;
        }
        // Another forename: Anthony for Tony.
        if (withParty && (words[^1] == Surname || words[0] == Surname))
        {
            return true;
        }
        return _joined
            .Append(Surname)
            .Any(n =>
                Math.Min(n.Length, written.Length) >= ShortestNear
                && Math.Abs(n.Length - written.Length) <= MostLettersOff
                && FuzzySharp.Levenshtein.EditDistance(n, written) <= MostLettersOff
            );
    }

    private bool IsPart(ImmutableArray<string> words) =>
        words.Length < Words.Length
        && words[^1] == Surname
        && IsSubsequence(words.AsSpan(), Words.AsSpan());

    private bool HasInitials(ImmutableArray<string> words, ImmutableArray<string> order)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var isInitial =
                order[i] != Surname && words[i].Length == 1 && order[i].StartsWith(words[i][0]);
            if (words[i] != order[i] && !isInitial)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// All of the name, in order and with the surname last or first, and forenames between that the ballot paper
    /// leaves out: “Victor Charles David Applegate”, “APPLEGATE Victor Charles David”.
    /// </summary>
    private bool HasForenamesMore(ImmutableArray<string> words, Func<string, bool> mayBeForename)
    {
        if (
            Words.Length < 2
            || words.Length > Words.Length + MostForenamesMore
            || !words.All(w => Words.Contains(w) || mayBeForename(w))
        )
        {
            return false;
        }
        if (words[^1] == Surname && IsSubsequence(Words.AsSpan(), words.AsSpan()))
        {
            return true;
        }
        for (var at = 1; at < Words.Length; at++)
        {
            var surname = Words.AsSpan()[at..];
            if (
                words.AsSpan().StartsWith(surname)
                && IsSubsequence(Words.AsSpan()[..at], words.AsSpan()[surname.Length..])
            )
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsSubsequence(ReadOnlySpan<string> part, ReadOnlySpan<string> whole)
    {
        var at = 0;
        foreach (var word in whole)
        {
            if (at < part.Length && part[at] == word)
            {
                at++;
            }
        }
        return at == part.Length;
    }
}

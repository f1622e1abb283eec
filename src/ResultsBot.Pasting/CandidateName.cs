using System.Collections.Immutable;

namespace ResultsBot.Pasting;

/// <summary>How well words name a candidate: the better kind of match is the one that counts.</summary>
internal enum Likeness
{
    None,

    /// <summary>The surname, perhaps with some of the other names or their initials.</summary>
    Part,

    /// <summary>All names, with forenames that the ballot paper leaves out.</summary>
    More,

    /// <summary>All names and no others, surname first or last.</summary>
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
    private readonly LetterCounts _letters;
    private readonly LetterCounts _surnameLetters;

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
        Joined = string.Concat(words);
        _letters = new LetterCounts(Joined);
        _surnameLetters = new LetterCounts(Surname);
    }

    public ImmutableArray<string> Words { get; }

    public string Surname => Words.LastOrDefault("");

    /// <summary>All words of the name without the spaces between.</summary>
    public string Joined { get; }

    /// <summary>Whether one word may be a part of the name, or have a part of it in it.</summary>
    public bool MayHave(string word)
    {
        if (Joined.Contains(word, StringComparison.Ordinal))
        {
            return true;
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
    public Likeness Compare(ReadOnlySpan<string> words, Func<string, bool> mayBeForename)
    {
        // “O Hara” and “O’Hara”, “Mc Guinness” and “McGuinness”
        if (IsJoined(words))
        {
            return Likeness.Whole;
        }
        if (words.Length <= Words.Length)
        {
            return IsPart(words) ? Likeness.Part : Likeness.None;
        }
        return words.Length > Words.Length + MostForenamesMore ? Likeness.None
            : HasForenamesMore(words, mayBeForename) ? Likeness.More
            : HasInitialsMore(words) ? Likeness.Part
            : Likeness.None;
    }

    /// <summary>Whether it may be asked: “Toby Perkin: do you mean Toby Perkins?”</summary>
    /// <param name="withParty">The candidate's party stands beside it.</param>
    public bool IsNear(ReadOnlySpan<string> words, bool withParty)
    {
        var length = Length(words);
        if (length < ShortestNear)
        {
            return false;
        }
        // Another forename: Anthony for Tony.
        if (withParty && (words[^1] == Surname || words[0] == Surname))
        {
            return true;
        }
        var mayBeName = MayBeNear(Joined.Length, length);
        var mayBeSurname = MayBeNear(Surname.Length, length);
        if (!mayBeName && !mayBeSurname)
        {
            return false;
        }
        var written = string.Concat(words);
        var letters = new LetterCounts(written);
        // All orders have the same letters.
        return (mayBeName && letters.LeastEdits(_letters) <= MostLettersOff && _joined.Any(IsNear))
            || (
                mayBeSurname
                && letters.LeastEdits(_surnameLetters) <= MostLettersOff
                && IsNear(Surname)
            );

        bool IsNear(string name) =>
            FuzzySharp.Levenshtein.EditDistance(name, written) <= MostLettersOff;
    }

    private static bool MayBeNear(int name, int written) =>
        name >= ShortestNear && Math.Abs(name - written) <= MostLettersOff;

    /// <summary>Whether the words are the name in some order, however it is divided.</summary>
    private bool IsJoined(ReadOnlySpan<string> words)
    {
        if (Length(words) != Joined.Length)
        {
            return false;
        }
        foreach (var joined in _joined)
        {
            var rest = joined.AsSpan();
            foreach (var word in words)
            {
                if (!rest.StartsWith(word))
                {
                    break;
                }
                rest = rest[word.Length..];
            }
            if (rest.IsEmpty)
            {
                return true;
            }
        }
        return false;
    }

    private static int Length(ReadOnlySpan<string> words)
    {
        var length = 0;
        foreach (var word in words)
        {
            length += word.Length;
        }
        return length;
    }

    /// <summary>
    /// The surname, before or behind it some forenames or their initials, in the order that they have: “MacNEIL, Angus” and
    /// “A. MacNeil” for Angus Brendan MacNeil.
    /// </summary>
    private bool IsPart(ReadOnlySpan<string> words)
    {
        if (!words.Contains(Surname))
        {
            return false;
        }
        foreach (var order in _orders)
        {
            if (IsSubsequence(words, order))
            {
                return true;
            }
        }
        return false;
    }

    private bool IsSubsequence(ReadOnlySpan<string> words, ImmutableArray<string> order)
    {
        var at = 0;
        foreach (var own in order)
        {
            if (at < words.Length && (words[at] == own || IsInitial(words[at], own)))
            {
                at++;
            }
        }
        return at == words.Length;
    }

    private bool IsInitial(string word, string own) =>
        own != Surname && word.Length == 1 && own.StartsWith(word[0]);

    /// <summary>
    /// All of the name, and forenames that the ballot paper leaves out, or the name in full and as it is used:
    /// “Victor Charles David Applegate”, “APPLEGATE Victor Charles David”, “Victor Applegate (commonly known as
    /// APPLEGATE, Vic)”.
    /// </summary>
    private bool HasForenamesMore(ReadOnlySpan<string> words, Func<string, bool> mayBeForename)
    {
        if (Words.Length < 2)
        {
            return false;
        }
        for (var i = 0; i < words.Length; i++)
        {
            // Between other names “C” is no Conservative.
            var isMiddle = words[i].Length == 1 && i > 0 && i < words.Length - 1;
            if (!isMiddle && !Words.Contains(words[i]) && !mayBeForename(words[i]))
            {
                return false;
            }
        }
        foreach (var own in Words)
        {
            if (!words.Contains(own))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// “T. M. Perkins”, “Perkins, T M”: the first forename's initial, and others that the ballot paper leaves out. The
    /// surname may have several words: “J. P. Van Der Berg”.
    /// </summary>
    private bool HasInitialsMore(ReadOnlySpan<string> words)
    {
        for (var at = 1; at < Words.Length; at++)
        {
            var surname = Words.AsSpan(at..);
            var initials =
                words.EndsWith(surname) ? words[..^surname.Length]
                : words.StartsWith(surname) ? words[surname.Length..]
                : [];
            if (AreInitials(initials) && Words[0].StartsWith(initials[0][0]))
            {
                return true;
            }
        }
        return false;
    }

    private static bool AreInitials(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (word.Length != 1)
            {
                return false;
            }
        }
        return !words.IsEmpty;
    }
}

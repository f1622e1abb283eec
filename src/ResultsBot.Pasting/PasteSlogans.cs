using System.Buffers;
using System.Collections.Immutable;

namespace ResultsBot.Pasting;

/// <summary>
/// Slogans behind a party's name, as descriptions on ballot papers have them: “Liberal Democrats – To cut the cost of
/// living”. Parties register new ones for every election, so the words are known by where they stand and what they are not.
/// </summary>
internal static class PasteSlogans
{
    private const int LeastWords = 2;
    private const int MostWords = 12;

    /// <summary>No name of a party is longer.</summary>
    private const int LongestParty = 8;

    /// <summary>What ends one: somebody who does not stand here may be named behind it.</summary>
    private static readonly SearchValues<char> Apart = SearchValues.Create("\t|()[];/•·…–—\"”");

    /// <summary>What a slogan begins with, and no person's name.</summary>
    private static readonly HashSet<string> Beginnings =
    [
        "to",
        "for",
        "the",
        "a",
        "our",
        "your",
        "not",
        "no",
        "with",
        "pro",
        "stop",
        "putting",
        "working",
        "fighting",
        "standing",
        "building",
    ];

    /// <summary>The tokens without the words of slogans; each digit stays.</summary>
    public static ImmutableArray<PasteToken> Without(
        string text,
        ImmutableArray<PasteToken> tokens,
        RollMatcher roll
    )
    {
        var rest = ImmutableArray.CreateBuilder<PasteToken>(tokens.Length);
        for (var at = 0; at < tokens.Length; at++)
        {
            if (IsApart(text, tokens, at) && PartyBefore(tokens, at, roll) is { } party)
            {
                at = End(text, tokens, at, roll, party);
            }
            if (at < tokens.Length)
            {
                rest.Add(tokens[at]);
            }
        }
        return rest.ToImmutable();
    }

    /// <summary>Whether a dash of its own or a colon stands between a word and the one before.</summary>
    private static bool IsApart(string text, ImmutableArray<PasteToken> tokens, int at)
    {
        if (at == 0 || tokens[at].Kind != PasteTokenKind.Word)
        {
            return false;
        }
        var between = text.AsSpan()[tokens[at - 1].End..tokens[at].Start];
        return tokens[at - 1].Kind == PasteTokenKind.Colon
            || between.Trim() is "–" or "—"
            || between is " - ";
    }

    /// <summary>The words right before that are the whole name of a party; null where they are none's.</summary>
    private static string[]? PartyBefore(
        ImmutableArray<PasteToken> tokens,
        int at,
        RollMatcher roll
    )
    {
        var end = tokens[at - 1].Kind == PasteTokenKind.Colon ? at - 1 : at;
        string[]? party = null;
        for (
            var from = end - 1;
            from >= 0 && end - from <= LongestParty && tokens[from].Kind == PasteTokenKind.Word;
            from--
        )
        {
            string[] words = [.. tokens[from..end].Select(t => t.Folded)];
            party = roll.IsParty(words) ? words : party;
        }
        return party;
    }

    /// <summary>The token behind the slogan; where there is none, the same.</summary>
    private static int End(
        string text,
        ImmutableArray<PasteToken> tokens,
        int start,
        RollMatcher roll,
        string[] party
    )
    {
        if (!Beginnings.Contains(tokens[start].Folded))
        {
            return start;
        }
        var end = start;
        while (
            end < tokens.Length
            && tokens[end].Kind == PasteTokenKind.Word
            && (end == start || IsTogether(text, tokens, end))
            && MayBe(tokens[end].Folded, roll, party)
        )
        {
            end++;
        }
        return
            end - start is >= LeastWords and <= MostWords
            && (tokens[start].Folded != "a" || tokens[start..end].Any(IsLittle))
            ? end
            : start;
    }

    /// <summary>What is in no person's name: “A Smyth” may be somebody's, and “A voice for all” is not.</summary>
    private static bool IsLittle(PasteToken word) =>
        word.Folded.Length > 1 && PasteVocabulary.IsFiller(word.Folded);

    private static bool IsTogether(string text, ImmutableArray<PasteToken> tokens, int at)
    {
        var between = text.AsSpan()[tokens[at - 1].End..tokens[at].Start];
        return !between.ContainsAny(Apart) && between is not " - ";
    }

    /// <summary>A word that names nobody who stands here, no other party, and is no label.</summary>
    private static bool MayBe(string word, RollMatcher roll, string[] party)
    {
        if (party.Contains(word) || (Beginnings.Contains(word) && !roll.IsInName(word)))
        {
            return true;
        }
        var sense = roll.SenseOf(word);
        return !roll.IsInName(word)
            && !sense.IsElected
            && !sense.IsTitle
            && !sense.IsOfPlace
            && !PasteVocabulary.IsOfWinning(word)
            && PasteVocabulary.Label(sense.Label) is null
            && (PasteVocabulary.IsFiller(word) || roll.IsOfNoOther(word, party));
    }
}

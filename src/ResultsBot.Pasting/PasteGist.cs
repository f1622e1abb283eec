using System.Collections.Immutable;

namespace ResultsBot.Pasting;

/// <summary>
/// What some words say together, which rules most ways to divide a paste out before anything is compared.
/// </summary>
/// <param name="Possible">Whom they may mean if they mean one, a bit for each.</param>
/// <param name="Meant">Whom any of them may mean.</param>
/// <param name="Said">How many there are without “elected”.</param>
/// <param name="Telling">How many of those tell one candidate from another.</param>
/// <param name="Titles">How many of those said are titles.</param>
/// <param name="TellingTitles">How many of those telling are titles.</param>
internal readonly record struct PasteGist(
    ulong Possible,
    ulong Meant,
    LabelHint Label,
    int Said,
    int Telling,
    int Titles,
    int TellingTitles
)
{
    private static PasteGist None { get; } = new(ulong.MaxValue, 0, LabelHint.None, 0, 0, 0, 0);

    public bool MayBeLabel => PasteVocabulary.IsNeeded(Label);

    /// <summary>Whether they may name somebody; false is certain.</summary>
    public bool MayName => (Possible & Meant) != 0;

    /// <summary>Whether all said, or those that tell, are few enough for a name.</summary>
    public bool IsShort(bool isTelling) =>
        (isTelling ? Telling - TellingTitles : Said - Titles) is > 0 and <= RollMatcher.MostWords;

    public static PasteGist operator +(PasteGist one, PasteGist other) =>
        new(
            one.Possible & other.Possible,
            one.Meant | other.Meant,
            one.Label + other.Label,
            one.Said + other.Said,
            one.Telling + other.Telling,
            one.Titles + other.Titles,
            one.TellingTitles + other.TellingTitles
        );

    /// <summary>Of the words up to each place, from none to all.</summary>
    public static PasteGist[] UpTo(ImmutableArray<PasteWord> words)
    {
        var gists = new PasteGist[words.Length + 1];
        gists[0] = None;
        for (var i = 0; i < words.Length; i++)
        {
            gists[i + 1] = gists[i] + Of(words[i]);
        }
        return gists;
    }

    /// <summary>Of the words from each place on, from all to none.</summary>
    public static PasteGist[] From(ImmutableArray<PasteWord> words)
    {
        var gists = new PasteGist[words.Length + 1];
        gists[words.Length] = None;
        for (var i = words.Length - 1; i >= 0; i--)
        {
            gists[i] = gists[i + 1] + Of(words[i]);
        }
        return gists;
    }

    private static PasteGist Of(in PasteWord word)
    {
        var hint = word.Sense.Hint;
        var said = word.IsElected ? 0 : 1;
        var telling = word.IsNoise ? 0 : said;
        var title = word.Sense.IsTitle ? 1 : 0;
        return new(
            hint.Decides ? hint.Means : ulong.MaxValue,
            hint.Means,
            word.Sense.Label,
            said,
            telling,
            said * title,
            telling * title
        );
    }
}

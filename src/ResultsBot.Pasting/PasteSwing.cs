using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>What a line says of the swing: “Swing 11.4% Con to Lab”, “11.4% swing from Con to Lab”.</summary>
internal sealed class PasteSwing(PasteLayout layout, RollMatcher roll)
{
    /// <summary>“Average swing”, “swing needed”: other swings than this seat's.</summary>
    private static readonly HashSet<string> Others = ["average", "needed"];

    /// <summary>Null where it is no swing of this seat, or has no size.</summary>
    public AnnouncedSwing? Of(int figure, PasteSlice slice)
    {
        ImmutableArray<PasteWord> words =
        [
            .. layout.Words[figure][slice.From..],
            .. layout.Words[figure + 1][..slice.To],
        ];
        if (
            words.Any(w => Others.Contains(w.Folded))
            || layout.Figures[figure].First.Percentage is not var (size, step)
        )
        {
            return null;
        }
        var (from, to) = Parties(words);
        return new AnnouncedSwing(size, step, from, to);
    }

    /// <summary>Between which parties, as far as the text says.</summary>
    private (PartyId? From, PartyId? To) Parties(ImmutableArray<PasteWord> words)
    {
        var to = IndexOf(words, "to");
        var from = IndexOf(words, "from");
        return (
            from >= 0 ? Party(words[(from + 1)..(to > from ? to : words.Length)])
            : to >= 0 ? Party(words[..to])
            : null,
            to >= 0 ? Party(words[(to + 1)..(from > to ? from : words.Length)]) : null
        );
    }

    private PartyId? Party(ImmutableArray<PasteWord> words) =>
        roll.PartyOf([.. words.Where(w => w.Folded != "swing" && !w.IsNoise).Select(w => w.Sense)]);

    private static int IndexOf(ImmutableArray<PasteWord> words, string word)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at].Folded == word)
            {
                return at;
            }
        }
        return -1;
    }
}

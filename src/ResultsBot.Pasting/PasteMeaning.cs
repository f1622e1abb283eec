using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>What a figure is of: a candidate's votes, or something that a label names.</summary>
internal abstract record PasteTarget
{
    private PasteTarget() { }

    /// <param name="IsNear">The words only nearly name the candidate.</param>
    public sealed record Votes(Candidate Candidate, bool IsNear = false) : PasteTarget;

    public sealed record Labelled(LabelKind Kind) : PasteTarget;
}

/// <summary>What the words around a figure say it is of: a candidate's votes, or what a label names.</summary>
internal sealed class PasteMeaning(PasteLayout layout, RollMatcher roll)
{
    // The same words are looked at again and again while ways to divide them are tried.
    private readonly Dictionary<(int Figure, int From, int To, bool IsNear), PasteTarget?> _found =
    [];
    private readonly PasteGist[]?[] _from = new PasteGist[layout.Words.Count][];
    private readonly PasteGist[]?[] _upTo = new PasteGist[layout.Words.Count][];
    private readonly List<PasteSense> _words = [];

    /// <summary>What the words around a figure say it is of; null where they say nothing, or more than one thing.</summary>
    /// <param name="isNear">Whether to allow for typing errors.</param>
    public PasteTarget? Target(int figure, int from, int to, bool isNear)
    {
        var before = (_from[figure] ??= PasteGist.From(layout.Words[figure]))[from];
        var behind = (_upTo[figure + 1] ??= PasteGist.UpTo(layout.Words[figure + 1]))[to];
        var gist = before + behind;
        if (gist.Said == 0 || !(isNear || gist.MayBeLabel || gist.MayName))
        {
            return null;
        }
        var key = (figure, from, to, isNear);
        if (!_found.TryGetValue(key, out var target))
        {
            var words = new Around(
                layout.Words[figure].AsSpan()[from..],
                layout.Words[figure + 1].AsSpan()[..to],
                before,
                behind
            );
            _found.Add(key, target = FindTarget(layout.Figures[figure], words, isNear));
        }
        return target;
    }

    /// <summary>The words around a figure that may be its own.</summary>
    private readonly ref struct Around(
        ReadOnlySpan<PasteWord> before,
        ReadOnlySpan<PasteWord> behind,
        PasteGist gistBefore,
        PasteGist gistBehind
    )
    {
        public ReadOnlySpan<PasteWord> Before { get; } = before;

        public ReadOnlySpan<PasteWord> Behind { get; } = behind;

        public PasteGist GistBefore { get; } = gistBefore;

        public PasteGist GistBehind { get; } = gistBehind;

        public PasteGist Gist => GistBefore + GistBehind;
    }

    private PasteTarget? FindTarget(PasteFigure figure, Around words, bool isNear)
    {
        if (LabelOf(words) is { } label && MayLabel(figure, label))
        {
            return new PasteTarget.Labelled(label);
        }
        if (!figure.IsCount)
        {
            return null;
        }
        if ((One(words, isTelling: false) ?? One(words, isTelling: true)) is { } candidate)
        {
            return
                Names(words.Before, words.GistBefore, candidate)
                && Names(words.Behind, words.GistBehind, candidate)
                && !IsSomebodyBetween(words, candidate)
                ? new PasteTarget.Votes(candidate)
                : null;
        }
        if (!isNear || !words.Gist.IsShort(isTelling: true))
        {
            return null;
        }
        var telling = Collect(words, isTelling: true);
        return roll.Find(telling) is RollMatch.Nobody && roll.Near(telling) is { } near
            ? new PasteTarget.Votes(near, IsNear: true)
            : null;
    }

    private LabelKind? LabelOf(Around words)
    {
        if (!words.Gist.MayBeLabel)
        {
            return null;
        }
        var said = Collect(words, isTelling: false);
        var (from, to) = roll.Names.PlaceIn(said) is { } at
            ? (at, at + roll.Names.Place.Length)
            : (0, 0);
        var hint = LabelHint.None;
        foreach (var word in said[..from])
        {
            hint += word.Label;
        }
        foreach (var word in said[to..])
        {
            hint += word.Label;
        }
        return PasteVocabulary.Label(hint);
    }

    private Candidate? One(Around words, bool isTelling) =>
        words.Gist.IsShort(isTelling)
        && !(isTelling && words.Gist.Telling == words.Gist.Said)
        && roll.Find(Collect(words, isTelling)) is RollMatch.One { Candidate: var one }
            ? one
            : null;

    /// <summary>Nobody's name begins before a figure and ends behind it: each side names the candidate or the party.</summary>
    private bool Names(ReadOnlySpan<PasteWord> side, PasteGist gist, Candidate candidate)
    {
        return gist.Telling == 0 || May(side, isTelling: false) || May(side, isTelling: true);

        bool May(ReadOnlySpan<PasteWord> words, bool isTelling) =>
            gist.IsShort(isTelling)
            && roll.Find(Collect(new Around(words, [], gist, gist), isTelling)) switch
            {
                RollMatch.One one => one.Candidate == candidate,
                RollMatch.Several several => several.Candidates.Contains(candidate),
                _ => false,
            };
    }

    /// <summary>
    /// Whether unknown words stand between a name and its figure that can't be further forenames: “Ben Flook”, and “Joan
    /// Smith 7” in the next line.
    /// </summary>
    private bool IsSomebodyBetween(Around words, Candidate candidate)
    {
        var before = words.Before;
        var from = before.Length;
        while (from > 0 && IsStrange(before[from - 1]))
        {
            from--;
        }
        var to = 0;
        while (to < words.Behind.Length && IsStrange(words.Behind[to]))
        {
            to++;
        }
        return (from < before.Length && IsSomebody(before[from..], before[..from], candidate))
            || (to > 0 && IsSomebody(words.Behind[..to], words.Behind[to..], candidate));
    }

    /// <summary>
    /// Whether strange words are a name, and not of the name beside them: another line's, or behind all of it. In lower case
    /// they are prose (“Kris Stone on a mere 363”), unless all names are.
    /// </summary>
    private bool IsSomebody(
        ReadOnlySpan<PasteWord> strange,
        ReadOnlySpan<PasteWord> beside,
        Candidate candidate
    )
    {
        var index = roll.Names.Candidates.IndexOf(candidate);
        var surname = beside.Length - 1;
        while (surname >= 0 && (beside[surname].Sense.Surname & ContestNames.Bit(index)) == 0)
        {
            surname--;
        }
        if (surname < 0 || (beside[surname].Token.IsCapital && !strange[0].Token.IsCapital))
        {
            return false;
        }
        var isBehindName =
            surname > 0
            && strange[0].Token.Start > beside[surname].Token.Start
            && roll.Names.Name(index).Words.Contains(beside[surname - 1].Folded);
        return isBehindName || beside[surname].Line != strange[0].Line;
    }

    private bool IsStrange(PasteWord word) =>
        !word.IsNoise
        && !word.IsElected
        && word.Folded.Length > 1
        && !roll.Knows(word.Folded)
        && !roll.IsParty([word.Folded]);

    /// <summary>The words without “elected”; of those that tell one candidate from another, if only they are wanted.</summary>
    /// <returns>Valid until more are collected.</returns>
    private ReadOnlySpan<PasteSense> Collect(Around words, bool isTelling)
    {
        _words.Clear();
        foreach (var part in (ReadOnlySpan<bool>)[true, false])
        {
            foreach (ref readonly var word in part ? words.Before : words.Behind)
            {
                if (!word.IsElected && !(isTelling && word.IsNoise))
                {
                    _words.Add(word.Sense);
                }
            }
        }
        return CollectionsMarshal.AsSpan(_words);
    }

    /// <summary>
    /// A label's number stands alone or with its share, which could be a part of the number and is compared, but for a
    /// majority's. Turnout, majority and swing may be a share alone.
    /// </summary>
    private static bool MayLabel(PasteFigure figure, LabelKind label) =>
        label switch
        {
            LabelKind.Turnout => figure.Behind.All(b => b.Kind == PasteTokenKind.Share),
            LabelKind.Majority => figure.IsCount || figure is { Count: null, Behind: [] },
            LabelKind.Swing => true,
            _ => figure.IsCount && figure.Behind is [] or [{ IsSigned: false }],
        };
}

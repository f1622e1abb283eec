using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Pasting;

/// <summary>Says what is wrong with a paste that could not be read, figure by figure and as it was pasted.</summary>
internal sealed class PasteDiagnosis(string text, PasteLayout layout, RollMatcher roll)
{
    private const int LongestQuote = 80;

    /// <summary>Numbers that are none beyond doubt, and words with digits in them.</summary>
    public ImmutableArray<PasteProblem> Unreadable(ImmutableArray<PasteToken> tokens)
    {
        var problems = ImmutableArray.CreateBuilder<PasteProblem>();
        foreach (var token in tokens)
        {
            if (token.Kind == PasteTokenKind.Negative)
            {
                problems.Add(
                    new PasteProblem.Negative(Shorten(text[LineStart(token.Start)..token.End]))
                );
            }
            else if (
                token.Kind == PasteTokenKind.Unreadable
                || (
                    token.Folded.Any(char.IsNumber)
                    && !roll.Knows(token.Folded)
                    && !PasteVocabulary.IsSaid(token.Folded)
                )
            )
            {
                problems.Add(new PasteProblem.NotANumber(Shorten(text[token.Start..token.End])));
            }
        }
        return [.. problems.Distinct()];
    }

    public ImmutableArray<PasteProblem> WithoutFigures()
    {
        var problems = Lines(layout.Words[0])
            .Where(l => !l.All(w => w.IsNoise))
            .Select(PasteProblem (l) => new PasteProblem.NameWithoutFigure(Quote(l)))
            .ToImmutableArray();
        return problems.IsEmpty ? [new PasteProblem.NoFigures()] : problems;
    }

    /// <summary>Names that are only nearly a candidate's, but of those whom somebody has said to be meant.</summary>
    public ImmutableArray<PasteProblem> Near(PasteWay way, ImmutableArray<int> meant) =>
        [
            .. way
                .Targets.Select(
                    (target, i) =>
                        target is PasteTarget.Votes { IsNear: true, Candidate: var candidate }
                        && !meant.Contains(candidate.Number)
                            ? new PasteProblem.NotOnRoll(Quote(Slice(i, way.Slices[i])), candidate)
                            {
                                IsAllThatIsMissing = true,
                            }
                            : null
                )
                .OfType<PasteProblem>()
                .Distinct(),
        ];

    /// <summary>A figure that two ways to read the paste give to different people.</summary>
    public PasteProblem Unclear(PasteWay one, PasteWay other)
    {
        var at = Enumerable
            .Range(0, layout.Figures.Count)
            .First(i => one.Targets[i] != other.Targets[i]);
        return (one.Targets[at], other.Targets[at]) switch
        {
            (PasteTarget.Votes a, PasteTarget.Votes b) => new PasteProblem.Alike(
                Quote(Slice(at, one.Slices[at])),
                [a.Candidate, b.Candidate]
            ),
            _ => new PasteProblem.FigureWithoutName(Written(at)),
        };
    }

    public PasteProblem Unclear() => new PasteProblem.Unclear(Shorten(text));

    /// <summary>What is wrong with each figure where it is taken to stand behind its words, or in its line.</summary>
    public ImmutableArray<PasteProblem> Problems()
    {
        var problems = new List<PasteProblem>();
        var seen = new Dictionary<Candidate, int?>();
        for (var i = 0; i < layout.Figures.Count; i++)
        {
            var lines = Lines(layout.Words[i]).ToList();
            var own = OwnWords(i, lines);
            problems.AddRange(
                lines
                    .Where(l => l != own && !IsBehindFigure(l) && Finds(l) is RollMatch.One)
                    .Select(l => new PasteProblem.NameWithoutFigure(Quote(l)))
            );
            if (Problem(i, own, seen) is { } problem)
            {
                problems.Add(problem);
            }
        }
        problems.AddRange(
            Lines(layout.Words[^1])
                .Where(l => !IsBehindFigure(l) && IsNameWithoutFigure(l))
                .Select(l => new PasteProblem.NameWithoutFigure(Quote(l)))
        );
        return problems.Count == 0 ? [Unclear()] : [.. problems.Distinct()];
    }

    private PasteProblem? Problem(
        int figure,
        ImmutableArray<PasteWord> own,
        Dictionary<Candidate, int?> seen
    )
    {
        if (IsTwoFigures(figure))
        {
            return new PasteProblem.OneOrTwo(
                Shorten(text[layout.Figures[figure].Start..layout.Words[figure + 1][0].Token.End])
            );
        }
        if (own.IsDefaultOrEmpty || own.All(w => w.IsNoise))
        {
            return new PasteProblem.FigureWithoutName(
                Written(figure),
                own.IsDefaultOrEmpty ? null : Quote(own)
            );
        }
        if (
            PasteVocabulary.Label(own.Aggregate(LabelHint.None, (all, w) => all + w.Sense.Label))
            is not null
        )
        {
            return null;
        }
        if (!layout.Figures[figure].IsCount)
        {
            return new PasteProblem.NotANumber(Written(figure));
        }
        if (Finds(own) is not RollMatch.One { Candidate: var candidate })
        {
            return Unmatched(own);
        }
        var count = layout.Figures[figure].Count;
        return seen.TryAdd(candidate, count) || seen[candidate] == count
            ? null
            : new PasteProblem.Twice(candidate);
    }

    /// <summary>“24 135 rejected”: one figure, or two of which the second is labelled?</summary>
    private bool IsTwoFigures(int figure) =>
        layout.Figures[figure].First.IsSpaced
        && layout.Words[figure + 1] is [{ IsOfLabel: true } label, ..]
        && label.Line == layout.Figures[figure].Line;

    private bool IsNameWithoutFigure(ImmutableArray<PasteWord> words) =>
        !words.All(w => w.IsNoise)
        && !words.Any(w => w.IsElected)
        && !(words.Any(w => w.Sense.IsOfOutcome) && words.All(w => w.Sense.IsBesideOutcome))
        && (Finds(words) is not RollMatch.Nobody || roll.Nearest(Telling(words)) is not null);

    private PasteProblem Unmatched(ImmutableArray<PasteWord> words) =>
        Finds(words) switch
        {
            RollMatch.Several several => new PasteProblem.Alike(Quote(words), several.Candidates),
            RollMatch.OtherParty other => new PasteProblem.WrongParty(
                Quote(words),
                other.Candidate
            ),
            RollMatch.Nobody => new PasteProblem.NotOnRoll(
                Quote(words),
                roll.Nearest(Telling(words))
            ),
            var match => throw new InvalidOperationException($"No rule for {match}."),
        };

    /// <summary>The words of a figure's own line; where it stands alone, the line above.</summary>
    private ImmutableArray<PasteWord> OwnWords(int at, List<ImmutableArray<PasteWord>> lines)
    {
        var line = layout.Figures[at].Line;
        var beside = Beside(at);
        ImmutableArray<PasteWord> behind =
        [
            .. layout.Words[at + 1].Where(w => layout.HasLines && w.Line == line && !w.IsElected),
        ];
        return !beside.IsEmpty
                ? (lines.Count > 0 && lines[^1].Length == beside.Length ? lines[^1] : beside)
            : !behind.IsEmpty ? behind
            : lines.LastOrDefault();
    }

    /// <summary>The words before a figure in its own line.</summary>
    private ImmutableArray<PasteWord> Beside(int at) =>
        [.. layout.Words[at].Where(w => w.Line == layout.Figures[at].Line && !w.IsElected)];

    /// <summary>“19,316 Toby Perkins”, of which the figure is his.</summary>
    private bool IsBehindFigure(ImmutableArray<PasteWord> line) =>
        layout.HasLines
        && layout.Figures.Index().Any(f => f.Item.Line == line[0].Line && Beside(f.Index).IsEmpty);

    private RollMatch Finds(ImmutableArray<PasteWord> words)
    {
        PasteSense[] said = [.. words.Where(w => !w.IsElected).Select(w => w.Sense)];
        var whole = roll.Find(said);
        return whole is RollMatch.One ? whole : roll.Find(Telling(words));
    }

    private static PasteSense[] Telling(ImmutableArray<PasteWord> words) =>
        [.. words.Where(w => !w.IsElected && !w.IsNoise).Select(w => w.Sense)];

    private IEnumerable<PasteWord> Slice(int at, PasteSlice slice) =>
        layout.Words[at][slice.From..].Concat(layout.Words[at + 1][..slice.To]);

    private static IEnumerable<ImmutableArray<PasteWord>> Lines(ImmutableArray<PasteWord> words) =>
        words
            .GroupBy(w => w.Line)
            .Where(l => !l.All(w => w.IsElected))
            .Select(l => l.ToImmutableArray());

    private int LineStart(int at)
    {
        var least = Math.Max(0, at - LongestQuote / 2);
        return least + text.AsSpan()[least..at].LastIndexOf('\n') + 1;
    }

    private string Written(int figure) =>
        Shorten(text[layout.Figures[figure].Start..layout.Figures[figure].End]);

    private string Quote(IEnumerable<PasteWord> words)
    {
        var all = words.Where(w => !w.IsElected).ToArray();
        var (start, end) = (all[0].Token.Start, all[^1].Token.End);
        var inside = layout.Figures.FirstOrDefault(f =>
            f.First.Start > start && f.First.Start < end
        );
        return Shorten(
            inside is null
                ? text[start..end]
                : string.Join(' ', all.Select(w => text[w.Token.Start..w.Token.End]))
        );
    }

    private static string Shorten(string quoted)
    {
        var line = string.Join(
            ' ',
            quoted.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
        return line.Length <= LongestQuote ? line : line[..(LongestQuote - 1)] + "…";
    }
}

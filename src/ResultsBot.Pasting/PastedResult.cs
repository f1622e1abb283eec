using System.Collections.Immutable;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Packs.Names;

namespace ResultsBot.Pasting;

/// <summary>
/// Reads a result as it was pasted: candidates with name, party and figure in any order, on one line or many (a slash
/// command's option turns line breaks into spaces). Text → words and numbers → figures with the words between them →
/// whose each figure is → what the figures come to. Nothing is guessed: what does not fit is named, and every digit is
/// part of a figure, a share, a date or a place in an order, or the paste is not read.
/// </summary>
public static class PastedResult
{
    /// <summary>What a slash command's option can hold.</summary>
    public const int LongestText = 6000;

    /// <summary>What they are called where two figures for them differ.</summary>
    public const string RejectedBallots = "rejected ballots";

    /// <summary>A text with more figures that spaces part is written so throughout.</summary>
    private const int MostDivided = 24;

    /// <param name="answers">What was said of it beside the text.</param>
    public static PasteReading Read(
        string text,
        Contest contest,
        PartyNames parties,
        PasteAnswers? answers = null
    )
    {
        var beside = answers ?? PasteAnswers.None;
        if (text.Length > LongestText)
        {
            return Not(new PasteProblem.TooLong(text.Length, LongestText));
        }
        if (string.IsNullOrWhiteSpace(text))
        {
            return Not(new PasteProblem.Empty());
        }

        var plain = PasteText.Plain(text);
        var roll = new RollMatcher(contest, parties);
        var tokens = PasteToken.Read(plain);
        var reading = Read(plain, tokens, contest, roll, beside);
        // A figure and the next label's, which a line break parted: taken as one figure, it would also hand each label on
        // to the next. “Julie Lowe 248 135 rejected 41,555 total votes”: nothing is guessed.
        return PasteRoles
            .Divided(plain, tokens)
            .Take(MostDivided)
            .Where(d => IsResult(plain, d.Tokens, contest, roll))
            .Select(PasteReading (d) => Not(new PasteProblem.OneOrTwo(d.Written)))
            .FirstOrDefault(reading);
    }

    /// <summary>Whether everybody who stands has a figure, in one way to read it or in several.</summary>
    private static bool IsResult(
        string plain,
        ImmutableArray<PasteToken> all,
        Contest contest,
        RollMatcher roll
    )
    {
        var (tokens, _, layout) = Layout(plain, all, contest, roll);
        return new PasteDiagnosis(plain, layout, roll).Unreadable(tokens).IsEmpty
            && layout.Figures.Count >= contest.Candidates.Length
            && PasteBinding
                .Find(layout, new PasteMeaning(layout, roll), new PasteAsides(layout, roll))
                .Any(w =>
                    w.Targets.OfType<PasteTarget.Votes>().Where(v => !v.IsNear).Distinct().Count()
                    == contest.Candidates.Length
                );
    }

    private static (ImmutableArray<PasteToken> Tokens, int Ranks, PasteLayout Layout) Layout(
        string plain,
        ImmutableArray<PasteToken> all,
        Contest contest,
        RollMatcher roll
    )
    {
        var (tokens, ranks) = PasteRoles.WithoutDatesAndRanks(
            plain,
            all,
            roll.IsInName,
            contest.Candidates.Length
        );
        return (tokens, ranks, PasteLayout.Of(PasteSlogans.Without(plain, tokens, roll), roll));
    }

    private static PasteReading Read(
        string plain,
        ImmutableArray<PasteToken> all,
        Contest contest,
        RollMatcher roll,
        PasteAnswers answers
    )
    {
        var (tokens, ranks, layout) = Layout(plain, all, contest, roll);
        var diagnosis = new PasteDiagnosis(plain, layout, roll);
        if (diagnosis.Unreadable(tokens) is { IsEmpty: false } unreadable)
        {
            return new PasteReading.NotUnderstood(unreadable);
        }
        if (layout.Figures.Count == 0)
        {
            return new PasteReading.NotUnderstood(diagnosis.WithoutFigures());
        }
        var asides = new PasteAsides(layout, roll);
        return PasteBinding.Find(layout, new PasteMeaning(layout, roll), asides) switch
        {
            [] => new PasteReading.NotUnderstood(diagnosis.Problems()),
            [var way] when diagnosis.Near(way, answers.Meant) is { IsEmpty: false } questions =>
                new PasteReading.NotUnderstood(questions),
            // A place that was taken for a part of a figure is missing in the order.
            [var way] when ranks > 0 && ranks != way.Targets.Count(t => t is PasteTarget.Votes) =>
                Not(diagnosis.Unclear()),
            [var way] => new PasteSums(
                plain,
                contest,
                layout,
                asides,
                way,
                new PasteSwing(layout, roll),
                answers.Rejected
            ).Conclude(),
            [var one, var other, ..] => new PasteReading.NotUnderstood([
                diagnosis.Unclear(one, other),
            ]),
        };
    }

    private static PasteReading.NotUnderstood Not(PasteProblem problem) => new([problem]);
}

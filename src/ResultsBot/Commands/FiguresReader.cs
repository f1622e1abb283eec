using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Pasting;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>The figures of a contest as they are typed: pasted in any order, or filled into the roll.</summary>
internal sealed class FiguresReader(PartyNames parties, Phrasebook phrases)
{
    public static Field Result { get; } =
        new("result")
        {
            IsText = true,
            Box = "figures",
            MaxLength = PastedResult.LongestText,
        };

    public static Field Rejected { get; } = new("rejected") { IsOnlyInForm = true, MaxLength = 20 };

    public ReportReading Read(Contest contest, Draft draft, Func<Figures, Command.Report> report)
    {
        var reading = PastedResult.Read(draft[Result.Name], contest, parties);
        if (reading is PasteReading.NotUnderstood { Problems: var problems })
        {
            return new ReportReading.NotUnderstood([.. problems.Select(phrases.Sentence)]);
        }
        var figures = ((PasteReading.Understood)reading).Figures;
        var box = draft[Rejected.Name];
        if (string.IsNullOrWhiteSpace(box))
        {
            return new ReportReading.Understood(report(figures));
        }
        if (Typed.Number(box) is not { } rejected)
        {
            return new ReportReading.NotUnderstood(
                phrases.Sentence(new PasteProblem.NotANumber(PlainText.Shorten(box, 80)))
            );
        }
        return figures.Rejected is { } pasted && pasted != rejected
            ? new ReportReading.NotUnderstood(
                phrases.Sentence(
                    new PasteProblem.SaidTwice(PastedResult.RejectedBallots, rejected, pasted)
                )
            )
            : new ReportReading.Understood(report(figures with { Rejected = rejected }));
    }

    /// <summary>The roll as a text to fill in, with the figures that are known.</summary>
    public string Roll(Contest contest, Func<int, int?> votes) =>
        string.Join(
            '\n',
            contest.Candidates.Select(c =>
            {
                var known = votes(c.Number) is { } figure ? phrases.Number(figure) : "";
                return $"{c.Name}, {c.Description ?? phrases.Party(c.Party)}: {known}";
            })
        );
}

using System.Collections.Immutable;
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

    public ReportReading Read(
        Contest contest,
        Draft draft,
        ImmutableArray<int> meant,
        Func<Figures, Announced?, Command.Report> report
    )
    {
        var box = draft[Rejected.Name];
        var rejected = Typed.Number(box);
        if (rejected is null && !string.IsNullOrWhiteSpace(box))
        {
            return new ReportReading.NotUnderstood(
                phrases.Sentence(new PasteProblem.NotANumber(PlainText.Shorten(box, 80)))
            );
        }
        return PastedResult.Read(
            draft[Result.Name],
            contest,
            parties,
            new PasteAnswers(rejected, meant)
        ) switch
        {
            PasteReading.Understood read => new ReportReading.Understood(
                report(read.Figures, read.Announced == Announced.Nothing ? null : read.Announced)
            ),
            PasteReading.NotUnderstood { Problems: var problems } =>
                new ReportReading.NotUnderstood([.. problems.Select(phrases.Sentence)])
                {
                    Nearly =
                    [
                        .. problems
                            .OfType<PasteProblem.NotOnRoll>()
                            .Where(p => p.IsAllThatIsMissing)
                            .Select(p => p.Nearest!),
                    ],
                },
            var reading => throw new InvalidOperationException($"No rule for {reading}."),
        };
    }

    /// <summary>
    /// The roll as a text to fill in, with the figures that are known; in a ward with several seats the valid papers too,
    /// without which there is no turnout.
    /// </summary>
    public string Roll(Contest contest, Func<int, int?> votes, int? papers = null) =>
        string.Join(
            '\n',
            [
                .. contest.Candidates.Select(c =>
                    $"{c.Name}, {c.Description ?? phrases.Party(c.Party)}: {Known(votes(c.Number))}"
                ),
                .. contest.Rule.IsOnePaperOneVote
                    ? (string[])[]
                    : [$"{phrases.ValidPapersLine()}: {Known(papers)}"],
            ]
        );

    private string Known(int? figure) => figure is { } known ? phrases.Number(known) : "";
}

using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Pasting;
using ResultsBot.Store;
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
        var rejected = draft[Rejected.Name];
        var text = string.IsNullOrWhiteSpace(rejected)
            ? draft[Result.Name]
            // Before the figures, so that a candidate whose figure is missing does not take it.
            : $"{PastedResult.RejectedBallots}: {rejected}\n{draft[Result.Name]}";
        return PastedResult.Read(text, contest, parties) switch
        {
            PasteReading.NotUnderstood { Problems: var problems } =>
                new ReportReading.NotUnderstood([.. problems.Select(phrases.Sentence)]),
            PasteReading.Understood { Figures: var figures } => new ReportReading.Understood(
                report(figures)
            ),
            _ => throw new InvalidOperationException("No rule for this reading."),
        };
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

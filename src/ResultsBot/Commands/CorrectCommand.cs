using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Storage;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/correct seat reason [result]</c>: replaces the figures of a declared result. What was and what is to be are
/// shown before it is sent, and what is not named is kept and shown as such. Without a result it opens a form that holds
/// the figures that stand.
/// </summary>
internal sealed class CorrectCommand(ReportTools tools, FiguresReader reader) : ReportCommand(tools)
{
    public override string Name => "correct";

    protected override Rank Least => Rank.Editor;

    protected override ImmutableArray<Field> Fields { get; } =
    [Field.Seat, Field.Reason, FiguresReader.Result, FiguresReader.Rejected];

    protected override bool Makes(Command.Report report) => report is Command.Correct;

    protected override ReportReading Read(Contest contest, Draft draft, string by) =>
        Desk.Election.State(contest.Id)
            is ContestState.Declared { Result: { Number: var number, Figures: var stands } }
            ? reader.Read(
                contest,
                draft,
                MeantBy(draft),
                (f, said) =>
                    new Command.Correct(
                        contest.Id,
                        number,
                        f.Over(stands),
                        draft[Field.Reason.Name],
                        by
                    )
                    {
                        Announced = said,
                    }
            )
            : new ReportReading.NotUnderstood(Phrases.Sentence(new Fault.NotDeclared(contest)));

    protected override string? RefuseForm(Contest contest) =>
        Desk.Election.State(contest.Id) is ContestState.Declared
            ? null
            : Phrases.Sentence(new Fault.NotDeclared(contest));

    protected override string Blank(Field field, Contest contest)
    {
        if (Desk.Election.State(contest.Id) is not ContestState.Declared { Figures: var figures })
        {
            return "";
        }
        return field == FiguresReader.Result ? reader.Roll(contest, figures.Of, figures.Papers)
            : field == FiguresReader.Rejected ? figures.Rejected?.ToString() ?? ""
            : "";
    }
}

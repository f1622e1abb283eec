using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Storage;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/count seat [result]</c>: figures while counting, provisional and never a result. Not every candidate needs one.
/// </summary>
internal sealed class CountCommand(ReportTools tools, FiguresReader reader) : ReportCommand(tools)
{
    public override string Name => "count";

    protected override ImmutableArray<Field> Fields { get; } = [Field.Seat, FiguresReader.Result];

    protected override bool Makes(Command.Report report) => report is Command.ReportCount;

    protected override ReportReading Read(Contest contest, Draft draft, string by) =>
        reader.Read(
            contest,
            draft,
            MeantBy(draft),
            (f, _) => new Command.ReportCount(contest.Id, f.Votes, by)
        );

    protected override string? RefuseForm(Contest contest) =>
        Desk.Election.State(contest.Id) is ContestState.Declared
            ? Phrases.Sentence(new Fault.AlreadyDeclared(contest, Same: null))
            : null;

    protected override string Blank(Field field, Contest contest)
    {
        var running = Desk.Election.State(contest.Id).Progress.Running;
        return field == FiguresReader.Result
            ? reader.Roll(
                contest,
                n =>
                    running.Where(v => v.Candidate == n).Select(v => (int?)v.Votes).FirstOrDefault()
            )
            : "";
    }
}

using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Store;

namespace ResultsBot.Commands;

/// <summary><c>/retract seat reason</c>: takes a declared result back; the seat is undeclared again.</summary>
internal sealed class RetractCommand(ReportTools tools) : ReportCommand(tools)
{
    public override string Name => "retract";

    protected override Rank Least => Rank.Editor;

    protected override ImmutableArray<Field> Fields { get; } = [Field.Seat, Field.Reason];

    protected override ReportReading Read(Contest contest, Draft draft, string by) =>
        Desk.Election.State(contest.Id) is ContestState.Declared { Result.Number: var number }
            ? new ReportReading.Understood(
                new Command.Retract(contest.Id, number, draft[Field.Reason.Name], by)
            )
            : new ReportReading.NotUnderstood(Phrases.Sentence(new Fault.NotDeclared(contest)));
}

using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Storage;

namespace ResultsBot.Commands;

/// <summary><c>/reinstate seat</c>: brings a result that was taken back in again, as it was.</summary>
internal sealed class ReinstateCommand(ReportTools tools) : ReportCommand(tools)
{
    public override string Name => "reinstate";

    protected override Rank Least => Rank.Editor;

    protected override ImmutableArray<Field> Fields { get; } = [Field.Seat];

    protected override bool Makes(Command.Report report) => report is Command.Reinstate;

    protected override ReportReading Read(Contest contest, Draft draft, string by) =>
        Desk.Election.State(contest.Id) is ContestState.Retracted { Was.Number: var number }
            ? new ReportReading.Understood(new Command.Reinstate(contest.Id, number, by))
            : new ReportReading.NotUnderstood(Phrases.Sentence(new Fault.NotRetracted(contest)));
}

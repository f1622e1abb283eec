using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Store;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/retract seat reason</c>: takes back what stands of a seat, however long ago it was sent: a declared result, that
/// its poll is postponed, or where there is neither, the flash.
/// </summary>
internal sealed class RetractCommand(ReportTools tools) : ReportCommand(tools)
{
    public override string Name => "retract";

    protected override Rank Least => Rank.Editor;

    protected override ImmutableArray<Field> Fields { get; } = [Field.Seat, Field.Reason];

    protected override bool Makes(Command.Report report) =>
        report is Command.Retract or Command.WithdrawFlash or Command.ReopenPoll;

    protected override ReportReading Read(Contest contest, Draft draft, string by) =>
        Desk.Election.State(contest.Id) switch
        {
            ContestState.Postponed => new ReportReading.Understood(
                new Command.ReopenPoll(contest.Id, draft[Field.Reason.Name], by)
            ),
            ContestState.Declared { Result.Number: var number } => new ReportReading.Understood(
                new Command.Retract(contest.Id, number, draft[Field.Reason.Name], by)
            ),
            { Progress.Flashes: { IsEmpty: false } flashes } => new ReportReading.Understood(
                new Command.WithdrawFlash(contest.Id, flashes, draft[Field.Reason.Name], by)
            ),
            _ => new ReportReading.NotUnderstood(
                Phrases.Sentence(new Fault.NothingToRetract(contest))
            ),
        };
}

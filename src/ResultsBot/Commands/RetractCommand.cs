using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Storage;

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
        Desk.Election.Retraction(contest.Id, draft[Field.Reason.Name], by) is { } report
            ? new ReportReading.Understood(report)
            : new ReportReading.NotUnderstood(
                Phrases.Sentence(new Fault.NothingToRetract(contest))
            );
}

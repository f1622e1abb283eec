using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Pasting;
using ResultsBot.Storage;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/electorate seat electorate reason</c>: puts the number of voters right. The turnout of a declared result is
/// worked out anew, and every copy that showed it is changed.
/// </summary>
internal sealed class ElectorateCommand(ReportTools tools) : ReportCommand(tools)
{
    private const string Electorate = "electorate";

    public override string Name => "electorate";

    protected override Rank Least => Rank.Editor;

    protected override ImmutableArray<Field> Fields { get; } =
    [Field.Seat, new Field(Electorate) { IsRequired = true, MaxLength = 20 }, Field.Reason];

    protected override bool Makes(Command.Report report) => report is Command.CorrectElectorate;

    protected override ReportReading Read(Contest contest, Draft draft, string by) =>
        Typed.Number(draft[Electorate]) is { } electorate
            ? new ReportReading.Understood(
                new Command.CorrectElectorate(
                    contest.Id,
                    contest.Electorate,
                    electorate,
                    draft[Field.Reason.Name],
                    by
                )
            )
            : new ReportReading.NotUnderstood(Phrases.NoNumber(draft[Electorate]));
}

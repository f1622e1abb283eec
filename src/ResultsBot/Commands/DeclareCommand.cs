using System.Collections.Immutable;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Storage;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/declare seat [result]</c>: takes a result in, reads it back, and sends it once somebody has pressed
/// <b>Broadcast</b>. Without a result it opens a form that lists the candidates already.
/// </summary>
internal sealed class DeclareCommand(ReportTools tools, FiguresReader reader) : ReportCommand(tools)
{
    public override string Name => "declare";

    protected override ImmutableArray<Field> Fields { get; } =
    [Field.Seat, FiguresReader.Result, FiguresReader.Rejected];

    protected override bool Makes(Command.Report report) => report is Command.Declare;

    protected override ReportReading Read(Contest contest, Draft draft, string by) =>
        reader.Read(
            contest,
            draft,
            MeantBy(draft),
            (f, said) => new Command.Declare(contest.Id, f, by) { Announced = said }
        );

    protected override string? RefuseForm(Contest contest) =>
        Desk.Election.State(contest.Id) is ContestState.Declared
            ? Phrases.Sentence(new Fault.AlreadyDeclared(contest, Same: null))
            : null;

    protected override string Blank(Field field, Contest contest) =>
        field == FiguresReader.Result ? reader.Roll(contest, _ => null) : "";
}

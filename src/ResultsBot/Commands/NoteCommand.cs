using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Store;

namespace ResultsBot.Commands;

/// <summary><c>/note seat [text] [photo]</c>: what a reporter sees at a count.</summary>
internal sealed class NoteCommand(ReportTools tools, Photos photos) : ReportCommand(tools)
{
    public override string Name => "note";

    protected override ImmutableArray<Field> Fields { get; } = [Field.Seat, Photos.Words];

    protected override ImmutableArray<CommandOption> OtherOptions => [photos.Option];

    protected override Task<ReportReading.NotUnderstood?> Take(
        Interaction.CommandInvoked interaction,
        Dictionary<string, string> fields,
        CancellationToken ct
    ) => photos.Take(interaction, fields, ct);

    protected override bool Makes(Command.Report report) => report is Command.Note;

    protected override ReportReading Read(Contest contest, Draft draft, string by) =>
        new ReportReading.Understood(
            new Command.Note(contest.Id, draft[Photos.Words.Name].Trim(), by, Photos.In(draft))
        );
}

/// <summary><c>/quote seat who [text] [photo]</c>: what somebody says about it.</summary>
internal sealed class QuoteCommand(ReportTools tools, Photos photos) : ReportCommand(tools)
{
    private const string Who = "who";

    public override string Name => "quote";

    protected override ImmutableArray<Field> Fields { get; } =
    [Field.Seat, new Field(Who) { IsRequired = true }, Photos.Words];

    protected override ImmutableArray<CommandOption> OtherOptions => [photos.Option];

    protected override Task<ReportReading.NotUnderstood?> Take(
        Interaction.CommandInvoked interaction,
        Dictionary<string, string> fields,
        CancellationToken ct
    ) => photos.Take(interaction, fields, ct);

    protected override bool Makes(Command.Report report) => report is Command.Quote;

    protected override ReportReading Read(Contest contest, Draft draft, string by) =>
        new ReportReading.Understood(
            new Command.Quote(
                contest.Id,
                draft[Who].Trim(),
                draft[Photos.Words.Name].Trim(),
                by,
                Photos.In(draft)
            )
        );
}

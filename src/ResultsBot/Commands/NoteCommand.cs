using System.Collections.Immutable;
using System.Globalization;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Storage;

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
    private const int LongestName = 80;
    private const string MarksOfNames = " -‐‑'’,.()";

    public override string Name => "quote";

    protected override ImmutableArray<Field> Fields { get; } =
    [Field.Seat, new Field(Who) { IsRequired = true, MaxLength = LongestName }, Photos.Words];

    protected override ImmutableArray<CommandOption> OtherOptions => [photos.Option];

    protected override Task<ReportReading.NotUnderstood?> Take(
        Interaction.CommandInvoked interaction,
        Dictionary<string, string> fields,
        CancellationToken ct
    ) => photos.Take(interaction, fields, ct);

    protected override bool Makes(Command.Report report) => report is Command.Quote;

    protected override ReportReading Read(Contest contest, Draft draft, string by)
    {
        var who = draft[Who].Trim();
        return IsName(who)
            ? new ReportReading.Understood(
                new Command.Quote(
                    contest.Id,
                    who,
                    draft[Photos.Words.Name].Trim(),
                    by,
                    Photos.In(draft)
                )
            )
            : new ReportReading.NotUnderstood(Phrases.NoQuotedName(who, LongestName));
    }

    /// <summary>Nothing that could be taken for a result: no figures, no lines, no marks but those of names.</summary>
    private static bool IsName(string who) =>
        who.Length <= LongestName
        && who.Any(char.IsLetter)
        && who.All(c =>
            char.IsLetter(c)
            || MarksOfNames.Contains(c, StringComparison.Ordinal)
            || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark
        );
}

using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Packs.Names;
using ResultsBot.Pasting;
using ResultsBot.Storage;

namespace ResultsBot.Commands;

/// <summary><c>/status seat stage [expected] [note]</c>: how far the count has come, and when the declaration is expected.</summary>
internal sealed class StatusCommand(ReportTools tools, TimeProvider time) : ReportCommand(tools)
{
    private const string Stage = "stage";
    private const string Expected = "expected";
    private const string Note = "note";

    /// <summary>More than these are typed: “recount 4”.</summary>
    private const int RecountsInList = 3;

    public override string Name => "status";

    protected override ImmutableArray<Field> Fields { get; } =
    [
        Field.Seat,
        new Field(Stage) { IsRequired = true, IsSuggested = true },
        new Field(Expected) { MaxLength = 10 },
        new Field(Note) { MaxLength = 300 },
    ];

    protected override ImmutableArray<CommandChoice> Suggest(
        Interaction.AutocompleteAsked interaction,
        Contest? contest
    )
    {
        var key = Words.Key(interaction.FocusedValue);
        return
        [
            .. Names()
                .SelectMany(s =>
                    s.Stage == Engine.Stage.Recount
                        ? Enumerable.Range(1, RecountsInList).Select(n => $"{s.Name} {n}")
                        : [s.Name]
                )
                .Concat([Phrases.PostponedName(), Phrases.UnopposedName()])
                .Where(n => Words.Key(n).Contains(key, StringComparison.Ordinal))
                .Select(n => new CommandChoice(n, n)),
        ];
    }

    protected override bool Makes(Command.Report report) =>
        report is Command.ReportStage or Command.PostponePoll or Command.DeclareUnopposed;

    /// <summary>No count has these stages: they say that there is none, and change who holds the seat or when.</summary>
    protected override Rank LeastFor(Command.Report report) =>
        report is Command.ReportStage ? Least : Rank.Editor;

    protected override ReportReading Read(Contest contest, Draft draft, string by)
    {
        if (WithoutPoll(contest, draft, by) is { } report)
        {
            return new ReportReading.Understood(report);
        }
        var problems = ImmutableArray.CreateBuilder<RichText>();
        var stage = Typed.Stage(draft[Stage], Names());
        if (stage is null)
        {
            problems.Add(Phrases.UnknownStage(draft[Stage], [.. Typable()]));
        }
        DateTimeOffset? expected = null;
        if (!string.IsNullOrWhiteSpace(draft[Expected]))
        {
            var now = Desk.Election.Definition.Local(time.GetUtcNow());
            expected = Typed.Time(draft[Expected], now);
            if (expected is null)
            {
                problems.Add(Phrases.NoTime(draft[Expected]));
            }
        }
        if (stage is not { } told || problems.Count > 0)
        {
            return new ReportReading.NotUnderstood(problems.ToImmutable());
        }
        var note = draft[Note].Trim();
        return new ReportReading.Understood(
            new Command.ReportStage(
                contest.Id,
                new StageReport(told.Stage, told.Recount, expected, note.Length == 0 ? null : note),
                by
            )
        );
    }

    private Command.Report? WithoutPoll(Contest contest, Draft draft, string by)
    {
        var typed = Words.Key(draft[Stage]);
        return typed == Words.Key(Phrases.PostponedName())
                ? new Command.PostponePoll(contest.Id, draft[Note].Trim(), by)
            : typed == Words.Key(Phrases.UnopposedName())
                ? new Command.DeclareUnopposed(contest.Id, by)
            : null;
    }

    private IEnumerable<string> Typable() =>
        Names().Select(n => n.Name).Append(Phrases.PostponedName()).Append(Phrases.UnopposedName());

    private IEnumerable<(Stage Stage, string Name)> Names() =>
        Enum.GetValues<Stage>().Select(s => (s, Phrases.StageName(s)));
}

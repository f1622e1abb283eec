using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Packs.Names;
using ResultsBot.Pasting;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>A command that names a candidate and no figures.</summary>
internal abstract class WinnerCommand(ReportTools tools, PartyNames parties) : ReportCommand(tools)
{
    private const string Winner = "winner";

    protected override ImmutableArray<Field> Fields { get; } =
    [Field.Seat, new Field(Winner) { IsRequired = true, IsSuggested = true }];

    protected abstract Command.Report Report(Contest contest, Candidate winner, string by);

    protected override ImmutableArray<CommandChoice> Suggest(
        Interaction.AutocompleteAsked interaction,
        Contest? contest
    )
    {
        var key = Words.Key(interaction.FocusedValue);
        return contest is null
            ? []
            :
            [
                .. contest
                    .Candidates.Select(c => $"{c.Name} ({c.Description ?? Phrases.Party(c.Party)})")
                    .Where(n => Words.Key(n).Contains(key, StringComparison.Ordinal))
                    .Take(Limits.Choices)
                    .Select(n =>
                    {
                        var shown = PlainText.Shorten(n, Limits.ChoiceName);
                        return new CommandChoice(shown, shown);
                    }),
            ];
    }

    protected override ReportReading Read(Contest contest, Draft draft, string by)
    {
        if (MeantBy(draft) is [.., var meant] && contest.Candidates.Any(c => c.Number == meant))
        {
            return new ReportReading.Understood(Report(contest, contest.Candidate(meant), by));
        }
        var typed = draft[Winner];
        var words = Words.Of(typed);
        var roll = new RollMatcher(contest, parties);
        return roll.Find(words) switch
        {
            RollMatch.One { Candidate: var winner } => new ReportReading.Understood(
                Report(contest, winner, by)
            ),
            RollMatch.Several { Candidates: var several } => Not(
                new PasteProblem.Alike(PlainText.Shorten(typed, 80), several),
                several
            ),
            RollMatch.OtherParty { Candidate: var candidate } => Not(
                new PasteProblem.WrongParty(PlainText.Shorten(typed, 80), candidate),
                [candidate]
            ),
            RollMatch.Nobody when roll.Nearest(words) is var nearest => Not(
                new PasteProblem.NotOnRoll(PlainText.Shorten(typed, 80), nearest),
                nearest is null ? [] : [nearest]
            ),
            _ => throw new InvalidOperationException("No rule for this match."),
        };
    }

    private ReportReading.NotUnderstood Not(
        PasteProblem problem,
        ImmutableArray<Candidate> nearly
    ) => new(Phrases.Sentence(problem)) { Nearly = nearly };
}

/// <summary><c>/flash seat winner</c>: the winner alone, before the figures.</summary>
internal sealed class FlashCommand(ReportTools tools, PartyNames parties)
    : WinnerCommand(tools, parties)
{
    public override string Name => "flash";

    protected override bool Makes(Command.Report report) => report is Command.Flash;

    protected override Command.Report Report(Contest contest, Candidate winner, string by) =>
        new Command.Flash(contest.Id, winner.Number, by);
}

/// <summary><c>/lot seat winner</c>: who won the lot that the returning officer drew after a tie.</summary>
internal sealed class LotCommand(ReportTools tools, PartyNames parties)
    : WinnerCommand(tools, parties)
{
    public override string Name => "lot";

    protected override Rank Least => Rank.Editor;

    protected override bool Makes(Command.Report report) => report is Command.RecordLot;

    protected override Command.Report Report(Contest contest, Candidate winner, string by) =>
        new Command.RecordLot(contest.Id, winner.Number, by);
}

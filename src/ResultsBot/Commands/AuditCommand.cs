using System.Collections.Immutable;
using System.Text;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/audit [seat]</c>: who said what of it, when, and from which figures; without a seat, what is of none: the desk's
/// entries in the live blog, what it pinned, held and paused.
/// </summary>
internal sealed class AuditCommand(
    IElectionStore store,
    IDraftStore drafts,
    Staff staff,
    Places places,
    DisplayNames people,
    Phrasebook phrases
) : ISlashCommand
{
    public const string Name = "audit";

    /// <summary>Of the lines shown, in characters; the file has them all.</summary>
    private const int LongestShown = 1500;

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = Name,
            Description = phrases.CommandDescription(Name),
            Options = [(Field.Seat with { IsRequired = false }).Option(phrases)],
        };

    public bool IsPrivate => true;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        places.SuggestSeats(interaction.FocusedValue);

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        var all = await store.ReadRecord(ct);
        if (interaction.Text(SeatOption.Name) is not { Length: > 0 } typed)
        {
            ImmutableArray<StoredEvent> ofTheDesk = [.. all.Where(e => IsOfTheDesk(e.Event))];
            return ofTheDesk.IsEmpty
                ? new Reply.Say(phrases.NothingByTheDesk())
                : await Show("desk", phrases.AuditOfTheDeskTitle(), ofTheDesk, ct);
        }
        return places.Seat(typed) is { } contest
            ? await Show(contest, all, ct)
            : new Reply.Say(SeatOption.Unknown(typed, places, phrases));
    }

    /// <summary>Of an alert in the desk's channel: its seat.</summary>
    public async Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    )
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        return places.Seat(id.Subject) is { } contest
            ? await Show(contest, await store.ReadRecord(ct), ct)
            : new Reply.Say(phrases.NoLongerInUse());
    }

    private async Task<Reply> Show(
        Contest contest,
        ImmutableArray<StoredEvent> all,
        CancellationToken ct
    )
    {
        var record = Of(contest.Id, all);
        return record.IsEmpty
            ? new Reply.Say(phrases.NothingHappened(contest.Name))
            : await Show($"{contest.Id}", phrases.AuditTitle(contest.Name), record, ct);
    }

    private async Task<Reply> Show(
        string name,
        string title,
        ImmutableArray<StoredEvent> record,
        CancellationToken ct
    )
    {
        // The newest lines that fit, in order.
        var shown = new LinkedList<RichText>();
        var length = 0;
        foreach (var line in record.Reverse().Select(Line))
        {
            length += line.Length + 1;
            if (length > LongestShown)
            {
                break;
            }
            shown.AddFirst(line);
        }
        return new Reply.Say(
            new BotMessage
            {
                Lines = [phrases.AuditIsAttached(record.Length), .. shown],
                Files =
                [
                    new OutgoingFile(
                        $"audit-{name}.txt",
                        "text/plain;charset=utf-8",
                        Encoding.UTF8.GetBytes(await Whole(title, record, ct))
                    ),
                ],
            }
        );
    }

    /// <summary>What is of the seat: what happened there, and what became of its proposals.</summary>
    private static ImmutableArray<StoredEvent> Of(
        ContestId contest,
        ImmutableArray<StoredEvent> all
    )
    {
        var proposals = all.Select(e => e.Event)
            .OfType<ElectionEvent.Proposed>()
            .Where(e => e.Asks.Contest == contest)
            .Select(e => e.Proposal)
            .ToHashSet();
        return
        [
            .. all.Where(e =>
                e.Event.About == contest
                || (ProposalOf(e.Event) is { } proposal && proposals.Contains(proposal))
            ),
        ];
    }

    private static bool IsOfTheDesk(ElectionEvent happened) =>
        happened.About is null && ProposalOf(happened) is null;

    private static ProposalId? ProposalOf(ElectionEvent happened) =>
        happened switch
        {
            ElectionEvent.Proposed e => e.Proposal,
            ElectionEvent.SecondPersonAsked e => e.Proposal,
            ElectionEvent.ProposalWithdrawn e => e.Proposal,
            ElectionEvent.ProposalRejected e => e.Proposal,
            ElectionEvent.ProposalSent e => e.Proposal,
            _ => null,
        };

    private RichText Line(StoredEvent stored) =>
        $"{phrases.Clock(stored.Event.At)} {phrases.Person(stored.Event.By)} {PlainText.Shorten(phrases.Happened(stored.Event), 300)}";

    /// <summary>With the text that each proposal was read from.</summary>
    private async Task<string> Whole(
        string title,
        ImmutableArray<StoredEvent> record,
        CancellationToken ct
    )
    {
        var text = new StringBuilder(title).Append("\n\n");
        var names = await people.Of(record.Select(e => e.Event.By), ct);
        foreach (var (version, _, happened) in record)
        {
            text.Append(
                phrases.RecordLine(
                    version,
                    happened.At,
                    PlainText.Clean(names[happened.By]),
                    PlainText.Clean(phrases.Happened(happened))
                )
            );
            text.Append('\n');
            if (
                happened is ElectionEvent.Proposed { Proposal.Value: var id }
                && await drafts.Find(id, ct) is { } draft
            )
            {
                text.Append($"    {phrases.Typed()}\n");
                foreach (var (field, typed) in draft.Fields.Where(f => f.Value.Length > 0))
                {
                    text.Append($"    {field}: {typed.ReplaceLineEndings("\n        ")}\n");
                }
            }
        }
        return text.ToString();
    }
}

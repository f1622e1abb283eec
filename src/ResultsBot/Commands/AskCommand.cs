using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/ask seat [question]</c>: mentions the seat's reporters where it is typed, with what the desk wants to know; they answer
/// there, in their own words. The button of an alert asks what stands in it.
/// </summary>
internal sealed class AskCommand(
    ResultsDesk desk,
    IElectionStore store,
    Assignments assignments,
    Staff staff,
    Places places,
    Phrasebook phrases
) : ISlashCommand
{
    public const string Name = "ask";
    private const string Question = "question";

    /// <summary>More would be the whole newsroom.</summary>
    private const int MostAsked = 5;

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = Name,
            Description = phrases.CommandDescription(Name),
            Options =
            [
                Field.Seat.Option(phrases),
                new CommandOption
                {
                    Name = Question,
                    Description = phrases.OptionDescription(Question),
                    Type = CommandOptionType.String,
                    MaxLength = 500,
                },
            ],
        };

    /// <summary>Who is asked has to see it.</summary>
    public bool IsPrivate => false;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        places.SuggestSeats(interaction.FocusedValue);

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        var typed = interaction.Text(SeatOption.Name) ?? "";
        return places.Seat(typed) is { } contest
            ? await Ask(contest, interaction.Text(Question) ?? "", interaction, ct)
            : Reply.Refuse(SeatOption.Unknown(typed, places, phrases));
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
            ? await Ask(contest, "", interaction, ct)
            : Reply.Refuse(phrases.NoLongerInUse());
    }

    private async Task<Reply> Ask(
        Contest contest,
        string question,
        Interaction interaction,
        CancellationToken ct
    )
    {
        var asked = await ReportersAt(contest.Id, interaction, ct);
        if (asked.IsEmpty)
        {
            return Reply.Refuse(phrases.NobodyToAsk(contest.Name));
        }
        string[] alerts =
        [
            .. Alert
                .Of(desk.Election)
                .Where(a => a.Contest.Id == contest.Id)
                .Select(phrases.Sentence),
        ];
        return new Reply.Say(
            new BotMessage
            {
                Lines =
                [
                    phrases.AsksReporters(
                        [.. asked.Select(p => phrases.Person(Staff.Person(p)))],
                        phrases.Person(Staff.By(interaction)),
                        contest.Name
                    ),
                    .. string.IsNullOrWhiteSpace(question)
                        ? alerts.Length > 0
                            ? alerts.Select(a => (RichText)a).Append(phrases.AskedToCheck())
                            : [phrases.AskedForTheLatest()]
                        : [question],
                ],
                Notifies = asked,
            }
        );
    }

    /// <summary>Who is assigned there; where nobody is, who else reported of it last.</summary>
    private async Task<ImmutableArray<ulong>> ReportersAt(
        ContestId contest,
        Interaction by,
        CancellationToken ct
    )
    {
        ImmutableArray<ulong> assigned = [.. assignments.At(contest).Take(MostAsked)];
        return assigned.IsEmpty
            ?
            [
                .. (await store.ReadRecord(ct))
                    .Where(e => e.Event.About == contest)
                    .Select(e => Staff.PersonOf(e.Event.By))
                    .OfType<ulong>()
                    .Where(p => p != by.User.Id.Value)
                    .TakeLast(1),
            ]
            : assigned;
    }
}

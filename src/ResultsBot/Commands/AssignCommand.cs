using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// <c>/assign [reporter] [seats]</c>: ties a reporter to seats; without seats, to none and so to all. Alone, it says who is
/// where.
/// </summary>
internal sealed class AssignCommand(
    Assignments assignments,
    Staff staff,
    Places places,
    Phrasebook phrases
) : ISlashCommand
{
    public const string Name = "assign";
    private const string Reporter = "reporter";
    private const string Seats = "seats";

    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = Name,
            Description = phrases.CommandDescription(Name),
            Options =
            [
                new CommandOption
                {
                    Name = Reporter,
                    Description = phrases.OptionDescription(Reporter),
                    Type = CommandOptionType.User,
                },
                new CommandOption
                {
                    Name = Seats,
                    Description = phrases.OptionDescription(Seats),
                    Type = CommandOptionType.String,
                    MaxLength = 2000,
                },
            ],
        };

    public bool IsPrivate => true;

    public async Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        if (staff.Refuse(interaction, Rank.Editor) is { } refusal)
        {
            return refusal;
        }
        if (interaction.IdOf(Reporter) is not { } person)
        {
            return new Reply.Say(WhoIsWhere());
        }
        var contests = ImmutableArray.CreateBuilder<Contest>();
        var problems = new List<string>();
        foreach (
            var typed in (interaction.Text(Seats) ?? "").Split(
                [',', ';', '\n'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            if (places.Seat(typed) is { } contest)
            {
                contests.Add(contest);
            }
            else
            {
                problems.Add(SeatOption.Unknown(typed, places, phrases));
            }
        }
        if (problems.Count > 0)
        {
            return new Reply.Say(new BotMessage { Lines = [.. problems] });
        }
        await assignments.Assign(person.Value, [.. contests.Select(c => c.Id).Distinct()]);
        return new Reply.Say(
            phrases.Assigned(
                phrases.Person(Staff.Person(person.Value)),
                [.. contests.Select(c => c.Name)]
            )
        );
    }

    public Task<Reply> Press(
        Interaction.ComponentPressed interaction,
        CustomId id,
        CancellationToken ct
    ) => Task.FromResult(staff.Refuse(interaction, Rank.Editor) ?? new Reply.Say(WhoIsWhere()));

    private Post WhoIsWhere()
    {
        RichText[] lines =
        [
            .. assignments.All.Select(a =>
                phrases.AssignedLine(
                    phrases.Person(Staff.Person(a.Person)),
                    [.. a.Seats.Select(phrases.Seat)]
                )
            ),
        ];
        return new Post
        {
            Headline = phrases.WhoIsWhere(),
            Body =
            [
                .. (
                    lines.Length == 0
                        ? [phrases.NobodyAssigned()]
                        : lines.Append(phrases.OthersReportAnywhere())
                ).Select(l => new PostPart.Paragraph(l)),
            ],
        };
    }
}

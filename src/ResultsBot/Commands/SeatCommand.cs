using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/seat seat</c>: the result of a seat, or who stands there and what is known of the count.</summary>
internal sealed class SeatCommand(
    ResultsDesk desk,
    Places places,
    PostWriter writer,
    Phrasebook phrases,
    TimeProvider time
) : ISlashCommand
{
    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = "seat",
            Description = phrases.SeatDescription,
            Options = [Field.Seat.Option(phrases)],
        };

    public bool IsPrivate => false;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        places.SuggestSeats(interaction.FocusedValue);

    public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        var typed = interaction.Text(SeatOption.Name) ?? "";
        var election = desk.Public;
        return Task.FromResult<Reply>(
            places.Seat(typed) is { } contest
                ? new Reply.Say(
                    writer.Write(
                        election.Definition.Contest(contest.Id),
                        election.State(contest.Id),
                        time.GetUtcNow()
                    )
                )
                : new Reply.Say(SeatOption.Unknown(typed, places, phrases))
        );
    }
}

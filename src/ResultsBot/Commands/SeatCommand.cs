using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Outlets.Discord;
using ResultsBot.Pictures;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/seat seat</c>: the result of a seat, or who stands there and what is known of the count.</summary>
internal sealed class SeatCommand(
    ResultsDesk desk,
    Places places,
    PostWriter writer,
    AnswerPictures pictures,
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

    public bool IsForDesk => false;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        places.SuggestSeats(interaction.FocusedValue);

    public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        var typed = interaction.Text(SeatOption.Name) ?? "";
        var election = desk.Public;
        return Task.FromResult<Reply>(
            places.Seat(typed) is { } contest
                ? new Reply.Say(Answer(election, election.Definition.Contest(contest.Id)))
                : Reply.Refuse(SeatOption.Unknown(typed, places, phrases))
        );
    }

    private BotMessage Answer(Election election, Contest contest)
    {
        var state = election.State(contest.Id);
        var post = writer.Write(contest, state, time.GetUtcNow());
        var corner = election.Standing(contest.Areas[0]);
        return state.VerdictIfAny is { } verdict
            ? pictures.With(
                post,
                (verdict, corner),
                () => ResultCard.Draw(phrases, contest, verdict, corner, null, writer.IsRehearsal)
            )
            : BotMessage.Showing(post);
    }
}

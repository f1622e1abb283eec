using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/seat seat</c>: the result of a seat, or who stands there.</summary>
internal sealed class SeatCommand(
    ResultsDesk desk,
    Places places,
    BulletinEmbeds embeds,
    Phrasebook phrases
) : ISlashCommand
{
    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = "seat",
            Description = "A seat’s result, or who stands there.",
            Options = [SeatOption.Shape],
        };

    public bool IsPrivate => false;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        places.SuggestSeats(interaction.FocusedValue);

    public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        var typed = interaction.Text(SeatOption.Name) ?? "";
        return Task.FromResult<Reply>(
            places.Seat(typed) is { } contest
                ? new Reply.Say(new OutgoingMessage { Embeds = [Show(contest)] })
                : new Reply.Say(SeatOption.Unknown(typed, places, phrases))
        );
    }

    private Embed Show(Contest contest) =>
        desk.Public.State(contest.Id) is ContestState.Declared { Verdict: var verdict, At: var at }
            ? embeds.Of(contest, verdict) with
            {
                Timestamp = at,
            }
            : new Embed
            {
                Title = Text.Shorten(
                    Text.Plain($"{contest.Name}: not declared yet"),
                    Limits.EmbedTitle
                ),
                Description = Text.Shorten(
                    string.Join('\n', Roll(contest)),
                    Limits.EmbedDescription
                ),
            };

    private IEnumerable<string> Roll(Contest contest)
    {
        if (contest.Base is { } last)
        {
            yield return $"Won last time by {Text.Escape(phrases.Party(last.Winner))}. "
                + $"Electorate {phrases.Number(contest.Electorate)}.";
            yield return "";
        }
        foreach (var candidate in contest.Candidates)
        {
            var sitting = candidate.Sitting ? ", the sitting member" : "";
            yield return $"{Text.Escape(candidate.Name)} ({Text.Escape(candidate.Description ?? phrases.Party(candidate.Party))}){sitting}";
        }
    }
}

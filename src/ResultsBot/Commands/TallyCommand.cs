using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Wire;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/tally [area]</c>: the state of the parties, in the country or in one area.</summary>
internal sealed class TallyCommand(
    ResultsDesk desk,
    Places places,
    BulletinEmbeds embeds,
    Phrasebook phrases
) : ISlashCommand
{
    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = "tally",
            Description = "The state of the parties so far.",
            Options =
            [
                AreaOption.Of("A nation, region or county. Leave it out for the whole country."),
            ],
        };

    public bool IsPrivate => false;

    public ImmutableArray<CommandChoice> Suggest(Interaction.AutocompleteAsked interaction) =>
        places.SuggestPlaces(interaction.FocusedValue);

    public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        var election = desk.Public;
        return Task.FromResult<Reply>(
            AreaOption.Read(interaction, places, phrases) switch
            {
                AreaOption.Choice.Unclear unclear => new Reply.Say(unclear.Sentence),
                AreaOption.Choice.Chosen { Scope: Scope.Seat } => new Reply.Say(
                    "That is a single seat: `/seat` shows it."
                ),
                AreaOption.Choice.Chosen { Scope: Scope.Area { Id: var area } } => Tell(
                    election,
                    area
                ),
                _ => Tell(election, election.Definition.Whole),
            }
        );
    }

    private Reply Tell(Election election, AreaId area) =>
        new Reply.Say(new OutgoingMessage { Embeds = [embeds.Of(election.Standing(area))] });
}

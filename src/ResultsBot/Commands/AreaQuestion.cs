using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// What everybody may ask of an area, or of the whole country: a command with the option <c>area</c>, answered in
/// the channel from what has been sent out.
/// </summary>
internal abstract class AreaQuestion(
    string name,
    string description,
    ResultsDesk desk,
    Places places,
    Phrasebook phrases,
    params ImmutableArray<CommandOption> more
) : ISlashCommand
{
    public ApplicationCommand Shape { get; } =
        new()
        {
            Name = name,
            Description = description,
            Options = [AreaOption.Of(phrases.AreaDescription), .. more],
        };

    public bool IsPrivate => false;

    public bool IsForDesk => false;

    protected Phrasebook Phrases => phrases;

    public virtual ImmutableArray<CommandChoice> Suggest(
        Interaction.AutocompleteAsked interaction
    ) => places.SuggestPlaces(interaction.FocusedValue);

    public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        var election = desk.Public;
        return Task.FromResult<Reply>(
            AreaOption.Read(interaction, places, phrases) switch
            {
                AreaOption.Choice.Unclear unclear => Reply.Refuse(unclear.Sentence),
                AreaOption.Choice.Chosen { Scope: Scope.Seat } => Reply.Refuse(phrases.SingleSeat),
                AreaOption.Choice.Chosen { Scope: Scope.Area { Id: var area } } => Answer(
                    election,
                    area,
                    interaction
                ),
                _ => Answer(election, election.Definition.Whole, interaction),
            }
        );
    }

    /// <param name="election">As everybody may know it.</param>
    protected abstract Reply Answer(
        Election election,
        AreaId area,
        Interaction.CommandInvoked interaction
    );
}

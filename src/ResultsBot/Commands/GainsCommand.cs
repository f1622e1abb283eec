using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/gains [area] [party]</c>: who took what from whom.</summary>
internal sealed class GainsCommand(
    ResultsDesk desk,
    Places places,
    PostWriter writer,
    Phrasebook phrases
)
    : AreaQuestion(
        "gains",
        phrases.GainsDescription,
        desk,
        places,
        phrases,
        PartyOption.Of(phrases) with
        {
            Description = phrases.PartyDescription,
        }
    )
{
    public override ImmutableArray<CommandChoice> Suggest(
        Interaction.AutocompleteAsked interaction
    ) =>
        interaction.FocusedOption == PartyOption.Name
            ? PartyOption.Suggest(interaction.FocusedValue, Phrases)
            : base.Suggest(interaction);

    protected override Reply Answer(
        Election election,
        AreaId area,
        Interaction.CommandInvoked interaction
    ) =>
        PartyOption.Read(interaction, Phrases) switch
        {
            PartyOption.Choice.Unclear unclear => Reply.Refuse(unclear.Sentence),
            PartyOption.Choice.Chosen { Party: var party } => new Reply.Say(
                writer.Gains(election.Standing(area), Overview.Takings(election, area), party)
            ),
            _ => throw new InvalidOperationException("No rule for this choice."),
        };
}

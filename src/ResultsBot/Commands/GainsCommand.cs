using System.Collections.Immutable;
using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Pasting;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/gains [area] [party]</c>: who took what from whom.</summary>
internal sealed class GainsCommand(
    ResultsDesk desk,
    Places places,
    BulletinEmbeds embeds,
    Phrasebook phrases
)
    : AreaQuestion(
        "gains",
        phrases.GainsDescription,
        desk,
        places,
        phrases,
        new CommandOption
        {
            Name = PartyOption,
            Description = phrases.PartyDescription,
            Type = CommandOptionType.String,
            Autocomplete = true,
            MaxLength = 100,
        }
    )
{
    private const string PartyOption = "party";

    public override ImmutableArray<CommandChoice> Suggest(
        Interaction.AutocompleteAsked interaction
    ) =>
        interaction.FocusedOption == PartyOption
            ?
            [
                .. Phrases
                    .Definition.Parties.Where(p =>
                        Names(p)
                            .Any(n =>
                                Words
                                    .Key(n)
                                    .Contains(
                                        Words.Key(interaction.FocusedValue),
                                        StringComparison.Ordinal
                                    )
                            )
                    )
                    .Take(Limits.Choices)
                    .Select(p => new CommandChoice(
                        Text.Shorten(p.Name, Limits.ChoiceName),
                        Text.Shorten(p.Id.Value, Limits.ChoiceValue)
                    )),
            ]
            : base.Suggest(interaction);

    protected override Reply Answer(
        Election election,
        AreaId area,
        Interaction.CommandInvoked interaction
    )
    {
        var typed = interaction.Text(PartyOption) ?? "";
        var party = string.IsNullOrWhiteSpace(typed) ? null : Find(typed);
        if (party is null && !string.IsNullOrWhiteSpace(typed))
        {
            return new Reply.Say(Phrases.UnknownParty(typed));
        }
        return Say(embeds.Gains(area, Overview.Takings(election, area), party?.Id));
    }

    private Party? Find(string typed) =>
        Phrases.Definition.FindParty(new PartyId(typed.Trim()))
        ?? Phrases.Definition.Parties.FirstOrDefault(p =>
            Names(p).Any(n => Words.Key(n) == Words.Key(typed))
        );

    private static IEnumerable<string> Names(Party party) =>
        party.Aliases.Prepend(party.Id.Value).Prepend(party.Name);
}

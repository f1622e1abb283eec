using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/tally [area]</c>: the state of the parties, in the country or in one area.</summary>
internal sealed class TallyCommand(
    ResultsDesk desk,
    Places places,
    PostWriter writer,
    Phrasebook phrases
) : AreaQuestion("tally", phrases.TallyDescription, desk, places, phrases)
{
    protected override Reply Answer(
        Election election,
        AreaId area,
        Interaction.CommandInvoked interaction
    ) =>
        new Reply.Say(
            writer.Write(
                election.Standing(area),
                area == election.Definition.Whole ? MajorityState.Of(election) : null
            )
        );
}

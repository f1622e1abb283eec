using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/outstanding [area]</c>: the seats still out, what is known of each, and for how long nothing was heard.</summary>
internal sealed class OutstandingCommand(
    ResultsDesk desk,
    Places places,
    PostWriter writer,
    Phrasebook phrases,
    TimeProvider time
) : AreaQuestion("outstanding", phrases.OutstandingDescription, desk, places, phrases)
{
    protected override Reply Answer(
        Election election,
        AreaId area,
        Interaction.CommandInvoked interaction
    ) =>
        new Reply.Say(
            writer.Outstanding(
                election.Standing(area),
                Overview.Outstanding(election, area),
                Overview.Postponed(election, area),
                time.GetUtcNow()
            )
        );
}

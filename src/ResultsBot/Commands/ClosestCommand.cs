using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/closest [area]</c>: the ten smallest majorities.</summary>
internal sealed class ClosestCommand(
    ResultsDesk desk,
    Places places,
    PostWriter writer,
    Phrasebook phrases
) : AreaQuestion("closest", phrases.ClosestDescription, desk, places, phrases)
{
    private const int Most = 10;

    protected override Reply Answer(
        Election election,
        AreaId area,
        Interaction.CommandInvoked interaction
    ) => new Reply.Say(writer.Closest(area, Overview.Closest(election, area, Most)));
}

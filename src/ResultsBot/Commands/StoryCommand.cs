using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/story [area]</c>: the night so far, in five sentences.</summary>
internal sealed class StoryCommand(
    ResultsDesk desk,
    Places places,
    PostWriter writer,
    Phrasebook phrases
) : AreaQuestion("story", phrases.StoryDescription, desk, places, phrases)
{
    protected override Reply Answer(
        Election election,
        AreaId area,
        Interaction.CommandInvoked interaction
    ) => new Reply.Say(writer.Write(Overview.Story(election, area)));
}

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
    BulletinEmbeds embeds,
    Phrasebook phrases
) : AreaQuestion("story", phrases.StoryDescription, desk, places, phrases)
{
    protected override Reply Answer(
        Election election,
        AreaId area,
        Interaction.CommandInvoked interaction
    ) => Say(embeds.Of(Overview.Story(election, area)));
}

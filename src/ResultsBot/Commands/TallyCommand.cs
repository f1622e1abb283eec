using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Definition;
using ResultsBot.Outlets.Discord;
using ResultsBot.Pictures;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/tally [area]</c>: the state of the parties, in the country or in one area.</summary>
internal sealed class TallyCommand(
    ResultsDesk desk,
    Places places,
    PostWriter writer,
    AnswerPictures pictures,
    Phrasebook phrases
) : AreaQuestion("tally", phrases.TallyDescription, desk, places, phrases)
{
    protected override Reply Answer(
        Election election,
        AreaId area,
        Interaction.CommandInvoked interaction
    )
    {
        var standing = election.Standing(area);
        var post = writer.Write(standing, election.Chambers(area));
        return new Reply.Say(
            standing.Declared == 0
                ? BotMessage.Showing(post)
                : pictures.With(
                    post,
                    standing,
                    () => StandingCard.Draw(Phrases, standing, writer.IsRehearsal)
                )
        );
    }
}

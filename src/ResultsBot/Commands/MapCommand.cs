using ResultsBot.Desk;
using ResultsBot.Discord;
using ResultsBot.Engine;
using ResultsBot.Engine.Counting;
using ResultsBot.Engine.Definition;
using ResultsBot.Pictures;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/map [area]</c>: a hexagon for each seat, in its winner's colour; an area's larger beside it.</summary>
internal sealed class MapCommand(
    ResultsDesk desk,
    Places places,
    PostWriter writer,
    AnswerPictures pictures,
    Phrasebook phrases
) : AreaQuestion("map", phrases.MapDescription, desk, places, phrases)
{
    protected override Reply Answer(
        Election election,
        AreaId area,
        Interaction.CommandInvoked interaction
    )
    {
        if (election.Definition.Map.Count == 0)
        {
            return Reply.Refuse(Phrases.NoMap);
        }
        var whole = election.Standing(election.Definition.Whole);
        return new Reply.Say(
            pictures.With(
                writer.Map(election.Standing(area)),
                (whole, area),
                () =>
                    SeatMap.Draw(
                        Phrases,
                        whole,
                        c => election.State(c).VerdictIfAny,
                        writer.IsRehearsal,
                        area == whole.Area ? null : area
                    )
            )
        );
    }
}

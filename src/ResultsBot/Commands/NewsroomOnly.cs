using ResultsBot.Broadcasting;
using ResultsBot.Discord;

namespace ResultsBot.Commands;

/// <summary>Who may change a result. Asked at every command, button and form anew.</summary>
internal static class NewsroomOnly
{
    /// <summary>Why this interaction may not change a result; null if it may.</summary>
    public static Reply? Refuse(Newsroom newsroom, Interaction interaction)
    {
        if (newsroom.Includes(interaction.GuildId?.Value))
        {
            return null;
        }
        var here = interaction.GuildId is { } guild ? $" (this one is {guild})" : "";
        return new Reply.Say(
            newsroom.IsNamed
                ? "Results can only be declared in the newsroom’s own server."
                : "Nobody can declare yet: no newsroom is named. Whoever runs this bot has to put the id of the "
                    + $"newsroom’s server{here} into Discord:NewsroomGuilds."
        );
    }
}

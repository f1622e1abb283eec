using ResultsBot.Discord;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>
/// The option <c>forum</c>: nobody can type in a forum itself, so a command that is about one names it. Discord has only
/// looked at what its user may do in the channel it was typed in.
/// </summary>
internal static class ForumOption
{
    private const string Name = "forum";

    public abstract record Choice
    {
        private Choice() { }

        /// <summary>The channel that the command is about.</summary>
        /// <param name="Type">Null where it isn't known.</param>
        /// <param name="BotPermissions">Null where they aren't known.</param>
        public sealed record Chosen(ulong Channel, ChannelType? Type, Permissions? BotPermissions)
            : Choice;

        public sealed record Refused(RichText Sentence) : Choice;
    }

    public static CommandOption Of(Phrasebook phrases) =>
        new()
        {
            Name = Name,
            Description = phrases.ForumOption,
            Type = CommandOptionType.Channel,
            ChannelTypes = [(int)ChannelType.Forum],
        };

    public static Choice Read(
        Interaction.CommandInvoked interaction,
        IGuilds guilds,
        Phrasebook phrases
    )
    {
        if (interaction is not { GuildId: { } guild, ChannelId: { } here })
        {
            return new Choice.Refused(phrases.OnlyInAChannel);
        }
        if (interaction.Channel(Name) is not { } forum)
        {
            return new Choice.Chosen(
                here.Value,
                guilds.TypeOf(guild.Value, here.Value),
                interaction.AppPermissions
            );
        }
        var told = interaction.Channels.FirstOrDefault(c => c.Id == forum);
        // Null as well where it is a channel of another server.
        if (guilds.TypeOf(guild.Value, forum.Value) is not ChannelType.Forum)
        {
            return new Choice.Refused(phrases.NoForum);
        }
        if (
            told?.MemberPermissions is { } member
            && (member & (Permissions.ManageChannels | Permissions.Administrator))
                == Permissions.None
        )
        {
            return new Choice.Refused(phrases.MayNotManage($"{forum}"));
        }
        return new Choice.Chosen(forum.Value, ChannelType.Forum, told?.AppPermissions);
    }
}

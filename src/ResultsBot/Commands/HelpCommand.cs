using ResultsBot.Discord;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary><c>/help</c>: what the bot does, what to type first, and what is missing here.</summary>
internal sealed class HelpCommand(
    IGuilds guilds,
    Newsroom newsroom,
    Staff staff,
    Phrasebook phrases
) : ISlashCommand
{
    public ApplicationCommand Shape { get; } =
        new() { Name = "help", Description = phrases.HelpDescription };

    public bool IsPrivate => true;

    public bool IsForDesk => false;

    public Task<Reply> Run(Interaction.CommandInvoked interaction, CancellationToken ct)
    {
        List<RichText> lines = [phrases.WhatItDoes, phrases.FirstCommand, phrases.ForEverybody];
        var rank = staff.RankOf(interaction);
        if (rank >= Rank.Reporter)
        {
            lines.Add(phrases.HelpForReporters);
        }
        if (rank >= Rank.Editor)
        {
            lines.Add(phrases.HelpForEditors);
        }
        if (interaction is { GuildId: { } guild, ChannelId: { } channel })
        {
            var missing = PostingPermissions.Missing(
                interaction.AppPermissions,
                guilds.TypeOf(guild.Value, channel.Value),
                phrases
            );
            if (!missing.IsEmpty)
            {
                lines.Add(phrases.CannotPostHere(missing));
            }
            if (!newsroom.IsNamed && Administrators.Include(interaction.MemberPermissions))
            {
                lines.Add(phrases.NoNewsroom($"{guild}"));
            }
        }
        return Task.FromResult<Reply>(new Reply.Say(new BotMessage { Lines = [.. lines] }));
    }
}

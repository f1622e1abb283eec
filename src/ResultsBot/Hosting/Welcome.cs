using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ResultsBot.Commands;
using ResultsBot.Discord;
using ResultsBot.Newswire.Posts;
using ResultsBot.Outlets.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Hosting;

/// <summary>
/// What a server is told once the bot was invited: what it does, what to type first, and what it may not do yet. In the
/// channel that the server has for such messages, if the bot may post there; <c>/help</c> says it again.
/// </summary>
internal sealed class Welcome(
    DiscordRest discord,
    DiscordMessages messages,
    Phrasebook phrases,
    ILogger<Welcome> log
)
{
    private readonly ConcurrentDictionary<Snowflake, bool> _joined = [];

    /// <summary>A session has begun: in these the bot was before.</summary>
    public void Begin(IEnumerable<Snowflake> guilds)
    {
        foreach (var guild in guilds)
        {
            _joined.TryAdd(guild, true);
        }
    }

    public void Left(Snowflake guild) => _joined.TryRemove(guild, out _);

    /// <summary>Whether the bot has just been invited there. Once: the server may tell of itself again after an outage.</summary>
    public bool IsNew(Snowflake guild) => _joined.TryAdd(guild, true);

    public async Task Say(Guild guild, CancellationToken ct)
    {
        if (
            guild.SystemChannelId is not { } id
            || guild.Channels.FirstOrDefault(c => c.Id == id) is not { } channel
        )
        {
            log.LogInformation(
                "Joined server {Guild}, which has no channel for a welcome.",
                guild.Id
            );
            return;
        }
        var permissions = EffectivePermissions.Of(guild, channel);
        if (!permissions.HasFlag(Permissions.ViewChannel | Permissions.SendMessages))
        {
            log.LogInformation("Joined server {Guild}, where no welcome can be posted.", guild.Id);
            return;
        }
        var missing = PostingPermissions.Missing(permissions, channel.Type, phrases);
        var said = await discord.CreateMessage(
            id,
            messages.Of(
                new BotMessage
                {
                    Lines =
                    [
                        phrases.WhatItDoes,
                        phrases.FirstCommand,
                        .. missing.IsEmpty
                            ? []
                            : new RichText[] { phrases.CannotPostHere(missing) },
                        phrases.MoreHelp,
                    ],
                }
            ) with
            {
                Nonce = $"w-{guild.Id}",
            },
            SendPriority.Normal,
            ct
        );
        if (said is not RestResult<Snowflake>.Done)
        {
            log.LogWarning("Server {Guild} got no welcome: {Result}", guild.Id, said);
        }
    }
}

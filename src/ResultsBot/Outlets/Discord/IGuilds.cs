using ResultsBot.Discord;

namespace ResultsBot.Outlets.Discord;

/// <summary>What is known of the guilds without asking.</summary>
internal interface IGuilds
{
    /// <summary>Null where the channel is not known.</summary>
    ChannelType? TypeOf(ulong guild, ulong channel);

    /// <summary>Whether the bot can post there, as far as is known.</summary>
    bool CanPost(ulong guild, ulong channel);

    /// <summary>Whether the guild has told of its channels and threads yet.</summary>
    bool IsKnown(ulong guild);

    /// <summary>Whether it is a forum in which each post needs a tag, as far as is known.</summary>
    bool RequiresTag(ulong guild, ulong channel);

    /// <summary>What an open thread is called; null where it is not known.</summary>
    string? NameOf(ulong guild, ulong thread);

    /// <summary>An open thread of the channel by its name.</summary>
    ulong? FindThread(ulong guild, ulong channel, string name);
}

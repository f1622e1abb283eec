using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>What the bot may not do in a channel, and has to in order to post there.</summary>
internal static class PostingPermissions
{
    /// <param name="type">In a thread it takes another permission; null where it isn't known.</param>
    /// <returns>As Discord calls them.</returns>
    public static ImmutableArray<string> Missing(
        Permissions permissions,
        ChannelType? type,
        Phrasebook phrases
    )
    {
        (Permissions Needed, string Name)[] needed =
        [
            (Permissions.ViewChannel, phrases.PermissionViewChannel),
            IsThread(type)
                ? (Permissions.SendMessagesInThreads, phrases.PermissionSendInThreads)
                : (
                    Permissions.SendMessages,
                    type == ChannelType.Forum
                        ? phrases.PermissionCreatePosts
                        : phrases.PermissionSendMessages
                ),
            (Permissions.EmbedLinks, phrases.PermissionEmbedLinks),
        ];
        return permissions.HasFlag(Permissions.Administrator)
            ? []
            : [.. needed.Where(n => !permissions.HasFlag(n.Needed)).Select(n => n.Name)];
    }

    /// <summary>And with a thread for each seat, where that is asked for.</summary>
    public static ImmutableArray<string> Missing(
        Permissions permissions,
        ChannelType? type,
        bool withThreads,
        Phrasebook phrases
    )
    {
        var missing = Missing(permissions, type, phrases);
        if (!withThreads || permissions.HasFlag(Permissions.Administrator))
        {
            return missing;
        }
        return
        [
            .. missing,
            .. permissions.HasFlag(Permissions.CreatePublicThreads)
                ? []
                : new[] { phrases.PermissionCreateThreads },
            .. permissions.HasFlag(Permissions.SendMessagesInThreads)
            || missing.Contains(phrases.PermissionSendInThreads)
                ? []
                : new[] { phrases.PermissionSendInThreads },
        ];
    }

    public static bool IsThread(ChannelType? type) =>
        type
            is ChannelType.AnnouncementThread
                or ChannelType.PublicThread
                or ChannelType.PrivateThread;
}

using System.Text.Json;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord;

/// <summary>A thread of a forum with its first message (developers/resources/channel.mdx).</summary>
public readonly record struct ForumPost(Snowflake Thread, Snowflake Message)
{
    internal static ForumPost? Parse(JsonElement json) =>
        json.Id("id") is { } thread
            // The first message bears the thread's own id, told or not.
            ? new ForumPost(thread, json.Get("message")?.Id("id") ?? thread)
            : null;
}

using System.Collections.Immutable;
using System.Text.Json;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord;

/// <summary>What is to be sent. It mentions nobody, whatever its text says, but the roles and people that it names beside.</summary>
public sealed record OutgoingMessage
{
    public string? Content { get; init; }
    public ImmutableArray<Embed> Embeds { get; init; } = [];
    public ImmutableArray<ActionRow> Components { get; init; } = [];

    public ImmutableArray<OutgoingFile> Files { get; init; } = [];

    /// <summary>
    /// Roles that are notified where <see cref="Content"/> holds their mention (&lt;@&amp;id&gt;).
    /// </summary>
    public ImmutableArray<Snowflake> MentionRoles { get; init; } = [];

    /// <summary>
    /// People who are notified where <see cref="Content"/> holds their mention (&lt;@id&gt;); beside these and the roles, nobody
    /// ever is.
    /// </summary>
    public ImmutableArray<Snowflake> MentionUsers { get; init; } = [];

    /// <summary>Seen by one person only. For answers to interactions; ignored in a channel.</summary>
    public bool Ephemeral { get; init; }

    /// <summary>
    /// Names this message, ≤ 25 characters: the same nonce by the same author within a few minutes gives the first
    /// message back instead of a second one (enforce_nonce). Two different messages must never share one. Only
    /// <see cref="DiscordRest.CreateMessage"/> knows it, and only with it are lost answers retried.
    /// </summary>
    public string? Nonce { get; init; }
}

/// <summary>A message as Discord tells it (developers/resources/message.mdx).</summary>
public sealed record Message(
    Snowflake Id,
    Snowflake ChannelId,
    User Author,
    string Content,
    ImmutableArray<Embed> Embeds,
    DateTimeOffset Timestamp,
    string? Nonce
)
{
    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    public static Message? Parse(JsonElement json) =>
        json.Id("id") is { } id && json.Id("channel_id") is { } channel
            ? new Message(
                id,
                channel,
                json.Get("author") is { } author
                    ? User.Parse(author) ?? User.Unknown
                    : User.Unknown,
                json.Text("content") ?? "",
                json.Items("embeds", Embed.Parse),
                json.Time("timestamp") ?? id.CreatedAt,
                json.Text("nonce") ?? json.Id("nonce")?.ToString()
            )
            {
                Attachments = json.Items("attachments", Attachment.Parse),
            }
            : null;
}

/// <summary>A person or a bot (developers/resources/user.mdx).</summary>
public sealed record User(
    Snowflake Id,
    string Username,
    string? GlobalName = null,
    bool Bot = false
)
{
    public static readonly User Unknown = new(default, "unknown");

    /// <summary>The name people see: the chosen one, else the account's.</summary>
    public string DisplayName => string.IsNullOrEmpty(GlobalName) ? Username : GlobalName;

    public static User? Parse(JsonElement json) =>
        json.Id("id") is { } id
            ? new User(
                id,
                json.Text("username") ?? "unknown",
                json.Text("global_name"),
                json.Flag("bot") ?? false
            )
            : null;
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ResultsBot.Discord.Json;

internal sealed record WireMentions(string[] Parse)
{
    /// <summary>Left out, Discord would let a message ping everyone its text names.</summary>
    public static readonly WireMentions Nobody = new([]);

    public string[]? Roles { get; init; }

    public string[]? Users { get; init; }

    public static WireMentions From(OutgoingMessage message) =>
        message.MentionRoles.IsDefaultOrEmpty && message.MentionUsers.IsDefaultOrEmpty
            ? Nobody
            : new WireMentions([])
            {
                Roles = Ids(message.MentionRoles),
                Users = Ids(message.MentionUsers),
            };

    private static string[]? Ids(ImmutableArray<Snowflake> mentioned) =>
        mentioned.IsDefaultOrEmpty ? null : [.. mentioned.Distinct().Select(id => id.ToString())];
}

/// <summary>A file: one sent along, by its number among the parts; or one already there that stays, by its id.</summary>
internal sealed record WireAttachment(string Id)
{
    public string? Filename { get; init; }
    public string? Description { get; init; }

    public static WireAttachment[] From(OutgoingMessage message) =>
        [
            .. message
                .Files.OrEmpty()
                .Select(
                    (file, number) =>
                        new WireAttachment(number.ToString(CultureInfo.InvariantCulture))
                        {
                            Filename = file.Name,
                            Description = file.Description,
                        }
                ),
        ];
}

internal sealed record WireMessage
{
    private const int EphemeralFlag = 1 << 6;

    public string? Content { get; init; }
    public WireEmbed[]? Embeds { get; init; }
    public WireComponent[]? Components { get; init; }
    public int? Flags { get; init; }
    public string? Nonce { get; init; }
    public bool? EnforceNonce { get; init; }
    public WireMentions AllowedMentions { get; init; } = WireMentions.Nobody;
    public WireAttachment[]? Attachments { get; init; }

    /// <summary>For a channel: there the nonce counts and nothing is ephemeral.</summary>
    public static WireMessage ForChannel(OutgoingMessage message) =>
        From(message) with
        {
            Nonce = message.Nonce,
            EnforceNonce = message.Nonce is null ? null : true,
        };

    /// <summary>For an interaction or webhook: there is no nonce.</summary>
    public static WireMessage ForInteraction(OutgoingMessage message) =>
        From(message) with
        {
            Flags = message.Ephemeral ? EphemeralFlag : null,
        };

    private static WireMessage From(OutgoingMessage message) =>
        new()
        {
            Content = message.Content,
            Embeds = message.Embeds.IsDefaultOrEmpty
                ? null
                : [.. message.Embeds.Select(WireEmbed.From)],
            Components = message.Components.IsDefaultOrEmpty
                ? null
                : [.. message.Components.Select(WireComponent.From)],
            AllowedMentions = WireMentions.From(message),
            Attachments = message.Files.IsDefaultOrEmpty ? null : WireAttachment.From(message),
        };

    public static WireMessage Deferred(bool ephemeral) =>
        new() { Flags = ephemeral ? EphemeralFlag : null };
}

/// <summary>An edit replaces all that can be seen: what the new message does not have is cleared, not kept.</summary>
internal sealed record WireEdit(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Content,
    WireEmbed[] Embeds,
    WireComponent[] Components,
    WireAttachment[] Attachments
)
{
    /// <summary>Re-applied on each edit, with everyone allowed where left out.</summary>
    public WireMentions AllowedMentions { get; init; } = WireMentions.Nobody;

    public static WireEdit From(OutgoingMessage message) =>
        new(
            message.Content,
            [.. message.Embeds.OrEmpty().Select(WireEmbed.From)],
            [.. message.Components.OrEmpty().Select(WireComponent.From)],
            WireAttachment.From(message)
        )
        {
            AllowedMentions = WireMentions.From(message),
        };
}

/// <summary>An edit of embeds and files alone: what is left out is kept.</summary>
internal sealed record WirePicture(WireEmbed[] Embeds, WireAttachment[] Attachments)
{
    public WireMentions AllowedMentions { get; init; } = WireMentions.Nobody;

    public static WirePicture From(OutgoingMessage message) =>
        new([.. message.Embeds.OrEmpty().Select(WireEmbed.From)], WireAttachment.From(message));
}

internal sealed record WireEmbed
{
    public string? Title { get; init; }
    public string? Description { get; init; }
    public string? Url { get; init; }
    public int? Color { get; init; }
    public WireEmbedField[]? Fields { get; init; }
    public WireFooter? Footer { get; init; }
    public WireAuthor? Author { get; init; }
    public string? Timestamp { get; init; }
    public WireImage? Image { get; init; }

    public static WireEmbed From(Embed embed) =>
        new()
        {
            Title = embed.Title,
            Description = embed.Description,
            Url = embed.Url,
            Color = embed.Color,
            Fields = embed.Fields.IsDefaultOrEmpty
                ? null
                :
                [
                    .. embed.Fields.Select(field => new WireEmbedField(
                        field.Name,
                        field.Value,
                        field.Inline ? true : null
                    )),
                ],
            Footer = embed.Footer is null ? null : new WireFooter(embed.Footer),
            Author = embed.Author is null ? null : new WireAuthor(embed.Author),
            Timestamp = embed.Timestamp?.ToString("O", CultureInfo.InvariantCulture),
            Image = embed.ImageUrl is null ? null : new WireImage(embed.ImageUrl),
        };
}

internal sealed record WireEmbedField(string Name, string Value, bool? Inline);

internal sealed record WireImage(string Url);

internal sealed record WireFooter(string Text);

internal sealed record WireAuthor(string Name);

internal sealed record WireThread(string Name, int AutoArchiveDuration)
{
    /// <summary>Left out, a thread without a message would be a private one.</summary>
    public int? Type { get; init; }

    /// <summary>In a forum, the first of the thread.</summary>
    public WireMessage? Message { get; init; }
}

internal sealed record WireThreadName(string Name, bool? Archived);

internal sealed record WireThreadState(bool Archived);

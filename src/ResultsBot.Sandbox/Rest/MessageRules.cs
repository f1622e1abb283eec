using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>A message's parts as a body gave them; null where the body said nothing, so that an edit keeps what was.</summary>
internal sealed record MessageParts
{
    /// <summary>The text; null also where the body takes it away.</summary>
    public string? Content { get; init; }
    public JsonArray? Embeds { get; init; }
    public JsonArray? Components { get; init; }
    public JsonObject? AllowedMentions { get; init; }
    public int? Flags { get; init; }
    public string? Nonce { get; init; }
    public bool EnforceNonce { get; init; }
    public ulong? ReplyTo { get; init; }
    public bool ReplyMustExist { get; init; } = true;
    public AttachmentParts Attachments { get; init; } = AttachmentParts.None;

    /// <summary>The names of what the body spoke of, were it only to take it away.</summary>
    public IReadOnlySet<string> Named { get; init; } = new HashSet<string>();

    public bool IsEmpty =>
        Content is null or ""
        && Embeds is not { Count: > 0 }
        && Components is not { Count: > 0 }
        && Attachments.Uploads.Count == 0;
}

internal static class MessageRules
{
    private const int ComponentsV2 = 1 << 15;

    /// <summary>A whole body that is a message.</summary>
    public static MessageParts Read(Call call, int allowedFlags)
    {
        var form = new Form();
        var parts = Read(form.Body(call.Body), allowedFlags, call.Files);
        form.ThrowIfFaulty();
        return parts;
    }

    public static MessageParts Read(
        Fields body,
        int allowedFlags,
        IReadOnlyDictionary<int, UploadedFile> files
    )
    {
        var flags = body.Integer("flags", 0, int.MaxValue);
        if ((flags & ComponentsV2) is > 0)
            body.Fault(
                "flags",
                "UNSUPPORTED_BY_SANDBOX",
                "The sandbox has no Components V2 (flag 1<<15); use embeds and rows."
            );
        var reply = body.Object("message_reference");
        var nonce = body.Text("nonce", DiscordLimits.Nonce);
        body.Flag("tts");
        return new MessageParts
        {
            Named = body.Json.Select(p => p.Key).ToHashSet(StringComparer.Ordinal),
            Content = body.Text("content", DiscordLimits.Content, trim: true),
            Embeds = EmbedRules.Read(body),
            Components = ComponentRules.ReadMessage(body),
            AllowedMentions = ReadAllowedMentions(body),
            Flags = flags is { } f ? (int)f & allowedFlags : null,
            Nonce = nonce is { Length: > 0 } ? nonce : null,
            EnforceNonce = body.Flag("enforce_nonce") ?? false,
            ReplyTo = reply?.Id("message_id"),
            ReplyMustExist = reply?.Flag("fail_if_not_exists") ?? true,
            Attachments = AttachmentRules.Read(body, files),
        };
    }

    private static JsonObject? ReadAllowedMentions(Fields body)
    {
        if (body.Object("allowed_mentions") is not { } allowed)
            return null;
        var parse = allowed.Array("parse", 0, 3);
        for (var i = 0; i < parse?.Count; i++)
            if (Form.AsText(parse[i]) is not ("users" or "roles" or "everyone"))
                allowed.NotAmong($"parse.{i}", "'users', 'roles', 'everyone'");
        foreach (var kind in new[] { "users", "roles" })
        {
            var list = allowed.Array(kind, 0, DiscordLimits.MentionIds);
            for (var i = 0; i < list?.Count; i++)
                if (Form.AsId(list[i]) is null)
                    allowed.IsNo($"{kind}.{i}", "snowflake");
            if (list is { Count: > 0 } && parse.HoldsText(kind))
                allowed.Fault(
                    "parse",
                    "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                    $"parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive."
                );
        }
        allowed.Flag("replied_user");
        return (JsonObject)allowed.Json.DeepClone();
    }

    public static bool HoldsText(this JsonNode? list, string text) =>
        list is JsonArray items
        && items.Any(i => text.Equals(Form.AsText(i), StringComparison.Ordinal));
}

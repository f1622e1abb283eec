using System.Text.Json;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>A message's parts as a body gave them; null where the body said nothing, so that an edit keeps what was.</summary>
internal sealed record MessageParts
{
    public required bool HasContent { get; init; }
    public required string? Content { get; init; }
    public required JsonArray? Embeds { get; init; }
    public required JsonArray? Components { get; init; }
    public required JsonObject? AllowedMentions { get; init; }
    public required int? Flags { get; init; }
    public required string? Nonce { get; init; }
    public required bool EnforceNonce { get; init; }
    public required ulong? ReplyTo { get; init; }
    public required bool ReplyMustExist { get; init; }
    public required bool HasEmbeds { get; init; }
    public required bool HasComponents { get; init; }
    public AttachmentParts Attachments { get; init; } = AttachmentParts.None;

    public bool IsEmpty =>
        Content is null or ""
        && Embeds is not { Count: > 0 }
        && Components is not { Count: > 0 }
        && Attachments.Uploads.Count == 0;
}

internal static class MessageRules
{
    public const int SuppressEmbeds = 1 << 2;
    public const int SuppressNotifications = 1 << 12;
    private const int ComponentsV2 = 1 << 15;

    public static MessageParts Read(
        JsonObject body,
        int allowedFlags,
        string at = "",
        Form? into = null,
        IReadOnlyDictionary<int, UploadedFile>? files = null
    )
    {
        var form = into ?? new Form();
        var flags = form.Integer(body, "flags", at, 0, int.MaxValue);
        if ((flags & ComponentsV2) is > 0)
            form.Fault(
                Form.Join(at, "flags"),
                "UNSUPPORTED_BY_SANDBOX",
                "The sandbox has no Components V2 (flag 1<<15); use embeds and rows."
            );

        var parts = new MessageParts
        {
            HasContent = body.ContainsKey("content"),
            Content = form.Text(body, "content", at, 0, 2000, trim: true),
            HasEmbeds = body.ContainsKey("embeds"),
            Embeds = EmbedRules.Read(form, body, at),
            HasComponents = body.ContainsKey("components"),
            Components = ComponentRules.ReadMessage(form, body, at),
            AllowedMentions = ReadAllowedMentions(form, body, at),
            Flags = flags is { } f ? (int)f & allowedFlags : null,
            Nonce = ReadNonce(form, body, at),
            EnforceNonce = form.Flag(body, "enforce_nonce", at) ?? false,
            ReplyTo = ReadReply(form, body, at, out var mustExist),
            ReplyMustExist = mustExist,
            Attachments = AttachmentRules.Read(form, body, files ?? RequestBody.NoFiles, at),
        };
        form.Flag(body, "tts", at);
        if (into is null)
            form.ThrowIfFaulty();
        return parts;
    }

    private static string? ReadNonce(Form form, JsonObject body, string at)
    {
        var nonce = form.Text(body, "nonce", at, 0, 25);
        return nonce is { Length: > 0 } ? nonce : null;
    }

    private static ulong? ReadReply(Form form, JsonObject body, string at, out bool mustExist)
    {
        mustExist = true;
        if (form.Object(body, "message_reference", at) is not { } reference)
            return null;
        var path = Form.Join(at, "message_reference");
        mustExist = form.Flag(reference, "fail_if_not_exists", path) ?? true;
        if (Form.AsId(reference["message_id"]) is { } id)
            return id;
        form.Fault(Form.Join(path, "message_id"), "NUMBER_TYPE_COERCE", "Value is not snowflake.");
        return null;
    }

    private static JsonObject? ReadAllowedMentions(Form form, JsonObject body, string at)
    {
        if (form.Object(body, "allowed_mentions", at) is not { } allowed)
            return null;
        var path = Form.Join(at, "allowed_mentions");
        var parse = form.Array(allowed, "parse", path, 0, 3);
        for (var i = 0; i < parse?.Count; i++)
            if (Form.AsText(parse[i]) is not ("users" or "roles" or "everyone"))
                form.Fault(
                    Form.Join(path, $"parse.{i}"),
                    "BASE_TYPE_CHOICES",
                    "Value must be one of ('users', 'roles', 'everyone')."
                );
        foreach (var kind in new[] { "users", "roles" })
        {
            var list = form.Array(allowed, kind, path, 0, 100);
            for (var i = 0; i < list?.Count; i++)
                if (Form.AsId(list[i]) is null)
                    form.Fault(
                        Form.Join(path, $"{kind}.{i}"),
                        "NUMBER_TYPE_COERCE",
                        "Value is not snowflake."
                    );
            if (
                list is { Count: > 0 }
                && parse?.Any(p => kind.Equals(Form.AsText(p), StringComparison.Ordinal)) is true
            )
                form.Fault(
                    Form.Join(path, "parse"),
                    "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                    $"parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive."
                );
        }
        form.Flag(allowed, "replied_user", path);
        return (JsonObject)allowed.DeepClone();
    }
}

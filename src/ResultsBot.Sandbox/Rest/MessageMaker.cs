using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>Turns parts into the message object everybody sees.</summary>
internal static partial class MessageMaker
{
    public static Message Make(
        SandboxWorld world,
        Channel channel,
        User author,
        MessageParts parts,
        Interaction? answering = null,
        int extraFlags = 0,
        int type = 0,
        ulong? onlyFor = null
    )
    {
        var id = world.NewId();
        var flags = (parts.Flags ?? 0) | extraFlags;
        var json = new JsonObject
        {
            ["id"] = Wire.Id(id),
            ["channel_id"] = Wire.Id(channel.Id),
            ["type"] = type,
            ["author"] = author.Json(),
            ["content"] = parts.Content ?? "",
            ["timestamp"] = Wire.Time(world.Now()),
            ["edited_timestamp"] = null,
            ["tts"] = false,
            ["pinned"] = false,
            ["attachments"] = new JsonArray(),
            ["embeds"] = parts.Embeds?.DeepClone() ?? new JsonArray(),
            ["components"] = parts.Components?.DeepClone() ?? new JsonArray(),
            ["flags"] = flags,
        };
        Attach(world, channel, json, parts.Attachments, null);
        if (parts.Nonce is not null)
            json["nonce"] = parts.Nonce;
        if (parts.ReplyTo is { } reply)
        {
            json["type"] = 19;
            json["message_reference"] = new JsonObject
            {
                ["type"] = 0,
                ["message_id"] = Wire.Id(reply),
                ["channel_id"] = Wire.Id(channel.Id),
                ["guild_id"] = Wire.Id(channel.GuildId),
            };
        }
        if (author.Id == world.Bot.Id)
            json["application_id"] = Wire.Id(FixedIds.Application);
        if (answering is not null)
        {
            json["webhook_id"] = Wire.Id(FixedIds.Application);
            var metadata = new JsonObject
            {
                ["id"] = Wire.Id(answering.Id),
                ["type"] = answering.Type,
                ["user"] = answering.Person.User.Json(),
                ["authorizing_integration_owners"] = new JsonObject
                {
                    ["0"] = Wire.Id(answering.Guild.Id),
                },
            };
            if (answering.CommandName is not null)
            {
                metadata["name"] = answering.CommandName;
                json["interaction"] = new JsonObject
                {
                    ["id"] = Wire.Id(answering.Id),
                    ["type"] = answering.Type,
                    ["name"] = answering.CommandName,
                    ["user"] = answering.Person.User.Json(),
                };
            }
            json["interaction_metadata"] = metadata;
        }
        Mention(world, channel, author, json, parts.AllowedMentions, answering is not null);
        return new Message(
            id,
            channel.Id,
            author.Id,
            parts.Nonce,
            onlyFor,
            flags,
            json.ToJsonString()
        );
    }

    /// <summary>What the body names changes, also to null; what it leaves out stays.</summary>
    public static Message Change(
        SandboxWorld world,
        Channel channel,
        User author,
        Message old,
        MessageParts parts,
        bool byInteraction
    )
    {
        var json = JsonNode.Parse(old.Json)!.AsObject();
        if (parts.HasContent)
            json["content"] = parts.Content ?? "";
        if (parts.HasEmbeds)
            json["embeds"] = parts.Embeds?.DeepClone() ?? new JsonArray();
        Attach(world, channel, json, parts.Attachments, JsonNode.Parse(old.Json)!.AsObject());
        if (parts.HasComponents)
            json["components"] = parts.Components?.DeepClone() ?? new JsonArray();
        var flags = old.Flags;
        if (parts.Flags is { } wanted)
            flags = (flags & ~MessageRules.SuppressEmbeds) | (wanted & MessageRules.SuppressEmbeds);
        if ((flags & Message.Loading) != 0)
            flags &= ~Message.Loading;
        else
            json["edited_timestamp"] = Wire.Time(world.Now());
        json["flags"] = flags;
        if (
            json["content"]!.GetValue<string>().Length == 0
            && json["embeds"] is JsonArray { Count: 0 }
        )
            if (
                json["components"] is JsonArray { Count: 0 }
                && json["attachments"] is JsonArray { Count: 0 }
            )
                throw Refusal.EmptyMessage();
        Mention(world, channel, author, json, parts.AllowedMentions, byInteraction);
        return old with { Flags = flags, Json = json.ToJsonString() };
    }

    /// <summary>
    /// Puts files on a message. One that an embed shows ("attachment://name") is on the embed, and not in the list.
    /// </summary>
    private static void Attach(
        SandboxWorld world,
        Channel channel,
        JsonObject json,
        AttachmentParts parts,
        JsonObject? before
    )
    {
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var url in Pictures(before).Select(p => (string?)p["url"]).OfType<string>())
            if (Uri.TryCreate(url, UriKind.Absolute, out var address))
                addresses[Uri.UnescapeDataString(address.Segments[^1])] = url;
        var all = new JsonArray();
        foreach (var old in before?["attachments"] as JsonArray ?? [])
        {
            addresses[(string)old!["filename"]!] = (string)old["url"]!;
            if (parts.Kept is null || parts.Kept.Contains(Form.AsId(old["id"]) ?? 0))
                all.Add(old.DeepClone());
        }
        foreach (var upload in parts.Uploads)
        {
            var stored = world.Files.Keep(world.NewId(), channel.Id, upload.File);
            addresses[stored.File.Name] = world.Files.AddressOf(stored);
            all.Add(world.Files.Describe(stored, upload.Description));
        }
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var picture in Pictures(json))
            if (
                (string?)picture["url"] is { } url
                && url.StartsWith(Reference, StringComparison.Ordinal)
                && addresses.TryGetValue(url[Reference.Length..], out var address)
            )
            {
                picture["url"] = address;
                shown.Add(address);
            }
        json["attachments"] = new JsonArray([
            .. all.Where(a => !shown.Contains((string)a!["url"]!)).Select(a => a!.DeepClone()),
        ]);
    }

    private const string Reference = "attachment://";

    private static IEnumerable<JsonObject> Pictures(JsonObject? message) =>
        (message?["embeds"] as JsonArray ?? [])
            .SelectMany(e => new[] { e!["image"], e["thumbnail"] })
            .OfType<JsonObject>();

    private static void Mention(
        SandboxWorld world,
        Channel channel,
        User author,
        JsonObject json,
        JsonObject? allowed,
        bool usersOnlyByDefault
    )
    {
        bool Parses(string kind) =>
            allowed is null
                ? !usersOnlyByDefault || kind is "users"
                : allowed["parse"] is JsonArray parse
                    && parse.Any(p => kind.Equals(Form.AsText(p), StringComparison.Ordinal));
        bool Lists(string kind, string id) =>
            allowed?[kind] is JsonArray list
            && list.Any(l => id.Equals(Form.AsText(l), StringComparison.Ordinal));

        // Only the content pings; an embed never does.
        var content = json["content"]!.GetValue<string>();
        var users = new JsonArray();
        var roles = new JsonArray();
        var mayMentionAll = world
            .PermissionsOf(author.Id, channel)
            .HasFlag(Permission.MentionEveryone);
        foreach (
            var id in UserMention()
                .Matches(content)
                .Select(m => m.Groups["id"].Value)
                .Distinct(StringComparer.Ordinal)
        )
            if (
                (Parses("users") || Lists("users", id))
                && Snowflake.TryParse(id, out var userId)
                && world.GuildOf(channel.GuildId)?.MemberOf(userId) is { } member
            )
                users.Add(member.User.Json());
        foreach (
            var id in RoleMention()
                .Matches(content)
                .Select(m => m.Groups["id"].Value)
                .Distinct(StringComparer.Ordinal)
        )
            if (
                (Parses("roles") || Lists("roles", id))
                && Snowflake.TryParse(id, out var roleId)
                && world.GuildOf(channel.GuildId)?.Roles.FirstOrDefault(r => r.Id == roleId)
                    is { } role
                && (role.Mentionable || mayMentionAll)
            )
                roles.Add(id);
        json["mentions"] = users;
        json["mention_roles"] = roles;
        json["mention_everyone"] =
            EveryoneMention().IsMatch(content) && Parses("everyone") && mayMentionAll;
    }

    [GeneratedRegex(@"<@!?(?<id>\d{1,20})>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserMention();

    [GeneratedRegex(@"<@&(?<id>\d{1,20})>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RoleMention();

    [GeneratedRegex("@(everyone|here)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EveryoneMention();
}

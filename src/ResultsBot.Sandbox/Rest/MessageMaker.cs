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
        ulong? onlyFor = null,
        ulong? named = null
    )
    {
        var id = named ?? world.NewId();
        var flags = (parts.Flags ?? 0) | extraFlags;
        var json = Shape.Of(
            ("id", Wire.Id(id)),
            ("channel_id", Wire.Id(channel.Id)),
            ("type", type),
            ("author", author.Json()),
            ("content", parts.Content ?? ""),
            ("timestamp", Wire.Time(world.Now())),
            ("edited_timestamp", null),
            ("tts", false),
            ("pinned", false),
            ("embeds", parts.Embeds?.DeepClone() ?? new JsonArray()),
            ("components", parts.Components?.DeepClone() ?? new JsonArray()),
            ("flags", flags)
        );
        Attach(world, channel, json, parts.Attachments, null);
        json.Set("nonce", parts.Nonce);
        if (parts.ReplyTo is { } reply)
        {
            json["type"] = 19;
            json["message_reference"] = Shape.Of(
                ("type", 0),
                ("message_id", Wire.Id(reply)),
                ("channel_id", Wire.Id(channel.Id)),
                ("guild_id", Wire.Id(channel.GuildId))
            );
        }
        if (author.Id == world.Bot.Id)
            json["application_id"] = Wire.Id(FixedIds.Application);
        if (answering is not null)
            Answering(json, answering);
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

    private static void Answering(JsonObject json, Interaction answered)
    {
        json["webhook_id"] = Wire.Id(FixedIds.Application);
        var told = Shape.Of(
            ("id", Wire.Id(answered.Id)),
            ("type", answered.Type),
            ("user", answered.Person.User.Json())
        );
        if (answered.CommandName is { } command)
        {
            told["name"] = command;
            json["interaction"] = told.DeepClone();
        }
        told["authorizing_integration_owners"] = new JsonObject
        {
            ["0"] = Wire.Id(answered.Guild.Id),
        };
        json["interaction_metadata"] = told;
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
        var json = old.Parse();
        if (parts.Named.Contains("content"))
            json["content"] = parts.Content ?? "";
        if (parts.Named.Contains("embeds"))
            json["embeds"] = parts.Embeds?.DeepClone() ?? new JsonArray();
        if (parts.Named.Contains("components"))
            json["components"] = parts.Components?.DeepClone() ?? new JsonArray();
        Attach(world, channel, json, parts.Attachments, old.Parse());
        var flags = old.Flags;
        if (parts.Flags is { } wanted)
            flags = (flags & ~Message.SuppressEmbeds) | (wanted & Message.SuppressEmbeds);
        if ((flags & Message.Loading) != 0)
            flags &= ~Message.Loading;
        else
            json["edited_timestamp"] = Wire.Time(world.Now());
        json["flags"] = flags;
        var isEmpty = Lists.All(part => json[part] is JsonArray { Count: 0 });
        if (isEmpty && json.TextOf("content") is "")
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
        foreach (var url in Pictures(before).Select(p => p.TextOf("url")).OfType<string>())
            if (Uri.TryCreate(url, UriKind.Absolute, out var address))
                addresses[Uri.UnescapeDataString(address.Segments[^1])] = url;
        var all = new List<JsonObject>();
        foreach (var old in before?["attachments"].Objects() ?? [])
        {
            addresses[old.TextOf("filename")!] = old.TextOf("url")!;
            if (parts.Kept is null || parts.Kept.Contains(Form.AsId(old["id"]) ?? 0))
                all.Add((JsonObject)old.DeepClone());
        }
        foreach (var upload in parts.Uploads)
        {
            var stored = world.Files.Keep(world.NewId(), channel.Id, upload.File);
            addresses[stored.File.Name] = world.Files.AddressOf(stored);
            all.Add(world.Files.Describe(stored, upload.Description));
        }
        var shown = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var picture in Pictures(json))
            if (
                picture.TextOf("url") is { } url
                && url.StartsWith(Reference, StringComparison.Ordinal)
                && addresses.TryGetValue(url[Reference.Length..], out var address)
            )
            {
                picture["url"] = address;
                shown.Add(address);
            }
        json["attachments"] = all.Where(a => !shown.Contains(a.TextOf("url"))).ToJson(a => a);
    }

    private static readonly string[] Lists = ["embeds", "components", "attachments"];

    private const string Reference = "attachment://";

    private static IEnumerable<JsonObject> Pictures(JsonObject? message) =>
        (message?["embeds"])
            .Objects()
            .SelectMany(e => new[] { e["image"], e["thumbnail"] })
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
                : allowed["parse"].HoldsText(kind);
        IEnumerable<ulong> Allowed(string kind, MatchCollection mentions) =>
            mentions
                .Select(m => m.Groups["id"].Value)
                .Distinct(StringComparer.Ordinal)
                .Where(id => Parses(kind) || (allowed?[kind]).HoldsText(id))
                .Select(id => Snowflake.TryParse(id, out var known) ? known : 0);

        // Only the content pings; an embed never does.
        var content = json.TextOf("content")!;
        var guild = world.GuildOf(channel.GuildId);
        var mayMentionAll = world.Allows(author, channel, Permission.MentionEveryone);
        json["mentions"] = Allowed("users", UserMention().Matches(content))
            .Select(id => guild?.MemberOf(id))
            .OfType<Member>()
            .ToJson(m => m.User.Json());
        json["mention_roles"] = Allowed("roles", RoleMention().Matches(content))
            .Select(id => guild?.Roles.FirstOrDefault(r => r.Id == id))
            .Where(role => role is not null && (role.Mentionable || mayMentionAll))
            .ToJson(role => Wire.Id(role!.Id));
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

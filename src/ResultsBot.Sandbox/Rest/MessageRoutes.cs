using System.Text;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>What the bot sends to channels, reads there, edits and takes away.</summary>
internal sealed class MessageRoutes(SandboxWorld world, Counters counters, EditLimits edits)
{
    private const int SettableFlags =
        MessageRules.SuppressEmbeds | MessageRules.SuppressNotifications;

    public Answer Create(Call call)
    {
        var channel = Open(call, Permission.None);
        var allowed = world.PermissionsOf(world.Bot.Id, channel);
        var key = Routes.KeyOf(call.Body);
        if (!allowed.HasFlag(channel.SendBit))
            throw Refusal.MissingPermissions();
        if (channel.Thread is { Locked: true } && !allowed.HasFlag(Permission.ManageThreads))
            throw Refusal.LockedThread();
        var body = Form.Body(call.Body);
        var parts = MessageRules.Read(body, SettableFlags, files: call.Files);
        if (parts.IsEmpty)
            throw Refusal.EmptyMessage();
        if (parts.Embeds is { Count: > 0 } && !allowed.HasFlag(Permission.EmbedLinks))
            throw Refusal.MissingPermissions();
        if (parts.Attachments.Uploads.Count > 0 && !allowed.HasFlag(Permission.AttachFiles))
            throw Refusal.MissingPermissions();
        if (
            parts is { EnforceNonce: true, Nonce: { } nonce }
            && world.SentWith(world.Bot.Id, nonce) is { } before
        )
        {
            counters.NonceReplays++;
            counters.Attempted(channel.Id, key, created: true);
            // Deleted meanwhile, Discord answers that it does not know it, and sends nothing.
            return Answer.Ok(FindAnywhere(before).Json);
        }
        if (parts.ReplyTo is { } reply)
        {
            if (!allowed.HasFlag(Permission.ReadMessageHistory))
                throw new Refusal(
                    403,
                    160002,
                    "Cannot reply without permission to read message history"
                );
            if (world.MessageOf(channel.Id, reply) is not { OnlyFor: null })
                if (parts.ReplyMustExist)
                {
                    var form = new Form();
                    form.Fault("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
                    form.ThrowIfFaulty();
                }
                else
                    parts = parts with { ReplyTo = null };
        }
        if (channel.IsThread)
            channel = world.Archive(channel, archived: false);
        var posted = world.Post(MessageMaker.Make(world, channel, world.Bot, parts));
        counters.Attempted(channel.Id, key, created: true);
        body.Remove("nonce");
        counters.Posted(channel.Id, body.ToJsonString(), world.Now());
        return Answer.Ok(posted.Json);
    }

    public Answer List(Call call)
    {
        var channel = Open(call, Permission.None);
        // Without this permission Discord shows an empty history rather than an error.
        if (!world.PermissionsOf(world.Bot.Id, channel).HasFlag(Permission.ReadMessageHistory))
            return Answer.Ok("[]");
        var limit = Routes.Limit(call, 50, 100);
        var all = world.MessagesOf(channel.Id).Where(m => m.OnlyFor is null);
        IEnumerable<Message> page;
        if (call.Query("after") is { } after)
        {
            var id = Routes.Id(after);
            page = all.Where(m => m.Id > id).Take(limit).Reverse();
        }
        else if (call.Query("around") is { } around)
        {
            var id = Routes.Id(around);
            var earlier = all.Where(m => m.Id < id).TakeLast(limit / 2).ToList();
            page = earlier.Concat(all.Where(m => m.Id >= id).Take(limit - earlier.Count)).Reverse();
        }
        else
        {
            var id = call.Query("before") is { } before ? Routes.Id(before) : ulong.MaxValue;
            page = all.Where(m => m.Id < id).Reverse().Take(limit);
        }
        return Answer.Ok(
            new StringBuilder("[").AppendJoin(',', page.Select(m => m.Json)).Append(']').ToString()
        );
    }

    public Answer Get(Call call)
    {
        var channel = Open(call, Permission.ReadMessageHistory);
        return Answer.Ok(Find(channel, call).Json);
    }

    public Answer Edit(Call call)
    {
        var channel = Open(call, Permission.None);
        var old = Find(channel, call);
        if (old.AuthorId != world.Bot.Id)
            throw Refusal.NotYourMessage();
        if (channel.Thread is { Archived: true })
            throw Refusal.ArchivedThread();
        var parts = MessageRules.Read(
            Form.Body(call.Body),
            MessageRules.SuppressEmbeds,
            files: call.Files
        );
        if (
            parts.Embeds is { Count: > 0 }
            && !world.PermissionsOf(world.Bot.Id, channel).HasFlag(Permission.EmbedLinks)
        )
            throw Refusal.MissingPermissions();
        edits.Count(old);
        var changed = MessageMaker.Change(
            world,
            channel,
            world.Bot,
            old,
            parts,
            byInteraction: false
        );
        counters.Edited++;
        return Answer.Ok(world.Edit(changed).Json);
    }

    public Answer Delete(Call call)
    {
        var channel = Open(call, Permission.None);
        var message = Find(channel, call);
        if (
            message.AuthorId != world.Bot.Id
            && !world.PermissionsOf(world.Bot.Id, channel).HasFlag(Permission.ManageMessages)
        )
            throw Refusal.MissingPermissions();
        if (channel.Thread is { Archived: true })
            throw Refusal.ArchivedThread();
        world.Delete(message);
        counters.Deleted++;
        return Answer.NoContent;
    }

    /// <summary>Publishes a message of an announcement channel to all who follow it.</summary>
    public Answer Crosspost(Call call)
    {
        var channel = Open(call, Permission.None);
        var message = Find(channel, call);
        if (channel.Type != ChannelType.Announcement)
            throw Refusal.WrongKindOfChannel();
        var needed =
            message.AuthorId == world.Bot.Id ? Permission.SendMessages : Permission.ManageMessages;
        if (!world.PermissionsOf(world.Bot.Id, channel).HasFlag(needed))
            throw Refusal.MissingPermissions();
        if ((message.Flags & Message.Crossposted) != 0)
            throw new Refusal(400, 40033, "This message has already been crossposted");
        var flags = message.Flags | Message.Crossposted;
        var json = JsonNode.Parse(message.Json)!.AsObject();
        json["flags"] = flags;
        return Answer.Ok(
            world.Edit(message with { Flags = flags, Json = json.ToJsonString() }).Json
        );
    }

    public Answer Typing(Call call)
    {
        Open(call, Permission.SendMessages);
        return Answer.NoContent;
    }

    private Channel Open(Call call, Permission needed)
    {
        var channel = world.ChannelOf(Routes.Id(call.Path[1])) ?? throw Refusal.UnknownChannel();
        if (world.GuildOf(channel.GuildId) is null)
            throw Refusal.MissingAccess();
        var bits = world.PermissionsOf(world.Bot.Id, channel);
        if (!bits.HasFlag(Permission.ViewChannel))
            throw Refusal.MissingAccess();
        return bits.HasFlag(needed) ? channel : throw Refusal.MissingPermissions();
    }

    private Message Find(Channel channel, Call call) =>
        world.MessageOf(channel.Id, Routes.Id(call.Path[3])) is { OnlyFor: null } message
            ? message
            : throw Refusal.UnknownMessage();

    private Message FindAnywhere(ulong id) =>
        world.Channels.Select(c => world.MessageOf(c.Id, id)).FirstOrDefault(m => m is not null)
        ?? throw Refusal.UnknownMessage();
}

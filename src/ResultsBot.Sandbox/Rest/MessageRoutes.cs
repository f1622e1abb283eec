using System.Globalization;
using ResultsBot.Sandbox.Control;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>What the bot sends to channels, reads there, edits and takes away.</summary>
internal sealed class MessageRoutes(SandboxWorld world, Counters counters, EditLimits edits)
{
    public Answer Create(Call call)
    {
        var channel = world.ChannelOf(call);
        var key = call.Key;
        if (channel.IsForum)
            throw Refusal.NoMessagesInForums();
        world.Demand(channel, channel.SendBit);
        if (
            channel.Thread is { Locked: true }
            && !world.AllowsBot(channel, Permission.ManageThreads)
        )
            throw Refusal.LockedThread();
        var parts = MessageRules.Read(call, Message.SuppressEmbeds | Message.SuppressNotifications);
        if (parts.IsEmpty)
            throw Refusal.EmptyMessage();
        if (parts.Embeds is { Count: > 0 })
            world.Demand(channel, Permission.EmbedLinks);
        if (parts.Attachments.Uploads.Count > 0)
            world.Demand(channel, Permission.AttachFiles);
        if (
            parts is { EnforceNonce: true, Nonce: { } nonce }
            && world.SentWith(world.Bot.Id, nonce) is { } before
        )
        {
            counters.Now.NonceReplays++;
            counters.Attempted(channel.Id, key, created: true);
            // Deleted meanwhile, Discord answers that it does not know it, and sends nothing.
            return Answer.Ok(FindAnywhere(before).Json);
        }
        parts = parts with { ReplyTo = Target(channel, parts) };
        if (channel.IsThread)
            channel = world.Archive(channel, archived: false);
        var posted = world.Post(MessageMaker.Make(world, channel, world.Bot, parts));
        counters.Attempted(channel.Id, key, created: true);
        var body = call.Body!.AsObject();
        body.Remove("nonce");
        counters.Posted(channel.Id, body.ToJsonString(), world.Now());
        return Answer.Ok(posted.Json);
    }

    /// <summary>The message that is replied to, if it can be.</summary>
    private ulong? Target(Channel channel, MessageParts parts)
    {
        if (parts.ReplyTo is not { } reply)
            return null;
        if (!world.AllowsBot(channel, Permission.ReadMessageHistory))
            throw Refusal.ReplyWithoutHistory();
        if (world.MessageOf(channel.Id, reply) is { OnlyFor: null })
            return reply;
        return parts.ReplyMustExist
            ? throw Form.Faulty("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
            : null;
    }

    public Answer List(Call call)
    {
        var channel = world.ChannelOf(call);
        // Without this permission Discord shows an empty history rather than an error.
        if (!world.AllowsBot(channel, Permission.ReadMessageHistory))
            return Answer.Ok("[]");
        var limit = Limit(call);
        var all = world.MessagesOf(channel.Id).Where(m => m.OnlyFor is null);
        IEnumerable<Message> page;
        if (call.QueryId("after") is { } after)
            page = all.Where(m => m.Id > after).Take(limit).Reverse();
        else if (call.QueryId("around") is { } around)
        {
            var earlier = all.Where(m => m.Id < around).TakeLast(limit / 2).ToList();
            page = earlier
                .Concat(all.Where(m => m.Id >= around).Take(limit - earlier.Count))
                .Reverse();
        }
        else
        {
            var before = call.QueryId("before") ?? ulong.MaxValue;
            page = all.Where(m => m.Id < before).Reverse().Take(limit);
        }
        return Answer.Ok($"[{string.Join(',', page.Select(m => m.Json))}]");
    }

    private static int Limit(Call call)
    {
        if (call.Query("limit") is not { } text)
            return 50;
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= 100
            ? limit
            : throw Form.Faulty("limit", Code.Max, "int value should be between 1 and 100.");
    }

    public Answer Get(Call call)
    {
        var channel = world.ChannelOf(call);
        world.Demand(channel, Permission.ReadMessageHistory);
        return Answer.Ok(world.MessageOf(channel, call).Json);
    }

    public Answer Edit(Call call)
    {
        var channel = world.ChannelOf(call);
        var old = world.MessageOf(channel, call);
        if (old.AuthorId != world.Bot.Id)
            throw Refusal.NotYourMessage();
        if (channel.Thread is { Archived: true })
            throw Refusal.ArchivedThread();
        var parts = MessageRules.Read(call, Message.SuppressEmbeds);
        if (parts.Embeds is { Count: > 0 })
            world.Demand(channel, Permission.EmbedLinks);
        edits.Count(old);
        var changed = MessageMaker.Change(world, channel, world.Bot, old, parts, false);
        counters.Now.Edited++;
        return Answer.Ok(world.Edit(changed).Json);
    }

    public Answer Delete(Call call)
    {
        var channel = world.ChannelOf(call);
        var message = world.MessageOf(channel, call);
        if (message.AuthorId != world.Bot.Id)
            world.Demand(channel, Permission.ManageMessages);
        if (channel.Thread is { Archived: true })
            throw Refusal.ArchivedThread();
        world.Delete(message);
        counters.Now.Deleted++;
        return Answer.NoContent;
    }

    /// <summary>Publishes a message of an announcement channel to all who follow it.</summary>
    public Answer Crosspost(Call call)
    {
        var channel = world.ChannelOf(call);
        var message = world.MessageOf(channel, call);
        if (channel.Type != ChannelType.Announcement)
            throw Refusal.WrongKindOfChannel();
        var isOwn = message.AuthorId == world.Bot.Id;
        world.Demand(channel, isOwn ? Permission.SendMessages : Permission.ManageMessages);
        if ((message.Flags & Message.Crossposted) != 0)
            throw Refusal.AlreadyCrossposted();
        return Answer.Ok(world.Edit(message.Flagged(Message.Crossposted)).Json);
    }

    public Answer Typing(Call call)
    {
        world.Demand(world.ChannelOf(call), Permission.SendMessages);
        return Answer.NoContent;
    }

    private Message FindAnywhere(ulong id) =>
        world.Channels.Select(c => world.MessageOf(c.Id, id)).FirstOrDefault(m => m is not null)
        ?? throw Refusal.UnknownMessage();
}

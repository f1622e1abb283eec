using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>Threads: with a message they hang on, without one, or a forum's, which begin with one.</summary>
internal sealed class ThreadRoutes(SandboxWorld world)
{
    public Answer Start(Call call)
    {
        if (world.ChannelOf(call) is { IsForum: true } forum)
            return Post(call, forum);
        var channel = Open(call);
        var (name, archiveAfter, type) = Read(call, withType: true);
        // Left out, the type is that of a private thread, which takes a permission nobody has here.
        if ((type ?? ChannelType.PrivateThread) == ChannelType.PrivateThread)
            throw Refusal.MissingPermissions();
        if (type != ThreadTypeIn(channel))
            throw Refusal.WrongKindOfChannel();
        var thread = Create(channel, name, archiveAfter, null);
        var said = MessageMaker.Make(
            world,
            channel,
            world.Bot,
            new MessageParts { Content = name },
            type: Message.ThreadCreated
        );
        var json = said.Parse();
        json["message_reference"] = Shape.Of(
            ("type", 0),
            ("channel_id", Wire.Id(thread.Id)),
            ("guild_id", Wire.Id(thread.GuildId))
        );
        world.Post(said with { Json = json.ToJsonString() });
        return Answer.Created(thread.Json());
    }

    /// <summary>Takes the permission for messages; the one for threads counts for nothing here.</summary>
    private Answer Post(Call call, Channel forum)
    {
        world.Demand(forum, Permission.SendMessages);
        var form = new Form();
        var body = form.Body(call.Body);
        var (name, archiveAfter) = (Name(body), ArchiveAfter(body));
        var tags = body.Array("applied_tags", 0, DiscordLimits.AppliedTags);
        if (tags is { Count: > 0 })
            // Forums here have none.
            body.IsNo("applied_tags.0", "tag of this channel");
        var parts = body.Object("message", required: true) is { } message
            ? MessageRules.Read(
                message,
                Message.SuppressEmbeds | Message.SuppressNotifications,
                call.Files
            )
            : new MessageParts();
        form.ThrowIfFaulty();
        if (parts.IsEmpty)
            throw Refusal.EmptyMessage();
        if ((forum.Flags & ChannelFlags.RequireTag) != 0)
            throw Refusal.TagRequired();
        if (parts.Embeds is { Count: > 0 })
            world.Demand(forum, Permission.EmbedLinks);
        if (parts.Attachments.Uploads.Count > 0)
            world.Demand(forum, Permission.AttachFiles);
        var thread = Create(forum, name!, archiveAfter, null);
        var posted = world.Post(
            // Whatever nonce it has, Discord forgets it at once.
            MessageMaker.Make(
                world,
                thread,
                world.Bot,
                parts with
                {
                    Nonce = null,
                },
                named: thread.Id
            )
        );
        var json = thread.Json(posted.Id);
        json["message"] = posted.Parse();
        return Answer.Created(json);
    }

    /// <summary>
    /// Another name, or put away: for who opened the thread, and who manages threads. One that isn't locked is taken out by
    /// anybody who may write in it.
    /// </summary>
    public Answer Change(Call call)
    {
        var thread = world.ChannelOf(call);
        if (!thread.IsThread)
            throw Refusal.WrongKindOfChannel();
        var form = new Form();
        var body = form.Body(call.Body);
        var archived = body.Flag("archived");
        var name = archived is null
            ? Name(body)
            : body.Text("name", DiscordLimits.ThreadName, min: 1);
        form.ThrowIfFaulty();
        var state = thread.Thread ?? new ThreadDetails(world.Bot.Id, 1440);
        if (archived is false && name is null)
            world.Demand(thread, state.Locked ? Permission.ManageThreads : thread.SendBit);
        else if (state.OwnerId != world.Bot.Id)
            world.Demand(thread, Permission.ManageThreads);
        if (state.Archived && archived is not false)
            throw Refusal.ArchivedThread();
        var changed = thread with
        {
            Name = name ?? thread.Name,
            Thread = state with { Archived = archived ?? state.Archived },
        };
        world.UpdateChannel(changed);
        return Answer.Ok(changed.Json());
    }

    public Answer Active(Call call)
    {
        var guild = world.GuildOf(call);
        var threads = world
            .ChannelsOf(guild.Id)
            .Where(c =>
                c is { IsThread: true, Thread.Archived: not true }
                && world.AllowsBot(c, Permission.ViewChannel)
            )
            .ToJson(c => c.Json(world.LastIn(c.Id)));
        return Answer.Ok(new JsonObject { ["threads"] = threads, ["members"] = new JsonArray() });
    }

    public Answer StartFromMessage(Call call)
    {
        var channel = Open(call);
        var message = world.MessageOf(channel, call);
        var (name, archiveAfter, _) = Read(call, withType: false);
        if (world.ChannelOf(message.Id) is not null)
            throw Refusal.ThreadExists();
        var thread = Create(channel, name, archiveAfter, message.Id);
        world.Edit(message.Flagged(Message.HasThread, json => json["thread"] = thread.Json()));
        return Answer.Created(thread.Json());
    }

    private Channel Create(Channel channel, string name, int archiveAfter, ulong? message) =>
        world.CreateThread(
            channel,
            name,
            ThreadTypeIn(channel),
            new ThreadDetails(world.Bot.Id, archiveAfter),
            message
        );

    private Channel Open(Call call)
    {
        var channel = world.ChannelOf(call);
        if (channel.Type is not (ChannelType.Text or ChannelType.Announcement))
            throw Refusal.WrongKindOfChannel();
        world.Demand(channel, Permission.CreatePublicThreads);
        return channel;
    }

    private static int ThreadTypeIn(Channel channel) =>
        channel.Type == ChannelType.Announcement
            ? ChannelType.AnnouncementThread
            : ChannelType.PublicThread;

    private static (string Name, int ArchiveAfter, int? Type) Read(Call call, bool withType)
    {
        var form = new Form();
        var body = form.Body(call.Body);
        var (name, archiveAfter) = (Name(body), ArchiveAfter(body));
        var type = withType ? body.Integer("type", 10, 12) : null;
        form.ThrowIfFaulty();
        return (name!, archiveAfter, (int?)type);
    }

    private static string? Name(Fields body) =>
        body.Needed("name", DiscordLimits.ThreadName, trim: true);

    private static int ArchiveAfter(Fields body)
    {
        var after = DiscordLimits.ArchiveAfterMinutes;
        var given = (int)(body.Integer("auto_archive_duration", after[0], after[^1]) ?? after[1]);
        if (!after.Contains(given))
            body.NotAmong("auto_archive_duration", string.Join(", ", after));
        return given;
    }
}

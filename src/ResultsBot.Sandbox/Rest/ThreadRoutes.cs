using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>Threads, with a message they hang on or without one.</summary>
internal sealed class ThreadRoutes(SandboxWorld world)
{
    public Answer Start(Call call)
    {
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
        var name = body.Needed("name", DiscordLimits.ThreadName, trim: true);
        var after = DiscordLimits.ArchiveAfterMinutes;
        var archiveAfter = (int)(
            body.Integer("auto_archive_duration", after[0], after[^1]) ?? after[1]
        );
        if (!after.Contains(archiveAfter))
            body.NotAmong("auto_archive_duration", string.Join(", ", after));
        var type = withType ? body.Integer("type", 10, 12) : null;
        form.ThrowIfFaulty();
        return (name!, archiveAfter, (int?)type);
    }
}

using System.Text.Json.Nodes;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>Threads, with a message they hang on or without one.</summary>
internal sealed class ThreadRoutes(SandboxWorld world)
{
    private const int PrivateThread = 12;

    public Answer Start(Call call)
    {
        var channel = Open(call);
        var (name, archiveAfter, type) = Read(call, withType: true);
        // Left out, the type is that of a private thread, which takes a permission nobody has here.
        if ((type ?? PrivateThread) == PrivateThread)
            throw Refusal.MissingPermissions();
        if (type != ThreadTypeIn(channel))
            throw Refusal.WrongKindOfChannel();
        var thread = Create(channel, name, archiveAfter, null);
        var said = MessageMaker.Make(
            world,
            channel,
            world.Bot,
            MessageRules.Read(new JsonObject { ["content"] = name }, 0),
            type: Message.ThreadCreated
        );
        world.Post(said with { Json = Pointing(said.Json, thread) });
        return Answer.Created(thread.Json());
    }

    public Answer StartFromMessage(Call call)
    {
        var channel = Open(call);
        var message = world.MessageOf(channel.Id, Routes.Id(call.Path[3]))
            is { OnlyFor: null } found
            ? found
            : throw Refusal.UnknownMessage();
        var (name, archiveAfter, _) = Read(call, withType: false);
        if (world.ChannelOf(message.Id) is not null)
            throw new Refusal(400, 160004, "A thread has already been created for this message");
        var thread = Create(channel, name, archiveAfter, message.Id);
        var json = JsonNode.Parse(message.Json)!.AsObject();
        json["flags"] = message.Flags | Message.HasThread;
        json["thread"] = thread.Json();
        world.Edit(
            message with
            {
                Flags = message.Flags | Message.HasThread,
                Json = json.ToJsonString(),
            }
        );
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
        var channel = world.ChannelOf(Routes.Id(call.Path[1])) ?? throw Refusal.UnknownChannel();
        var bits = world.PermissionsOf(world.Bot.Id, channel);
        if (world.GuildOf(channel.GuildId) is null || !bits.HasFlag(Permission.ViewChannel))
            throw Refusal.MissingAccess();
        if (channel.Type is not (ChannelType.Text or ChannelType.Announcement))
            throw Refusal.WrongKindOfChannel();
        return bits.HasFlag(Permission.CreatePublicThreads)
            ? channel
            : throw Refusal.MissingPermissions();
    }

    private static int ThreadTypeIn(Channel channel) =>
        channel.Type == ChannelType.Announcement
            ? ChannelType.AnnouncementThread
            : ChannelType.PublicThread;

    private static (string Name, int ArchiveAfter, int? Type) Read(Call call, bool withType)
    {
        var body = Form.Body(call.Body);
        var form = new Form();
        var name = form.Text(body, "name", "", 1, 100, required: true, trim: true);
        var archiveAfter = form.Integer(body, "auto_archive_duration", "", 60, 10_080) ?? 1440;
        if (archiveAfter is not (60 or 1440 or 4320 or 10_080))
            form.Fault(
                "auto_archive_duration",
                "BASE_TYPE_CHOICES",
                "Value must be one of (60, 1440, 4320, 10080)."
            );
        var type = withType ? form.Integer(body, "type", "", 10, 12) : null;
        form.ThrowIfFaulty();
        return (name!, (int)archiveAfter, (int?)type);
    }

    private static string Pointing(string message, Channel thread)
    {
        var json = JsonNode.Parse(message)!.AsObject();
        json["message_reference"] = new JsonObject
        {
            ["type"] = 0,
            ["channel_id"] = Wire.Id(thread.Id),
            ["guild_id"] = Wire.Id(thread.GuildId),
        };
        return json.ToJsonString();
    }
}

using System.Text.Json.Nodes;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>How the bot answers what a person did: one first answer within three seconds, more for a quarter of an hour.</summary>
internal sealed class InteractionRoutes(SandboxWorld world)
{
    private const int ReplyFlags =
        Message.Ephemeral | MessageRules.SuppressEmbeds | MessageRules.SuppressNotifications;

    public Answer Callback(Call call)
    {
        var interaction =
            world.Interactions.ByToken(call.Path[2]) is { } found
            && found.Id == Routes.Id(call.Path[1])
                ? found
                : throw Refusal.UnknownInteraction();
        switch (interaction.State)
        {
            case InteractionState.Failed:
                throw Refusal.UnknownInteraction();
            case InteractionState.Waiting:
                break;
            default:
                throw Refusal.AlreadyAcknowledged();
        }

        var body = Form.Body(call.Body);
        var form = new Form();
        var type = form.Integer(body, "type", "", 1, 12, required: true) ?? 0;
        var data = form.Object(body, "data", "") ?? [];
        if (!form.HasErrors && !IsAllowed(type, interaction))
            form.Fault(
                "type",
                "INTERACTION_CALLBACK_TYPE_INVALID",
                "This type does not answer this interaction."
            );
        form.ThrowIfFaulty();

        Message? message = null;
        switch (type)
        {
            case 4:
                var reply = Read(data, form, call);
                if (reply.IsEmpty)
                    throw Refusal.EmptyMessage();
                message = Post(interaction, reply, 0);
                interaction.OriginalMessage = message.Id;
                interaction.State = InteractionState.Answered;
                break;
            case 5:
                var deferred = MessageRules.Read([], 0) with
                {
                    Flags = (int)(
                        (form.Integer(data, "flags", "data", 0, int.MaxValue) ?? 0)
                        & Message.Ephemeral
                    ),
                };
                form.ThrowIfFaulty();
                message = Post(interaction, deferred, Message.Loading);
                interaction.OriginalMessage = message.Id;
                interaction.State = InteractionState.Deferred;
                break;
            case 6:
                interaction.OriginalMessage = interaction.SourceMessage;
                interaction.State = InteractionState.DeferredUpdate;
                break;
            case 7:
                interaction.OriginalMessage = interaction.SourceMessage;
                message = Change(
                    interaction,
                    interaction.SourceMessage!.Value,
                    Read(data, form, call)
                );
                interaction.State = InteractionState.Answered;
                break;
            case 8:
                interaction.Choices = ReadChoices(form, data);
                form.ThrowIfFaulty();
                interaction.State = InteractionState.Choices;
                break;
            case 9:
                var modal = ComponentRules.ReadModal(form, data, "data");
                form.ThrowIfFaulty();
                interaction.Modal = modal;
                interaction.State = InteractionState.Modal;
                break;
        }
        interaction.Deadline?.Dispose();
        Move(interaction);
        return call.Flag("with_response")
            ? Answer.Ok(Response(interaction, type, message))
            : Answer.NoContent;
    }

    public Answer FollowUp(Call call)
    {
        var interaction = Find(call);
        var body = Form.Body(call.Body);
        var parts = Read(body, null, call);
        if (parts.IsEmpty)
            throw Refusal.EmptyMessage();
        // Right after "thinking…", Discord takes a follow-up for the answer itself.
        if (
            interaction.State is InteractionState.Deferred
            && interaction.OriginalMessage is { } thinking
        )
        {
            var settled = Change(interaction, thinking, parts with { Flags = null });
            interaction.State = InteractionState.Answered;
            Add(interaction);
            return Answer.Ok(settled.Json);
        }
        var message = Post(interaction, parts, 0);
        Add(interaction);
        return Answer.Ok(message.Json);
    }

    public Answer Get(Call call) => Answer.Ok(FindMessage(Find(call), call).Json);

    public Answer Edit(Call call)
    {
        var interaction = Find(call);
        var message = FindMessage(interaction, call);
        var changed = Change(interaction, message.Id, Read(Form.Body(call.Body), null, call));
        if (
            message.Id == interaction.OriginalMessage
            && interaction.State is InteractionState.Deferred
        )
            interaction.State = InteractionState.Answered;
        Add(interaction);
        return Answer.Ok(changed.Json);
    }

    public Answer Delete(Call call)
    {
        var interaction = Find(call);
        var message = FindMessage(interaction, call);
        world.Delete(message);
        if (interaction.State is InteractionState.Deferred)
            interaction.State = InteractionState.Answered;
        Add(interaction);
        return Answer.NoContent;
    }

    private static bool IsAllowed(long type, Interaction interaction) =>
        type switch
        {
            4 or 5 => interaction.Type is not InteractionType.Autocomplete,
            6 or 7 => interaction.Type is InteractionType.Component or InteractionType.ModalSubmit
                && interaction.SourceMessage is not null,
            8 => interaction.Type is InteractionType.Autocomplete,
            9 => interaction.Type is InteractionType.Command or InteractionType.Component,
            _ => false,
        };

    private static MessageParts Read(JsonObject data, Form? into, Call call)
    {
        var parts = MessageRules.Read(
            data,
            ReplyFlags,
            into is null ? "" : "data",
            into,
            call.Files
        );
        into?.ThrowIfFaulty();
        return parts;
    }

    private static JsonArray ReadChoices(Form form, JsonObject data)
    {
        var made = new JsonArray();
        var given = form.Array(data, "choices", "data", 0, 25, required: true);
        foreach (var (choice, path) in form.Objects(given, "data.choices"))
        {
            var name = form.Text(choice, "name", path, 1, 100, required: true);
            if (choice["value"] is null)
                form.Required(Form.Join(path, "value"));
            else if (choice["value"]!.GetValueKind() is System.Text.Json.JsonValueKind.String)
                form.Text(choice, "value", path, 1, 100);
            made.Add(new JsonObject { ["name"] = name, ["value"] = choice["value"]?.DeepClone() });
        }
        return made;
    }

    private Message Post(Interaction interaction, MessageParts parts, int extraFlags)
    {
        var channel = world.ChannelOf(interaction.ChannelId) ?? throw Refusal.UnknownChannel();
        var hidden = ((parts.Flags ?? 0) & Message.Ephemeral) != 0;
        return world.Post(
            MessageMaker.Make(
                world,
                channel,
                world.Bot,
                parts,
                interaction,
                extraFlags,
                interaction.Type == InteractionType.Command ? 20 : 0,
                hidden ? interaction.Person.User.Id : null
            )
        );
    }

    private Message Change(Interaction interaction, ulong id, MessageParts parts)
    {
        var channel = world.ChannelOf(interaction.ChannelId) ?? throw Refusal.UnknownChannel();
        var old = world.MessageOf(channel.Id, id) ?? throw Refusal.UnknownMessage();
        return world.Edit(
            MessageMaker.Change(world, channel, world.Bot, old, parts, byInteraction: true)
        );
    }

    private void Add(Interaction interaction)
    {
        interaction.Additions++;
        Move(interaction);
    }

    private void Move(Interaction interaction)
    {
        world.Happen(new Happening.InteractionMoved(interaction));
        var moved = interaction.Moved;
        interaction.Moved = new TaskCompletionSource(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        moved.SetResult();
    }

    private Interaction Find(Call call)
    {
        if (Routes.Id(call.Path[1]) != FixedIds.Application)
            throw Refusal.UnknownWebhook();
        var interaction =
            world.Interactions.ByToken(call.Path[2]) ?? throw Refusal.UnknownWebhook();
        if (world.Now() - interaction.Created > InteractionBook.TokenLife)
            throw Refusal.InvalidWebhookToken();
        // Before there is a first answer, there is no webhook to speak through.
        return interaction.State is InteractionState.Waiting or InteractionState.Failed
            ? throw Refusal.UnknownWebhook()
            : interaction;
    }

    private Message FindMessage(Interaction interaction, Call call)
    {
        ulong? id = call.Path[4] is "@original"
            ? interaction.OriginalMessage
            : Routes.Id(call.Path[4]);
        var message = id is { } known ? world.MessageOf(interaction.ChannelId, known) : null;
        return message is { } found && found.AuthorId == world.Bot.Id
            ? found
            : throw Refusal.UnknownMessage();
    }

    private static JsonObject Response(Interaction interaction, long type, Message? message)
    {
        var json = new JsonObject
        {
            ["interaction"] = new JsonObject
            {
                ["id"] = Wire.Id(interaction.Id),
                ["type"] = interaction.Type,
                ["response_message_id"] = message is null ? null : Wire.Id(message.Id),
                ["response_message_loading"] = type == 5,
                ["response_message_ephemeral"] = message?.OnlyFor is not null,
            },
        };
        if (message is not null)
            json["resource"] = new JsonObject
            {
                ["type"] = type,
                ["message"] = JsonNode.Parse(message.Json),
            };
        return json;
    }
}

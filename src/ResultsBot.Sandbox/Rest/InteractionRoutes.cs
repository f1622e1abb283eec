using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Rest;

/// <summary>How the bot answers what a person did: one first answer within three seconds, more for a quarter of an hour.</summary>
internal sealed class InteractionRoutes(SandboxWorld world)
{
    private const int ReplyFlags =
        Message.Ephemeral | Message.SuppressEmbeds | Message.SuppressNotifications;

    public Answer Callback(Call call)
    {
        var interaction = world.Interactions.ByToken(call.Part("token")!);
        if (
            interaction?.Id != call.Id("id")
            || interaction is null or { State: InteractionState.Failed }
        )
            throw Refusal.UnknownInteraction();
        var (type, message) = Respond(interaction, call.Body, call.Files);
        return call.Flag("with_response")
            ? Answer.Ok(Response(interaction, type, message))
            : Answer.NoContent;
    }

    /// <summary>The first answer, as it may also stand in the answer to the request that told of the interaction.</summary>
    /// <exception cref="Refusal">It is none that this interaction can have, or not the first.</exception>
    public void Respond(Interaction interaction, JsonNode? json) =>
        Respond(interaction, json, ImmutableDictionary<int, UploadedFile>.Empty);

    private (long Type, Message?) Respond(
        Interaction interaction,
        JsonNode? json,
        IReadOnlyDictionary<int, UploadedFile> files
    )
    {
        if (interaction.State is not InteractionState.Waiting)
            throw Refusal.AlreadyAcknowledged();

        var form = new Form();
        var body = form.Body(json);
        var type = body.Integer("type", 1, 12, required: true) ?? 0;
        var data = body.Object("data") ?? new Fields(form, [], "data");
        if (!form.HasErrors && !IsAllowed(type, interaction))
            body.Fault(
                "type",
                "INTERACTION_CALLBACK_TYPE_INVALID",
                "This type does not answer this interaction."
            );
        form.ThrowIfFaulty();

        var message = Apply(interaction, type, data, files);
        interaction.Deadline?.Dispose();
        Move(interaction);
        return (type, message);
    }

    /// <summary>Does what an answer of this type does, and returns the message that comes of it.</summary>
    private Message? Apply(
        Interaction interaction,
        long type,
        Fields data,
        IReadOnlyDictionary<int, UploadedFile> files
    )
    {
        switch (type)
        {
            case 4:
                var reply = Read(data, files);
                if (reply.IsEmpty)
                    throw Refusal.EmptyMessage();
                return First(interaction, InteractionState.Answered, Post(interaction, reply, 0));
            case 5:
                var flags = (int)(
                    (data.Integer("flags", 0, int.MaxValue) ?? 0) & Message.Ephemeral
                );
                data.Form.ThrowIfFaulty();
                var thinking = new MessageParts { Flags = flags };
                return First(
                    interaction,
                    InteractionState.Deferred,
                    Post(interaction, thinking, Message.Loading)
                );
            case 6:
                interaction.OriginalMessage = interaction.SourceMessage;
                interaction.State = InteractionState.DeferredUpdate;
                return null;
            case 7:
                var source = interaction.SourceMessage!.Value;
                var changed = Change(interaction, source, Read(data, files));
                return First(interaction, InteractionState.Answered, changed);
            case 8:
                interaction.Choices = ReadChoices(data);
                interaction.State = InteractionState.Choices;
                return null;
            default:
                var modal = ComponentRules.ReadModal(data);
                data.Form.ThrowIfFaulty();
                interaction.Modal = modal;
                interaction.State = InteractionState.Modal;
                return null;
        }
    }

    private static Message First(Interaction interaction, InteractionState state, Message message)
    {
        interaction.OriginalMessage = message.Id;
        interaction.State = state;
        return message;
    }

    public Answer FollowUp(Call call)
    {
        var interaction = Find(call);
        var parts = MessageRules.Read(call, ReplyFlags);
        if (parts.IsEmpty)
            throw Refusal.EmptyMessage();
        // Right after "thinking…", Discord takes a follow-up for the answer itself.
        var message = interaction
            is { State: InteractionState.Deferred, OriginalMessage: { } thinking }
            ? Change(interaction, thinking, parts with { Flags = null })
            : Post(interaction, parts, 0);
        if (message.Id == interaction.OriginalMessage)
            interaction.State = InteractionState.Answered;
        Add(interaction);
        return Answer.Ok(message.Json);
    }

    public Answer Get(Call call) => Answer.Ok(FindMessage(Find(call), call).Json);

    public Answer Edit(Call call)
    {
        var interaction = Find(call);
        var message = FindMessage(interaction, call);
        var changed = Change(interaction, message.Id, MessageRules.Read(call, ReplyFlags));
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

    private static MessageParts Read(Fields data, IReadOnlyDictionary<int, UploadedFile> files)
    {
        var parts = MessageRules.Read(data, ReplyFlags, files);
        data.Form.ThrowIfFaulty();
        return parts;
    }

    private static JsonArray ReadChoices(Fields data)
    {
        var given = data.Objects("choices", 0, DiscordLimits.Choices, required: true) ?? [];
        var made = given.ToJson(choice =>
        {
            if (choice["value"] is null)
                choice.Missing("value");
            else if (choice["value"]!.GetValueKind() is JsonValueKind.String)
                choice.Text("value", DiscordLimits.ChoiceText, min: 1);
            return Shape.Of(
                ("name", choice.Needed("name", DiscordLimits.ChoiceText)),
                ("value", choice["value"]?.DeepClone())
            );
        });
        data.Form.ThrowIfFaulty();
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
        return world.Edit(MessageMaker.Change(world, channel, world.Bot, old, parts, true));
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
        if (call.Id("application") != FixedIds.Application)
            throw Refusal.UnknownWebhook();
        var interaction =
            world.Interactions.ByToken(call.Part("token")!) ?? throw Refusal.UnknownWebhook();
        if (world.Now() - interaction.Created > DiscordLimits.InteractionToken)
            throw Refusal.InvalidWebhookToken();
        // Before there is a first answer, there is no webhook to speak through.
        return interaction.State is InteractionState.Waiting or InteractionState.Failed
            ? throw Refusal.UnknownWebhook()
            : interaction;
    }

    private Message FindMessage(Interaction interaction, Call call)
    {
        var id = call.Part("message") is "@original"
            ? interaction.OriginalMessage
            : call.Id("message");
        var message = id is { } known ? world.MessageOf(interaction.ChannelId, known) : null;
        return message is { } found && found.AuthorId == world.Bot.Id
            ? found
            : throw Refusal.UnknownMessage();
    }

    private static JsonObject Response(Interaction interaction, long type, Message? message)
    {
        var json = new JsonObject
        {
            ["interaction"] = Shape.Of(
                ("id", Wire.Id(interaction.Id)),
                ("type", interaction.Type),
                ("response_message_id", Wire.Id(message?.Id)),
                ("response_message_loading", type == 5),
                ("response_message_ephemeral", message?.OnlyFor is not null)
            ),
        };
        if (message is not null)
            json["resource"] = Shape.Of(("type", type), ("message", message.Parse()));
        return json;
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Gateway;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Control;

/// <summary>What a person does with the bot, from the interaction it is told of to what it answers.</summary>
internal sealed class Conversations(
    SandboxWorld world,
    GatewayEvents gateway,
    InteractionsEndpoint endpoint,
    Counters counters
)
{
    /// <summary>Tells the bot what a person did. Called while the world's gate is held.</summary>
    public Interaction Start(
        int type,
        Person person,
        Channel channel,
        JsonObject data,
        string label,
        Message? source,
        string? commandName = null
    )
    {
        var id = world.NewId();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(60));
        var guild = world.GuildOf(channel.GuildId)!;
        var permissions = world.PermissionsOf(person.User.Id, channel);
        var member = guild.MemberOf(person.User.Id)!.Json();
        member["permissions"] = Wire.Bits(permissions);
        member["unusual_dm_activity_until"] = null;
        var payload = Shape
            .Of(
                ("id", Wire.Id(id)),
                ("application_id", Wire.Id(FixedIds.Application)),
                ("type", type),
                ("token", token),
                ("data", data),
                ("guild_id", Wire.Id(guild.Id)),
                (
                    "guild",
                    new JsonObject { ["id"] = Wire.Id(guild.Id) }.With(
                        """{"locale":"en-GB","features":[]}"""
                    )
                ),
                ("channel_id", Wire.Id(channel.Id)),
                ("channel", channel.Json(permissions)),
                ("member", member),
                ("app_permissions", Wire.Bits(world.PermissionsOf(world.Bot.Id, channel))),
                ("authorizing_integration_owners", new JsonObject { ["0"] = Wire.Id(guild.Id) }),
                ("attachment_size_limit", DiscordLimits.FileBytes)
            )
            .With(
                """
                {"version":1,"locale":"en-GB","guild_locale":"en-GB","entitlements":[],"entitlement_sku_ids":[],
                 "context":0}
                """
            );
        if (source is not null)
            payload["message"] = source.Parse();
        var interaction = new Interaction(id, token, type, world.Now())
        {
            Person = person,
            Guild = guild,
            ChannelId = channel.Id,
            Label = label,
            CommandName = commandName,
            SourceMessage = source?.Id,
            Payload = payload,
        };
        world.Interactions.Add(interaction, world.Now());
        interaction.Deadline = world.Time.CreateTimer(
            _ => Expire(interaction),
            null,
            DiscordLimits.FirstAnswer,
            Timeout.InfiniteTimeSpan
        );
        if (!endpoint.Deliver(interaction))
            gateway.Interact(interaction);
        world.Happen(new Happening.InteractionMoved(interaction));
        return interaction;
    }

    private void Expire(Interaction interaction)
    {
        lock (world.Gate)
        {
            if (interaction.State is not InteractionState.Waiting)
                return;
            interaction.State = InteractionState.Failed;
            counters.Now.InteractionsTimedOut++;
            world.Happen(new Happening.InteractionMoved(interaction));
            interaction.Moved.SetResult();
        }
    }

    /// <summary>Waits until the bot has said what it has to say, or three seconds without a word are over.</summary>
    public async Task<Outcome> Settle(
        Interaction interaction,
        CancellationToken ct,
        bool firstAnswerOnly = false
    )
    {
        while (true)
        {
            Task moved;
            lock (world.Gate)
            {
                if (
                    interaction.IsFinal
                    || (firstAnswerOnly && interaction.State is not InteractionState.Waiting)
                )
                    return Describe(interaction);
                moved = interaction.Moved.Task;
            }
            await moved.WaitAsync(ct);
        }
    }

    public Outcome Describe(Interaction interaction)
    {
        var message = interaction.OriginalMessage is { } id
            ? world.MessageOf(interaction.ChannelId, id)
            : null;
        return new Outcome(
            interaction.Id,
            interaction.State switch
            {
                InteractionState.Waiting => "waiting",
                InteractionState.Failed => "failed",
                InteractionState.Deferred => "thinking",
                InteractionState.DeferredUpdate => "updated",
                InteractionState.Modal => "modal",
                InteractionState.Choices => "choices",
                _ => "message",
            },
            message?.Parse(),
            interaction.Modal?.DeepClone().AsObject(),
            [
                .. interaction
                    .Choices.Objects()
                    .Select(c => new SuggestedChoice(c.TextOf("name")!, c["value"]!.DeepClone())),
            ]
        );
    }
}

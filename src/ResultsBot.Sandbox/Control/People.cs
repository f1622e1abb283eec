using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Gateway;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Control;

/// <summary>What people do, as Discord's own client would let them: write, type commands, press, choose, fill in.</summary>
internal sealed class People(SandboxWorld world, GatewayHub gateway, Counters counters)
{
    // Everything here takes the world's gate itself.

    public static Person Find(string key) =>
        FixedIds.People.FirstOrDefault(p => p.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
        ?? throw new CannotException(
            $"There is no person “{key}”; there are {string.Join(", ", FixedIds.People.Select(p => p.Key))}."
        );

    /// <summary>The channel by name or id, if this person can see it.</summary>
    public Channel Channel(Person person, string nameOrId)
    {
        var name = nameOrId.TrimStart('#');
        var channel = world
            .Channels.Where(c => Sees(person, c))
            .FirstOrDefault(c =>
                name.Equals(c.Name, StringComparison.Ordinal)
                || name.Equals(Wire.Id(c.Id), StringComparison.Ordinal)
            );
        return channel
            ?? throw new CannotException($"{person.User.Name} sees no channel “{nameOrId}”.");
    }

    public bool Sees(Person person, Channel channel) =>
        world.GuildOf(channel.GuildId) is not null
        && world.PermissionsOf(person.User.Id, channel).HasFlag(Permission.ViewChannel);

    /// <summary>The commands this person is offered in this channel.</summary>
    public List<JsonObject> Commands(Person person, Channel channel) =>
        Commands(channel.GuildId, world.PermissionsOf(person.User.Id, channel));

    /// <summary>The commands that somebody with these permissions is offered.</summary>
    public List<JsonObject> Commands(ulong guild, Permission bits)
    {
        if (!bits.HasFlag(Permission.UseApplicationCommands))
            return [];
        return
        [
            .. world
                .CommandsOf(null)
                .Where(c =>
                    c!["contexts"] is not JsonArray contexts
                    || contexts.Any(x => Form.AsInteger(x) is 0)
                )
                .Concat(world.CommandsOf(guild))
                .Select(c => c!.AsObject())
                .Where(c => Form.AsInteger(c["type"]) is 1 && MayUse(c, bits))
                .OrderBy(c => (string?)c["name"], StringComparer.Ordinal),
        ];
    }

    private static bool MayUse(JsonObject command, Permission bits)
    {
        if (!Snowflake.TryParse(Form.AsText(command["default_member_permissions"]), out var needed))
            return true;
        // "0" leaves the command to administrators.
        return bits == Permissions.All
            || bits.HasFlag(Permission.Administrator)
            || (needed != 0 && bits.HasFlag((Permission)needed));
    }

    public Message Write(string who, string where, string text)
    {
        lock (world.Gate)
        {
            var person = Find(who);
            var channel = Channel(person, where);
            var trimmed = text.Trim();
            if (trimmed.Length == 0)
                throw new CannotException("There is nothing to send.");
            if (Form.LengthOf(trimmed) > 2000)
                throw new CannotException("A message may have 2,000 characters at most.");
            if (!world.PermissionsOf(person.User.Id, channel).HasFlag(channel.SendBit))
                throw new CannotException("You do not have permission to send messages here.");
            if (
                channel.Thread is { Locked: true }
                && !world.PermissionsOf(person.User.Id, channel).HasFlag(Permission.ManageThreads)
            )
                throw new CannotException("This thread is locked.");
            if (channel.IsThread)
                channel = world.Archive(channel, archived: false);
            var parts = MessageRules.Read(new JsonObject { ["content"] = trimmed }, 0);
            return world.Post(MessageMaker.Make(world, channel, person.User, parts));
        }
    }

    public Interaction TypeCommand(
        string who,
        string where,
        string text,
        IReadOnlyDictionary<string, UploadedFile>? files = null
    )
    {
        lock (world.Gate)
        {
            var person = Find(who);
            var channel = Channel(person, where);
            var (command, path, options) = CommandText.Parse(text, Reachable(channel));
            Allow(person, channel, command);
            var given = options.ToDictionary(
                o => o.Key,
                o => (JsonNode?)o.Value,
                StringComparer.Ordinal
            );
            return Invoke(person, channel, command, path, With(given, files, channel), null);
        }
    }

    public Interaction UseCommand(
        string who,
        string where,
        string commandName,
        IReadOnlyDictionary<string, JsonNode?> options,
        string? focused = null,
        IReadOnlyDictionary<string, UploadedFile>? files = null
    )
    {
        lock (world.Gate)
        {
            var person = Find(who);
            var channel = Channel(person, where);
            var words = commandName
                .TrimStart('/')
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var command =
                Reachable(channel)
                    .Find(c =>
                        words is [var name, ..]
                        && name.Equals((string?)c["name"], StringComparison.Ordinal)
                    )
                ?? throw new CannotException($"There is no command /{commandName} here.");
            Allow(person, channel, command);
            return Invoke(
                person,
                channel,
                command,
                [.. words.Skip(1)],
                With(options, files, channel),
                focused
            );
        }
    }

    /// <summary>Discord's own client sends the file first, and then the command with its id.</summary>
    private IReadOnlyDictionary<string, JsonNode?> With(
        IReadOnlyDictionary<string, JsonNode?> options,
        IReadOnlyDictionary<string, UploadedFile>? files,
        Channel channel
    )
    {
        if (files is not { Count: > 0 })
            return options;
        if (files.FirstOrDefault(f => f.Value.Bytes.Length > FileShelf.MaxBytes).Key is { } large)
            throw new CannotException($"“{large}”: the file is larger than 10 MiB.", large);
        var all = new Dictionary<string, JsonNode?>(options, StringComparer.Ordinal);
        foreach (var (option, file) in files)
            all[option] = Wire.Id(world.Files.Keep(world.NewId(), channel.Id, file).Id);
        return all;
    }

    private List<JsonObject> Reachable(Channel channel) =>
        [
            .. world
                .CommandsOf(null)
                .Concat(world.CommandsOf(channel.GuildId))
                .Select(c => c!.AsObject())
                .Where(c => Form.AsInteger(c["type"]) is 1),
        ];

    private void Allow(Person person, Channel channel, JsonObject command)
    {
        if (!Commands(person, channel).Contains(command))
            throw new CannotException("You do not have permission to use this command here.");
    }

    private Interaction Invoke(
        Person person,
        Channel channel,
        JsonObject command,
        List<string> path,
        IReadOnlyDictionary<string, JsonNode?> given,
        string? focused
    )
    {
        var guild = world.GuildOf(channel.GuildId)!;
        var level = command;
        var levels = new List<JsonObject>();
        foreach (var step in path)
        {
            level =
                (level["options"] as JsonArray)
                    ?.Select(o => o!.AsObject())
                    .FirstOrDefault(o => step.Equals((string?)o["name"], StringComparison.Ordinal))
                ?? throw new CannotException($"/{command["name"]} has no {step}.");
            levels.Add(level);
        }
        if (
            level["options"] is JsonArray inner
            && inner.Any(o => Form.AsInteger(o!["type"]) is 1 or 2)
        )
            throw new CannotException($"/{command["name"]} needs a subcommand.");
        var values = new OptionValues(world, guild, person);
        var options = values.Read(
            level["options"] as JsonArray,
            given,
            focused,
            lenient: focused is not null
        );
        foreach (var step in Enumerable.Reverse(levels))
            options =
            [
                new JsonObject
                {
                    ["type"] = step["type"]!.DeepClone(),
                    ["name"] = step["name"]!.DeepClone(),
                    ["options"] = options,
                },
            ];
        var data = new JsonObject
        {
            ["id"] = command["id"]!.DeepClone(),
            ["name"] = command["name"]!.DeepClone(),
            ["type"] = 1,
        };
        if (command["guild_id"] is { } scope)
            data["guild_id"] = scope.DeepClone();
        if (options.Count > 0)
            data["options"] = options;
        if (values.Resolved.Count > 0)
            data["resolved"] = values.Resolved;
        return Start(
            focused is null ? InteractionType.Command : InteractionType.Autocomplete,
            person,
            guild,
            channel,
            data,
            "/" + string.Join(' ', path.Prepend((string)command["name"]!)),
            source: null,
            commandName: (string)command["name"]!
        );
    }

    /// <summary>Presses a button or makes a choice in a select.</summary>
    public Interaction Use(
        string who,
        string where,
        ulong messageId,
        string customId,
        IReadOnlyList<string>? chosen
    )
    {
        lock (world.Gate)
        {
            var person = Find(who);
            var channel = Channel(person, where);
            var message = world.MessageOf(channel.Id, messageId);
            if (message is null || (message.OnlyFor is { } only && only != person.User.Id))
                throw new CannotException("There is no such message here.");
            var json = JsonNode.Parse(message.Json)!.AsObject();
            var component =
                json["components"]!
                    .AsArray()
                    .SelectMany(row => row!["components"]!.AsArray())
                    .FirstOrDefault(c =>
                        customId.Equals((string?)c!["custom_id"], StringComparison.Ordinal)
                    )
                ?? throw new CannotException("This message has no such button.");
            if (component["disabled"] is JsonValue disabled && disabled.GetValue<bool>())
                throw new CannotException("This is switched off.");
            var type = (int)component["type"]!;
            var guild = world.GuildOf(channel.GuildId)!;
            var data = new JsonObject
            {
                ["custom_id"] = customId,
                ["component_type"] = type,
                ["id"] = component["id"]?.DeepClone(),
            };
            if (type != 2)
            {
                var values = new OptionValues(world, guild, person);
                data["values"] = values.Chosen(component.AsObject(), chosen ?? [], null);
                if (values.Resolved.Count > 0)
                    data["resolved"] = values.Resolved;
            }
            var label =
                (string?)component["label"] ?? (string?)component["placeholder"] ?? customId;
            return Start(
                InteractionType.Component,
                person,
                guild,
                channel,
                data,
                label,
                message,
                null
            );
        }
    }

    /// <summary>Sends a form that the bot opened.</summary>
    public Interaction Submit(
        string who,
        ulong opened,
        IReadOnlyDictionary<string, JsonNode?> given
    )
    {
        lock (world.Gate)
        {
            var person = Find(who);
            if (
                world.Interactions.ById(opened) is not { Modal: { } modal } opener
                || opener.Person != person
            )
                throw new CannotException("There is no form to send.");
            var channel = Channel(person, Wire.Id(opener.ChannelId));
            var values = new OptionValues(world, world.GuildOf(channel.GuildId)!, person);
            var data = new JsonObject
            {
                ["custom_id"] = modal["custom_id"]!.DeepClone(),
                ["components"] = ModalValues.Fill(modal, given, values),
            };
            if (values.Resolved.Count > 0)
                data["resolved"] = values.Resolved;
            var source = opener.SourceMessage is { } id ? world.MessageOf(channel.Id, id) : null;
            var guild = world.GuildOf(channel.GuildId)!;
            return Start(
                InteractionType.ModalSubmit,
                person,
                guild,
                channel,
                data,
                (string)modal["title"]!,
                source,
                null
            );
        }
    }

    private Interaction Start(
        int type,
        Person person,
        Guild guild,
        Channel channel,
        JsonObject data,
        string label,
        Message? source,
        string? commandName
    )
    {
        var id = world.NewId();
        var token = Convert
            .ToBase64String(RandomNumberGenerator.GetBytes(60))
            .Replace('+', '-')
            .Replace('/', '_');
        var member = guild.MemberOf(person.User.Id)!;
        var memberJson = member.Json();
        memberJson["permissions"] = Wire.Bits(world.PermissionsOf(person.User.Id, channel));
        memberJson["unusual_dm_activity_until"] = null;
        var payload = new JsonObject
        {
            ["id"] = Wire.Id(id),
            ["application_id"] = Wire.Id(FixedIds.Application),
            ["type"] = type,
            ["token"] = token,
            ["version"] = 1,
            ["data"] = data,
            ["guild_id"] = Wire.Id(guild.Id),
            ["guild"] = new JsonObject
            {
                ["id"] = Wire.Id(guild.Id),
                ["locale"] = "en-GB",
                ["features"] = new JsonArray(),
            },
            ["channel_id"] = Wire.Id(channel.Id),
            ["channel"] = ChannelJson(channel, member),
            ["member"] = memberJson,
            ["locale"] = "en-GB",
            ["guild_locale"] = "en-GB",
            ["app_permissions"] = Wire.Bits(world.PermissionsOf(world.Bot.Id, channel)),
            ["entitlements"] = new JsonArray(),
            ["entitlement_sku_ids"] = new JsonArray(),
            ["authorizing_integration_owners"] = new JsonObject { ["0"] = Wire.Id(guild.Id) },
            ["context"] = 0,
            ["attachment_size_limit"] = 10_485_760,
        };
        if (source is not null)
            payload["message"] = JsonNode.Parse(source.Json);
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
            InteractionBook.AnswerWithin,
            Timeout.InfiniteTimeSpan
        );
        gateway.Interact(interaction);
        world.Happen(new Happening.InteractionMoved(interaction));
        return interaction;
    }

    private JsonObject ChannelJson(Channel channel, Member member)
    {
        var json = channel.Json();
        json["permissions"] = Wire.Bits(world.PermissionsOf(member.User.Id, channel));
        return json;
    }

    private void Expire(Interaction interaction)
    {
        lock (world.Gate)
        {
            if (interaction.State is not InteractionState.Waiting)
                return;
            interaction.State = InteractionState.Failed;
            counters.InteractionsTimedOut++;
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
            message is null ? null : JsonNode.Parse(message.Json)!.AsObject(),
            interaction.Modal?.DeepClone().AsObject(),
            [
                .. (interaction.Choices ?? []).Select(c => new SuggestedChoice(
                    (string)c!["name"]!,
                    c["value"]!.DeepClone()
                )),
            ]
        );
    }
}

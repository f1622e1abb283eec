using System.Text.Json.Nodes;
using ResultsBot.Sandbox.Limits;
using ResultsBot.Sandbox.Rest;
using ResultsBot.Sandbox.World;

namespace ResultsBot.Sandbox.Control;

/// <summary>What people do, as Discord's own client would let them: write, type commands, press, choose, fill in.</summary>
internal sealed class People(SandboxWorld world, Conversations conversations)
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
        return world.Channels.FirstOrDefault(c => c.IsCalled(name) && Sees(person, c))
            ?? throw new CannotException($"{person.User.Name} sees no channel “{nameOrId}”.");
    }

    public bool Sees(Person person, Channel channel) =>
        world.GuildOf(channel.GuildId) is not null
        && world.Allows(person.User, channel, Permission.ViewChannel);

    /// <summary>The commands this person is offered in this channel.</summary>
    public List<JsonObject> Commands(Person person, Channel channel) =>
        channel.IsForum
            ? []
            : Commands(channel.GuildId, world.PermissionsOf(person.User.Id, channel));

    /// <summary>The commands that somebody with these permissions is offered.</summary>
    public List<JsonObject> Commands(ulong guild, Permission bits)
    {
        if (!bits.HasFlag(Permission.UseApplicationCommands))
            return [];
        return
        [
            .. Reachable(guild)
                .Where(c => MayUse(c, bits))
                .OrderBy(c => c.TextOf("name"), StringComparer.Ordinal),
        ];
    }

    private IEnumerable<JsonObject> Reachable(ulong guild) =>
        world
            .CommandsOf(null)
            .Objects()
            .Where(c =>
                c["contexts"] is not JsonArray contexts || contexts.Any(x => Form.AsInteger(x) is 0)
            )
            .Concat(world.CommandsOf(guild).Objects())
            .Where(c => Form.AsInteger(c["type"]) is CommandRules.Typed or CommandRules.OfMessage);

    private IEnumerable<JsonObject> Reachable(ulong guild, int type) =>
        Reachable(guild).Where(c => Form.AsInteger(c["type"]) == type);

    private static bool MayUse(JsonObject command, Permission bits)
    {
        if (!Snowflake.TryParse(Form.AsText(command["default_member_permissions"]), out var needed))
            return true;
        // "0" leaves the command to administrators.
        return bits == Permissions.All
            || bits.HasFlag(Permission.Administrator)
            || (needed != 0 && bits.HasFlag((Permission)needed));
    }

    public Message Write(
        string who,
        string where,
        string text,
        IReadOnlyCollection<UploadedFile> files
    )
    {
        lock (world.Gate)
        {
            var person = Find(who);
            var channel = Channel(person, where);
            if (channel.IsForum)
                throw new CannotException(
                    "A forum takes posts alone: write in one of its threads."
                );
            var trimmed = text.Trim();
            if (trimmed.Length == 0 && files.Count == 0)
                throw new CannotException("There is nothing to send.");
            if (files.Any(f => f.Bytes.Length > DiscordLimits.FileBytes))
                throw new CannotException("A file may have 10 MiB at most.");
            if (Form.LengthOf(trimmed) > DiscordLimits.Content)
                throw new CannotException("A message may have 2,000 characters at most.");
            if (!world.Allows(person.User, channel, channel.SendBit))
                throw new CannotException("You do not have permission to send messages here.");
            if (
                channel.Thread is { Locked: true }
                && !world.Allows(person.User, channel, Permission.ManageThreads)
            )
                throw new CannotException("This thread is locked.");
            if (channel.IsThread)
                channel = world.Archive(channel, archived: false);
            var parts = new MessageParts
            {
                Content = trimmed,
                Attachments = AttachmentParts.Of(files),
            };
            return world.Post(MessageMaker.Make(world, channel, person.User, parts));
        }
    }

    /// <summary>Takes away a message that only this person sees.</summary>
    public void Dismiss(string who, string where, ulong messageId)
    {
        lock (world.Gate)
        {
            var person = Find(who);
            var message = world.MessageOf(Channel(person, where).Id, messageId);
            if (message?.OnlyFor == person.User.Id)
                world.Delete(message);
        }
    }

    public Interaction TypeCommand(
        string who,
        string where,
        string text,
        IReadOnlyDictionary<string, UploadedFile> files
    )
    {
        lock (world.Gate)
        {
            var person = Find(who);
            var channel = Channel(person, where);
            var (command, path, options) = CommandText.Parse(
                text,
                Reachable(channel.GuildId, CommandRules.Typed)
            );
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
                Reachable(channel.GuildId, CommandRules.Typed).Named(words.FirstOrDefault())
                ?? throw new CannotException($"There is no command /{commandName} here.");
            var given = With(options, files, channel);
            return Invoke(person, channel, command, [.. words.Skip(1)], given, focused);
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
        if (
            files.FirstOrDefault(f => f.Value.Bytes.Length > DiscordLimits.FileBytes).Key is
            { } large
        )
            throw new CannotException($"“{large}”: the file is larger than 10 MiB.", large);
        var all = new Dictionary<string, JsonNode?>(options, StringComparer.Ordinal);
        foreach (var (option, file) in files)
            all[option] = Wire.Id(world.Files.Keep(world.NewId(), channel.Id, file).Id);
        return all;
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
        if (!Commands(person, channel).Contains(command))
            throw new CannotException("You do not have permission to use this command here.");
        var guild = world.GuildOf(channel.GuildId)!;
        var level = command;
        var levels = new List<JsonObject>();
        foreach (var step in path)
        {
            level =
                level["options"].Objects().Named(step)
                ?? throw new CannotException($"/{command["name"]} has no {step}.");
            levels.Add(level);
        }
        if (level["options"].Objects().Any(OptionType.IsSubcommand))
            throw new CannotException($"/{command["name"]} needs a subcommand.");
        var values = new OptionValues(world, guild, person);
        var options = values.Read([.. level["options"].Objects()], given, focused);
        foreach (var step in Enumerable.Reverse(levels))
            options =
            [
                Shape.Of(
                    ("type", step["type"]!.DeepClone()),
                    ("name", step["name"]!.DeepClone()),
                    ("options", options)
                ),
            ];
        var data = Shape.Of(
            ("id", command["id"]!.DeepClone()),
            ("name", command["name"]!.DeepClone()),
            ("type", 1)
        );
        data.Set("guild_id", command["guild_id"]?.DeepClone());
        if (options.Count > 0)
            data["options"] = options;
        data.Set("resolved", values.ResolvedOrNone);
        var name = command.TextOf("name")!;
        return conversations.Start(
            focused is null ? InteractionType.Command : InteractionType.Autocomplete,
            person,
            channel,
            data,
            "/" + string.Join(' ', path.Prepend(name)),
            source: null,
            commandName: name
        );
    }

    /// <summary>Chooses a command in the menu of a message.</summary>
    public Interaction UseOnMessage(string who, string where, ulong messageId, string commandName)
    {
        lock (world.Gate)
        {
            var person = Find(who);
            var channel = Channel(person, where);
            if (
                world.MessageOf(channel.Id, messageId) is not { } message
                || !message.IsFor(person.User.Id)
            )
                throw new CannotException("There is no such message here.");
            var command =
                Reachable(channel.GuildId, CommandRules.OfMessage).Named(commandName)
                ?? throw new CannotException($"There is no “{commandName}” for messages here.");
            if (!Commands(person, channel).Contains(command))
                throw new CannotException("You do not have permission to use this command here.");
            var data = Shape.Of(
                ("id", command["id"]!.DeepClone()),
                ("name", command["name"]!.DeepClone()),
                ("type", CommandRules.OfMessage),
                ("target_id", Wire.Id(messageId)),
                (
                    "resolved",
                    Shape.Of(
                        ("messages", new JsonObject { [Wire.Id(messageId)] = message.Parse() })
                    )
                )
            );
            data.Set("guild_id", command["guild_id"]?.DeepClone());
            return conversations.Start(
                InteractionType.Command,
                person,
                channel,
                data,
                commandName,
                source: null,
                commandName: commandName
            );
        }
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
            if (message?.IsFor(person.User.Id) is not true)
                throw new CannotException("There is no such message here.");
            var component =
                message
                    .Parse()["components"]
                    .Objects()
                    .SelectMany(row => row["components"].Objects())
                    .Named(customId, "custom_id")
                ?? throw new CannotException("This message has no such button.");
            if (component.IsOn("disabled"))
                throw new CannotException("This is switched off.");
            var type = (int)component["type"]!;
            var data = Shape.Of(
                ("custom_id", customId),
                ("component_type", type),
                ("id", component["id"]?.DeepClone())
            );
            if (type != ComponentType.Button)
            {
                var values = new OptionValues(world, world.GuildOf(channel.GuildId)!, person);
                data["values"] = values.Chosen(component, chosen ?? [], null);
                data.Set("resolved", values.ResolvedOrNone);
            }
            var label = component.TextOf("label") ?? component.TextOf("placeholder") ?? customId;
            return conversations.Start(
                InteractionType.Component,
                person,
                channel,
                data,
                label,
                message
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
            var data = Shape.Of(
                ("custom_id", modal["custom_id"]!.DeepClone()),
                ("components", ModalValues.Fill(modal, given, values))
            );
            data.Set("resolved", values.ResolvedOrNone);
            var source = opener.SourceMessage is { } id ? world.MessageOf(channel.Id, id) : null;
            var title = modal.TextOf("title")!;
            return conversations.Start(
                InteractionType.ModalSubmit,
                person,
                channel,
                data,
                title,
                source
            );
        }
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using ResultsBot.Discord.Json;

namespace ResultsBot.Discord;

/// <summary>
/// Something a person did with the bot (developers/interactions/receiving-and-responding.mdx). Its first answer is
/// due within three seconds of <see cref="ReceivedAt"/>; the id's own time is by another clock and says nothing of
/// that (Discord.Net #2010, #3175). Deliveries may repeat: the id tells.
/// </summary>
public abstract record Interaction
{
    private Interaction() { }

    public Snowflake Id { get; init; }
    public Snowflake ApplicationId { get; init; }

    /// <summary>Lets anyone answer in the bot's name for 15 minutes: never printed, never logged.</summary>
    public string Token { get; init; } = "";
    public Snowflake? GuildId { get; init; }
    public Snowflake? ChannelId { get; init; }
    public User User { get; init; } = User.Unknown;

    /// <summary>The roles of the person in the guild; empty in direct messages.</summary>
    public ImmutableArray<Snowflake> RoleIds { get; init; } = [];

    /// <summary>What the person may do in this channel.</summary>
    public Permissions MemberPermissions { get; init; }

    /// <summary>What the bot may do in this channel.</summary>
    public Permissions AppPermissions { get; init; }

    /// <summary>The channels and files that options name by id.</summary>
    public Resolved Resolved { get; init; } = Resolved.Nothing;

    /// <summary>TimeProvider.GetTimestamp() at the moment it came in.</summary>
    public long ReceivedAt { get; init; }

    /// <summary>A slash command was sent.</summary>
    public sealed record CommandInvoked : Interaction
    {
        public string Name { get; init; } = "";

        /// <summary>The subcommand's path, e.g. "group sub"; empty where there is none.</summary>
        public string Subcommand { get; init; } = "";
        public ImmutableArray<InvokedOption> Options { get; init; } = [];

        /// <summary>The channels chosen in options, with the bot's permissions in them where Discord told.</summary>
        public ImmutableArray<ResolvedChannel> Channels => Resolved.Channels;

        public string? Text(string name) => Option(name)?.Text;

        public long? Integer(string name) => Option(name)?.Integer;

        public bool? Flag(string name) => Option(name)?.Flag;

        /// <summary>The id given in a channel, user, role or mentionable option.</summary>
        public Snowflake? IdOf(string name) =>
            Option(name) is { } option && Snowflake.TryParse(option.Text, out var id) ? id : null;

        /// <summary>The channel chosen in a channel option; see <see cref="Channels"/> for what else is known of it.</summary>
        public Snowflake? Channel(string name) => IdOf(name);

        /// <summary>The file given in an attachment option.</summary>
        public Attachment? AttachmentOf(string name) =>
            IdOf(name) is { } id
                ? Resolved.Attachments.FirstOrDefault(attachment => attachment.Id == id)
                : null;

        private InvokedOption? Option(string name) =>
            Options
                .OrEmpty()
                .FirstOrDefault(option =>
                    string.Equals(option.Name, name, StringComparison.Ordinal)
                );
    }

    /// <summary>A command was chosen in the menu of a message.</summary>
    public sealed record MessageCommandInvoked : Interaction
    {
        public string Name { get; init; } = "";

        /// <summary>The message; null where Discord did not tell it.</summary>
        public Message? Target { get; init; }
    }

    /// <summary>A person is typing an option and wants suggestions. Required options may be missing still.</summary>
    public sealed record AutocompleteAsked : Interaction
    {
        public string Name { get; init; } = "";

        /// <summary>The option being typed.</summary>
        public string FocusedOption { get; init; } = "";

        /// <summary>What has been typed of it so far.</summary>
        public string FocusedValue { get; init; } = "";
        public ImmutableArray<InvokedOption> Options { get; init; } = [];

        /// <summary>Without the text being typed: nobody has sent it yet.</summary>
        protected override bool PrintMembers(StringBuilder builder)
        {
            base.PrintMembers(builder);
            builder.Append(", Name = ").Append(Name);
            builder.Append(", FocusedOption = ").Append(FocusedOption);
            return true;
        }
    }

    /// <summary>A button was pressed.</summary>
    public sealed record ComponentPressed : Interaction
    {
        public string CustomId { get; init; } = "";

        /// <summary>The message the component sits on.</summary>
        public Message? Message { get; init; }
    }

    /// <summary>A modal was filled in and sent.</summary>
    public sealed record ModalSubmitted : Interaction
    {
        public string CustomId { get; init; } = "";
        public ImmutableArray<SubmittedField> Fields { get; init; } = [];

        /// <summary>The message whose button opened the modal, if one did.</summary>
        public Message? Message { get; init; }

        public string? Field(string customId) =>
            Fields
                .OrEmpty()
                .FirstOrDefault(field =>
                    string.Equals(field.CustomId, customId, StringComparison.Ordinal)
                )
                ?.Value;
    }

    /// <summary>The payload of INTERACTION_CREATE; null where it cannot be understood or is of a kind not handled here.</summary>
    public static Interaction? Parse(JsonElement json, long receivedAt)
    {
        if (
            json.Id("id") is not { } id
            || json.Id("application_id") is not { } application
            || json.Text("token") is not { Length: > 0 } token
        )
        {
            return null;
        }

        var member = json.Get("member");
        return ParseKind(json) is { } kind
            ? kind with
            {
                Id = id,
                ApplicationId = application,
                Token = token,
                GuildId = json.Id("guild_id"),
                ChannelId = json.Id("channel_id") ?? json.Get("channel")?.Id("id"),
                User =
                    ((member.Get("user") ?? json.Get("user")) is { } user ? User.Parse(user) : null)
                    ?? User.Unknown,
                RoleIds = member?.Ids("roles") ?? [],
                MemberPermissions = member?.Bits("permissions") ?? Permissions.None,
                AppPermissions = json.Bits("app_permissions") ?? Permissions.None,
                Resolved = json.Get("data") is { } data ? Resolved.Parse(data) : Resolved.Nothing,
                ReceivedAt = receivedAt,
            }
            : null;
    }

    private static Interaction? ParseKind(JsonElement json)
    {
        if (json.Get("data") is not { } data)
        {
            return null;
        }

        var message = json.Get("message") is { } told ? Message.Parse(told) : null;
        switch (json.Int("type"))
        {
            case 2 when data.Text("name") is { } name && (data.Int("type") ?? 1) == 1:
            {
                var (subcommand, options) = InvokedOption.ParseAll(data);
                return new CommandInvoked
                {
                    Name = name,
                    Subcommand = subcommand,
                    Options = options,
                };
            }

            case 2 when data.Text("name") is { } name && data.Int("type") == 3:
                return new MessageCommandInvoked
                {
                    Name = name,
                    Target =
                        data.Id("target_id") is { } target
                        && data.Get("resolved").Get("messages").Get(target.ToString()) is { } aimed
                            ? Message.Parse(aimed)
                            : null,
                };

            case 3 when data.Text("custom_id") is { } customId:
                return new ComponentPressed { CustomId = customId, Message = message };

            case 4 when data.Text("name") is { } name:
            {
                var (_, options) = InvokedOption.ParseAll(data);
                var focused = options.FirstOrDefault(option => option.Focused);
                return new AutocompleteAsked
                {
                    Name = name,
                    FocusedOption = focused?.Name ?? "",
                    FocusedValue = focused?.Text ?? "",
                    Options = options,
                };
            }

            case 5 when data.Text("custom_id") is { } customId:
                return new ModalSubmitted
                {
                    CustomId = customId,
                    Fields = SubmittedField.ParseAll(data),
                    Message = message,
                };

            default:
                return null;
        }
    }

    /// <summary>What a log may show.</summary>
    protected virtual bool PrintMembers(StringBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Append("Id = ").Append(Id);
        builder.Append(", GuildId = ").Append(GuildId);
        builder.Append(", ChannelId = ").Append(ChannelId);
        builder.Append(", UserId = ").Append(User.Id);
        return true;
    }
}

/// <summary>One option as it was sent. <see cref="Text"/> holds strings, ids, and what is being typed in a number option.</summary>
public sealed record InvokedOption(string Name, CommandOptionType Type)
{
    public string? Text { get; init; }
    public long? Integer { get; init; }
    public bool? Flag { get; init; }
    public bool Focused { get; init; }

    private const int DeepestNesting = 4;

    /// <summary>The options below command, group and subcommand, and the path that leads there.</summary>
    internal static (string Subcommand, ImmutableArray<InvokedOption> Options) ParseAll(
        JsonElement data
    )
    {
        var path = new List<string>();
        var level = data;
        for (var depth = 0; depth < DeepestNesting; depth++)
        {
            var nested = level
                .Items("options")
                .FirstOrDefault(item =>
                    item.Int("type")
                        is (int)CommandOptionType.SubCommand
                            or (int)CommandOptionType.SubCommandGroup
                );
            if (nested.Text("name") is not { } name)
            {
                break;
            }

            path.Add(name);
            level = nested;
        }

        return (string.Join(' ', path), level.Items("options", Parse));
    }

    private static InvokedOption? Parse(JsonElement json)
    {
        if (json.Text("name") is not { } name)
        {
            return null;
        }

        var value = json.Get("value");
        return new InvokedOption(name, (CommandOptionType)(json.Int("type") ?? 0))
        {
            Text = value?.ValueKind switch
            {
                JsonValueKind.String => value?.AsText(),
                JsonValueKind.Number => value?.GetRawText(),
                _ => null,
            },
            Integer = json.Long("value"),
            Flag = json.Flag("value"),
            Focused = json.Flag("focused") ?? false,
        };
    }
}

/// <summary>A channel chosen in an option.</summary>
/// <param name="AppPermissions">
/// What the bot may do there (sent since 2026-07-16): can be checked before subscribing without a request.
/// </param>
public sealed record ResolvedChannel(
    Snowflake Id,
    string Name,
    ChannelType Type,
    Permissions? AppPermissions
)
{
    /// <summary>What who asks may do in it; null where Discord did not tell.</summary>
    public Permissions? MemberPermissions { get; init; }

    internal static ImmutableArray<ResolvedChannel> ParseAll(JsonElement data)
    {
        if (
            data.Get("resolved").Get("channels") is not { ValueKind: JsonValueKind.Object } channels
        )
        {
            return [];
        }

        return
        [
            .. from entry in channels.EnumerateObject()
            let id = entry.Value.Id("id")
                ?? (Snowflake.TryParse(entry.Name, out var key) ? key : null as Snowflake?)
            where id is not null
            select new ResolvedChannel(
                id.Value,
                entry.Value.Text("name") ?? "",
                (ChannelType)(entry.Value.Int("type") ?? 0),
                entry.Value.Bits("app_permissions")
            )
            {
                MemberPermissions = entry.Value.Bits("permissions"),
            },
        ];
    }
}

/// <summary>One box of a modal as filled in.</summary>
public sealed record SubmittedField(string CustomId, string Value)
{
    /// <summary>Takes both shapes: Label {component:{…}} and the older action row {components:[…]}.</summary>
    internal static ImmutableArray<SubmittedField> ParseAll(JsonElement data) =>
        [
            .. data.Items("components")
                .SelectMany(outer =>
                    outer.Get("component") is { } inner ? [inner] : outer.Items("components")
                )
                .Select(Parse)
                .OfType<SubmittedField>(),
        ];

    private static SubmittedField? Parse(JsonElement json) =>
        json.Text("custom_id") is { } customId && json.Text("value") is { } value
            ? new SubmittedField(customId, value)
            : null;
}

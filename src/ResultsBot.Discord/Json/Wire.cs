using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ResultsBot.Discord.Json;

/// <summary>
/// What goes over the wire, as it goes: property names in snake case, absent where null. The public records know
/// nothing of it; each shape here has one From.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(WireEdit))]
[JsonSerializable(typeof(WireResponse))]
[JsonSerializable(typeof(WireCommand[]))]
[JsonSerializable(typeof(WirePayload))]
[JsonSerializable(typeof(WireThread))]
internal sealed partial class WireJson : JsonSerializerContext;

internal sealed record WireMentions(string[] Parse)
{
    /// <summary>Left out, Discord would let a message ping everyone its text names.</summary>
    public static readonly WireMentions Nobody = new([]);

    public string[]? Roles { get; init; }

    public static WireMentions From(OutgoingMessage message) =>
        message.MentionRoles.IsDefaultOrEmpty
            ? Nobody
            : new WireMentions([])
            {
                Roles = [.. message.MentionRoles.Distinct().Select(role => role.ToString())],
            };
}

/// <summary>A file: one sent along, by its number among the parts; or one already there that stays, by its id.</summary>
internal sealed record WireAttachment(string Id)
{
    public string? Filename { get; init; }
    public string? Description { get; init; }

    public static WireAttachment[] From(OutgoingMessage message) =>
        [
            .. message
                .Files.OrEmpty()
                .Select(
                    (file, number) =>
                        new WireAttachment(number.ToString(CultureInfo.InvariantCulture))
                        {
                            Filename = file.Name,
                            Description = file.Description,
                        }
                ),
        ];
}

internal sealed record WireMessage
{
    private const int EphemeralFlag = 1 << 6;

    public string? Content { get; init; }
    public WireEmbed[]? Embeds { get; init; }
    public WireComponent[]? Components { get; init; }
    public int? Flags { get; init; }
    public string? Nonce { get; init; }
    public bool? EnforceNonce { get; init; }
    public WireMentions AllowedMentions { get; init; } = WireMentions.Nobody;
    public WireAttachment[]? Attachments { get; init; }

    /// <summary>For a channel: there the nonce counts and nothing is ephemeral.</summary>
    public static WireMessage ForChannel(OutgoingMessage message) =>
        From(message) with
        {
            Nonce = message.Nonce,
            EnforceNonce = message.Nonce is null ? null : true,
        };

    /// <summary>For an interaction or webhook: there is no nonce.</summary>
    public static WireMessage ForInteraction(OutgoingMessage message) =>
        From(message) with
        {
            Flags = message.Ephemeral ? EphemeralFlag : null,
        };

    private static WireMessage From(OutgoingMessage message) =>
        new()
        {
            Content = message.Content,
            Embeds = message.Embeds.IsDefaultOrEmpty
                ? null
                : [.. message.Embeds.Select(WireEmbed.From)],
            Components = message.Components.IsDefaultOrEmpty
                ? null
                : [.. message.Components.Select(WireComponent.From)],
            AllowedMentions = WireMentions.From(message),
            Attachments = message.Files.IsDefaultOrEmpty ? null : WireAttachment.From(message),
        };

    public static WireMessage Deferred(bool ephemeral) =>
        new() { Flags = ephemeral ? EphemeralFlag : null };
}

/// <summary>An edit replaces all that can be seen: what the new message does not have is cleared, not kept.</summary>
internal sealed record WireEdit(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Content,
    WireEmbed[] Embeds,
    WireComponent[] Components,
    WireAttachment[] Attachments
)
{
    /// <summary>Re-applied on each edit, with everyone allowed where left out.</summary>
    public WireMentions AllowedMentions { get; init; } = WireMentions.Nobody;

    public static WireEdit From(OutgoingMessage message) =>
        new(
            message.Content,
            [.. message.Embeds.OrEmpty().Select(WireEmbed.From)],
            [.. message.Components.OrEmpty().Select(WireComponent.From)],
            [
                .. message.KeepAttachments.OrEmpty().Select(id => new WireAttachment($"{id}")),
                .. WireAttachment.From(message),
            ]
        )
        {
            AllowedMentions = WireMentions.From(message),
        };
}

internal sealed record WireEmbed
{
    public string? Title { get; init; }
    public string? Description { get; init; }
    public string? Url { get; init; }
    public int? Color { get; init; }
    public WireEmbedField[]? Fields { get; init; }
    public WireFooter? Footer { get; init; }
    public WireAuthor? Author { get; init; }
    public string? Timestamp { get; init; }
    public WireImage? Image { get; init; }

    public static WireEmbed From(Embed embed) =>
        new()
        {
            Title = embed.Title,
            Description = embed.Description,
            Url = embed.Url,
            Color = embed.Color,
            Fields = embed.Fields.IsDefaultOrEmpty
                ? null
                :
                [
                    .. embed.Fields.Select(field => new WireEmbedField(
                        field.Name,
                        field.Value,
                        field.Inline ? true : null
                    )),
                ],
            Footer = embed.Footer is null ? null : new WireFooter(embed.Footer),
            Author = embed.Author is null ? null : new WireAuthor(embed.Author),
            Timestamp = embed.Timestamp?.ToString("O", CultureInfo.InvariantCulture),
            Image = embed.ImageUrl is null ? null : new WireImage(embed.ImageUrl),
        };
}

internal sealed record WireEmbedField(string Name, string Value, bool? Inline);

internal sealed record WireImage(string Url);

internal sealed record WireFooter(string Text);

internal sealed record WireAuthor(string Name);

/// <summary>All component types in one, as only few properties differ.</summary>
internal sealed record WireComponent(int Type)
{
    public string? CustomId { get; init; }
    public string? Label { get; init; }
    public string? Description { get; init; }
    public int? Style { get; init; }
    public bool? Disabled { get; init; }
    public string? Placeholder { get; init; }
    public int? MinValues { get; init; }
    public int? MaxValues { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public bool? Required { get; init; }
    public string? Value { get; init; }
    public WireSelectOption[]? Options { get; init; }
    public WireComponent[]? Components { get; init; }
    public WireComponent? Component { get; init; }
    public string? Url { get; init; }
    public string? Content { get; init; }
    public int[]? ChannelTypes { get; init; }
    public WireDefault[]? DefaultValues { get; init; }

    public static WireComponent From(ActionRow row) =>
        new(1) { Components = [.. row.Components.OrEmpty().Select(From)] };

    private static WireComponent From(Component component) =>
        component switch
        {
            Button button => new WireComponent(2)
            {
                CustomId = button.CustomId,
                Label = button.Label,
                Style = (int)button.Style,
                Disabled = button.Disabled ? true : null,
            },
            StringSelect select => new WireComponent(3)
            {
                CustomId = select.CustomId,
                Placeholder = select.Placeholder,
                MinValues = select.MinValues,
                MaxValues = select.MaxValues,
                Disabled = select.Disabled ? true : null,
                Options = WireSelectOption.From(select.Options),
            },
            LinkButton link => new WireComponent(2)
            {
                Style = 5,
                Label = link.Label,
                Url = link.Url.AbsoluteUri,
            },
            PickSelect pick => From(pick),
            _ => throw new NotSupportedException($"No wire shape for {component.GetType().Name}."),
        };

    private static WireComponent From(PickSelect pick)
    {
        var (type, kind) = pick switch
        {
            UserSelect => (5, "user"),
            RoleSelect => (6, "role"),
            ChannelSelect => (8, "channel"),
            _ => throw new NotSupportedException($"No wire shape for {pick.GetType().Name}."),
        };
        return new WireComponent(type)
        {
            CustomId = pick.CustomId,
            Placeholder = pick.Placeholder,
            MinValues = pick.MinValues,
            MaxValues = pick.MaxValues,
            Disabled = pick.Disabled ? true : null,
            ChannelTypes = Numbers((pick as ChannelSelect)?.ChannelTypes ?? []),
            DefaultValues = pick.Chosen.IsDefaultOrEmpty
                ? null
                : [.. pick.Chosen.Select(id => new WireDefault(id.ToString(), kind))],
        };
    }

    public static WireComponent From(ModalPart part) =>
        part switch
        {
            ModalText text => new WireComponent(10) { Content = text.Content },
            ModalField field => From(field),
            _ => throw new NotSupportedException($"No wire shape for {part.GetType().Name}."),
        };

    private static WireComponent From(ModalField field) =>
        new(18)
        {
            Label = field.Label,
            Description = field.Description,
            Component = field switch
            {
                TextInput text => new WireComponent(4)
                {
                    CustomId = text.CustomId,
                    Style = (int)text.Style,
                    Value = text.Value,
                    Placeholder = text.Placeholder,
                    Required = text.Required,
                    MinLength = text.MinLength,
                    MaxLength = text.MaxLength,
                },
                ModalSelect select => From(select),
                _ => throw new NotSupportedException($"No wire shape for {field.GetType().Name}."),
            },
        };

    private static WireComponent From(ModalSelect select) =>
        new(
            select switch
            {
                ChoiceField => 3,
                UserField => 5,
                RoleField => 6,
                ChannelField => 8,
                _ => throw new NotSupportedException($"No wire shape for {select.GetType().Name}."),
            }
        )
        {
            CustomId = select.CustomId,
            Placeholder = select.Placeholder,
            Required = select.Required,
            MinValues = select.Required ? 1 : 0,
            MaxValues = select.MaxValues,
            Options = select is ChoiceField choice ? WireSelectOption.From(choice.Options) : null,
            ChannelTypes = Numbers((select as ChannelField)?.ChannelTypes ?? []),
        };

    private static int[]? Numbers(ImmutableArray<ChannelType> types) =>
        types.IsDefaultOrEmpty ? null : [.. types.Select(type => (int)type).Order()];
}

internal sealed record WireDefault(string Id, string Type);

internal sealed record WireSelectOption(string Label, string Value)
{
    public static WireSelectOption[] From(ImmutableArray<SelectOption> options) =>
        [
            .. options
                .OrEmpty()
                .Select(option => new WireSelectOption(option.Label, option.Value)
                {
                    Description = option.Description,
                    Default = option.Default ? true : null,
                }),
        ];

    public string? Description { get; init; }
    public bool? Default { get; init; }
}

/// <summary>The body of an interaction's callback.</summary>
internal sealed record WireResponse(int Type)
{
    public WireResponseData? Data { get; init; }

    public static WireResponse From(InteractionResponse response) =>
        response switch
        {
            InteractionResponse.Reply reply => new WireResponse(4)
            {
                Data = WireResponseData.From(WireMessage.ForInteraction(reply.Message)),
            },
            InteractionResponse.Defer defer => new WireResponse(5)
            {
                // Ephemeral is the only thing that may be set here.
                Data = defer.Ephemeral
                    ? WireResponseData.From(WireMessage.Deferred(ephemeral: true))
                    : null,
            },
            InteractionResponse.DeferUpdate => new WireResponse(6),
            InteractionResponse.Update update => new WireResponse(7)
            {
                Data = WireResponseData.From(WireEdit.From(update.Message)),
            },
            InteractionResponse.Suggest suggest => new WireResponse(8)
            {
                Data = new WireResponseData
                {
                    Choices =
                    [
                        .. suggest.Choices.OrEmpty().Take(Limits.Choices).Select(WireChoice.From),
                    ],
                },
            },
            InteractionResponse.ShowModal { Modal: var modal } => new WireResponse(9)
            {
                Data = new WireResponseData
                {
                    CustomId = modal.CustomId,
                    Title = modal.Title,
                    Components = [.. modal.Parts.OrEmpty().Select(WireComponent.From)],
                },
            },
            _ => throw new NotSupportedException($"No wire shape for {response.GetType().Name}."),
        };
}

internal sealed record WireResponseData
{
    public string? Content { get; init; }
    public WireEmbed[]? Embeds { get; init; }
    public WireComponent[]? Components { get; init; }
    public int? Flags { get; init; }
    public WireMentions? AllowedMentions { get; init; }
    public WireChoice[]? Choices { get; init; }
    public string? CustomId { get; init; }
    public string? Title { get; init; }
    public WireAttachment[]? Attachments { get; init; }

    public static WireResponseData From(WireMessage message) =>
        new()
        {
            Content = message.Content,
            Embeds = message.Embeds,
            Components = message.Components,
            Flags = message.Flags,
            AllowedMentions = message.AllowedMentions,
            Attachments = message.Attachments,
        };

    public static WireResponseData From(WireEdit edit) =>
        new()
        {
            Content = edit.Content ?? "",
            Embeds = edit.Embeds,
            Components = edit.Components,
            AllowedMentions = edit.AllowedMentions,
            Attachments = edit.Attachments,
        };
}

internal sealed record WireChoice(string Name, JsonNode Value)
{
    public static WireChoice From(CommandChoice choice) =>
        new(
            choice.Name,
            choice.Text is { } text ? JsonValue.Create(text) : JsonValue.Create(choice.Integer ?? 0)
        );
}

internal sealed record WireCommand(string Name, string Description)
{
    public int Type { get; init; } = 1;
    public WireOption[]? Options { get; init; }
    public string? DefaultMemberPermissions { get; init; }
    public int[]? Contexts { get; init; }
    public int[]? IntegrationTypes { get; init; }

    /// <summary>Contexts and integration types are known of global commands only.</summary>
    public static WireCommand From(ApplicationCommand command, bool global) =>
        new(command.Name, command.Description)
        {
            Options = WireOption.From(command.Options),
            DefaultMemberPermissions = command.DefaultMemberPermissions is { } bits
                ? ((ulong)bits).ToString(CultureInfo.InvariantCulture)
                : null,
            Contexts = global ? [.. command.Contexts.OrEmpty().Order()] : null,
            IntegrationTypes = global ? [.. command.IntegrationTypes.OrEmpty().Order()] : null,
        };
}

internal sealed record WireOption(string Name, string Description, int Type)
{
    public bool? Required { get; init; }
    public bool? Autocomplete { get; init; }
    public WireChoice[]? Choices { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public long? MinValue { get; init; }
    public long? MaxValue { get; init; }
    public int[]? ChannelTypes { get; init; }
    public WireOption[]? Options { get; init; }

    public static WireOption[]? From(ImmutableArray<CommandOption> options) =>
        options.IsDefaultOrEmpty
            ? null
            :
            [
                .. options.Select(option => new WireOption(
                    option.Name,
                    option.Description,
                    (int)option.Type
                )
                {
                    Required = option.Required ? true : null,
                    Autocomplete = option.Autocomplete ? true : null,
                    Choices = option.Choices.IsDefaultOrEmpty
                        ? null
                        : [.. option.Choices.Select(WireChoice.From)],
                    MinLength = option.MinLength,
                    MaxLength = option.MaxLength,
                    MinValue = option.MinValue,
                    MaxValue = option.MaxValue,
                    ChannelTypes = option.ChannelTypes.IsDefaultOrEmpty
                        ? null
                        : [.. option.ChannelTypes.Order()],
                    Options = From(option.Options),
                }),
            ];
}

internal sealed record WireThread(string Name, int AutoArchiveDuration)
{
    /// <summary>Left out, a thread without a message would be a private one.</summary>
    public int? Type { get; init; }
}

/// <summary>What the client sends over the gateway: heartbeat (1), identify (2), resume (6).</summary>
internal sealed record WirePayload(
    int Op,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonNode? D
);

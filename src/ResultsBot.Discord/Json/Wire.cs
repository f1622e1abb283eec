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
internal sealed partial class WireJson : JsonSerializerContext;

internal sealed record WireMentions(string[] Parse)
{
    /// <summary>Left out, Discord would let a message ping everyone its text names.</summary>
    public static readonly WireMentions Nobody = new([]);
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
        };

    public static WireMessage Deferred(bool ephemeral) =>
        new() { Flags = ephemeral ? EphemeralFlag : null };
}

/// <summary>An edit replaces all that can be seen: what the new message does not have is cleared, not kept.</summary>
internal sealed record WireEdit(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Content,
    WireEmbed[] Embeds,
    WireComponent[] Components
)
{
    /// <summary>Re-applied on each edit, with everyone allowed where left out.</summary>
    public WireMentions AllowedMentions { get; init; } = WireMentions.Nobody;

    public static WireEdit From(OutgoingMessage message) =>
        new(
            message.Content,
            [.. message.Embeds.OrEmpty().Select(WireEmbed.From)],
            [.. message.Components.OrEmpty().Select(WireComponent.From)]
        );
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
        };
}

internal sealed record WireEmbedField(string Name, string Value, bool? Inline);

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
                Options =
                [
                    .. select
                        .Options.OrEmpty()
                        .Select(option => new WireSelectOption(option.Label, option.Value)
                        {
                            Description = option.Description,
                            Default = option.Default ? true : null,
                        }),
                ],
            },
            _ => throw new NotSupportedException($"No wire shape for {component.GetType().Name}."),
        };

    public static WireComponent From(ModalField field) =>
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
                _ => throw new NotSupportedException($"No wire shape for {field.GetType().Name}."),
            },
        };
}

internal sealed record WireSelectOption(string Label, string Value)
{
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
                    Components = [.. modal.Fields.OrEmpty().Select(WireComponent.From)],
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

    public static WireResponseData From(WireMessage message) =>
        new()
        {
            Content = message.Content,
            Embeds = message.Embeds,
            Components = message.Components,
            Flags = message.Flags,
            AllowedMentions = message.AllowedMentions,
        };

    public static WireResponseData From(WireEdit edit) =>
        new()
        {
            Content = edit.Content ?? "",
            Embeds = edit.Embeds,
            Components = edit.Components,
            AllowedMentions = edit.AllowedMentions,
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

/// <summary>What the client sends over the gateway: heartbeat (1), identify (2), resume (6).</summary>
internal sealed record WirePayload(
    int Op,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] JsonNode? D
);

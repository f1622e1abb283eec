using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ResultsBot.Discord.Json;

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
            Type = (int)command.Type,
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

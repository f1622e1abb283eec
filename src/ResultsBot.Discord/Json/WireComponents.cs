namespace ResultsBot.Discord.Json;

/// <summary>All component types in one, as only few properties differ.</summary>
internal sealed record WireComponent(int Type)
{
    public string? CustomId { get; init; }
    public string? Label { get; init; }
    public string? Description { get; init; }
    public int? Style { get; init; }
    public bool? Disabled { get; init; }
    public string? Placeholder { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public bool? Required { get; init; }
    public string? Value { get; init; }
    public WireComponent[]? Components { get; init; }
    public WireComponent? Component { get; init; }

    public static WireComponent From(ActionRow row) =>
        new(1) { Components = [.. row.Components.OrEmpty().Select(From)] };

    private static WireComponent From(Button button) =>
        new(2)
        {
            CustomId = button.CustomId,
            Label = button.Label,
            Style = (int)button.Style,
            Disabled = button.Disabled ? true : null,
        };

    public static WireComponent From(TextInput input) =>
        new(18)
        {
            Label = input.Label,
            Description = input.Description,
            Component = new WireComponent(4)
            {
                CustomId = input.CustomId,
                Style = (int)input.Style,
                Value = input.Value,
                Placeholder = input.Placeholder,
                Required = input.Required,
                MinLength = input.MinLength,
                MaxLength = input.MaxLength,
            },
        };
}

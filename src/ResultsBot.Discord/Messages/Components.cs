using System.Collections.Immutable;

namespace ResultsBot.Discord;

/// <summary>A row of a message: up to five buttons, or one select (developers/components/reference.mdx).</summary>
public sealed record ActionRow(ImmutableArray<Component> Components);

public abstract record Component
{
    private protected Component() { }
}

/// <param name="CustomId">1 to 100 characters, unique in its message; comes back in <see cref="Interaction.ComponentPressed"/>.</param>
/// <param name="Label">Up to 80 characters.</param>
public sealed record Button(
    string CustomId,
    string Label,
    ButtonStyle Style = ButtonStyle.Primary,
    bool Disabled = false
) : Component;

public enum ButtonStyle
{
    Primary = 1,
    Secondary = 2,
    Success = 3,
    Danger = 4,
}

/// <summary>A list to choose from: 1 to 25 options.</summary>
public sealed record StringSelect(string CustomId, ImmutableArray<SelectOption> Options) : Component
{
    public string? Placeholder { get; init; }
    public int MinValues { get; init; } = 1;
    public int MaxValues { get; init; } = 1;
    public bool Disabled { get; init; }
}

public sealed record SelectOption(string Label, string Value)
{
    public string? Description { get; init; }
    public bool Default { get; init; }
}

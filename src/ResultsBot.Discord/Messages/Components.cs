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

/// <summary>A button that opens an address; the bot hears nothing of it.</summary>
/// <param name="Url">http or https, up to 512 characters.</param>
public sealed record LinkButton(Uri Url, string Label) : Component;

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

/// <summary>A list of what a server has: people, roles or channels. What was chosen comes as ids.</summary>
public abstract record PickSelect : Component
{
    private protected PickSelect(string customId) => CustomId = customId;

    public string CustomId { get; init; }
    public string? Placeholder { get; init; }
    public int MinValues { get; init; } = 1;
    public int MaxValues { get; init; } = 1;
    public bool Disabled { get; init; }

    /// <summary>What is chosen already.</summary>
    public ImmutableArray<Snowflake> Chosen { get; init; } = [];
}

public sealed record UserSelect(string CustomId) : PickSelect(CustomId);

public sealed record RoleSelect(string CustomId) : PickSelect(CustomId);

public sealed record ChannelSelect(string CustomId) : PickSelect(CustomId)
{
    /// <summary>Which channels are offered; empty: all.</summary>
    public ImmutableArray<ChannelType> ChannelTypes { get; init; } = [];
}

public sealed record SelectOption(string Label, string Value)
{
    public string? Description { get; init; }
    public bool Default { get; init; }
}

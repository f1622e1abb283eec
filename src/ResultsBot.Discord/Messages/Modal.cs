using System.Collections.Immutable;

namespace ResultsBot.Discord;

/// <summary>A form shown in answer to a command or a button: title ≤ 45, 1 to 5 parts (components/reference.mdx).</summary>
public sealed record Modal(string CustomId, string Title, ImmutableArray<ModalPart> Parts);

public abstract record ModalPart
{
    private protected ModalPart() { }
}

/// <summary>Text between the fields, in markdown.</summary>
public sealed record ModalText(string Content) : ModalPart;

/// <summary>Something to fill in. Sent inside a Label component (type 18).</summary>
public abstract record ModalField : ModalPart
{
    private protected ModalField() { }

    public required string CustomId { get; init; }

    /// <summary>Up to 45 characters.</summary>
    public required string Label { get; init; }

    /// <summary>Up to 100 characters, shown under the label.</summary>
    public string? Description { get; init; }
    public bool Required { get; init; } = true;
}

/// <summary>A text box. (A text input in an action row is deprecated.)</summary>
public sealed record TextInput : ModalField
{
    public TextInputStyle Style { get; init; } = TextInputStyle.Short;

    /// <summary>What stands in the box already, up to 4000 characters.</summary>
    public string? Value { get; init; }
    public string? Placeholder { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
}

public enum TextInputStyle
{
    Short = 1,
    Paragraph = 2,
}

/// <summary>A list to choose from; what was chosen comes in <see cref="Interaction.ModalSubmitted.FieldValues"/>.</summary>
public abstract record ModalSelect : ModalField
{
    private protected ModalSelect() { }

    public string? Placeholder { get; init; }

    /// <summary>How many may be chosen, up to 25. Where the field is not required, none may be.</summary>
    public int MaxValues { get; init; } = 1;
}

public sealed record ChoiceField : ModalSelect
{
    public required ImmutableArray<SelectOption> Options { get; init; }
}

public sealed record UserField : ModalSelect;

public sealed record RoleField : ModalSelect;

public sealed record ChannelField : ModalSelect
{
    /// <summary>Which channels are offered; empty: all.</summary>
    public ImmutableArray<ChannelType> ChannelTypes { get; init; } = [];
}

using System.Collections.Immutable;

namespace ResultsBot.Discord;

/// <summary>A form shown in answer to a command or a button: title ≤ 45, 1 to 5 fields (components/reference.mdx).</summary>
public sealed record Modal(string CustomId, string Title, ImmutableArray<ModalField> Fields);

public abstract record ModalField
{
    private protected ModalField() { }

    public required string CustomId { get; init; }

    /// <summary>Up to 45 characters.</summary>
    public required string Label { get; init; }

    /// <summary>Up to 100 characters, shown under the label.</summary>
    public string? Description { get; init; }
}

/// <summary>A text box. Sent inside a Label component (type 18): a text input in an action row is deprecated.</summary>
public sealed record TextInput : ModalField
{
    public TextInputStyle Style { get; init; } = TextInputStyle.Short;

    /// <summary>What stands in the box already, up to 4000 characters.</summary>
    public string? Value { get; init; }
    public string? Placeholder { get; init; }
    public bool Required { get; init; } = true;
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
}

public enum TextInputStyle
{
    Short = 1,
    Paragraph = 2,
}

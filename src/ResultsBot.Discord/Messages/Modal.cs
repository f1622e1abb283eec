using System.Collections.Immutable;

namespace ResultsBot.Discord;

/// <summary>A form shown in answer to a command or a button: title ≤ 45, 1 to 5 boxes (components/reference.mdx).</summary>
public sealed record Modal(string CustomId, string Title, ImmutableArray<TextInput> Inputs);

/// <summary>A text box. Sent inside a Label component (type 18); in an action row it is deprecated.</summary>
public sealed record TextInput
{
    public required string CustomId { get; init; }

    /// <summary>Up to 45 characters.</summary>
    public required string Label { get; init; }

    /// <summary>Up to 100 characters, shown under the label.</summary>
    public string? Description { get; init; }
    public bool Required { get; init; } = true;
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

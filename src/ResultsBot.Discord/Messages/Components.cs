using System.Collections.Immutable;

namespace ResultsBot.Discord;

/// <summary>A row of a message: up to five buttons (developers/components/reference.mdx).</summary>
public sealed record ActionRow(ImmutableArray<Button> Components);

/// <param name="CustomId">1 to 100 characters, unique in its message; comes back in <see cref="Interaction.ComponentPressed"/>.</param>
/// <param name="Label">Up to 80 characters.</param>
public sealed record Button(
    string CustomId,
    string Label,
    ButtonStyle Style = ButtonStyle.Primary,
    bool Disabled = false
);

public enum ButtonStyle
{
    Primary = 1,
    Secondary = 2,
    Success = 3,
    Danger = 4,
}

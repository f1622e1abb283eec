using System.Collections.Immutable;
using ResultsBot.Discord;
using ResultsBot.Newswire.Posts;
using ResultsBot.Storage;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>One thing that is typed into a command: an option of it, and a box of its form.</summary>
internal sealed record Field(string Name)
{
    /// <summary>Of a box; a longer text comes back in two, and nothing is lost.</summary>
    private const string Continued = "2";

    public bool IsRequired { get; init; }

    /// <summary>Typed into a box of several lines; where it is left out of the command, the form opens.</summary>
    public bool IsText { get; init; }

    public bool IsSuggested { get; init; }

    /// <summary>No option, as it fits into the text of another.</summary>
    public bool IsOnlyInForm { get; init; }

    public int MaxLength { get; init; } = 100;

    /// <summary>What its box is called; scripts that fill in forms rely on it.</summary>
    public string Box { get; init; } = Name;

    public ImmutableArray<CommandChoice> Choices { get; init; } = [];

    public static Field Seat { get; } =
        new(SeatOption.Name) { IsRequired = true, IsSuggested = true };

    public static Field Reason { get; } = new("reason") { IsRequired = true, MaxLength = 300 };

    public CommandOption Option(Phrasebook phrases) =>
        new()
        {
            Name = Name,
            Description = phrases.OptionDescription(Name),
            Type = CommandOptionType.String,
            Required = IsRequired,
            Autocomplete = IsSuggested,
            MaxLength = MaxLength,
            Choices = Choices,
        };

    /// <summary>Its boxes in a form, with what was typed before.</summary>
    public IEnumerable<TextInput> Boxes(string typed, Phrasebook phrases)
    {
        var limit = IsText ? Limits.TextInput : MaxLength;
        yield return New(Box, phrases.FieldLabel(Name), typed[..Math.Min(typed.Length, limit)]);
        if (typed.Length > limit && IsText)
        {
            yield return New(
                Box + Continued,
                phrases.FieldContinued(Name),
                PlainText.Shorten(typed[limit..], Limits.TextInput)
            );
        }

        TextInput New(string id, string label, string value) =>
            new()
            {
                CustomId = id,
                Label = label,
                Description = phrases.FieldHint(Name),
                Style = IsText ? TextInputStyle.Paragraph : TextInputStyle.Short,
                Value = value,
                Required = IsRequired || (IsText && id == Box),
                MaxLength = limit,
            };
    }

    public string Read(Interaction.CommandInvoked interaction) => interaction.Text(Name) ?? "";

    /// <summary>What its boxes hold; what was kept before where the form does not have it.</summary>
    public string Read(Interaction.ModalSubmitted interaction, Draft? before) =>
        interaction.Field(Box) is { } first
            ? first + interaction.Field(Box + Continued)
            : before?[Name] ?? "";
}

using ResultsBot.Discord;
using ResultsBot.Wire;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>The option <c>area</c>, which several commands share.</summary>
internal static class AreaOption
{
    private const string Name = "area";

    public abstract record Choice
    {
        private Choice() { }

        /// <param name="Scope">Null where the option was left out.</param>
        public sealed record Chosen(Scope? Scope) : Choice;

        public sealed record Unclear(string Sentence) : Choice;
    }

    public static CommandOption Of(string description) =>
        new()
        {
            Name = Name,
            Description = description,
            Type = CommandOptionType.String,
            Autocomplete = true,
            MaxLength = 100,
        };

    public static Choice Read(Interaction.CommandInvoked interaction, Places places)
    {
        if (interaction.Text(Name) is not { } typed || string.IsNullOrWhiteSpace(typed))
        {
            return new Choice.Chosen(null);
        }
        var found = places.Scopes(typed);
        var shown = Text.Escape(Text.Shorten(typed, 80));
        return found switch
        {
            [var one] => new Choice.Chosen(one),
            [] => new Choice.Unclear(Unknown(shown, places.PlacesLike(typed))),
            _ => new Choice.Unclear(
                $"“{shown}” could be {Text.Either([.. found.Select(places.Describe).Select(Text.Escape)])}: "
                    + "please choose one from the list."
            ),
        };
    }

    private static string Unknown(string shown, IReadOnlyList<string> near) =>
        near.Count == 0
            ? $"There is no area or seat called “{shown}”."
            : $"There is no area or seat called “{shown}”. Did you mean {Text.Either([.. near.Select(Text.Escape)])}?";
}

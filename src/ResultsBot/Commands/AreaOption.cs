using ResultsBot.Discord;
using ResultsBot.Newswire;
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

    public static Choice Read(
        Interaction.CommandInvoked interaction,
        Places places,
        Phrasebook phrases
    )
    {
        if (interaction.Text(Name) is not { } typed || string.IsNullOrWhiteSpace(typed))
        {
            return new Choice.Chosen(null);
        }
        return places.Scopes(typed) switch
        {
            [var one] => new Choice.Chosen(one),
            [] => new Choice.Unclear(phrases.UnknownPlace(typed, places.PlacesLike(typed))),
            var several => new Choice.Unclear(phrases.UnclearPlace(typed, several)),
        };
    }
}

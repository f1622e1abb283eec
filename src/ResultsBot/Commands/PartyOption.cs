using System.Collections.Immutable;
using FuzzySharp;
using ResultsBot.Discord;
using ResultsBot.Engine.Definition;
using ResultsBot.Newswire.Posts;
using ResultsBot.Packs.Names;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>The option <c>party</c>: its abbreviation, its name, or another way in which it is written.</summary>
internal static class PartyOption
{
    public const string Name = "party";

    private const int WorthSuggesting = 70;

    public abstract record Choice
    {
        private Choice() { }

        /// <param name="Party">Null where the option was left out.</param>
        public sealed record Chosen(PartyId? Party) : Choice;

        public sealed record Unclear(string Sentence) : Choice;
    }

    public static CommandOption Of(Phrasebook phrases) =>
        new()
        {
            Name = Name,
            Description = phrases.PartyOption,
            Type = CommandOptionType.String,
            Autocomplete = true,
            MaxLength = 100,
        };

    public static Choice Read(Interaction.CommandInvoked interaction, Phrasebook phrases)
    {
        if (interaction.Text(Name) is not { } typed || string.IsNullOrWhiteSpace(typed))
        {
            return new Choice.Chosen(null);
        }
        var key = Words.Key(typed);
        var parties = phrases.Definition.Parties;
        var found =
            parties.FirstOrDefault(p => p.Id.Value == typed.Trim())
            ?? parties.FirstOrDefault(p => Names(p).Any(n => Words.Key(n) == key));
        return found is not null
            ? new Choice.Chosen(found.Id)
            : new Choice.Unclear(
                phrases.UnknownParty(
                    typed,
                    [
                        .. parties
                            .Select(p =>
                                (Party: p, Score: Fuzz.WeightedRatio(Words.Key(p.Name), key))
                            )
                            .Where(p => p.Score >= WorthSuggesting)
                            .OrderByDescending(p => p.Score)
                            .Take(3)
                            .Select(p => p.Party.Name),
                    ]
                )
            );
    }

    public static ImmutableArray<CommandChoice> Suggest(string typed, Phrasebook phrases)
    {
        var key = Words.Key(typed);
        return
        [
            .. phrases
                .Definition.Parties.Where(p =>
                    Names(p).Any(n => Words.Key(n).Contains(key, StringComparison.Ordinal))
                )
                .Take(Limits.Choices)
                .Select(p => new CommandChoice(
                    PlainText.Shorten(PlainText.Clean(p.Name), Limits.ChoiceName),
                    PlainText.Shorten(p.Id.Value, Limits.ChoiceValue)
                )),
        ];
    }

    private static IEnumerable<string> Names(Party party) =>
        party.Aliases.Prepend(party.Id.Value).Prepend(party.Name);
}

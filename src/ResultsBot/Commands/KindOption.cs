using ResultsBot.Discord;
using ResultsBot.Newswire;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>The option <c>kind</c>: how much of it.</summary>
internal static class KindOption
{
    private const string Name = "kind";

    public static CommandOption Of(string description, Phrasebook phrases) =>
        new()
        {
            Name = Name,
            Description = description,
            Type = CommandOptionType.String,
            Choices =
            [
                .. Enum.GetValues<Kind>()
                    .Reverse()
                    .Select(k => new CommandChoice(phrases.KindName(k), Value(k))),
            ],
        };

    /// <returns>Null where it was left out; what Discord lets nobody choose counts as that.</returns>
    public static Kind? Read(Interaction.CommandInvoked interaction) =>
        interaction.Text(Name) is { } typed
            ? Enum.GetValues<Kind>().Cast<Kind?>().FirstOrDefault(k => Value(k!.Value) == typed)
            : null;

    private static string Value(Kind kind) => kind.ToString().ToLowerInvariant();
}

using ResultsBot.Discord;
using ResultsBot.Newswire;
using ResultsBot.Wording;

namespace ResultsBot.Commands;

/// <summary>The option <c>close</c>: only majorities under so many votes, and seats that change hands.</summary>
internal static class CloseOption
{
    private const string Name = "close";

    /// <summary>No seat has more voters.</summary>
    private const int Most = 100_000;

    public static CommandOption Of(string description) =>
        new()
        {
            Name = Name,
            Description = description,
            Type = CommandOptionType.Integer,
            MinValue = 1,
            MaxValue = Most,
        };

    /// <returns>In votes; null where it was left out.</returns>
    public static int? Read(Interaction.CommandInvoked interaction) =>
        interaction.Integer(Name) is { } typed ? (int)Math.Clamp(typed, 1, Most) : null;

    /// <summary>What the kind is where it was left out.</summary>
    public static Kind Usual(int? within) => within is null ? Kind.Everything : Kind.Results;

    /// <summary>Counts, notes and the state of the parties have no majority.</summary>
    public static bool Suits(Kind kind) => kind is Kind.Results or Kind.Flashes;
}

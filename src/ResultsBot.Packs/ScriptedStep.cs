using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs;

/// <summary>Who does something in a script. Who plays the part is the rehearsal’s affair.</summary>
public enum Actor
{
    FirstReporter,
    SecondReporter,
    ThirdReporter,
    Editor,
}

/// <summary>Something that somebody types in a rehearsal, as a command of the bot’s.</summary>
/// <param name="Command">Without its stroke: “declare”.</param>
/// <param name="Contest">What it is of; null where the command is of none.</param>
/// <param name="Options">What is typed behind each option but the seat.</param>
/// <param name="Edited">What is put in their place with Edit; empty where nothing has to be put right.</param>
public sealed record ScriptedStep(
    DateTimeOffset At,
    Actor Actor,
    string Command,
    ContestId? Contest,
    ImmutableDictionary<string, string> Options,
    ImmutableDictionary<string, string> Edited
)
{
    public const string Seat = "seat";
    public const string Result = "result";
    public const string Declare = "declare";
    public const string Correct = "correct";
    public const string Retract = "retract";
    public const string Reinstate = "reinstate";
    public const string Status = "status";
    public const string Verified = "verified";
    public const string Count = "count";
    public const string Flash = "flash";
    public const string Note = "note";
    public const string Quote = "quote";
    public const string Undo = "undo";

    /// <summary>As it is typed into a channel.</summary>
    public string Typed
    {
        get
        {
            IEnumerable<string> seat = Contest is { } contest ? [$"{Seat}:{contest}"] : [];
            return string.Join(
                ' ',
                seat.Concat(Options.OrderBy(o => o.Key).Select(o => $"{o.Key}:{o.Value}"))
                    .Prepend($"/{Command}")
            );
        }
    }

    /// <summary>What stands in the end behind an option; empty where nothing was typed.</summary>
    public string this[string option] =>
        Edited.GetValueOrDefault(option) ?? Options.GetValueOrDefault(option) ?? "";
}

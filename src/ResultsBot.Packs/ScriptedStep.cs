using System.Collections.Immutable;
using ResultsBot.Engine.Definition;

namespace ResultsBot.Packs;

/// <summary>A part in a script. Who plays it is up to the rehearsal.</summary>
public enum Actor
{
    FirstReporter,
    SecondReporter,
    ThirdReporter,
    Editor,
}

/// <summary>One command that somebody types in a rehearsal.</summary>
/// <param name="Command">Without its slash: “declare”.</param>
/// <param name="Contest">The contest it is about; null for a command about none.</param>
/// <param name="Options">What is typed after each option, the seat apart.</param>
/// <param name="Edited">What replaces them with Edit; empty where nothing needs to be put right.</param>
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

    /// <summary>The whole command as typed into a channel.</summary>
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

    /// <summary>An option's text after any edit; empty where nothing was typed.</summary>
    public string this[string option] =>
        Edited.GetValueOrDefault(option) ?? Options.GetValueOrDefault(option) ?? "";
}

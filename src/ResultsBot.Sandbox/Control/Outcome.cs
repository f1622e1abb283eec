using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox;

/// <summary>What became of something a person did.</summary>
/// <param name="InteractionId">To submit a form with.</param>
/// <param name="State">"message", "thinking", "updated", "modal", "choices" or "failed".</param>
/// <param name="Message">The answer, or the message it changed, as Discord's JSON.</param>
/// <param name="Modal">The form that opened.</param>
public sealed record Outcome(
    ulong InteractionId,
    string State,
    JsonObject? Message,
    JsonObject? Modal,
    ImmutableArray<SuggestedChoice> Choices
);

public sealed record SuggestedChoice(string Name, JsonNode Value);

/// <summary>What a person asked for cannot be done; the reason is for that person to read.</summary>
public sealed class CannotException : Exception
{
    public CannotException() { }

    public CannotException(string message)
        : base(message) { }

    public CannotException(string message, Exception inner)
        : base(message, inner) { }

    public CannotException(string message, string? option)
        : base(message) => Option = option;

    /// <summary>The command's option that is missing or wrong.</summary>
    public string? Option { get; }
}

using System.Text.Json.Nodes;

namespace ResultsBot.Sandbox.World;

internal static class InteractionType
{
    public const int Command = 2;
    public const int Component = 3;
    public const int Autocomplete = 4;
    public const int ModalSubmit = 5;
}

internal enum InteractionState
{
    /// <summary>The bot has not answered; it has three seconds.</summary>
    Waiting,

    /// <summary>The bot never answered, or there was no bot.</summary>
    Failed,

    /// <summary>Answered with "thinking…"; the answer itself is still to come.</summary>
    Deferred,

    /// <summary>Answered "I have seen it" to a component; what changes is still to come, or nothing is.</summary>
    DeferredUpdate,

    /// <summary>The answer is a message, or an update of the message the component sits on.</summary>
    Answered,

    /// <summary>The answer is a form.</summary>
    Modal,

    /// <summary>The answer is a list of choices.</summary>
    Choices,
}

/// <summary>One thing a person did that the bot has to answer. Changed only while the world's gate is held.</summary>
internal sealed class Interaction(ulong id, string token, int type, DateTimeOffset created)
{
    public ulong Id { get; } = id;
    public string Token { get; } = token;
    public int Type { get; } = type;
    public DateTimeOffset Created { get; } = created;

    public required Person Person { get; init; }
    public required Guild Guild { get; init; }
    public required ulong ChannelId { get; init; }

    /// <summary>What the page shows while it waits: "/declare", a button's label.</summary>
    public required string Label { get; init; }
    public string? CommandName { get; init; }

    /// <summary>The message whose component was used, or through which the form was opened.</summary>
    public ulong? SourceMessage { get; init; }

    public required JsonObject Payload { get; init; }

    public InteractionState State { get; set; }
    public ulong? OriginalMessage { get; set; }
    public JsonObject? Modal { get; set; }
    public JsonArray? Choices { get; set; }
    public ITimer? Deadline { get; set; }

    /// <summary>Set anew with every change, so that a reader can wait for the next one.</summary>
    public TaskCompletionSource Moved { get; set; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often an edit or a follow-up came after the first answer.</summary>
    public int Additions { get; set; }

    public bool IsFinal =>
        State switch
        {
            InteractionState.Waiting or InteractionState.Deferred => false,
            InteractionState.DeferredUpdate => Additions > 0,
            _ => true,
        };
}

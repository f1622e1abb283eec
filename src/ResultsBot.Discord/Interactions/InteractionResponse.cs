using System.Collections.Immutable;

namespace ResultsBot.Discord;

/// <summary>
/// The first answer to an interaction; there can be only one (receiving-and-responding.mdx, "Interaction Callback Type").
/// </summary>
public abstract record InteractionResponse
{
    private InteractionResponse() { }

    /// <summary>Answers with a message.</summary>
    public sealed record Reply(OutgoingMessage Message) : InteractionResponse;

    /// <summary>
    /// Shows "thinking" until <see cref="DiscordRest.EditResponse(Interaction, OutgoingMessage, CancellationToken)"/>.
    /// Whether it is ephemeral is settled here.
    /// </summary>
    public sealed record Defer(bool Ephemeral) : InteractionResponse;

    /// <summary>Takes note of a button without showing anything; the message may be edited later.</summary>
    public sealed record DeferUpdate : InteractionResponse;

    /// <summary>Replaces the message the component sits on.</summary>
    public sealed record Update(OutgoingMessage Message) : InteractionResponse;

    /// <summary>Suggests at most 25 values while typing.</summary>
    public sealed record Suggest(ImmutableArray<CommandChoice> Choices) : InteractionResponse;

    /// <summary>Shows a form. Not in answer to a form.</summary>
    public sealed record ShowModal(Modal Modal) : InteractionResponse;
}
